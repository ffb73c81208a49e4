"""What sales works on, and what closes."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell


def _effort(scope_type: str, scope_value: str, **told: object) -> dict[str, object]:
    return {
        "scope_type": scope_type,
        "scope_value": scope_value,
        "count_activities": 100,
        "activity_ratio": 0.25,
        "count_of_nobody": 0,
        "count_timed": 0,
        "count_people": 60,
        "count_settled": 50,
        "count_won": 1,
        "close_rate": 0.02,
        "count_others_settled": 40,
        "count_others_won": 10,
        "others_close_rate": 0.25,
        "effort_state": "no_difference",
        "count_deals_won": 1,
        "count_deals_without_amount": 0,
    } | told


def test_what_closes_less_is_named_with_what_it_is_of(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.dim_channel", [{"channel": "events", "label": "Events"}])
    whole = {"count_others_settled": None, "count_others_won": None, "others_close_rate": None}
    insert(
        engine,
        "marts.mart_sales_effort",
        [
            _effort("channel", "events", effort_state="closes_less"),
            _effort("way", "email", effort_state="too_few", count_deals_without_amount=1),
            _effort(
                "way", "cold_call", effort_state="closes_less", count_activities=200,
                count_timed=2, duration_seconds=5400,
            ),
            _effort("all", "all", effort_state="whole", count_of_nobody=1, **whole),
        ],
    )  # fmt: skip
    said = tell("sales_effort")
    both = (
        "25 % of all activities went there, and 2.0 % of the people worked bought (1 of 50); of"
        " those worked otherwise, 25 % did (10 of 40)."
    )
    assert f"Cold calls close less: {both}" in said
    assert f"The channel Events closes less: {both}" in said
    assert "1 activity had nobody in them who is known" in said
    assert "All effort 100 25 % – 60 2.0 % 1 of 50 – – 1 –" in said
    assert "Events channel 100 25 %" in said
    assert "Cold calls 200 25 % 1.5 h of 2 60 2.0 % 1 of 50 25 % 10 of 40 closes less 1 –" in said
    assert "E-mails 100 25 % – 60 too few 1 of 50 – too few 1 – 1 without one" in said


def test_what_cannot_be_known_is_said_and_is_no_zero(engine: Engine, tell: Tell) -> None:
    assert tell("sales_effort") == "", "nobody is known, nobody is worked"
    insert(engine, "marts.mart_pipeline", [{"cycle_key": "c"}])
    assert "No call, e-mail or meeting of sales in the last year was read" in tell("sales_effort")
    unseen = dict.fromkeys(
        ("count_settled", "count_won", "close_rate", "count_others_settled", "count_others_won",
         "others_close_rate", "count_deals_won", "count_deals_without_amount")
    )  # fmt: skip
    insert(
        engine,
        "marts.mart_sales_effort",
        [_effort("all", "all", effort_state="could_not_see", **unseen)],
    )
    said = tell("sales_effort")
    assert "Won deals could not be read, so that what came of it is not known." in said
    assert "All effort 100 25 % – 60 – – could not see – –" in said
