"""What each channel is credited with beside what was spent on it (mart_marketing_return)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from tests.support.money.cells import Cell, Measure, Place, Sums, placed, spent
from tests.support.money.costs import COSTS, counted, roi, spend_state
from tests.support.money.facts import Cycle, Facts, acquired, months_later, rounded, total


class Share(NamedTuple):
    """What a touch has in a won deal under a rule; shares of a deal stand in their order."""

    model: str
    channel: str
    campaign: str | None
    weight: Decimal


#: The shares in each won deal under each rule, in order.
Shares = Mapping[Cycle, Sequence[Share]]
#: Channels and campaigns of which some source tells touches, as scope type and value.
Touched = Set[tuple[str, str]]


def marketing_returns(
    facts: Facts, shares: Shares, models: Sequence[str], touched: Touched
) -> dict[tuple[str, Place], dict[str, Any]]:
    """Credit, cost and what came back, by rule and place."""
    wanted: dict[tuple[str, Place], dict[str, Any]] = {}
    seen = [(cell, "seen", None) for cell, _, _ in counted(facts, "cohort")]
    for model in models:
        measures = [*seen, *spent(facts), *_credited(facts, shares, model)]
        sums, mature = placed(
            measures,
            facts,
            lambda month: (
                months_later(month, 1) + timedelta(days=facts.rules.window_days)
                <= facts.rules.today
            ),
        )
        used = {value for _, _, scope, value in sums if scope == "channel" and value}
        unseen_paid = {
            channel
            for channel in used & facts.rules.paid_channels
            if ("channel", channel) not in touched
        }
        for place, told in sums.items():
            is_seen = _is_seen(place, touched, unseen_paid)
            row = _row(told, is_seen=is_seen)
            wanted[model, place] = {"is_mature": mature[place], "is_touch_seen": is_seen, **row}
    return wanted


def _is_seen(place: Place, touched: Touched, unseen_paid: Set[str]) -> bool:
    """Whether touches would be told there, if there were any."""
    _, _, scope, value = place
    if scope == "paid":
        return not unseen_paid
    if scope == "all" or value is None:
        return True
    return value == "unattributed" or (scope, value) in touched


def _credited(facts: Facts, shares: Shares, model: str) -> Iterator[Measure]:
    for one in acquired(facts):
        if not one.cycle.is_won:
            continue
        profit, until = total(one.cycle.margins), Decimal(0)
        for share in (each for each in shares.get(one.cycle, ()) if each.model == model):
            cell = Cell(one.cycle.month, share.channel, share.campaign)
            yield cell, "weight", share.weight
            if one.cycle.amount is None:
                yield cell, "without_amount", share.weight
            if not one.cycle.is_profit_known:
                yield cell, "without_profit", share.weight
            before, until = until, until + share.weight
            yield cell, "amount", part(one.cycle.amount, before, until)
            yield cell, "profit", part(profit, before, until)


def part(whole: Decimal | None, before: Decimal, until: Decimal) -> Decimal | None:
    """What of a whole lies between two running totals of weights."""
    return None if whole is None else rounded(whole * until) - rounded(whole * before)


def _row(told: Sums, *, is_seen: bool) -> dict[str, Any]:
    spend = total(value for name in COSTS for value in told.get(name, ()))
    weight = total(told.get("weight", ())) or Decimal(0)
    nothing = Decimal(0) if is_seen else None
    gained = {
        name: total(told.get(name, ())) if weight else nothing for name in ("amount", "profit")
    }
    return {
        "weight": weight or nothing,
        "without_amount": total(told.get("without_amount", ())) or Decimal(0),
        "without_profit": total(told.get("without_profit", ())) or Decimal(0),
        **gained,
        "spend_state": spend_state(spend, int(total(told.get("unrated", ())) or 0)),
        "spend": spend,
        "roi_on_revenue": roi(gained["amount"], spend),
        "roi_on_profit": roi(gained["profit"], spend),
    }
