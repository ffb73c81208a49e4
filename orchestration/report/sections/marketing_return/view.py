"""One table: spend, what it is credited with, and both returns."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.format import MISSING, Money
from orchestration.report.section import Section

_NAMES: Final = {"all": "All channels", "paid": "Paid channels"}
#: What is no channel, and is told beside them.
_NO_CHANNEL: Final = {
    "unattributed": "No touch is known",
    "unknown": "No channel is named: pay, and touches without a source",
}
_UNSEEN: Final = (
    "A dash under revenue: no source tells who was touched there, so what it won is not known, and"
    " is not 0. Visits come from the file web_sessions or a marketing system that tells of them,"
    " forms and mailings from a marketing system."
)
_SPEND: Final = {"in_part": "at least: some has no rate", "no_rate": "no rate"}
_NO_AMOUNT: Final = "at least: some deals have no amount, or no rate for it"
_PROFIT: Final = {
    "in_part": "at least: some units have no known cost",
    "not_known": "no unit has a known cost",
}


@dataclass(frozen=True)
class ChannelRow:
    """One channel under the rule that is shown first; `won` counts shares of deals."""

    scope_type: str
    scope_value: str
    label: str | None
    model_label: str | None
    is_mature: bool
    is_touch_seen: bool | None
    spend_state: str
    spend: Decimal | None
    won: float | None
    amount: Decimal | None
    lacks_amounts: bool
    roi_on_revenue: float | None
    profit_state: str
    profit: Decimal | None
    roi_on_profit: float | None


@dataclass(frozen=True)
class Rows:
    """What is read."""

    channels: tuple[ChannelRow, ...]


@dataclass(frozen=True)
class Line:
    """One channel in words."""

    name: str
    spend: Money
    spend_note: str
    won: str
    amount: Money
    amount_note: str
    on_revenue: str
    on_revenue_note: str
    profit: Money
    profit_note: str
    on_profit: str
    on_profit_note: str


@dataclass(frozen=True)
class ReturnView:
    """The table, and under which rule and of which cohorts it is."""

    told: str
    unseen: str
    lines: tuple[Line, ...]
    csv: str


def view(rows: Rows, context: RenderContext) -> ReturnView | None:
    """Left out where nothing was spent and nothing won."""
    if not rows.channels:
        return None
    first = rows.channels[0]
    which = (
        "Cohorts that had their time to be won"
        if first.is_mature
        else "All cohorts so far: none that won anything is mature"
    )
    rule = first.model_label or "–"
    return ReturnView(
        told=f"{which}, new business alone, credited by the rule “{rule}”.",
        unseen=_UNSEEN if any(row.is_touch_seen is False for row in rows.channels) else "",
        lines=tuple(_line(row, context) for row in rows.channels),
        csv=context.csv("marketing_returns"),
    )


def _line(row: ChannelRow, context: RenderContext) -> Line:
    name = _NO_CHANNEL.get(row.scope_value) or row.label or row.scope_value
    spent_more = row.spend_state == "in_part"
    return Line(
        name=_NAMES.get(row.scope_type, name),
        spend=context.money(row.spend),
        spend_note=_SPEND.get(row.spend_state, ""),
        won=MISSING if row.won is None else f"{row.won:,.1f}".removesuffix(".0"),
        amount=context.money(row.amount),
        amount_note=_NO_AMOUNT if row.lacks_amounts and row.amount is not None else "",
        on_revenue=words.percent(row.roi_on_revenue),
        on_revenue_note=words.bound(least=row.lacks_amounts, most=spent_more),
        profit=context.money(row.profit),
        profit_note=_PROFIT.get(row.profit_state, ""),
        on_profit=words.percent(row.roi_on_profit),
        on_profit_note=words.bound(least=row.profit_state == "in_part", most=spent_more),
    )


SECTION: Final = Section(
    title="What comes back of what was spent",
    page="money",
    order=20,
    rows=Rows,
    view=view,
    tables=(CsvTable("all_returns", "marketing_returns"),),
    rests_on=("default_attribution_model", "attribution_models"),
)
