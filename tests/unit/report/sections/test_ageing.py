"""What stands still: judged where enough were won."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell


def test_stuck_is_said_only_where_enough_were_won(engine: Engine, tell: Tell) -> None:
    stage = {"source_system": "hubspot", "count_overdue": 1, "median_days_in_stage": 9}
    insert(
        engine,
        "marts.mart_stage_ageing",
        [
            {
                **stage,
                "stage_name": "Demo",
                "count_open": 5,
                "count_stuck": 2,
                "count_not_judged": 0,
                "won_p90_days": 8,
                "count_won_visits": 30,
            },
            {
                **stage,
                "stage_name": "Legal",
                "count_open": 3,
                "count_stuck": 0,
                "count_not_judged": 3,
                "count_won_visits": None,
            },
        ],
    )
    said = tell("ageing")
    assert "Demo HubSpot 5" in said
    assert "Legal HubSpot 3" in said
    assert "too few" in said.split("Legal", 1)[1]
    assert "too few" not in said.split("Legal", 1)[0]


def test_without_an_open_one_nothing_is_said(tell: Tell) -> None:
    assert tell("ageing") == ""
