"""The clock moves only on request; edits stamp records with it; merges, purges and resets hold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from orchestration.emulator import Emulator
from orchestration.emulator.clock import EmulatorClock
from orchestration.emulator.hubspot.records import HubSpotRecords
from orchestration.emulator.salesforce.records import SalesforceRecords
from orchestration.emulator.salesforce.world import SalesforceWorld
from orchestration.worlds.changes import InvalidChangeError
from orchestration.worlds.instants import format_instant
from orchestration.worlds.system import ObjectTable
from orchestration.worlds.world import World
from tests.support.emulator.hubspot_portal import AS_OF, portal_world


def hubspot_of(emulator: Emulator) -> HubSpotRecords:
    return emulator.records["hubspot"]


def salesforce_of(emulator: Emulator) -> SalesforceRecords:
    return emulator.records["salesforce"]


@pytest.fixture
def emulator() -> Emulator:
    """Not started: state needs no server."""
    world = portal_world()
    lead = {"Id": "00Q1", "IsDeleted": "false", "SystemModstamp": "2024-01-01T00:00:00.000Z"}
    table = ObjectTable("Lead", list(lead), {"00Q1": lead, "00Q2": {**lead, "Id": "00Q2"}})
    world.systems["salesforce"] = SalesforceWorld(objects={"Lead": table})
    return Emulator(world)


def test_the_clock_stands_still_and_refuses_to_go_back() -> None:
    clock = EmulatorClock(AS_OF)
    assert clock.now() == clock.now() == AS_OF
    clock.advance(timedelta(hours=1))
    with pytest.raises(ValueError, match="only moves forward"):
        clock.set(AS_OF)


def test_scheduled_actions_see_their_own_time_in_order() -> None:
    clock = EmulatorClock(AS_OF)
    seen = []
    for hours in (3, 1, 9):
        clock.schedule(AS_OF + timedelta(hours=hours), lambda: seen.append(clock.now()))
    clock.advance(timedelta(hours=5))
    assert seen == [AS_OF + timedelta(hours=1), AS_OF + timedelta(hours=3)]


def test_an_edit_stamps_each_vendors_modification_fields(emulator: Emulator) -> None:
    emulator.clock.advance(timedelta(minutes=1))
    hubspot_of(emulator).upsert("contacts", "501", {"phone": "1"})
    hubspot_of(emulator).upsert("deals", "78", {"dealname": "New"})
    salesforce_of(emulator).upsert("Lead", "00Q1", {"Status": "Open"})
    now = "2024-06-01T00:01:00.000Z"
    assert hubspot_of(emulator).objects["contacts"].rows["501"]["lastmodifieddate"] == now
    assert hubspot_of(emulator).objects["deals"].rows["78"]["hs_lastmodifieddate"] == now
    lead = salesforce_of(emulator).objects["Lead"].rows["00Q1"]
    assert (lead["SystemModstamp"], lead["LastModifiedDate"], lead["Status"]) == (now, now, "Open")
    assert "Status" in salesforce_of(emulator).objects["Lead"].columns


def test_reset_returns_to_the_world_as_loaded(emulator: Emulator) -> None:
    hubspot_of(emulator).purge("contacts", "501")
    salesforce_of(emulator).delete("Lead", "00Q1")
    emulator.clock.advance(timedelta(days=1))
    emulator.reset()
    assert "501" in hubspot_of(emulator).objects["contacts"].rows
    assert salesforce_of(emulator).objects["Lead"].rows["00Q1"]["IsDeleted"] == "false"
    assert emulator.clock.now() == AS_OF


def test_a_salesforce_merge_deletes_the_loser_towards_the_winner(emulator: Emulator) -> None:
    emulator.apply(
        {
            "system": "salesforce",
            "action": "merge",
            "object": "Lead",
            "id": "00Q1",
            "merged": "00Q2",
        }
    )
    loser = salesforce_of(emulator).objects["Lead"].rows["00Q2"]
    assert (loser["IsDeleted"], loser["MasterRecordId"]) == ("true", "00Q1")


def test_a_hubspot_merge_makes_a_new_record_that_both_old_ids_lead_to(emulator: Emulator) -> None:
    store = hubspot_of(emulator)
    survivor = store.merge("contacts", "501", "502")
    assert survivor == "504"
    assert store.resolve("contacts", "501") == store.resolve("contacts", "502") == "504"
    row = store.objects["contacts"].rows["504"]
    assert row["hs_merged_object_ids"] == "501;502"
    assert row["email"] == "person501@acme.test"
    assert [link.to_id for link in store.links.of("deals", "77", "contacts")] == ["504"]


def test_changes_of_the_world_happen_when_the_clock_passes_them() -> None:
    world = portal_world()
    change = {"at": "2024-06-02T00:00:00Z", "system": "hubspot", "action": "upsert"}
    world.changes = [change | {"object": "contacts", "id": "501", "values": {"phone": 7}}]
    emulator = Emulator(world)
    emulator.clock.advance(timedelta(hours=23))
    assert hubspot_of(emulator).objects["contacts"].rows["501"]["phone"] is None
    emulator.clock.advance(timedelta(days=9))
    row = hubspot_of(emulator).objects["contacts"].rows["501"]
    assert (row["phone"], row["lastmodifieddate"]) == ("7", "2024-06-02T00:00:00.000Z")


@pytest.mark.parametrize(
    "change",
    [
        {"system": "fax", "action": "upsert"},
        {"system": "hubspot", "action": "explode"},
        {"system": "hubspot", "action": "upsert", "object": "contacts"},
    ],
)
def test_a_malformed_change_is_refused(change: dict[str, str], emulator: Emulator) -> None:
    with pytest.raises(InvalidChangeError):
        emulator.apply(change)


def test_a_change_for_a_system_the_world_lacks_is_refused() -> None:
    emulator = Emulator(World("empty", AS_OF))
    with pytest.raises(InvalidChangeError, match="no system"):
        emulator.apply({"system": "salesforce", "action": "delete", "object": "Lead", "id": "1"})


def test_years_before_1000_are_written_with_four_digits() -> None:
    assert format_instant(datetime(1, 1, 1, tzinfo=UTC)) == "0001-01-01T00:00:00.000Z"
