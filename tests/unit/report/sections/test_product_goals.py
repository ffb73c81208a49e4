"""Goals of products: what became of them, and which cannot both be met."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell

_CANNOT = "Goals that cannot both be met"


def _goal(code: str, year: int, **told: object) -> dict[str, object]:
    return {
        "product_code": code,
        "product_key": code.lower(),
        "period_type": "year",
        "period_start": date(year, 1, 1),
        "period_label": f"FY{year}",
        "is_complete": year < 2026,
        "units_target": 1200,
        "units_team": "marketing",
        "units": 1300,
        "margin_target": 0.4,
        "margin_team": "sales",
        "margin_ratio": 0.25,
        "quadrant": "buying_volume",
        "best_price_at_volume_corporate": 90.5,
        "price_for_margin_corporate": 100.25,
        "is_opposing": False,
    } | told


def test_two_goals_that_oppose_each_other_are_told_in_a_sentence(
    engine: Engine, tell: Tell
) -> None:
    insert(engine, "marts.dim_product", [{"product_key": "m", "name": "Meter"}])
    unmet = {"units": 100, "margin_ratio": None, "quadrant": None}
    insert(
        engine,
        "marts.mart_product_goal",
        [
            _goal("M", 2026, is_opposing=True, **unmet),
            _goal("M", 2025, is_opposing=True),
            _goal("M", 2024, is_opposing=True, quadrant="cherry_picking"),
        ],
    )
    said = tell("product_goals")
    assert _CANNOT in said
    assert said.count("marketing is held to 1,200 units in a year, sales to a margin of 40 %.") == 1
    assert "ever sold is" in said
    assert "90.50 a unit; that margin takes" in said
    assert "100.25." in said
    assert "FY2025 1,300 of 1,200, marketing 25 % of 40 %, sales units alone: buying volume" in said
    assert "FY2026 so far 100 of 1,200, marketing – of 40 %, sales – no cost is known" in said
    assert "margin alone" not in said, "older periods stand in the list"


def test_what_cannot_be_told_of_a_goal_says_why(engine: Engine, tell: Tell) -> None:
    nobody = {"margin_target": None, "margin_team": None, "quadrant": None, "is_opposing": None}
    never = {"best_price_at_volume_corporate": None, "is_opposing": None}
    uncosted = {"price_for_margin_corporate": None, "is_opposing": None, "quadrant": "both"}
    insert(
        engine,
        "marts.mart_product_goal",
        [
            _goal("A", 2025, product_key=None, units=None, **nobody),
            _goal("B", 2025, **nobody),
            _goal("C", 2025, quadrant="cherry_picking", **never),
            _goal("D", 2025, **uncosted),
            _goal("E", 2025, units=0, quadrant=None, margin_ratio=None),
        ],
    )
    said = tell("product_goals")
    assert _CANNOT not in said
    assert "– no system knows this code" in said
    assert "25 % no goal – C" in said
    assert "margin alone: cherry-picking so many were never sold at a known price" in said
    assert "0 of 1,200, marketing – of 40 %, sales – nothing was sold" in said
    assert "both what a unit costs is not known" in said


def test_without_a_goal_nothing_is_said(tell: Tell) -> None:
    assert tell("product_goals") == ""
