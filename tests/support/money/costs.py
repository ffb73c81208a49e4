"""What it cost to bring people to each stage (mart_acquisition_cost)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from statistics import median
from typing import Any, Final

from tests.support.money.cells import Cell, Measure, Place, Sums, placed, spent
from tests.support.money.facts import STAGES, Cycle, Facts, acquired, months_later, total

BASES: Final = ("cohort", "period", "lagged")
COSTS: Final = ("media", "program", "people")
_DAYS_OF_A_MONTH: Final = Decimal("30.4375")


def acquisition_costs(facts: Facts) -> dict[tuple[str, Place], dict[str, Any]]:
    """Counts, money and costs of each, by basis and place."""
    lags = _lags(facts)
    wanted: dict[tuple[str, Place], dict[str, Any]] = {}
    for basis in BASES:
        measures = [*counted(facts, basis, lags), *spent(facts)]
        sums, mature = placed(measures, facts, partial(_is_over, facts, basis, lags))
        for place, told in sums.items():
            lag = lags["won"] if basis == "lagged" else None
            wanted[basis, place] = {"is_mature": mature[place], "lag_months": lag, **_row(told)}
    return wanted


def _is_over(facts: Facts, basis: str, lags: dict[str, int], month: date) -> bool:
    end = months_later(month, 1)
    if basis == "cohort":
        end += timedelta(days=facts.rules.window_days)
    elif basis == "lagged":
        end = months_later(end, lags["won"])
    return end <= facts.rules.today


def _lags(facts: Facts) -> dict[str, int]:
    """Months from the beginning of a cycle to each stage, in the middle."""
    days: dict[str, list[int]] = {stage: [] for stage in (*STAGES, "won")}
    for one in acquired(facts):
        if one.cycle.kind == "marketing_generated" and one.cycle.began:
            for stage, day in _reached(one.cycle).items():
                days[stage] += [(day - one.cycle.began).days] if day else []
    return {stage: _months(passed) for stage, passed in days.items()}


def _months(days: list[int]) -> int:
    months = Decimal(str(median(days))) / _DAYS_OF_A_MONTH if days else Decimal(0)
    return int(months.quantize(Decimal(1), ROUND_HALF_UP))


def _reached(cycle: Cycle) -> dict[str, date | None]:
    return {**cycle.observed(), **({"won": cycle.won} if cycle.is_won else {})}


def counted(facts: Facts, basis: str, lags: dict[str, int] | None = None) -> Iterator[Measure]:
    """Stages that were reached, customers and won deals, in the month that the basis says."""
    for cycle, campaign, is_new in acquired(facts):
        reached = _reached(cycle)
        told = {stage: (stage, day) for stage, day in reached.items()}
        told |= {"customer": ("won", cycle.won)} if is_new else {}
        for measure, (stage, day) in told.items():
            month = cycle.month if basis == "cohort" else day and day.replace(day=1)
            if basis == "lagged" and month:
                month = months_later(month, -(lags or {})[stage])
            cell = Cell(month, cycle.channel, campaign)
            yield cell, measure, Decimal(1)
            if measure == "won":
                yield cell, "won_amount", cycle.amount
                yield cell, "gross_profit", total(cycle.margins)
                yield cell, "without_amount", Decimal(cycle.amount is None)
                yield cell, "without_profit", Decimal(not cycle.is_profit_known)


def _row(told: Sums) -> dict[str, Any]:
    spend = total(value for name in COSTS for value in told.get(name, ()))
    counts = {name: _count(told, name) for name in (*STAGES, "customer", "won")}
    won = {
        name: total(told.get(name, ())) if counts["won"] else Decimal(0)
        for name in ("won_amount", "gross_profit")
    }
    return {
        "spend": spend,
        "count_unrated": _count(told, "unrated"),
        "spend_state": spend_state(spend, _count(told, "unrated")),
        **{f"count_{name}": count for name, count in counts.items()},
        **won,
        "without_amount": _count(told, "without_amount"),
        "without_profit": _count(told, "without_profit"),
        **{f"cost_per_{name}": over(spend, counts[name]) for name in (*STAGES, "customer")},
        "media_per_customer": over(total(told.get("media", ())), counts["customer"]),
        "roi_on_revenue": roi(won["won_amount"], spend),
        "roi_on_profit": roi(won["gross_profit"], spend),
    }


def _count(told: Sums, name: str) -> int:
    return int(total(told.get(name, ())) or 0)


def spend_state(spend: Decimal | None, unrated: int) -> str:
    """How much of a cost is known."""
    if spend is None:
        return "no_rate" if unrated else "not_told"
    return "in_part" if unrated else "told"


def over(amount: Decimal | None, count: Decimal | int | None) -> Decimal | None:
    """Null, and no number, where one of them is not known or there is nothing to divide by."""
    return None if amount is None or not count else amount / count


def roi(gained: Decimal | None, spend: Decimal | None) -> Decimal | None:
    """What came back of each unit of money beyond it."""
    return None if gained is None or spend is None else over(gained - spend, spend)
