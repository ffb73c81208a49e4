"""From spend to won: every step with its cost, and in words what cannot be told."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell

Row = dict[str, object]


def _cost(period: str, scope: str, value: str | None, **told: object) -> Row:
    return {
        "basis": "cohort",
        "period_type": period,
        "scope_type": scope,
        "scope_value": value,
        "is_mature": period == "mature",
        "spend_state": "told",
        "spend_amount_corporate": 1000,
        "count_unrated": 0,
        "count_inq": 40,
        "cost_per_inq": 25,
        "count_mql": 20,
        "cost_per_mql": 50,
        "count_sal": 12,
        "count_sql": 10,
        "cost_per_sql": 100,
        "count_opp": 5,
        "cost_per_opp": 200,
        "count_won": 2,
        "count_customers": 2,
        "cost_per_customer": 500,
    } | told


def _credit(period: str, scope: str, value: str | None, **told: object) -> Row:
    return {
        "model": "linear",
        "is_default_model": True,
        "period_type": period,
        "scope_type": scope,
        "scope_value": value,
        "won_weight": 2,
        "attributed_amount_corporate": 6000,
        "attributed_profit_corporate": 2500,
        "profit_state": "told",
        "spend_state": "told",
    } | told


def _stages(engine: Engine) -> None:
    codes = ("INQ", "MQL", "SAL", "SQL", "OPP", "WON")
    rows: list[Row] = [
        {"stage_code": code, "stage_rank": rank, "is_exit": False}
        for rank, code in enumerate(codes, start=1)
    ]
    insert(engine, "marts.dim_stage", [*rows, {"stage_code": "LOST", "is_exit": True}])


def test_each_step_has_its_count_and_cost(engine: Engine, tell: Tell) -> None:
    _stages(engine)
    insert(engine, "marts.dim_attribution_model", [{"model": "linear", "label": "Linear"}])
    insert(engine, "marts.dim_channel", [{"channel": "email", "label": "E-mail marketing"}])
    insert(engine, "marts.dim_campaign", [{"campaign_key": "c", "name": "Big fair"}])
    insert(engine, "marts.bridge_campaign_person", [
        {"campaign_key": "c", "person_key": "p", "has_responded": True},
    ])  # fmt: skip
    insert(engine, "marts.mart_channel_performance", [
        {"breakdown": "landing_page", "breakdown_value": "/prices", "count_inq": 9, "count_won": 1,
         "won_amount_corporate": 450, "close_rate_numerator": 0, "close_rate_denominator": 0},
    ])  # fmt: skip
    insert(engine, "marts.mart_acquisition_cost", [
        _cost("mature", "all", "all"),
        _cost("mature", "channel", "email", spend_state="not_told", spend_amount_corporate=None,
              cost_per_inq=None),
        _cost("mature", "campaign_name", "big fair", campaign_name="Big fair"),
        _cost("mature", "campaign_name", None),
        _cost("all", "all", "all", count_inq=777),
        _cost("month", "all", "all", count_inq=888),
        _cost("mature", "all", "all", basis="period", count_inq=999),
    ])  # fmt: skip
    insert(engine, "marts.mart_marketing_return", [
        _credit("mature", "all", "all"),
        _credit("mature", "channel", "email", profit_state="in_part"),
        _credit("mature", "channel", "unattributed"),
        _credit("mature", "campaign_name", "big fair", campaign_name="Big fair"),
        _credit("mature", "all", "all", model="last", is_default_model=False,
                attributed_amount_corporate=99_000),
    ])  # fmt: skip
    said = tell("closed_loop")
    assert "by the rule “Linear”" in said
    steps = "40 25 each 20 50 each 12 10 100 each 5 200 each 2 500 each"
    assert f"All channels 1k {steps} 6k 2.5k" in said
    assert "E-mail marketing – 40 20 50 each" in said
    assert "at least 2.5k" in said
    assert "No touch is known – – – – – – – 6k 2.5k" in said
    assert f"Big fair 1k {steps} 6k 2.5k" in said
    assert "/prices 9 – – – – 1 450" in said
    assert not {"777", "888", "999", "99k"} & set(said.split())


def test_what_a_channel_won_is_not_known_where_nobody_tells_its_touches(
    engine: Engine, tell: Tell
) -> None:
    insert(engine, "marts.mart_acquisition_cost", [_cost("all", "all", "all")])
    insert(
        engine, "marts.mart_marketing_return", [_credit("all", "all", "all", is_touch_seen=True)]
    )
    assert "A dash under revenue" not in tell("closed_loop")
    unseen = {"attributed_amount_corporate": None, "attributed_profit_corporate": None}
    insert(engine, "marts.mart_marketing_return", [
        _credit("all", "channel", "email", is_touch_seen=False, **unseen),
    ])  # fmt: skip
    said = tell("closed_loop")
    assert "A dash under revenue: no source tells who was touched there" in said
    assert said.count("6k") == 1


def test_a_sum_that_lacks_something_says_so(engine: Engine, tell: Tell) -> None:
    _stages(engine)
    insert(engine, "marts.mart_acquisition_cost", [
        _cost("all", "all", "all", spend_state="in_part"), _cost("all", "channel", "email"),
    ])  # fmt: skip
    insert(engine, "marts.mart_marketing_return", [
        _credit("all", "all", "all", weight_without_amount=0.5),
        _credit("all", "channel", "email"),
    ])  # fmt: skip
    said = tell("closed_loop")
    assert "Some costs are in a currency without a rate" in said
    assert "Some won deals have no amount, or one in a currency without a rate" in said
    assert "All channels at least 1k 40 at least 25 each 20 at least 50 each" in said
    assert "at least 6k" in said
    assert said.count("at least 6k") == 1


def test_what_is_missing_is_said_with_what_is_still_true(engine: Engine, tell: Tell) -> None:
    nothing = {"spend_state": "not_told", "spend_amount_corporate": None}
    insert(engine, "marts.mart_acquisition_cost", [
        _cost("all", "all", "all", **nothing, could_not_see="SQL: lead.status"),
    ])  # fmt: skip
    said = tell("closed_loop")
    assert "none that won anything is mature" in said
    assert "Nobody tells what was spent: what a step costs is not known." in said
    assert "No system has a campaign" in said
    assert "Could not be read, so that the step is not known: SQL: lead.status." in said


def test_campaigns_that_nobody_answered_are_named(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.dim_campaign", [{"campaign_key": "c", "name": "Big fair"}])
    insert(engine, "marts.mart_acquisition_cost", [_cost("all", "all", "all")])
    assert "nobody is known to have answered one" in tell("closed_loop")


def test_without_anything_nothing_is_said(tell: Tell) -> None:
    assert tell("closed_loop") == ""


def test_a_step_that_nobody_records_is_not_known(engine: Engine, tell: Tell) -> None:
    """Nobody was accepted, on paper, and some were qualified: nobody enters who is accepted."""
    _stages(engine)
    insert(engine, "marts.mart_acquisition_cost", [_cost("all", "all", "all", count_sal=0)])
    said = tell("closed_loop")
    assert "No record proves SAL, though later steps are proved" in said


def test_a_step_that_nobody_reached_is_nought(engine: Engine, tell: Tell) -> None:
    _stages(engine)
    none = dict.fromkeys(("count_sal", "count_sql", "count_opp", "count_customers"), 0)
    insert(engine, "marts.mart_acquisition_cost", [_cost("all", "all", "all", **none)])
    assert "No record proves" not in tell("closed_loop")
