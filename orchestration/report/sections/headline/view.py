"""Recorded cycles and shares, stage by stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.rates import interval_words, rate_words
from orchestration.report.section import Section


@dataclass(frozen=True)
class StageRow:
    """One stage: cycles that marketing began with a record of it, and the share from before."""

    stage_code: str
    stage_label: str | None
    recorded: int | None
    rate: float | None
    is_rate_judged: bool
    could_not_see: str | None
    is_first: bool


@dataclass(frozen=True)
class WholeRow:
    """From MQL to won, over cycles that marketing began; the days over all cycles."""

    rate: float | None
    rate_low: float | None
    rate_high: float | None
    is_rate_judged: bool
    median_days: float | None


@dataclass(frozen=True)
class Rows:
    """What is read."""

    stages: tuple[StageRow, ...]
    whole: tuple[WholeRow, ...]


@dataclass(frozen=True)
class StageLine:
    """One stage; `rate` is blank where no stage comes before."""

    code: str
    label: str
    recorded: str
    rate: str


@dataclass(frozen=True)
class HeadlineView:
    """The stages, and what of the MQLs was won."""

    stages: tuple[StageLine, ...]
    won: str
    interval: str
    median_days: str


def view(rows: Rows, context: RenderContext) -> HeadlineView | None:
    """Left out while marketing began nothing."""
    del context
    if not rows.stages:
        return None
    whole = next((row for row in rows.whole if row.is_rate_judged), None)
    days = next((row.median_days for row in rows.whole), None)
    return HeadlineView(
        stages=tuple(_line(row) for row in rows.stages),
        won=words.percent(whole.rate) if whole else "",
        interval=interval_words(whole.rate_low, whole.rate_high) if whole else "",
        median_days=words.days_in_words(days) if days is not None else "",
    )


def _line(row: StageRow) -> StageLine:
    rate = rate_words(row.rate, row.could_not_see, is_judged=row.is_rate_judged)
    return StageLine(
        code=row.stage_code,
        label=row.stage_label or row.stage_code,
        recorded=words.count(row.recorded),
        rate="" if row.is_first else rate,
    )


SECTION: Final = Section(
    title="From first touch to won",
    page="overview",
    order=20,
    rows=Rows,
    view=view,
)
