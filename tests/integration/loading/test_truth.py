"""What is gone and what was merged away: tombstones, full refreshes, ids handed to connectors."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from orchestration.sources.spec import RescuedValue
from orchestration.warehouse import Warehouse
from tests.support.sources.list_connector import (
    CONTACTS,
    DAY,
    INTEGER,
    LINKS,
    ListConnector,
    by_id,
    hubspot,
    rows,
    run,
    snapshot,
    stamp,
)

MERGED_AT = (DAY + timedelta(days=1)).replace(tzinfo=None)
STAMPS = {"_synced_at": stamp(2), "_run_id": "r2"}


def tombstone(record_id: str, survivor: str = "1", days: int = 0) -> dict[str, Any]:
    return {
        "id": record_id,
        "_merged_into": survivor,
        "_deleted_at": MERGED_AT + timedelta(days=days),
    }


def merge_away(connector: ListConnector, *tombstones: dict[str, Any]) -> None:
    gone = {row["id"] for row in tombstones}
    kept = [row for row in connector.rows["contacts"] if row["id"] not in gone]
    connector.rows["contacts"] = [*kept, *tombstones]


def test_a_record_merged_away_keeps_its_last_values(warehouse: Warehouse) -> None:
    connector = hubspot()
    connector.rescued_values["contacts"] = [RescuedValue("2", "score", INTEGER, "high")]
    run(connector, warehouse, 1)
    before = by_id(warehouse, "contacts")
    merge_away(connector, tombstone("2"), tombstone("99"))
    connector.rescued_values = {}
    result = run(connector, warehouse, 2)["contacts"]
    after = by_id(warehouse, "contacts")
    merged = {"_merged_into": "1", "_deleted_at": MERGED_AT, **STAMPS}
    assert after["2"] == before["2"] | merged
    assert after["99"] == dict.fromkeys(before["2"]) | {"id": "99"} | merged
    assert {i for i in before if after[i] != before[i]} == {"2"}
    assert (result.rows_changed, result.rows_deleted, result.warehouse_count) == (2, 2, 4)
    assert [m["_deleted_at"] for m in rows(warehouse, "_misfits")] == [None]


def test_a_known_merge_changes_nothing_when_it_is_told_again(warehouse: Warehouse) -> None:
    connector = hubspot()
    merge_away(connector, tombstone("2"), tombstone("3"))
    run(connector, warehouse, 1)
    before = snapshot(warehouse)
    merge_away(connector, tombstone("2", days=7), tombstone("3"))
    results = run(connector, warehouse, 2)
    assert snapshot(warehouse) == before
    assert {r.rows_changed for r in results.values()} == {0}


def test_a_survivor_that_is_merged_itself_takes_its_tombstones_along(warehouse: Warehouse) -> None:
    connector = hubspot()
    merge_away(connector, tombstone("2", "1"))
    run(connector, warehouse, 1)
    merge_away(connector, tombstone("2", "3", days=1), tombstone("1", "3", days=1))
    run(connector, warehouse, 2)
    contacts = by_id(warehouse, "contacts")
    assert [contacts[i]["_merged_into"] for i in ("1", "2")] == ["3", "3"]
    assert contacts["2"]["_run_id"] == "r2"


def test_a_full_refresh_finds_what_vanished_and_what_came_back(warehouse: Warehouse) -> None:
    connector = hubspot()
    connector.rows["contacts"][3]["_deleted_at"] = MERGED_AT
    connector.rows["contacts"][4]["_deleted_at"] = MERGED_AT
    run(connector, warehouse, 1)
    before = snapshot(warehouse)
    first, _erased, third, restored, _purged = connector.rows["contacts"]
    connector.rows["contacts"] = [first, third, restored]
    restored["_deleted_at"] = None
    run(connector, warehouse, 2)
    assert snapshot(warehouse) == before
    result = run(connector, warehouse, 3, full_refresh=True)["contacts"]
    found = by_id(warehouse, "contacts")
    assert connector.asked[-3][:2] == ("contacts", None)
    known = {row["id"]: row for row in before["contacts"]}
    stamps = {"_synced_at": stamp(3), "_run_id": "r3"}
    assert found["2"] == known["2"] | {"_deleted_at": stamp(3), **stamps}
    assert found["4"] == known["4"] | {"_deleted_at": None, **stamps}
    assert {i for i in known if found[i] != known[i]} == {"2", "4"}
    assert (result.mode, result.rows_changed, result.rows_deleted) == ("full", 2, 1)
    after = snapshot(warehouse)
    again = run(connector, warehouse, 4, full_refresh=True)
    assert snapshot(warehouse) == after
    assert {(r.mode, r.rows_changed) for r in again.values()} == {("full", 0)}


def test_a_full_refresh_leaves_the_cursor_where_an_incremental_run_would(
    warehouse: Warehouse,
) -> None:
    connector = hubspot()
    run(connector, warehouse, 1)
    before = rows(warehouse, "_cursors")[0]["cursor"]
    connector.rows["contacts"].pop()
    connector.unavailable = {"owners"}
    result = run(connector, warehouse, 2, full_refresh=True)
    assert rows(warehouse, "_cursors")[0]["cursor"] == before
    assert all(row["_deleted_at"] is None for row in rows(warehouse, "owners"))
    assert result["contacts"].cursor_from is None
    assert run(connector, warehouse, 3)["contacts"].mode == "incremental"


def test_alive_ids_of_loaded_streams_are_handed_over_before_the_read(warehouse: Warehouse) -> None:
    connector = hubspot()
    connector.wanted = {"_associations": ("contacts", "deals")}
    deals = replace(CONTACTS, name="deals", source_object="deals")
    connector.specs = (CONTACTS, deals, LINKS)
    connector.unavailable = {"deals"}
    connector.rows["contacts"][0]["_deleted_at"] = MERGED_AT
    run(connector, warehouse, 1)
    assert connector.given == {"contacts": ["2", "3", "4", "5"]}
    connector.rows["contacts"].pop()
    run(connector, warehouse, 2, full_refresh=True)
    assert connector.given == {"contacts": ["2", "3", "4"]}
    connector.given = {}
    run(connector, warehouse, 3, streams=["_associations"])
    assert connector.given == {"contacts": ["2", "3", "4"]}
