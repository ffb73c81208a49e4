"""How fresh it is: judged against the newest run, and said when it is not whole."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert, sync_row
from tests.support.report.told import Tell


def test_before_the_first_sync_that_is_said(tell: Tell) -> None:
    assert "No system has been synced yet" in tell("freshness")


def test_one_system_alone_is_enough(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.mart_sync_status", [
        sync_row("hubspot", "contacts"),
        sync_row("salesforce", "lead", status="unavailable", rows_alive=0, last_as_of=None),
    ])  # fmt: skip
    said = tell("freshness")
    assert "Not connected: Salesforce. The report covers what there is." in said
    assert "Read with care" not in said


def test_a_stream_that_stayed_behind_puts_up_the_banner(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.mart_sync_status", [
        sync_row("hubspot", "contacts"),
        sync_row("hubspot", "deals", last_as_of="2026-11-20 06:00:00"),
        sync_row("hubspot", "calls", status="unavailable", note="scope missing"),
        sync_row("salesforce", "lead", source_count=30415, difference=3),
    ])  # fmt: skip
    said = tell("freshness")
    assert "Read with care: this picture is not complete." in said
    assert "Did not refresh: HubSpot deals (last 2026-11-20 06:00 UTC)" in said
    assert "Could not be seen: HubSpot calls (scope missing)" in said
    assert "Salesforce lead +3 (source 30,415, here 30,412)" in said


def test_what_the_company_does_not_use_makes_no_picture_incomplete(
    engine: Engine, tell: Tell
) -> None:
    insert(engine, "marts.mart_sync_status", [
        sync_row("salesforce", "lead"),
        sync_row("salesforce", "currency_type", status="not_used", rows_alive=0,
                 source_count=None, difference=None),
    ])  # fmt: skip
    said = tell("freshness")
    assert "in 1 stream " in said
    assert "State Complete" in said


def test_a_stream_that_is_turned_off_is_no_fault_and_is_told(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.mart_sync_status", [
        sync_row("hubspot", "contacts"),
        sync_row("hubspot", "deals", status="turned_off", note="turned off in hymnsheet.yml",
                 source_count=None, difference=None),
    ])  # fmt: skip
    assert "in 1 stream " in tell("freshness")
    assert "State Complete" in tell("freshness")
    assert "turned off turned off in hymnsheet.yml" in tell("streams")


def test_only_the_first_of_many_faults_are_named(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.mart_sync_status", [
        sync_row("hubspot", "contacts"),
        *(sync_row("hubspot", f"s{n:02d}", status="unavailable") for n in range(11)),
    ])  # fmt: skip
    assert "HubSpot s07 and 3 more." in tell("freshness")
