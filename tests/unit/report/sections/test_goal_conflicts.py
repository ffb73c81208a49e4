"""Goals that pull against each other: a sentence for each pair, with both teams."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.support.report.published_tables import insert, insert_tuples
from tests.support.report.told import Tell

METRICS = (
    ("leads", "Leads", "count", None),
    ("calls", "Calls", "count", None),
    ("talks", "Talks", "count", None),
    ("reach", "Reach", "share", "talks"),
)
PAIR = {
    "scope": "all", "period_type": "month", "owner_team": "sales", "other_owner_team": "marketing",
}  # fmt: skip


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            {"conflict_kind": "parts_exceed", "metric_id": "leads", "other_metric_id": "leads",
             "scope": "team", "target": 100, "other_target": 120, "implied_value": -20},
            "Sales is held to 100 of “Leads” in a month, and the goals of single teams (marketing)"
            " add up to 120: more than the whole.",
        ),
        (
            {"conflict_kind": "parts_fall_short", "metric_id": "leads", "other_metric_id": "leads",
             "scope": "channel", "target": 100, "other_target": 60, "implied_value": 40,
             "best_of_others": 39},
            "the goals of single channels (marketing) add up to 60; all others together never"
            " brought more than 39.",
        ),
        (
            {"conflict_kind": "rate_against_volumes", "metric_id": "reach",
             "other_metric_id": "calls", "target": 0.3, "other_target": 400,
             "implied_value": 0.25},
            "Sales is held to 30 % of “Reach” in a month, but 400 of “Calls”, which marketing is"
            " to bring, with the goal for “Talks” make it 25 %.",
        ),
        (
            {"conflict_kind": "moved_apart", "metric_id": "reach", "other_metric_id": "leads",
             "target": 0.3, "other_target": 20, "correlation": -0.8333, "count_weeks": 11},
            "and marketing to 20 of “Leads”; week by week the two moved against each other"
            " (correlation -0.83 over 11 weeks). a hint, no proof",
        ),
    ],
    ids=lambda each: each["conflict_kind"] if isinstance(each, dict) else "",
)  # fmt: skip
def test_each_pair_is_one_sentence_with_both_teams(
    engine: Engine, tell: Tell, row: dict[str, object], told: str
) -> None:
    names = "metric_id label unit above"
    insert_tuples(engine, "marts.dim_metric", names, METRICS)
    insert(engine, "marts.mart_goal_conflict", [{**PAIR, **row}])
    assert told in tell("goal_conflicts").replace("\u202f", " ")


def test_goals_that_go_together_are_no_news(tell: Tell) -> None:
    assert tell("goal_conflicts") == ""
