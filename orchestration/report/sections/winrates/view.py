"""One table per scope, the whole first."""

from __future__ import annotations

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
_SCOPES: Final = (
    ("all", "All opportunities", "All"),
    ("channel", "Channel", "No channel recorded"),
    ("opportunity_type", "Type", "No type recorded"),
    ("team", "Team", "No team known"),
    ("owner", "Owner", "Nobody"),
)
#: Who sells how well is no business of whom a redacted report is for.
_NAMES_PEOPLE: Final = frozenset({"owner"})


@dataclass(frozen=True)
class RateRow:
    """One value of one scope; the interval only where the rate is judged.

    `left_out` more values of the scope are not among the rows.
    """

    scope_type: str
    label: str | None
    count_won: int
    count_lost: int
    count_closed: int
    rate: float | None
    rate_low: float | None
    rate_high: float | None
    is_rate_judged: bool
    value_rate: float | None
    won_amount: Decimal | None
    average_won_amount: Decimal | None
    median_days: float | None
    count_days: int
    left_out: int


@dataclass(frozen=True)
class Rows:
    """What is read."""

    rates: tuple[RateRow, ...]


@dataclass(frozen=True)
class RateLine:
    """One value of a scope."""

    label: str
    is_known: bool
    won: str
    lost: str
    rate: str
    basis: str
    interval: str
    mark: Markup
    value_rate: str
    won_amount: Money
    average: Money
    days: str
    days_basis: str


@dataclass(frozen=True)
class RateTable:
    """One scope; `left_out` values of it are in the list only."""

    title: str
    lines: tuple[RateLine, ...]
    left_out: int


@dataclass(frozen=True)
class WinRatesView:
    """The tables, and the list of every period."""

    tables: tuple[RateTable, ...]
    csv: str


def view(rows: Rows, context: RenderContext) -> WinRatesView | None:
    """Left out where nothing was ever closed."""
    tables = []
    for code, title, unknown in _SCOPES:
        own = [row for row in rows.rates if row.scope_type == code]
        if not own or (context.is_redacted and code in _NAMES_PEOPLE):
            continue
        scale = top(row.rate_high for row in own)
        lines = tuple(_line(row, unknown, scale, context) for row in own)
        tables.append(RateTable(title, lines, own[0].left_out))
    return WinRatesView(tuple(tables), context.csv("winrates")) if tables else None


def _line(row: RateRow, unknown: str, scale: float, context: RenderContext) -> RateLine:
    is_all = row.scope_type == "all"
    return RateLine(
        label=unknown if is_all else words.clip(row.label or unknown, _VALUE_LIMIT),
        is_known=is_all or row.label is not None,
        won=words.count(row.count_won),
        lost=words.count(row.count_lost),
        rate=rate_words(row.rate, None, is_judged=row.is_rate_judged),
        basis=basis_words(row.count_won, row.count_closed),
        interval=interval_words(row.rate_low, row.rate_high),
        mark=interval_mark(row.rate_low, row.rate, row.rate_high, scale),
        value_rate=words.percent(row.value_rate),
        won_amount=context.money(row.won_amount),
        average=context.money(row.average_won_amount),
        days=words.days(row.median_days),
        days_basis=words.count(row.count_days),
    )


SECTION: Final = Section(
    title="What is won of what is closed",
    page="pipeline",
    order=70,
    rows=Rows,
    view=view,
    tables=(CsvTable("all_rates", "winrates"),),
)
