"""How soon sales followed up, in words."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell


def test_both_medians_stand_beside_each_other(engine: Engine, tell: Tell) -> None:
    insert(
        engine,
        "marts.mart_follow_up",
        [
            {
                "breakdown": "all",
                "count_judged": 4,
                "count_on_time": 1,
                "count_late": 1,
                "count_never": 1,
                "count_overdue": 1,
                "count_pending": 2,
                "share_on_time": 0.25,
                "count_business_minutes": 2,
                "median_business_minutes": 90.5,
                "p90_business_minutes": 1200,
                "median_business_minutes_kaplan_meier": None,
            }
        ],
    )
    said = tell("follow_up")
    said = said.replace("\u202f", " ")
    assert "All hand-overs 25 % of 4 1 1 1 1 2 – 90.5 min 20 h – –" in said


def test_without_hand_overs_nothing_is_said(tell: Tell) -> None:
    assert tell("follow_up") == ""
