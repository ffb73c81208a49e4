"""The bridge of gross profit once more: what would be earned with one thing changed at a time."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Final, NamedTuple

#: The columns of what was sold and by whom, as int_product_sales__counted reads them.
SOLD: Final = {
    "marts.fct_opportunity": "opportunity_key text, is_won boolean, close_date date,"
    " owner_key text",
    "marts.dim_user": "owner_key text, team text",
    "marts.fct_opportunity_line": "opportunity_key text, product_key text,"
    " quantity decimal(18, 6), list_price decimal(24, 4), list_amount_corporate decimal(24, 4),"
    " net_amount_corporate decimal(24, 4), cost_amount_corporate decimal(24, 4),"
    " margin_amount_corporate decimal(24, 4)",
}


class Line(NamedTuple):
    """A line that was won; amounts in cents, `cost` of all units, None where nobody knows it."""

    is_now: bool
    product: str
    quantity: int
    net: int
    cost: int | None


class Side(NamedTuple):
    """One product in one period."""

    count: int
    units: int
    costed: int
    revenue: int
    cost: int
    count_costed: int

    @property
    def profit(self) -> int:
        return self.revenue - self.cost


Parts = dict[str, Fraction]


def side(lines: Iterable[Line]) -> Side:
    """What was sold of a product."""
    told = [*lines]
    known = [(line, line.cost) for line in told if line.cost is not None]
    return Side(
        len(told),
        sum(line.quantity for line in told),
        sum(line.quantity for line, _ in known),
        sum(line.net for line, _ in known),
        sum(cost for _, cost in known),
        len(known),
    )


def bridge(lines: Iterable[Line]) -> dict[str, Parts | None]:
    """The parts of each product's change, in cents; None where no cost is known at all."""
    told = [*lines]
    sides = {
        name: tuple(
            side(line for line in told if line.product == name and line.is_now is now)
            for now in (False, True)
        )
        for name in {line.product for line in told}
    }
    alike = {
        name for name, (old, new) in sides.items() if old.units > 0 < new.units and old.costed > 0
    }
    would = {n: Fraction(sides[n][1].units * sides[n][0].costed, sides[n][0].units) for n in alike}
    before = sum(sides[name][0].costed for name in alike)
    growth = sum(would.values()) / before if before else Fraction(1)
    return {name: _parts(*sides[name], would.get(name), growth) for name in sides}


def _parts(old: Side, new: Side, would: Fraction | None, growth: Fraction) -> Parts | None:
    if not old.count_costed and not new.count_costed:
        return None
    none = dict.fromkeys(
        ("volume", "mix", "coverage", "price", "cost", "new", "dropped"), Fraction(0)
    )
    change = Fraction(new.profit - old.profit)
    if not old.count or not new.count:
        return {**none, "dropped" if old.count else "new": change}
    if would is None:
        return {**none, "coverage": change}
    price, cost = Fraction(old.revenue, old.costed), Fraction(old.cost, old.costed)
    earned = [
        old.costed * (price - cost),
        old.costed * growth * (price - cost),
        would * (price - cost),
        new.costed * (price - cost),
        new.revenue - new.costed * cost,
        Fraction(new.profit),
    ]
    names = ("volume", "mix", "coverage", "price", "cost")
    return none | {name: earned[n + 1] - earned[n] for n, name in enumerate(names)}
