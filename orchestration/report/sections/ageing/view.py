"""Open opportunities by stage: how long, and how many stuck."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.format import Money
from orchestration.report.names import system_name
from orchestration.report.rates import TOO_FEW
from orchestration.report.section import Section

_VALUE_LIMIT: Final = 90


@dataclass(frozen=True)
class StageRow:
    """One stage; `count_not_judged` of its open ones have too few won ones beside them."""

    source_system: str
    stage_name: str | None
    count_open: int
    median_days: float | None
    won_p90_days: float | None
    count_won_visits: int
    count_stuck: int
    count_not_judged: int
    count_overdue: int
    open_amount: Decimal | None
    stuck_amount: Decimal | None


@dataclass(frozen=True)
class Rows:
    """What is read."""

    stages: tuple[StageRow, ...]


@dataclass(frozen=True)
class StageLine:
    """One stage in words."""

    stage: str
    system: str
    open: str
    median: str
    limit: str
    basis: str
    stuck: str
    overdue: str
    open_amount: Money
    stuck_amount: Money


@dataclass(frozen=True)
class AgeingView:
    """The stages, and the list of every open opportunity."""

    lines: tuple[StageLine, ...]
    csv: str


def view(rows: Rows, context: RenderContext) -> AgeingView | None:
    """Left out where nothing is open."""
    if not rows.stages:
        return None
    return AgeingView(tuple(_line(row, context) for row in rows.stages), context.csv("ageing"))


def _line(row: StageRow, context: RenderContext) -> StageLine:
    return StageLine(
        stage=words.clip(row.stage_name or words.MISSING, _VALUE_LIMIT),
        system=system_name(row.source_system),
        open=words.count(row.count_open),
        median=words.days(row.median_days),
        limit=words.days(row.won_p90_days),
        basis=words.count(row.count_won_visits),
        stuck=TOO_FEW if row.count_not_judged else words.count(row.count_stuck),
        overdue=words.count(row.count_overdue),
        open_amount=context.money(row.open_amount),
        stuck_amount=context.money(row.stuck_amount),
    )


SECTION: Final = Section(
    title="What stands still",
    page="pipeline",
    order=60,
    rows=Rows,
    view=view,
    tables=(CsvTable("opportunities", "ageing"),),
)
