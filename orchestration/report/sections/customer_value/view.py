"""A table by channel and one by quarter, and in words what of them cannot be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.format import MISSING, Money
from orchestration.report.section import Section

_NAMES: Final = {"all": "All channels", "paid": "Paid channels"}
_NO_CHANNEL: Final = {"unknown": "No channel is named: pay, and people without a source"}
_PAYBACK: Final = {"never": "never", "no_cost_told": "no cost is told"}
_SPEND: Final = {"in_part": "in part: some has no rate", "no_rate": "no rate"}


@dataclass(frozen=True)
class Valued:
    """What both tables tell of a line."""

    spend_state: str
    spend: Decimal | None
    customers: int | None
    value_state: str
    cost: Decimal | None
    lifetime_value: Decimal | None
    value_to_cost: float | None
    payback_state: str
    payback_months: float | None


@dataclass(frozen=True)
class ScopeRow(Valued):
    """All channels, the paid ones, or one; `coverage` of an estimate is what has a cost."""

    scope_type: str
    scope_value: str
    label: str | None
    is_mature: bool
    revenue_type: str
    coverage: float | None
    deals: int | None
    own_terms: int | None


@dataclass(frozen=True)
class CohortRow(Valued):
    """A quarter in which cycles began."""

    period_start: date
    is_mature: bool


@dataclass(frozen=True)
class PayRow:
    """Whether anybody tells what people cost."""

    is_told: bool


@dataclass(frozen=True)
class Rows:
    """What is read."""

    scopes: tuple[ScopeRow, ...]
    cohorts: tuple[CohortRow, ...]
    pay: PayRow


@dataclass(frozen=True)
class Line:
    """One line of either table; notes are blank where there is nothing to say."""

    name: str
    note: str
    spend: Money
    spend_note: str
    customers: str
    cost: Money
    cost_note: str
    value: Money
    value_note: str
    ratio: str
    ratio_note: str
    payback: str
    payback_note: str


@dataclass(frozen=True)
class ValueView:
    """`missing` says what cannot be told, and what is still true."""

    told: str
    missing: tuple[str, ...]
    lines: tuple[Line, ...]
    cohorts: tuple[Line, ...]
    csv: str


def view(rows: Rows, context: RenderContext) -> ValueView | None:
    """Left out where there is no lead and no cost at all."""
    if not rows.scopes:
        return None
    first = rows.scopes[0]
    return ValueView(
        told=_told(first),
        missing=tuple(_missing(rows)),
        lines=tuple(_line(row, _name(row), "", context) for row in rows.scopes),
        cohorts=tuple(
            _line(
                row,
                f"From {row.period_start:%B %Y}",
                "" if row.is_mature else "not mature yet",
                context,
            )
            for row in rows.cohorts
        ),
        csv=context.csv("customer_values"),
    )


def _name(row: ScopeRow) -> str:
    named = _NAMES.get(row.scope_type) or _NO_CHANNEL.get(row.scope_value)
    return named or row.label or row.scope_value


def _told(first: ScopeRow) -> str:
    which = (
        "Cohorts of which nothing can change any more"
        if first.is_mature
        else "All cohorts so far: none that won anybody is mature, and young ones look dear"
    )
    worth = (
        "a month's profit times the months that a customer stays"
        if first.revenue_type == "recurring"
        else "the gross profit of the deals that a customer signs within the agreed months"
    )
    return f"{which}. Worth is {worth}.{_terms(first)}"


def _terms(first: ScopeRow) -> str:
    """Of how many deals a contract says how long they pay; nothing where customers pay once."""
    if first.revenue_type != "recurring" or not first.deals:
        return ""
    return (
        f" For how long a deal pays, contracts tell of {words.count(first.own_terms)} of"
        f" {words.count(first.deals)}; of the others what both teams agreed on."
    )


def _missing(rows: Rows) -> list[str]:
    first, found = rows.scopes[0], []
    if first.spend_state == "not_told":
        whose = (
            "Who came and who bought"
            if first.value_state == "not_known"
            else "Who came, who bought and what they are worth"
        )
        found.append(
            "Nobody tells what marketing cost: what a customer costs, and when that is paid back,"
            " is not known. A cost comes from the files ad_spend and costs, or from what a CRM says"
            f" that its campaigns cost. {whose} is as true as before."
        )
    elif not rows.pay.is_told:
        found.append(
            "Nobody tells what people cost (the file costs, kind people): costs here are those of"
            " what was bought, and a full cost is higher."
        )
    if first.value_state == "not_known":
        found.append(
            "No cost of a unit that customers bought is known, so that what they are worth is not"
            " known either. It comes from lines of deals, from products, or from the file"
            " product_costs."
            + (
                ""
                if first.spend_state == "not_told"
                else " What customers cost is as true as before."
            )
        )
    elif first.value_state == "estimated":
        found.append(
            f"Unit costs are known of {words.percent(first.coverage)} of what these customers"
            " bought; the rest is taken to leave as much, so that worth is an estimate."
        )
    elif first.value_state == "could_not_see":
        found.append("What was won could not be read, so that nobody here is a customer.")
    return found


def _line(row: Valued, name: str, note: str, context: RenderContext) -> Line:
    is_estimate = row.value_state == "estimated"
    costs_more = row.spend_state == "in_part"
    return Line(
        name=name,
        note=note,
        spend=context.money(row.spend),
        spend_note=_SPEND.get(row.spend_state, ""),
        customers=words.count(row.customers),
        cost=context.money(row.cost),
        cost_note=words.bound(least=costs_more),
        value=context.money(row.lifetime_value),
        value_note=words.bound(least=is_estimate, most=is_estimate),
        ratio=words.times(row.value_to_cost),
        ratio_note=words.bound(least=is_estimate, most=is_estimate or costs_more),
        payback=_payback(row),
        payback_note=""
        if row.payback_months is None
        else words.bound(least=is_estimate or costs_more, most=is_estimate),
    )


def _payback(row: Valued) -> str:
    if row.payback_months is None:
        return _PAYBACK.get(row.payback_state, MISSING)
    return f"{row.payback_months:,.1f} months"


SECTION: Final = Section(
    title="What a customer costs, and is worth",
    page="money",
    order=10,
    rows=Rows,
    view=view,
    tables=(CsvTable("all_values", "customer_values"),),
    rests_on=("cohort_window_days", "customer_value_months", "deal_term_months"),
)
