"""One table per way to break the pipeline down, the channel first and with a total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from markupsafe import Markup

from orchestration.report import format as words
from orchestration.report.charts.scales import top
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.format import Money
from orchestration.report.rates import basis_words, interval_mark, interval_words, rate_words
from orchestration.report.section import Section

_VALUE_LIMIT: Final = 90
#: Details of an address may carry a person's data: a redacted report leaves them out.
_MAY_NAME_PEOPLE: Final = frozenset({"original_source_detail", "landing_page"})

_BREAKDOWNS: Final = (
    ("channel", "Channel", "channels", "No channel recorded"),
    ("original_source", "Original source", "sources", "No source recorded"),
    ("original_source_detail", "Source detail", "source details", "No detail recorded"),
    ("landing_page", "First landing page", "landing pages", "No landing page recorded"),
)


@dataclass(frozen=True)
class ChannelRow:
    """One value of one breakdown, or its total; the interval only where the rate is judged.

    `left_out` more values of the breakdown are not among the rows.
    """

    breakdown: str
    is_total: bool
    value: str | None
    label: str | None
    inq: int | None
    mql: int | None
    sal: int | None
    sql: int | None
    opp: int | None
    won: int | None
    numerator: int | None
    denominator: int | None
    rate: float | None
    rate_low: float | None
    rate_high: float | None
    is_rate_judged: bool
    median_days: float | None
    days_counted: int
    open_amount: Decimal | None
    won_amount: Decimal | None
    open_without_amount: int
    won_without_amount: int
    could_not_see: str | None
    left_out: int


@dataclass(frozen=True)
class StageRow:
    """A stage of the process; the counts of it are a column of the channels."""

    stage_code: str


@dataclass(frozen=True)
class Rows:
    """What is read; stages in the order of the process."""

    channels: tuple[ChannelRow, ...]
    stages: tuple[StageRow, ...]


@dataclass(frozen=True)
class StageCount:
    """How many reached a stage."""

    stage: str
    count: str


@dataclass(frozen=True)
class ChannelLine:
    """One value of a breakdown."""

    label: str
    is_known: bool
    counts: tuple[StageCount, ...]
    rate: str
    basis: str
    interval: str
    mark: Markup
    days: str
    days_basis: str
    open_amount: Money
    open_without: int
    won_amount: Money
    won_without: int


@dataclass(frozen=True)
class Breakdown:
    """One table; `left_out` values of it are in its list only."""

    code: str
    title: str
    noun: str
    lines: tuple[ChannelLine, ...]
    total: ChannelLine | None
    left_out: int
    csv: str


@dataclass(frozen=True)
class ChannelsView:
    """The tables."""

    tables: tuple[Breakdown, ...]


def view(rows: Rows, context: RenderContext) -> ChannelsView | None:
    """One table per breakdown that has rows; left out without any."""
    tables = []
    for code, title, noun, unknown in _BREAKDOWNS:
        own = [row for row in rows.channels if row.breakdown == code]
        if not own or (context.is_redacted and code in _MAY_NAME_PEOPLE):
            continue
        scale = top(row.rate_high for row in own if not row.is_total)
        codes = [stage.stage_code for stage in rows.stages]
        lines = [(row, _line(row, codes, unknown, scale, context)) for row in own]
        tables.append(
            Breakdown(
                code=code,
                title=title,
                noun=noun,
                lines=tuple(line for row, line in lines if not row.is_total),
                total=next((line for row, line in lines if row.is_total), None),
                left_out=own[0].left_out,
                csv=context.csv("channels", code),
            )
        )
    return ChannelsView(tuple(tables)) if tables else None


def _line(
    row: ChannelRow, codes: Sequence[str], unknown: str, scale: float, context: RenderContext
) -> ChannelLine:
    label = "All channels" if row.is_total else row.label or row.value or unknown
    return ChannelLine(
        label=words.clip(label, _VALUE_LIMIT),
        is_known=row.is_total or row.value is not None,
        counts=tuple(StageCount(code, words.count(getattr(row, code.lower()))) for code in codes),
        rate=rate_words(row.rate, row.could_not_see, is_judged=row.is_rate_judged),
        basis=basis_words(row.numerator, row.denominator),
        interval=interval_words(row.rate_low, row.rate_high),
        mark=interval_mark(row.rate_low, row.rate, row.rate_high, scale),
        days=words.days(row.median_days),
        days_basis=words.count(row.days_counted),
        open_amount=context.money(row.open_amount),
        open_without=row.open_without_amount,
        won_amount=context.money(row.won_amount),
        won_without=row.won_without_amount,
    )


SECTION: Final = Section(
    title="Which channels bring buyers",
    page="pipeline",
    order=30,
    rows=Rows,
    view=view,
    tables=(CsvTable("all_values", "channels", split="breakdown", hidden=_MAY_NAME_PEOPLE),),
)
