"""Who can fix what: owners by how bad it is, and nobody’s records last."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell, finding


def test_owners_come_by_how_bad_it_is(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.dim_user", [
        {"owner_key": "a", "name": "Ada"}, {"owner_key": "b", "name": "Ben"}
    ])  # fmt: skip
    insert(engine, "quality.finding", [
        finding("A1", "1", severity="minor", owner_key="a", is_recent=True),
        finding("A1", "2", severity="minor", owner_key="a", is_recent=False),
        finding("B1", "1", severity="critical", owner_key="b", is_recent=False),
        finding("B1", "3", severity="major", is_recent=False),
        finding("B1", "4", severity="critical", owner_key="a", status="fixed"),
        finding("B1", None, severity="critical", owner_key="a"),
    ])  # fmt: skip
    said = tell("owners")
    assert "Ben 1 1 1 0 0 CSV no known owner 1 1 0 1 0 CSV Ada 2 2 0 0 1 CSV" in said


def test_the_first_owners_are_shown_and_all_are_in_the_list(engine: Engine, tell: Tell) -> None:
    insert(engine, "quality.finding", [
        finding("A1", str(n), owner_key=f"k{n:02d}") for n in range(13)
    ])  # fmt: skip
    assert "All 13 owners as CSV , the first ones are shown" in tell("owners")
    assert tell("owners").count("no known owner") == 12


def test_without_findings_there_is_nobody_to_ask(tell: Tell) -> None:
    assert tell("owners") == ""
