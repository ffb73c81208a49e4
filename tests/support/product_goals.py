"""What became of goals of products once more, in fractions over single lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from tests.support.dbt.build import Build
from tests.support.scorecard.simulated import agreed

_LINES = """
select products.product_code, opportunities.close_date, lines.quantity,
    lines.net_amount_corporate, lines.cost_amount_corporate
from {marts}.fct_opportunity_line as lines
inner join {marts}.fct_opportunity as opportunities
    on opportunities.opportunity_key = lines.opportunity_key
inner join {marts}.dim_product as products on products.product_key = lines.product_key
where opportunities.is_won and opportunities.close_date is not null
"""
_PERIODS = """
select period_type, period_start, periods_ago,
    lead(period_start) over (partition by period_type order by period_start)
from intermediate.int_periods__listed
"""
_TOLD = """
select product_code, period_type, period_start, units, quadrant, best_price_at_volume_corporate,
    price_for_margin_corporate, is_opposing
from {marts}.mart_product_goal
"""

Number = Fraction | None


class Line(NamedTuple):
    """A line that was won on a day; amounts of all its units, None where nobody knows them."""

    code: str
    day: date
    quantity: Fraction
    net: Number
    cost: Number


class Period(NamedTuple):
    """A period of a kind, up to the day before `end`; `ago` is 0 for the running one."""

    kind: str
    start: date
    end: date
    ago: int


class Outcome(NamedTuple):
    """What is told of a product in a period."""

    units: Number
    quadrant: str | None
    best_price: Number
    needed_price: Number
    is_opposing: bool | None


Goals = Mapping[tuple[str, str], Mapping[str, Fraction]]


def product_goals_told(build: Build) -> dict[tuple[str, str, date], Outcome]:
    """As the mart tells it."""
    rows = build.rows(_TOLD.format(marts=build.schema("marts")))
    return {
        (code.lower(), kind, start): Outcome(
            _fraction(units), quadrant, _fraction(best), _fraction(needed), opposing
        )
        for code, kind, start, units, quadrant, best, needed, opposing in rows
    }


def product_goals_wanted(build: Build, world: Path) -> dict[tuple[str, str, date], Outcome]:
    """Of a company's own goals, over the lines of its deals, which truth/lines.csv tells too."""
    lines = [
        Line(code, day, Fraction(quantity), _fraction(net), _fraction(cost))
        for code, day, quantity, net, cost in build.rows(_LINES.format(marts=build.schema("marts")))
    ]
    periods = [
        Period(kind, start, end or date.max, ago) for kind, start, ago, end in build.rows(_PERIODS)
    ]
    known = {line.code.lower() for line in lines}
    return outcomes(goals_of(agreed(world, "product_goals")), lines, periods, known)


def _fraction(value: Any) -> Number:
    return None if value is None else Fraction(value)


def goals_of(rows: Iterable[Mapping[str, Any]]) -> Goals:
    """Targets by measure, of each product in small letters and kind of period."""
    told: dict[tuple[str, str], dict[str, Fraction]] = {}
    for row in rows:
        key = str(row["product_code"]).strip().lower(), row["period"]
        told.setdefault(key, {})[row["measure"]] = Fraction(str(row["target"]))
    return told


def outcomes(
    goals: Goals, lines: Sequence[Line], periods: Sequence[Period], known: set[str]
) -> dict[tuple[str, str, date], Outcome]:
    """Of every goal in the running period and the three before it."""
    found = {}
    for (code, kind), targets in goals.items():
        own = [line for line in lines if line.code.lower() == code] if code in known else []
        spans = sorted((one for one in periods if one.kind == kind), key=lambda one: one.start)
        sales = {one: [row for row in own if one.start <= row.day < one.end] for one in spans}
        best, needed = _best(sales, targets), _needed(sales, targets)
        for one in spans:
            if one.ago < 4:
                units = sum((row.quantity for row in sales[one]), Fraction(0))
                found[code, kind, one.start] = Outcome(
                    units if code in known else None,
                    _quadrant(units, _margin(sales[one]), targets) if code in known else None,
                    best,
                    needed,
                    None if best is None or needed is None else best < needed,
                )
    return found


def _best(sales: Mapping[Period, Sequence[Line]], targets: Mapping[str, Fraction]) -> Number:
    prices = []
    for period, lines in sales.items():
        units = sum(line.quantity for line in lines)
        amounts = [line.net for line in lines if line.net is not None]
        if period.ago and lines and "units" in targets and len(amounts) == len(lines):
            prices += [rounded(sum(amounts) / units, 4)] if units >= targets["units"] else []
    return max(prices, default=None)


def _needed(sales: Mapping[Period, Sequence[Line]], targets: Mapping[str, Fraction]) -> Number:
    costs = []
    for lines in sales.values():
        costed = [line for line in lines if line.net is not None and line.cost is not None]
        units = sum(line.quantity for line in costed)
        costs += [sum(line.cost or 0 for line in costed) / units] if units else []
    if not costs or "margin_ratio" not in targets:
        return None
    return rounded(costs[-1] / (1 - targets["margin_ratio"]), 4)


def _margin(lines: Iterable[Line]) -> Number:
    known = [(one.net, one.cost) for one in lines if one.net is not None and one.cost is not None]
    paid = sum(net for net, _ in known)
    return rounded(1 - sum(cost for _, cost in known) / Fraction(paid), 6) if paid else None


def _quadrant(units: Fraction, margin: Number, targets: Mapping[str, Fraction]) -> str | None:
    if margin is None or len(targets) < 2:
        return None
    met = units >= targets["units"], margin >= targets["margin_ratio"]
    return {
        (True, True): "both",
        (True, False): "buying_volume",
        (False, True): "cherry_picking",
        (False, False): "neither",
    }[met]


def rounded(value: Fraction | int, places: int) -> Fraction:
    """To so many decimal places, halves away from 0."""
    exact = Fraction(value) * 10**places
    quotient = Decimal(exact.numerator) / Decimal(exact.denominator)
    return Fraction(int(quotient.quantize(Decimal(1), ROUND_HALF_UP)), 10**places)
