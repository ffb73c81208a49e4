"""A table of products, and in words how far the deals' lines and costs are known."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.format import Money
from orchestration.report.section import Section

_NAME_LIMIT: Final = 90
#: Of one deal, and of several.
_STATES: Final = {
    "agree": ("has lines that come to its amount.", "have lines that come to their amount."),
    "differ": (
        "has lines that come to something else than its amount.",
        "have lines that come to something else than their amount.",
    ),
    "no_amount": ("has lines and no amount.", "have lines and no amount."),
    "cannot_be_compared": (
        "has lines in another currency, or a line without an amount.",
        "have lines in another currency, or a line without an amount.",
    ),
    "no_lines": ("has no lines.", "have no lines."),
    "could_not_see": (
        "may have lines, which a system did not show to us.",
        "may have lines, which a system did not show to us.",
    ),
}


@dataclass(frozen=True)
class StateRow:
    """How many deals stand so, and their lines; `difference` is without signs."""

    lines_state: str
    opportunities: int
    lines: int
    costed_lines: int
    difference: Decimal | None


@dataclass(frozen=True)
class SalesRow:
    """One product of the newest year, or all; `left_out` more are not among the rows."""

    period_label: str
    is_complete: bool
    is_total: bool
    product_name: str | None
    product_code: str | None
    units: float | None
    net_amount: Decimal | None
    discount_ratio: float | None
    unpriced: int
    gross_profit: Decimal | None
    margin_ratio: float | None
    coverage_ratio: float | None
    unconverted: int
    left_out: int


@dataclass(frozen=True)
class Rows:
    """What is read."""

    states: tuple[StateRow, ...]
    sales: tuple[SalesRow, ...]


@dataclass(frozen=True)
class SalesLine:
    """One product in words."""

    name: str
    code: str
    is_total: bool
    units: str
    net: Money
    discount: str
    discount_note: str
    profit: Money
    margin: str
    coverage: str
    unconverted: str


@dataclass(frozen=True)
class ProductsView:
    """`missing` says in words what cannot be told; `lines` is blank where nothing was won."""

    period: str
    states: tuple[str, ...]
    missing: tuple[str, ...]
    lines: tuple[SalesLine, ...]
    left_out: str
    csv: str


def view(rows: Rows, context: RenderContext) -> ProductsView | None:
    """Left out where no deal is known; without lines it says what is missing and still true."""
    if not rows.states:
        return None
    first = rows.sales[0] if rows.sales else None
    period = f"{first.period_label}{'' if first.is_complete else ' so far'}" if first else ""
    left_out = first.left_out if first else 0
    told = {row.lines_state: row for row in rows.states}
    return ProductsView(
        period=period,
        states=tuple(_state(told[state]) for state in _STATES if state in told),
        missing=tuple(_missing(rows)),
        lines=tuple(_line(row, context) for row in rows.sales),
        left_out=words.plural(left_out, "more product") if left_out else "",
        csv=context.csv("product_sales"),
    )


def _state(row: StateRow) -> str:
    one, many = _STATES[row.lines_state]
    said = one if row.opportunities == 1 else many
    return f"{words.plural(row.opportunities, 'deal')} {said}"


def _missing(rows: Rows) -> list[str]:
    found = []
    if not any(row.lines for row in rows.states):
        found.append(
            "No deal shows a line: what is sold, at which discount and margin, cannot be told."
            " What deals are worth, when they close and whether they are won is as true as before."
        )
    elif not rows.sales:
        found.append("No deal with a line was won yet.")
    elif not any(row.costed_lines for row in rows.states):
        found.append(
            "No cost is known of any line: units, prices and discounts are true, margins are"
            " not known. A cost comes from a line, a product or the file product_costs."
        )
    return found


def _discount_note(row: SalesRow) -> str:
    """Why there is none, or what one below nothing is."""
    if row.discount_ratio is None:
        return "no list price" if row.unpriced else ""
    if row.discount_ratio < 0:
        return "more than the list price was paid"
    return f"{words.plural(row.unpriced, 'line')} without a list price" if row.unpriced else ""


def _line(row: SalesRow, context: RenderContext) -> SalesLine:
    name = "All products" if row.is_total else row.product_name or "–"
    return SalesLine(
        name=words.clip(name, _NAME_LIMIT),
        code=words.clip(row.product_code or "", _NAME_LIMIT),
        is_total=row.is_total,
        units="–" if row.units is None else f"{row.units:,.6g}",
        net=context.money(row.net_amount),
        discount=words.percent(row.discount_ratio),
        discount_note=_discount_note(row),
        profit=context.money(row.gross_profit),
        margin=words.percent(row.margin_ratio),
        coverage=words.percent(row.coverage_ratio),
        unconverted=words.count(row.unconverted) if row.unconverted else "",
    )


SECTION: Final = Section(
    title="What is sold, and what is left of it",
    page="margins",
    order=10,
    rows=Rows,
    view=view,
    tables=(CsvTable("all_sales", "product_sales"),),
)
