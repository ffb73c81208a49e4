"""Every stream of a connected system, with its state and the reason for it."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert, sync_row
from tests.support.report.told import Tell


def test_a_stream_says_its_state_and_why(engine: Engine, tell: Tell) -> None:
    unused = {"rows_alive": 0, "source_count": None, "difference": None}
    insert(engine, "marts.mart_sync_status", [
        sync_row("salesforce", "lead", difference=-3),
        sync_row("salesforce", "currency_type", status="not_used",
                 note="The org has one currency.", **unused),
        sync_row("salesforce", "event", status="unavailable", note="scope missing", **unused),
        sync_row("salesforce", "task", last_as_of="2026-11-20 06:00:00"),
        sync_row("hubspot", "deals", status="never_run", last_as_of=None, **unused),
    ])  # fmt: skip
    said = tell("streams")
    assert "currency_type not used The org has one currency." in said
    assert "event could not be seen scope missing" in said
    assert "task did not refresh 1,200" in said
    assert "lead refreshed 30,412 12 30,412 -3 0" in said
    assert "HubSpot" not in said


def test_counts_that_agree_differ_by_nothing(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.mart_sync_status", [sync_row("salesforce", "lead", difference=0)])
    assert "+0" not in tell("streams")
