"""What customers are worth beside what they cost (mart_customer_value)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from tests.support.money.cells import Cell, Measure, Place, Sums, placed, spent
from tests.support.money.costs import COSTS, counted, over, spend_state
from tests.support.money.facts import (
    PLACES,
    Acquired,
    Cycle,
    Facts,
    acquired,
    months_later,
    total,
)

RATIO: Final = Decimal("0.000001")


def customer_values(facts: Facts) -> dict[Place, dict[str, Any]]:
    """Worth, cost and payback by place."""
    # a month in which somebody came stands there, be it without a customer
    seen = ((cell, "seen", None) for cell, _, _ in counted(facts, "cohort"))
    measures = [*seen, *spent(facts), *_measures(facts)]
    sums, mature = placed(measures, facts, lambda month: _is_over(facts, month))
    return {
        place: {"is_mature": mature[place], **_row(told, facts)} for place, told in sums.items()
    }


def _is_over(facts: Facts, month: date) -> bool:
    rules = facts.rules
    worth = 0 if rules.term_months else rules.value_months
    return months_later(month, 1 + worth) + timedelta(days=rules.window_days) <= rules.today


def _measures(facts: Facts) -> Iterator[Measure]:
    deals: dict[str, list[Cycle]] = defaultdict(list)
    for cycle in facts.cycles:
        if cycle.is_won:
            deals[cycle.customer].append(cycle)
    for one in acquired(facts):
        if one.is_new:
            yield from _customer(one, deals[one.cycle.customer], facts)


def _customer(one: Acquired, deals: Sequence[Cycle], facts: Facts) -> Iterator[Measure]:
    rules, cell = facts.rules, Cell(one.cycle.month, one.cycle.channel, one.campaign)
    first = min((deal.won for deal in deals if deal.won), default=None)
    end = first and months_later(first, rules.value_months)
    of_value = [deal for deal in deals if deal.won and end and deal.won < end]
    profit = worth = None
    if first and all(deal.is_profit_known for deal in of_value):
        profit = total(margin for deal in of_value for margin in deal.margins)
    if first and all(deal.amount is not None for deal in of_value):
        worth = total(deal.amount for deal in of_value)
    is_amounted = all(deal.amount is not None for deal in deals)
    months, at_risk, ends, paid = _paid(deals, facts)
    told = {
        "customers": Decimal(1),
        "deals": Decimal(len(deals)),
        "own_terms": Decimal(sum(bool(deal.term) for deal in deals)),
        "valued": Decimal(profit is not None),
        "final": Decimal(profit is not None and bool(end and end <= rules.today)),
        "amounted": Decimal(worth is not None),
        "without_amount": Decimal(not is_amounted or first is None),
        "months": Decimal(months if is_amounted else 0),
        "at_risk": Decimal(at_risk),
        "ends": Decimal(ends),
        "profit": profit,
        "worth": worth,
        "won": total(deal.amount for deal in deals),
        "costed": total(net for deal in deals for net in deal.costed),
        "known_profit": total(margin for deal in deals for margin in deal.margins),
        "paid": paid if is_amounted and months else None,
    }
    for name, value in told.items():
        yield cell, name, value


def _paid(deals: Sequence[Cycle], facts: Facts) -> tuple[int, int, int, Decimal]:
    """Months in which a deal ran; how many could end it, and did; what was paid in them."""
    running = facts.rules.today.replace(day=1)
    months: dict[date, Decimal] = defaultdict(Decimal)
    for deal in deals:
        term = facts.rules.term_months and (deal.term or facts.rules.term_months)
        for number in range(term or 0 if deal.won else 0):
            month = months_later((deal.won or date.min).replace(day=1), number)
            months[month] += (deal.amount or Decimal(0)) / Decimal(term or 1)
    over_now = {month: amount for month, amount in months.items() if month < running}
    at_risk = [month for month in over_now if months_later(month, 1) < running]
    ends = [month for month in at_risk if months_later(month, 1) not in months]
    return len(over_now), len(at_risk), len(ends), sum(over_now.values(), Decimal(0))


def _row(told: Sums, facts: Facts) -> dict[str, Any]:
    rules, known = facts.rules, {name: total(values) for name, values in told.items()}
    n = {name: int(known.get(name) or 0) for name in _COUNTS}
    margin = _shown(over(known.get("known_profit"), known.get("costed")), RATIO)
    revenue = _shown(over(known.get("paid"), n["months"])) if rules.term_months else None
    months = _lifetime(n, facts)
    if rules.term_months:
        monthly = None if revenue is None or margin is None else revenue * margin
    else:
        monthly = _monthly(known, n, margin, rules.value_months)
    spend = total(value for name in COSTS for value in told.get(name, ()))
    cost = _shown(over(spend, n["customers"]))
    lifetime = _shown(None if monthly is None or months is None else monthly * months)
    state = _state(known, n, margin, revenue, is_recurring=bool(rules.term_months))
    return {
        "customers": n["customers"],
        "valued": n["valued"],
        "final": n["final"],
        "deals": n["deals"],
        "own_terms": n["own_terms"],
        "state": state,
        "revenue": revenue,
        "margin": margin,
        "coverage": over(known.get("costed"), known.get("won")),
        "churn": over(Decimal(n["ends"]), n["at_risk"]) if rules.term_months else None,
        "at_risk": n["at_risk"],
        "ends": n["ends"],
        "months": months,
        "monthly": monthly,
        "lifetime": lifetime,
        "spend_state": spend_state(spend, n["unrated"]),
        "spend": spend,
        "cost": cost,
        "value_to_cost": None if lifetime is None else over(lifetime, cost),
        "payback_state": _payback_state(state, cost, monthly),
        "payback": over(cost, monthly) if monthly is not None and monthly > 0 else None,
    }


def _shown(amount: Decimal | None, places: Decimal = PLACES) -> Decimal | None:
    """As the table shows it, which is what is reckoned on with."""
    return None if amount is None else amount.quantize(places, ROUND_HALF_UP)


_COUNTS: Final = (
    *("customers", "valued", "final", "amounted", "without_amount"),
    *("months", "at_risk", "ends", "unrated", "deals", "own_terms"),
)


def _lifetime(n: dict[str, int], facts: Facts) -> Decimal | None:
    """Nobody stopped: as long as both teams agreed on at most."""
    if not facts.rules.term_months:
        return Decimal(facts.rules.value_months)
    if not n["at_risk"]:
        return None
    cap = Decimal(facts.rules.cap_months)
    return min(cap, Decimal(n["at_risk"]) / n["ends"]) if n["ends"] else cap


def _monthly(
    known: dict[str, Decimal | None], n: dict[str, int], margin: Decimal | None, months: int
) -> Decimal | None:
    """Of customers who pay once: profit where all is known, else the margin of what has a cost."""
    if n["valued"] == n["customers"]:
        return over(known.get("profit"), n["valued"] * months)
    worth = over(known.get("worth"), n["amounted"] * months)
    return None if worth is None or margin is None else worth * margin


def _state(
    known: dict[str, Decimal | None],
    n: dict[str, int],
    margin: Decimal | None,
    revenue: Decimal | None,
    *,
    is_recurring: bool,
) -> str:
    if not n["customers"]:
        return "no_customers"
    if is_recurring:
        if not n["at_risk"]:
            return "too_young"
        if revenue is None or margin is None:
            return "not_known"
        costed, won = known.get("costed"), known.get("won")
        is_whole = costed is not None and won is not None and costed >= won
        return "told" if is_whole and not n["without_amount"] else "estimated"
    if n["valued"] == n["customers"]:
        return "told"
    return "not_known" if not n["amounted"] or margin is None else "estimated"


def _payback_state(state: str, cost: Decimal | None, monthly: Decimal | None) -> str:
    if state in ("no_customers", "too_young", "not_known"):
        return state
    if cost is None:
        return "no_cost_told"
    return "never" if monthly is not None and monthly <= 0 else "told"
