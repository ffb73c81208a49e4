"""What is new, came back or was fixed since last week."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell, finding


def test_changes_are_counted_by_severity(engine: Engine, tell: Tell) -> None:
    insert(engine, "quality.finding", [
        finding("A1", "1", status="new"), finding("A1", "2", status="open"),
        finding("A1", "3", status="reappeared", severity="critical"),
        finding("A1", "4", status="fixed", is_recent=True),
        finding("A1", "5", status="fixed", is_recent=False),
    ])  # fmt: skip
    assert "critical 0 1 0 1 major 1 0 1 2" in tell("week")


def test_the_first_look_is_said_to_be_one(engine: Engine, tell: Tell) -> None:
    insert(engine, "quality.finding", [finding("A1", "1", status="new")])
    assert "This is the first look" in tell("week")
