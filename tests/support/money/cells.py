"""Measures by month, channel and campaign, added up for every period and scope."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from tests.support.money.facts import Facts, months_later, rounded


class Cell(NamedTuple):
    """A month, None where nobody knows it, a channel and a campaign."""

    month: date | None
    channel: str
    campaign: str | None


#: Period type, its first day, scope type and value.
Place = tuple[str, date | None, str, str | None]
#: One measure of a cell: its name and what is told of it.
Measure = tuple[Cell, str, Decimal | None]
Sums = dict[str, list[Decimal | None]]


def spent(facts: Facts) -> Iterator[Measure]:
    """Each cost in the months of its days: a part is what a running total grew by in them."""
    for cost in facts.costs:
        days, month = (cost.last - cost.first).days + 1, cost.first.replace(day=1)
        before = Decimal(0)
        while month <= cost.last:
            cell, after = Cell(month, cost.channel, cost.campaign), months_later(month, 1)
            if cost.amount is None:
                yield cell, "unrated", Decimal(1)
            else:
                share = min((after - cost.first).days, days)
                until = rounded(cost.amount * share / days)
                yield cell, cost.basis, until - before
                before = until
            month = after


def placed(
    measures: Iterable[Measure], facts: Facts, is_mature: Callable[[date], bool]
) -> tuple[dict[Place, Sums], dict[Place, bool]]:
    """What is told in each place, and whether nothing of it can still change."""
    sums: dict[Place, Sums] = {}
    mature: dict[Place, bool] = {}
    for cell, name, value in measures:
        is_settled = cell.month is not None and is_mature(cell.month)
        for place in _places(cell, facts.rules.paid_channels, is_settled=is_settled):
            sums.setdefault(place, defaultdict(list))[name].append(value)
            mature[place] = mature.get(place, True) and is_settled
    return sums, mature


def _places(cell: Cell, paid: frozenset[str], *, is_settled: bool) -> Iterator[Place]:
    quarter = cell.month and cell.month.replace(month=(cell.month.month - 1) // 3 * 3 + 1)
    periods = [("month", cell.month), ("quarter", quarter), ("all", None)]
    periods += [("mature", None)] if is_settled else []
    scopes = [("all", "all"), ("channel", cell.channel), ("campaign_name", cell.campaign)]
    scopes += [("paid", "paid")] if cell.channel in paid else []
    for period in periods:
        for scope in scopes:
            yield (*period, *scope)
