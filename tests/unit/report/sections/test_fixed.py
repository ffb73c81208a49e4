"""What was fixed in the last week, by rule; what was fixed before is history."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell, finding, rule


def test_what_was_fixed_in_the_last_week_is_counted_by_rule(engine: Engine, tell: Tell) -> None:
    insert(engine, "quality.rule_result", [rule("A1", problem_rank=2), rule("B1", problem_rank=1)])
    insert(engine, "quality.finding", [
        *(finding("A1", str(n), status="fixed", is_recent=True) for n in range(3)),
        finding("B1", "9", status="fixed", is_recent=True),
        finding("B1", "8", status="fixed", is_recent=False),
        finding("B1", "7", is_recent=True),
    ])  # fmt: skip
    assert tell("fixed").startswith("1 Rule B1 B1 3 Rule A1 A1 All of them as CSV")


def test_nothing_fixed_and_nothing_is_said(engine: Engine, tell: Tell) -> None:
    insert(engine, "quality.finding", [finding("A1", "1", status="fixed", is_recent=False)])
    assert tell("fixed") == ""
