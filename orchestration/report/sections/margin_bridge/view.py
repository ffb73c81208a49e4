"""A chart for each comparison of the last quarter, and its parts product by product."""

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

_NAME_LIMIT: Final = 90
_COMPARED: Final = {"period_before": "the quarter before", "year_before": "the year before"}
_STATES: Final = {
    "compared": "",
    "new": "no line before",
    "dropped": "no line now",
    "not_comparable": "no cost or no units to compare",
}


@dataclass(frozen=True)
class StepRow:
    """One column of a comparison, from `low` to `high`; `amount` is None where unknown."""

    compared_with: str
    period_label: str
    is_complete: bool
    compared_start: date
    label: str
    amount: Decimal | None
    is_whole: bool
    is_loss: bool
    low: float
    high: float


@dataclass(frozen=True)
class ProductRow:
    """One product's parts."""

    product_name: str | None
    product_state: str
    change: Decimal | None
    volume: Decimal | None
    mix: Decimal | None
    price: Decimal | None
    cost: Decimal | None
    coverage: Decimal | None


@dataclass(frozen=True)
class Rows:
    """What is read."""

    steps: tuple[StepRow, ...]
    products: tuple[ProductRow, ...]


@dataclass(frozen=True)
class Bridge:
    """One comparison in words and as a chart."""

    told: str
    chart: Markup


@dataclass(frozen=True)
class ProductLine:
    """One product; `state` is blank where it is compared."""

    name: str
    state: str
    amounts: tuple[Money, ...]


@dataclass(frozen=True)
class BridgeView:
    """The charts, the products, and the list of everything."""

    period: str
    bridges: tuple[Bridge, ...]
    lines: tuple[ProductLine, ...]
    csv: str


def view(rows: Rows, context: RenderContext) -> BridgeView | None:
    """Left out where no gross profit is known of the quarter nor of what it is compared with."""
    if not any(row.amount is not None for row in rows.steps):
        return None
    first = rows.steps[0]
    state = "" if first.is_complete else ", up to this run"
    return BridgeView(
        period=f"{first.period_label}{state}",
        bridges=tuple(
            _bridge([row for row in rows.steps if row.compared_with == basis], context)
            for basis in _COMPARED
            if any(row.compared_with == basis for row in rows.steps)
        ),
        lines=tuple(_line(row, context) for row in rows.products),
        csv=context.csv("margin_bridge"),
    )


def _bridge(rows: list[StepRow], context: RenderContext) -> Bridge:
    told = [(row, context.money(row.amount)) for row in rows]
    against = _COMPARED[rows[0].compared_with]
    title = f"Gross profit against {against}, from {rows[0].compared_start:%d %B %Y}"
    steps = [
        Step(row.label, row.low, row.high, amount.short, row.is_whole, row.is_loss)
        for row, amount in told
    ]
    said = "; ".join(f"{row.label}: {amount.short}" for row, amount in told)
    return Bridge(
        f"Against {against}", waterfall(f"margin-{rows[0].compared_with}", title, said, steps)
    )


def _line(row: ProductRow, context: RenderContext) -> ProductLine:
    parts = (row.change, row.volume, row.mix, row.price, row.cost, row.coverage)
    return ProductLine(
        name=words.clip(row.product_name or "–", _NAME_LIMIT),
        state=_STATES[row.product_state],
        amounts=tuple(context.money(amount) for amount in parts),
    )


SECTION: Final = Section(
    title="Why gross profit is another than before",
    page="margins",
    order=20,
    rows=Rows,
    view=view,
    tables=(CsvTable("all_parts", "margin_bridge"),),
)
