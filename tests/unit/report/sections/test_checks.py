"""The checks on the tables, by suite."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell


def test_a_suite_says_how_many_of_its_checks_passed(engine: Engine, tell: Tell) -> None:
    insert(engine, "quality.expectation_result", [
        {"suite": "marts", "expectation": f"e{n}", "success": n > 0} for n in range(3)
    ] + [{"suite": "rules", "rule_id": "A1", "success": False}])  # fmt: skip
    assert tell("checks").endswith(
        "readers keep the tables they had. marts 2 of 3 passed All checks as CSV"
    )
