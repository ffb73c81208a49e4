"""How cycles began: counts by outcome, and what nobody could see or trace."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert, insert_tuples
from tests.support.report.told import Tell


def test_every_way_to_begin_is_counted_and_so_are_all(engine: Engine, tell: Tell) -> None:
    insert_tuples(
        engine,
        "marts.mart_cycle_origin",
        "cycle_type count_cycles count_opp count_won count_opp_without_person",
        [("marketing_generated", 5, 2, 1, 0), (None, 1, 0, 0, 0), ("all", 6, 2, 1, 1)],
    )
    said = tell("origins")
    assert "Marketing generated 5 2 1 Not known 1 0 0 All 6 2 1" in said
    assert "1 of 2 opportunities names no person" in said


def test_what_could_not_be_seen_is_not_zero(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.mart_cycle_origin", [
        {"cycle_type": kind, "count_cycles": 1} for kind in ("sales_generated", "all")
    ])  # fmt: skip
    said = tell("origins")
    assert "Sales generated 1 – –" in said
    assert "names no person" not in said


def test_nothing_began_and_nothing_is_said(tell: Tell) -> None:
    assert tell("origins") == ""
