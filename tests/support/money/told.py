"""What the tables of money tell, and where that is not what was wanted."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from tests.support.dbt.build import Build
from tests.support.money.cells import Place
from tests.support.money.facts import STAGES

_PLACE: Final = "period_type, period_start, scope_type, scope_value"
_COSTS: Final = {
    "is_mature": "is_mature",
    "lag_months": "lag_months",
    "spend": "spend_amount_corporate",
    "count_unrated": "count_unrated",
    "spend_state": "spend_state",
    **{f"count_{stage}": f"count_{stage}" for stage in STAGES},
    "count_customer": "count_customers",
    "count_won": "count_won",
    "won_amount": "won_amount_corporate",
    "gross_profit": "gross_profit_corporate",
    "without_amount": "count_won_without_amount",
    "without_profit": "count_won_without_profit",
    **{f"cost_per_{stage}": f"cost_per_{stage}" for stage in (*STAGES, "customer")},
    "media_per_customer": "media_cost_per_customer",
    "roi_on_revenue": "roi_on_revenue",
    "roi_on_profit": "roi_on_gross_profit",
}
_VALUES: Final = {
    "is_mature": "is_mature",
    "customers": "count_customers",
    "valued": "count_valued",
    "final": "count_final",
    "deals": "count_deals",
    "own_terms": "count_deals_with_own_term",
    "state": "value_state",
    "revenue": "monthly_revenue_corporate",
    "margin": "gross_margin_ratio",
    "coverage": "cost_coverage_ratio",
    "churn": "monthly_churn_ratio",
    "at_risk": "count_months_at_risk",
    "ends": "count_ends",
    "months": "lifetime_months",
    "monthly": "monthly_profit_corporate",
    "lifetime": "lifetime_value_corporate",
    "spend_state": "spend_state",
    "spend": "spend_amount_corporate",
    "cost": "cost_per_customer",
    "value_to_cost": "value_to_cost_ratio",
    "payback_state": "payback_state",
    "payback": "payback_months",
}
_RETURNS: Final = {
    "is_mature": "is_mature",
    "is_touch_seen": "is_touch_seen",
    "weight": "won_weight",
    "without_amount": "weight_without_amount",
    "without_profit": "weight_without_profit",
    "amount": "attributed_amount_corporate",
    "profit": "attributed_profit_corporate",
    "spend_state": "spend_state",
    "spend": "spend_amount_corporate",
    "roi_on_revenue": "roi_on_revenue",
    "roi_on_profit": "roi_on_gross_profit",
}
#: Ratios have six places and are divided as binary fractions; sums are exact.
_QUOTIENTS: Final = {
    *(f"cost_per_{stage}" for stage in (*STAGES, "customer")),
    *("media_per_customer", "roi_on_revenue", "roi_on_profit", "margin", "coverage", "churn"),
    *("revenue", "months", "monthly", "lifetime", "cost", "value_to_cost", "payback"),
}
_NEAR: Final = Decimal("0.0005")
_OF_IT: Final = Decimal("0.00005")

Told = dict[Any, dict[str, Any]]


def told_costs(build: Build) -> Told:
    """mart_acquisition_cost by basis and place."""
    return _told(build, "mart_acquisition_cost", _COSTS, "basis")


def told_values(build: Build) -> dict[Place, dict[str, Any]]:
    """mart_customer_value by place."""
    told = _told(build, "mart_customer_value", _VALUES, "'value'")
    return {place: row for (_, place), row in told.items()}


def told_returns(build: Build) -> Told:
    """mart_marketing_return by rule and place."""
    return _told(build, "mart_marketing_return", _RETURNS, "model")


def _told(build: Build, mart: str, columns: Mapping[str, str], first: str) -> Told:
    asked = ", ".join(columns.values())
    rows = build.rows(f"select {first}, {_PLACE}, {asked} from {build.schema('marts')}.{mart}")
    told: Told = {
        (row[0], tuple(row[1:5])): dict(zip(columns, row[5:], strict=True)) for row in rows
    }
    assert len(told) == len(rows), f"{mart} tells a place twice"
    return told


def differences(
    told: Mapping[Any, Mapping[str, Any]], wanted: Mapping[Any, Mapping[str, Any]]
) -> list[Any]:
    """Each place and measure that is told otherwise than wanted, with both."""
    found: list[Any] = []
    for place in sorted(told.keys() | wanted.keys(), key=str):
        one, other = told.get(place), wanted.get(place)
        if one is None or other is None:
            found.append((place, one, other))
            continue
        found += [
            (place, name, one[name], other[name])
            for name in one
            if not _is_same(name, one[name], other[name])
        ]
    return found


def _is_same(name: str, told: Any, wanted: Any) -> bool:
    if told is None or wanted is None or name not in _QUOTIENTS:
        return bool(told == wanted)
    return bool(abs(told - wanted) <= _NEAR + _OF_IT * abs(wanted))
