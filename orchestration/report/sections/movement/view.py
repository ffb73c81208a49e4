"""The last quarter's waterfall as a chart, and the last months as a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from markupsafe import Markup

from orchestration.report import format as words
from orchestration.report.charts.waterfall import Step, waterfall
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.format import Money
from orchestration.report.section import Section


@dataclass(frozen=True)
class StepRow:
    """One column of the last quarter, from `low` to `high`; `amount` is None where unknown."""

    label: str
    amount: Decimal | None
    opportunities: int
    is_whole: bool
    is_loss: bool
    low: float
    high: float
    period_start: date
    period_end: date
    is_complete: bool


@dataclass(frozen=True)
class MonthRow:
    """One month of the whole pipeline; `left_out` older ones are not among the rows."""

    month: date
    is_complete: bool
    count_begin: int
    count_new: int
    count_pulled_in: int
    count_reopened: int
    count_moved_out: int
    count_won: int
    count_lost: int
    count_deleted: int
    count_end: int
    begin_amount: Decimal | None
    increased: Decimal | None
    decreased: Decimal | None
    won_amount: Decimal | None
    end_amount: Decimal | None
    count_uncertain: int
    left_out: int


@dataclass(frozen=True)
class Rows:
    """What is read."""

    steps: tuple[StepRow, ...]
    months: tuple[MonthRow, ...]


@dataclass(frozen=True)
class MonthLine:
    """One month; `uncertain` is blank where histories tell of everything."""

    month: str
    is_complete: bool
    begin: str
    new: str
    pulled_in: str
    reopened: str
    moved_out: str
    won: str
    lost: str
    deleted: str
    end: str
    increased: Money
    decreased: Money
    won_amount: Money
    end_amount: Money
    uncertain: str


@dataclass(frozen=True)
class MovementView:
    """The chart of the last quarter, the table of the last months, and their lists."""

    period: str
    begin: Money
    end: Money
    chart: Markup
    lines: tuple[MonthLine, ...]
    left_out: int
    csv: str
    records_csv: str


def view(rows: Rows, context: RenderContext) -> MovementView | None:
    """Left out where no opportunity was ever due."""
    if not rows.steps or not rows.months:
        return None
    first, last = rows.steps[0], rows.steps[-1]
    state = "" if first.is_complete else ", up to this run"
    period = f"The quarter from {first.period_start:%d %B %Y}{state}"
    told = [(row, context.money(row.amount)) for row in rows.steps]
    steps = [
        Step(row.label, row.low, row.high, amount.short, row.is_whole, row.is_loss)
        for row, amount in told
    ]
    description = "; ".join(
        f"{row.label}: {amount.short} ({words.count(row.opportunities)})" for row, amount in told
    )
    return MovementView(
        period=period,
        begin=context.money(first.amount),
        end=context.money(last.amount),
        chart=waterfall("movement", f"{period}: how the pipeline moved", description, steps),
        lines=tuple(_line(row, context) for row in rows.months),
        left_out=rows.months[0].left_out,
        csv=context.csv("movement"),
        records_csv=context.csv("records"),
    )


def _line(row: MonthRow, context: RenderContext) -> MonthLine:
    return MonthLine(
        month=f"{row.month:%Y-%m}",
        is_complete=row.is_complete,
        begin=words.count(row.count_begin),
        new=words.count(row.count_new),
        pulled_in=words.count(row.count_pulled_in),
        reopened=words.count(row.count_reopened),
        moved_out=words.count(row.count_moved_out),
        won=words.count(row.count_won),
        lost=words.count(row.count_lost),
        deleted=words.count(row.count_deleted),
        end=words.count(row.count_end),
        increased=context.money(row.increased),
        decreased=context.money(row.decreased),
        won_amount=context.money(row.won_amount),
        end_amount=context.money(row.end_amount),
        uncertain=words.count(row.count_uncertain) if row.count_uncertain else "",
    )


SECTION: Final = Section(
    title="How the pipeline moved",
    page="pipeline",
    order=50,
    rows=Rows,
    view=view,
    tables=(
        CsvTable("all_periods", "movement"),
        CsvTable("records", "records"),
    ),
)
