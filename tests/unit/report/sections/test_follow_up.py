"""How soon sales followed up, in words."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell

STATUSES = ("on_time", "late", "never", "overdue", "pending", "unseen")


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
                "count_unseen": 0,
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
    assert "All hand-overs 25 % of 4 1 1 1 1 2 – 90.5 min 20 h – – –" in said


def test_without_hand_overs_nothing_is_said(tell: Tell) -> None:
    assert tell("follow_up") == ""


def test_a_kind_of_lead_is_told_with_its_term(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.dim_lead_type", [{"lead_type": "hot", "label": "Hot leads"}])
    counts = {f"count_{name}": 0 for name in STATUSES}
    row = {"breakdown_value": "hot", "sla_minutes": 60, "count_judged": 0, **counts}
    row["count_business_minutes"] = 0
    insert(engine, "marts.mart_follow_up", [{"breakdown": "lead_type", **row}])
    assert "Hot leads (within 60 min)" in tell("follow_up").replace("\u202f", " ")


def test_forms_that_nobody_heard_of_are_counted(engine: Engine, tell: Tell) -> None:
    counts = {f"count_{name}": 0 for name in STATUSES}
    row = {"breakdown": "all", "count_judged": 0, "count_business_minutes": 0, **counts}
    insert(engine, "marts.mart_follow_up", [row])
    assert "asked for us by a form" in tell("follow_up")
    outcomes = ("handed_over", "handed_over", "no_record", "not_handed_over")
    insert(
        engine,
        "marts.fct_hand_raise",
        [{"hand_raise_key": str(n), "outcome": outcome} for n, outcome in enumerate(outcomes)],
    )
    assert (
        "Of 4 forms by which people asked for us 2 led to a hand-over, 1 came from people who were"
        " never handed over and 1 came from an address that no record has." in tell("follow_up")
    )


def test_where_nobody_noted_a_call_nothing_is_told_of_never(engine: Engine, tell: Tell) -> None:
    counts = {f"count_{name}": 0 for name in STATUSES}
    row = {"breakdown": "all", "count_judged": 0, "count_business_minutes": 0, **counts}
    insert(engine, "marts.mart_follow_up", [row])
    assert "cannot be told" not in tell("follow_up")
    insert(engine, "marts.mart_follow_up", [{**row, "breakdown": "team", "count_unseen": 3}])
    assert "No system holds a call, an e-mail, a meeting or a message" in tell("follow_up")
