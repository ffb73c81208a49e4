"""The three indicators that went most with each outcome."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.section import Section


@dataclass(frozen=True)
class PairRow:
    """An indicator and an outcome `lag_weeks` later; `is_apart`: the interval holds no zero."""

    outcome: str
    indicator: str
    team: str
    lag_weeks: int
    count_weeks: int
    correlation: float
    low: float | None
    high: float | None
    is_apart: bool | None


@dataclass(frozen=True)
class Rows:
    """What is read."""

    pairs: tuple[PairRow, ...]


@dataclass(frozen=True)
class PairLine:
    """One pair in words."""

    outcome: str
    indicator: str
    team: str
    ahead: str
    correlation: str
    interval: str
    weeks: str


@dataclass(frozen=True)
class LeadingImpactView:
    """The pairs, by outcome, the strongest first."""

    lines: tuple[PairLine, ...]
    csv: str


def view(rows: Rows, context: RenderContext) -> LeadingImpactView | None:
    """Left out where too few weeks are known."""
    if not rows.pairs:
        return None
    return LeadingImpactView(tuple(map(_line, rows.pairs)), context.csv("leading_impact"))


def _line(row: PairRow) -> PairLine:
    return PairLine(
        outcome=row.outcome,
        indicator=row.indicator,
        team=row.team,
        ahead=words.plural(row.lag_weeks, "week") if row.lag_weeks else "same week",
        correlation=f"{row.correlation:+.2f}",
        interval=_interval(row),
        weeks=words.plural(row.count_weeks, "week"),
    )


def _interval(row: PairRow) -> str:
    if row.low is None or row.high is None:
        return ""
    said = f"{row.low:+.2f} to {row.high:+.2f}"
    return said if row.is_apart else f"{said}: may be none"


SECTION: Final = Section(
    title="",
    page="overview",
    order=27,
    rows=Rows,
    view=view,
    tables=(CsvTable("leading_impact"),),
)
