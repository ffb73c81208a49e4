"""How cycles began, as the page tells it: counts by outcome, and what nobody could see or trace."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import AS_OF, execute, insert
from tests.support.report.told import Render, words


def test_lanes_count_wins_by_outcome_and_nothing_that_could_not_be_seen(
    engine: Engine, render: Render
) -> None:
    insert(engine, "marts.mart_pipeline", [
        {"cycle_key": "a", "cycle_type": "marketing_generated"},
        # won on a day that nobody noted
        {"cycle_key": "b", "cycle_type": "sales_generated", "opp_at": AS_OF, "is_won": True},
    ])  # fmt: skip
    channel = {"breakdown": "channel", "breakdown_value": "x"}
    insert(engine, "marts.mart_channel_performance", [channel | {"count_opp": 0, "count_won": 0}])
    said = words(render())
    assert "Sales generated 1 1 1" in said
    execute(engine, "delete from marts.mart_channel_performance")
    insert(engine, "marts.mart_channel_performance", [channel])
    assert "Sales generated 1 – –" in words(render())


def test_opportunities_without_a_person_are_said_to_be_untraceable(
    engine: Engine, render: Render
) -> None:
    insert(engine, "marts.mart_pipeline", [
        {"cycle_key": "a", "opp_at": AS_OF}, {"cycle_key": "b", "opp_at": AS_OF, "person_key": "p"}
    ])  # fmt: skip
    assert "1 of 2 opportunities names no person" in words(render())
