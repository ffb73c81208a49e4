"""What a read lacks: gaps, purges, restores, parents that are refused, and too many deletions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pyarrow as pa
import pytest

from orchestration.errors import DeletesRefusedError, TransientSourceError
from orchestration.sources.spec import StreamSpec
from orchestration.warehouse import Warehouse
from tests.support.sources.list_connector import (
    CONTACTS,
    DAY,
    LINKS,
    TEXT,
    ListConnector,
    by_id,
    hubspot,
    rows,
    run,
    snapshot,
    stamp,
)

ARCHIVED = (DAY + timedelta(hours=1)).replace(tzinfo=None)


@pytest.fixture
def portal() -> ListConnector:
    """A connector that lists alive and deleted ids, and reads records by id."""
    connector = hubspot()
    connector.lists_alive = connector.lists_deleted = connector.reads_ids = True
    return connector


def deleted(warehouse: Warehouse, table: str = "contacts") -> set[str]:
    found = by_id(warehouse, table)
    return {record_id for record_id, row in found.items() if row["_deleted_at"] is not None}


def many(connector: ListConnector, count: int) -> None:
    connector.rows["contacts"] = [{"id": str(n), "_u": DAY} for n in range(count)]


@pytest.mark.parametrize("full_refresh", [True, False])
def test_a_read_with_a_gap_deletes_nothing_and_is_read_again(
    warehouse: Warehouse, full_refresh: bool
) -> None:
    connector = hubspot()
    run(connector, warehouse, 1)
    cursor = rows(warehouse, "_cursors")
    connector.rows["contacts"] = [{"id": "9", "_u": DAY}]
    connector.rows["_associations"].pop()
    connector.unread = {
        "contacts": "2 of 9 records got no answer.",
        "_associations": "Deals to contacts were refused.",
    }
    results = run(connector, warehouse, 2, full_refresh=full_refresh)
    assert (results["contacts"].status, results["contacts"].note) == (
        "incomplete",
        "2 of 9 records got no answer.",
    )
    assert deleted(warehouse) == set()
    assert "9" in by_id(warehouse, "contacts")
    assert all(row["_deleted_at"] is None for row in rows(warehouse, "_associations"))
    assert rows(warehouse, "_cursors") == cursor
    journal = {r["stream"]: r for r in rows(warehouse, "_runs") if r["run_id"] == "r2"}
    assert journal["_associations"]["status"] == "incomplete"
    assert "refused" in journal["_associations"]["note"]
    connector.unread = {}
    results = run(connector, warehouse, 3, full_refresh=full_refresh, accept_deletes=True)
    assert results["contacts"].status == "ok"
    assert results["_associations"].rows_deleted == 1


def test_an_error_leaves_the_stream_incomplete_in_the_journal(warehouse: Warehouse) -> None:
    connector = hubspot()
    run(connector, warehouse, 1)
    connector.fail_after = {"owners": 0}
    connector.rows["owners"].pop()
    with pytest.raises(TransientSourceError):
        run(connector, warehouse, 2)
    journal = {r["stream"]: r for r in rows(warehouse, "_runs") if r["run_id"] == "r2"}
    assert (journal["owners"]["status"], journal["owners"]["note"]) == (
        "incomplete",
        "The vendor is ill.",
    )
    assert deleted(warehouse, "owners") == set()


def test_rows_that_a_whole_read_lacks_are_asked_for_first(
    warehouse: Warehouse, portal: ListConnector
) -> None:
    run(portal, warehouse, 1)
    kept = portal.rows["contacts"]
    portal.rows["contacts"] = [*kept[:3], kept[4]]
    read = portal.read

    def skips(*arguments: object) -> Iterator[object]:
        everything = portal.rows["contacts"]
        portal.rows["contacts"] = everything[:2]
        yield from read(*arguments)  # type: ignore[arg-type]
        portal.rows["contacts"] = everything

    portal.read = skips  # type: ignore[method-assign, assignment]
    result = run(portal, warehouse, 2, full_refresh=True)["contacts"]
    assert portal.asked_ids[-1] == ["3", "4", "5"]
    assert deleted(warehouse) == {"4"}
    assert (result.status, result.rows_deleted) == ("ok", 1)
    assert [(r["record_id"], r["gone_at"]) for r in rows(warehouse, "_gone")] == [("4", stamp(2))]


def test_ids_that_get_no_answer_leave_the_stream_incomplete(
    warehouse: Warehouse, portal: ListConnector
) -> None:
    run(portal, warehouse, 1)
    portal.rows["contacts"] = portal.rows["contacts"][:2]
    portal.silent = {"4"}
    result = run(portal, warehouse, 2, full_refresh=True)["contacts"]
    assert (result.status, deleted(warehouse)) == ("incomplete", set())
    assert "1 of 3 records" in str(result.note)


def test_an_id_sweep_finds_purged_late_and_restored_records(
    warehouse: Warehouse, portal: ListConnector
) -> None:
    contacts = portal.rows["contacts"]
    contacts[1]["_deleted_at"] = ARCHIVED
    run(portal, warehouse, 1)
    purged = contacts.pop(2)["id"]
    contacts[1]["_deleted_at"] = None
    contacts.append({"id": "late", "_u": DAY - timedelta(days=9)})
    portal.lists_deleted = False
    run(portal, warehouse, 2)
    assert (deleted(warehouse), "late" in by_id(warehouse, "contacts")) == ({"2"}, False)
    result = run(portal, warehouse, 3, sweep_ids=True)["contacts"]
    assert deleted(warehouse) == {purged}
    assert "late" in by_id(warehouse, "contacts")
    assert (result.mode, result.rows_changed) == ("incremental", 3)
    before = snapshot(warehouse)
    asked = len(portal.asked_ids)
    run(portal, warehouse, 4, sweep_ids=True)
    assert snapshot(warehouse) == before
    assert len(portal.asked_ids) == asked


def test_a_record_restored_without_a_new_time_is_found_and_purged_ones_asked_for_once(
    warehouse: Warehouse, portal: ListConnector
) -> None:
    contacts = portal.rows["contacts"]
    for row in contacts[:3]:
        row["_deleted_at"] = ARCHIVED
    run(portal, warehouse, 1)
    assert deleted(warehouse) == {"1", "2", "3"}
    contacts[0]["_deleted_at"] = None
    contacts.pop(1)
    contacts[2]["_deleted_at"] = ARCHIVED
    run(portal, warehouse, 2)
    assert deleted(warehouse) == {"2", "3", "4"}
    assert portal.asked_ids == [["1", "2", "4"]]
    run(portal, warehouse, 3)
    assert len(portal.asked_ids) == 1


def test_rows_of_a_parent_that_is_refused_stay_as_they_are(warehouse: Warehouse) -> None:
    links = StreamSpec(
        "_associations",
        "associations",
        {"from_type": TEXT, "from_id": TEXT, "to_id": TEXT},
        primary_key=("from_type", "from_id", "to_id"),
        sweep_deletes=True,
        parents=("contacts", "deals"),
        parent_columns=("from_type",),
        reason="links have no time",
        description="One row per link.",
    )
    deals = replace(CONTACTS, name="deals", source_object="deals")
    connector = hubspot()
    connector.specs = (CONTACTS, deals, links)
    connector.rows["deals"] = [{"id": "d", "_u": DAY}]
    connector.rows["_associations"] = [
        {"from_type": kind, "from_id": "1", "to_id": str(n)}
        for kind in ("contacts", "deals")
        for n in range(3)
    ]
    run(connector, warehouse, 1)
    connector.unavailable = {"deals"}
    connector.rows["_associations"] = connector.rows["_associations"][:2]
    result = run(connector, warehouse, 2)["_associations"]
    gone = [
        (row["from_type"], row["to_id"])
        for row in rows(warehouse, "_associations")
        if row["_deleted_at"] is not None
    ]
    assert gone == [("contacts", "2")]
    assert result.status == "ok"
    assert result.note == "3 rows stay as they are: deals could not be read."
    run(connector, warehouse, 3, streams=["_associations"])
    assert sum(r["_deleted_at"] is not None for r in rows(warehouse, "_associations")) == 1


def test_too_many_deletions_stop_the_run_until_they_are_accepted(warehouse: Warehouse) -> None:
    connector = hubspot()
    many(connector, 100)
    run(connector, warehouse, 1)
    connector.rows["contacts"] = connector.rows["contacts"][:79]
    connector.rows["owners"][0]["email"] = "new@x.test"
    connector.rows["contacts"].append({"id": "new", "_u": DAY})
    with pytest.raises(DeletesRefusedError) as told:
        run(connector, warehouse, 2, full_refresh=True)
    assert told.value.exit_code == 15
    assert "hubspot contacts: 21 of 100 records (21%)" in told.value.message
    assert "20%" in told.value.message
    assert "hymnsheet run --accept-deletes" in told.value.next_step
    assert deleted(warehouse) == set()
    assert "new" in by_id(warehouse, "contacts")
    assert by_id(warehouse, "owners")["1"]["email"] == "new@x.test"
    assert rows(warehouse, "_cursors")[0]["run_id"] == "r1"
    run(connector, warehouse, 3, full_refresh=True, accept_deletes=True)
    assert len(deleted(warehouse)) == 21


def test_a_tenth_of_the_rows_or_ten_of_them_are_believed(warehouse: Warehouse) -> None:
    connector = hubspot()
    many(connector, 100)
    run(connector, warehouse, 1)
    connector.rows["contacts"] = connector.rows["contacts"][:81]
    run(connector, warehouse, 2, full_refresh=True)
    assert len(deleted(warehouse)) == 19
    connector.rows["owners"] = []
    run(connector, warehouse, 3)
    assert len(deleted(warehouse, "owners")) == 2


def test_deletions_that_the_vendor_states_are_believed_up_to_half(warehouse: Warehouse) -> None:
    connector = hubspot()
    many(connector, 100)
    run(connector, warehouse, 1)
    for row in connector.rows["contacts"][:50]:
        row |= {"_deleted_at": ARCHIVED, "_u": DAY + timedelta(hours=1)}
    run(connector, warehouse, 2)
    assert len(deleted(warehouse)) == 50
    for row in connector.rows["contacts"][50:90]:
        row |= {"_deleted_at": ARCHIVED, "_u": DAY + timedelta(hours=2)}
    with pytest.raises(DeletesRefusedError, match="40 of 50"):
        run(connector, warehouse, 3)
    assert len(deleted(warehouse)) == 50


def test_deletions_told_by_id_are_held_against_the_same_limit(
    warehouse: Warehouse, portal: ListConnector
) -> None:
    many(portal, 100)
    early = portal.rows["contacts"][:60]
    for row in early:
        row["_u"] = DAY - timedelta(hours=9)
    run(portal, warehouse, 1)
    for row in early:
        row["_deleted_at"] = ARCHIVED
    with pytest.raises(DeletesRefusedError, match="60 of 100"):
        run(portal, warehouse, 2, sweep_ids=True)
    assert deleted(warehouse) == set()


def test_an_error_while_asking_leaves_the_stream_incomplete(
    warehouse: Warehouse, portal: ListConnector
) -> None:
    run(portal, warehouse, 1)
    portal.rows["contacts"].pop()

    def broken(*_: object) -> None:
        raise TransientSourceError("The vendor is ill.", next_step="Run again.")

    portal.read_ids = broken  # type: ignore[method-assign, assignment]
    result = run(portal, warehouse, 2, sweep_ids=True)["contacts"]
    assert (result.status, deleted(warehouse)) == ("incomplete", set())
    assert "The vendor is ill." in str(result.note)


def test_a_log_forgets_nothing(warehouse: Warehouse) -> None:
    connector = hubspot()
    connector.specs = (replace(CONTACTS, is_log=True),)
    run(connector, warehouse, 1)
    connector.rows["contacts"].pop(0)
    run(connector, warehouse, 2, full_refresh=True)
    assert deleted(warehouse) == set()


def test_a_vendor_is_counted_when_there_is_something_to_learn(
    warehouse: Warehouse,
) -> None:
    connector = hubspot()
    connector.specs = (CONTACTS, LINKS)
    run(connector, warehouse, 1)
    connector.counted.clear()
    run(connector, warehouse, 2)
    assert connector.counted == ["_associations"]
    connector.rows["contacts"][0] |= {"email": "new@x.test", "_u": DAY}
    run(connector, warehouse, 3)
    assert "contacts" in connector.counted
    counts = {r["run_id"] for r in rows(warehouse, "_reconciliation") if r["stream"] == "contacts"}
    assert counts == {"r1", "r3"}


def test_a_stream_that_stays_empty_is_counted_once(warehouse: Warehouse) -> None:
    connector = hubspot()
    connector.specs, connector.rows["contacts"] = (CONTACTS,), []
    for number in (1, 2, 3):
        run(connector, warehouse, number)
    assert connector.counted == ["contacts"]


def test_an_array_of_ids_may_come_in_any_chunks(
    warehouse: Warehouse, portal: ListConnector
) -> None:
    run(portal, warehouse, 1)
    portal.rows["contacts"].pop()
    alive = [row["id"] for row in portal.rows["contacts"]]
    pieces = [pa.array(alive[:1]), pa.array([], pa.string()), pa.array(alive[1:])]
    portal.alive_ids = lambda stream: iter(pieces) if stream.cursor else None  # type: ignore[method-assign]
    run(portal, warehouse, 2, sweep_ids=True)
    assert deleted(warehouse) == {"5"}


def test_rows_that_are_there_when_asked_for_alone_are_not_gone(warehouse: Warehouse) -> None:
    """What cannot be read by id in batches is looked at again before it is believed."""
    connector = hubspot()
    run(connector, warehouse, 1)
    assert connector.doubted == []
    connector.rows["owners"].pop()
    connector.contradictions = {"owners": "1 of 1 rows are there when asked for alone."}
    result = run(connector, warehouse, 2)["owners"]
    assert (result.status, result.note) == ("incomplete", connector.contradictions["owners"])
    assert connector.doubted == [("owners", [{"id": "2"}])]
    assert deleted(warehouse, "owners") == set()
    connector.contradictions = {}
    assert run(connector, warehouse, 3)["owners"].rows_deleted == 1
    assert deleted(warehouse, "owners") == {"2"}
