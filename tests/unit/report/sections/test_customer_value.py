"""What a customer costs and is worth: mature cohorts first, and in words what cannot be told."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell

TABLE = "marts.mart_customer_value"


def _row(period: str, scope: str, value: str, customers: int, **told: object) -> dict[str, object]:
    return {
        "period_type": period,
        "scope_type": scope,
        "scope_value": value,
        "is_mature": period == "mature",
        "revenue_type": "one_off",
        "count_customers": customers,
        "count_valued": customers,
        "value_state": "told",
        "lifetime_value_corporate": 2400,
        "spend_state": "told",
        "spend_amount_corporate": 1000,
        "cost_per_customer": 500,
        "value_to_cost_ratio": 4.8,
        "payback_state": "told",
        "payback_months": 2.5,
        "is_lifetime_capped": False,
    } | told


def _pay(engine: Engine) -> None:
    row = {"spend_key": "p", "cost_basis": "people", "is_counted": True, "counting": "counted"}
    insert(engine, "marts.fct_marketing_spend", [row])


def test_mature_cohorts_are_shown_where_they_won_anybody(engine: Engine, tell: Tell) -> None:
    _pay(engine)
    insert(engine, "marts.dim_channel", [{"channel": "paid_search", "label": "Paid search"}])
    insert(engine, TABLE, [
        _row("mature", "all", "all", 2),
        _row("mature", "channel", "paid_search", 2, payback_state="never", payback_months=None),
        _row("mature", "channel", "quiet", 0, spend_state="not_told"),
        _row("all", "all", "all", 9, cost_per_customer=777),
        _row("quarter", "all", "all", 3, period_start=date(2026, 1, 1), value_state="estimated"),
    ])  # fmt: skip
    said = tell("customer_value")
    assert "Cohorts of which nothing can change any more. Worth is the gross profit" in said
    assert "All channels 1k 2 500 2.4k 4.8 2.5 months" in said
    assert "Paid search 1k 2 500 2.4k 4.8 never" in said
    about = "about 2.4k about 4.8 about 2.5 months"
    assert f"From January 2026 not mature yet 1k 3 500 {about}" in said
    assert "777" not in said
    assert "quiet" not in said, "neither a cost nor a customer"
    assert "Nobody tells" not in said


def test_what_is_not_known_is_said_with_what_is_still_true(engine: Engine, tell: Tell) -> None:
    nothing = dict.fromkeys(
        ("spend_amount_corporate", "cost_per_customer", "value_to_cost_ratio", "payback_months")
    )
    insert(engine, TABLE, [
        _row("mature", "all", "all", 0),
        _row("all", "all", "all", 4, **nothing, spend_state="not_told", value_state="not_known",
             lifetime_value_corporate=None, payback_state="not_known"),
    ])  # fmt: skip
    said = tell("customer_value")
    assert "none that won anybody is mature" in said
    assert "Nobody tells what marketing cost" in said
    assert "Who came and who bought is as true as before." in said
    assert "What customers cost is as true as before" not in said
    assert "No cost of a unit that customers bought is known" in said
    assert "All channels – 4 – – – –" in said


def test_an_estimate_and_a_cost_without_pay_are_named(engine: Engine, tell: Tell) -> None:
    row = _row("all", "all", "all", 4, value_state="estimated", cost_coverage_ratio=0.6)
    insert(engine, TABLE, [row | {"spend_state": "in_part", "revenue_type": "recurring"}])
    said = tell("customer_value")
    assert "Nobody tells what people cost" in said
    assert "Unit costs are known of 60 %" in said.replace("\u202f", " ")
    assert "1k in part: some has no rate" in said
    assert "a month's profit times the months that a customer stays" in said


def test_without_anything_nothing_is_said(tell: Tell) -> None:
    assert tell("customer_value") == ""


def test_of_how_many_deals_a_contract_tells_the_term_is_said(engine: Engine, tell: Tell) -> None:
    _pay(engine)
    told = {"revenue_type": "recurring", "count_deals": 12, "count_deals_with_own_term": 3}
    insert(engine, TABLE, [_row("mature", "all", "all", 2, **told)])
    assert "contracts tell of 3 of 12; of the others what both teams agreed on" in tell(
        "customer_value"
    )


def test_where_customers_pay_once_no_term_is_told(engine: Engine, tell: Tell) -> None:
    _pay(engine)
    told = {"count_deals": 12, "count_deals_with_own_term": 3}
    insert(engine, TABLE, [_row("mature", "all", "all", 2, **told)])
    assert "contracts tell" not in tell("customer_value")
