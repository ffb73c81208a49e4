"""What changed: the numbers of months that other runs told otherwise, with causes that add up."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell

_LATEST = "2026-03-31"


def _run(number: int, day: str, **told: object) -> dict[str, object]:
    same = {"definitions": "d", "rates": "r", "product_version": "v"}
    return {
        "run_number": number,
        "run_id": f"run {number}",
        "as_of": f"{day} 08:00:00",
        "reporting_date": day,
        **same,
        **told,
    }


def _change(run: int, cause: str, change: int, old: int, new: int) -> dict[str, object]:
    return {
        "run_number": run,
        "metric_id": "won_amount",
        "period_type": "month",
        "period_start": "2026-02-01",
        "period_end": "2026-02-28",
        "period_label": "2026-02",
        "was_complete": True,
        "cause": cause,
        "numerator_change": change,
        "count_entities": 1,
        "old_value": old,
        "new_value": new,
    }


def _metric(engine: Engine) -> None:
    insert(
        engine,
        "marts.dim_metric",
        [{"metric_id": "won_amount", "label": "Won amount", "unit": "currency", "place": 1}],
    )


def test_the_causes_of_several_runs_add_up_from_what_was_to_what_is(
    engine: Engine, tell: Tell
) -> None:
    _metric(engine)
    insert(
        engine,
        "marts.dim_run",
        [_run(1, "2026-03-20", definitions="old"), _run(2, "2026-03-30"), _run(3, _LATEST)],
    )
    insert(
        engine,
        "marts.mart_metric_restatement",
        [
            _change(2, "edit", 30, 100, 120),
            _change(2, "delete", -10, 100, 120),
            _change(3, "edit", 5, 120, 125),
        ],
    )
    said = tell("restatements")
    last, week = said.split("Within 7 days")
    assert "Beside the run of 30 Mar 2026 08:00 UTC: 1 number of a month told otherwise." in last
    assert "edited records +5" in last
    assert "the definitions changed in between" in week
    assert "edited records +35" in week
    assert "deleted records −10" in week
    assert "Within 30 days" not in said, "no run is that old"


def test_what_only_happened_since_is_no_restatement(engine: Engine, tell: Tell) -> None:
    _metric(engine)
    insert(engine, "marts.dim_run", [_run(1, "2026-03-30"), _run(2, _LATEST)])
    insert(engine, "marts.mart_metric_restatement", [_change(2, "new", 30, 100, 130)])
    said = tell("restatements")
    assert "no number was told otherwise" in said
    assert "happened since" not in said


def test_the_first_run_says_that_it_is(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.dim_run", [_run(1, _LATEST)])
    assert "This is the first run that is kept" in tell("restatements")
