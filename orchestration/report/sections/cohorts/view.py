"""The last months of MQLs, their chart and their table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from markupsafe import Markup

from orchestration.report import format as words
from orchestration.report.charts.columns import Column, columns
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.format import Money
from orchestration.report.rates import interval_words, rate_words
from orchestration.report.section import Section


@dataclass(frozen=True)
class CohortRow:
    """Lead cycles recorded as MQL in one month, over all channels; `imputed` ones are beside them.

    `won` of `entered` is `rate`, with an interval where it is judged. None: could not be read.
    `left_out` older months are not among the rows.
    """

    month: date
    entered: int
    imputed: int
    sal: int | None
    sql: int | None
    opp: int | None
    won: int | None
    won_amount: Decimal | None
    rate: float | None
    rate_low: float | None
    rate_high: float | None
    is_rate_judged: bool
    is_mature: bool
    could_not_see: str | None
    left_out: int


@dataclass(frozen=True)
class Rows:
    """What is read."""

    cohorts: tuple[CohortRow, ...]


@dataclass(frozen=True)
class CohortLine:
    """One month of MQLs."""

    month: str
    mql: str
    imputed: int
    sal: str
    sql: str
    opp: str
    won: str
    rate: str
    interval: str
    won_amount: Money
    is_mature: bool


@dataclass(frozen=True)
class CohortView:
    """The last months, their chart, and how many older ones were left out."""

    lines: tuple[CohortLine, ...]
    has_open: bool
    chart: Markup
    left_out: int
    csv: str


def view(rows: Rows, context: RenderContext) -> CohortView | None:
    """Oldest first; an immature month is marked, because its deals still have time to close."""
    if not rows.cohorts:
        return None
    lines = tuple(_line(row, context) for row in rows.cohorts)
    marks = [
        Column(
            label=line.month[2:],
            height=row.entered,
            inner=row.won or 0,
            value_words=line.rate if row.is_rate_judged and row.rate is not None else "",
            is_muted=not row.is_mature,
        )
        for row, line in zip(rows.cohorts, lines, strict=True)
    ]
    description = "; ".join(
        f"{line.month}: {line.mql} MQL, {line.won} won" + ("" if line.is_mature else " so far")
        for line in lines
    )
    return CohortView(
        lines=lines,
        has_open=not all(line.is_mature for line in lines),
        chart=columns(
            "cohorts", "MQLs by month, and how many of them were won", description, marks
        ),
        left_out=rows.cohorts[0].left_out,
        csv=context.csv("cohorts"),
    )


def _line(row: CohortRow, context: RenderContext) -> CohortLine:
    return CohortLine(
        month=f"{row.month:%Y-%m}",
        mql=words.count(row.entered),
        imputed=row.imputed,
        sal=words.count(row.sal),
        sql=words.count(row.sql),
        opp=words.count(row.opp),
        won=words.count(row.won),
        rate=rate_words(row.rate, row.could_not_see, is_judged=row.is_rate_judged),
        interval=interval_words(row.rate_low, row.rate_high),
        won_amount=context.money(row.won_amount),
        is_mature=row.is_mature,
    )


SECTION: Final = Section(
    title="What became of each month’s MQLs",
    page="pipeline",
    order=40,
    rows=Rows,
    view=view,
    tables=(CsvTable("all_cohorts", "cohorts"),),
)
