"""The scorecard: values in their unit, goals and their pace, and what nobody could see."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Engine

from tests.support.report.published_tables import insert, insert_tuples
from tests.support.report.told import Tell

METRICS = (
    ("leads", "Leads", "count", "leading", "marketing"),
    ("rate", "Win rate", "share", "outcome", "sales"),
    ("won", "Won amount", "currency", "outcome", "sales"),
)
MONTH = {"period_type": "month", "period_label": "2026-11", "scope": "all", "periods_ago": 0,
         "elapsed_days": 22, "total_days": 30}  # fmt: skip


def _metrics(engine: Engine) -> None:
    names = "metric_id label unit indicator owner_team definition"
    insert_tuples(
        engine, "marts.dim_metric", names, [(*metric, "What counts.") for metric in METRICS]
    )


def test_every_value_stands_in_its_unit_beside_goal_and_pace(engine: Engine, tell: Tell) -> None:
    _metrics(engine)
    insert(engine, "marts.mart_scorecard", [
        {**MONTH, "metric_id": "leads", "owner_team": "marketing", "actual_value": 1100,
         "projected_value": 1500, "target": 1600, "status": "amber", "previous_value": 1400,
         "year_ago_value": 900},
        {**MONTH, "metric_id": "rate", "owner_team": "sales", "actual_value": 0.25,
         "projected_value": 0.25, "target": 0.3, "status": "red"},
        {**MONTH, "metric_id": "won", "owner_team": "sales", "actual_value": 5200,
         "projected_value": 7090.91, "target": 7000, "status": "green"},
    ])  # fmt: skip
    said = tell("scorecard")
    assert "2026-11 so far, 22 of 30 days" in said
    assert "Leads 1,100 1,500 1,600 nearly 1,400 900" in said
    assert "Win rate 25 % 25 % 30 % behind – –" in said
    assert "on pace" in said
    assert "Nobody has set a goal" not in said


def test_what_could_not_be_seen_is_no_zero_and_no_goal_is_said(engine: Engine, tell: Tell) -> None:
    _metrics(engine)
    insert(engine, "marts.mart_scorecard", [
        {**MONTH, "metric_id": "leads", "owner_team": "marketing",
         "could_not_see": "hubspot contacts"},
    ])  # fmt: skip
    said = tell("scorecard")
    assert "Leads could not see – – –" in said
    assert "Goal" not in said
    assert "Nobody has set a goal yet" in said


def test_weeks_are_drawn_oldest_first(engine: Engine, tell: Tell) -> None:
    _metrics(engine)
    insert(engine, "marts.mart_scorecard", [
        {**MONTH, "metric_id": "leads", "owner_team": "marketing", "actual_value": 3},
        *({"metric_id": "leads", "owner_team": "marketing", "period_type": "week", "scope": "all",
           "periods_ago": ago, "actual_value": week} for ago, week in ((0, 4), (1, None), (2, 2))),
    ])  # fmt: skip
    assert "Leads by week" in tell("scorecard")


def test_without_metrics_nothing_is_said(tell: Tell) -> None:
    assert tell("scorecard") == ""


def test_deals_that_no_sum_contains_are_counted_beside_the_sums(engine: Engine, tell: Tell) -> None:
    _metrics(engine)
    month = {**MONTH, "period_start": date(2026, 11, 1), "period_end": date(2026, 11, 30)}
    insert(engine, "marts.mart_scorecard", [
        {**month, "metric_id": "won", "owner_team": "sales", "actual_value": 0},
    ])  # fmt: skip
    assert "no sum of money here" not in tell("scorecard")
    this_month, long_ago = date(2026, 11, 5), date(2025, 10, 30)
    insert(engine, "marts.fct_opportunity", [
        {"opportunity_key": key, "is_won": is_won, "created_date": made, "close_date": closed,
         "amount_corporate": amount}
        for key, is_won, made, closed, amount in (
            ("won", True, this_month, this_month, None),
            ("lost", False, this_month, this_month, None),
            ("old", True, long_ago, long_ago, None),
            ("known", True, this_month, this_month, 5),
        )
    ])  # fmt: skip
    assert "2 opened and 1 won have no amount, or none that a rate converts" in tell("scorecard")
