"""What a read says of itself and cannot be so: times to come, parents that were not read whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pyarrow as pa
import pytest

from orchestration.sources.spec import Batch, StreamSpec
from orchestration.warehouse import Warehouse
from tests.support.sources.list_connector import (
    CONTACTS,
    DAY,
    LINKS,
    OWNERS,
    ListConnector,
    by_id,
    contacts,
    hubspot,
    rows,
    run,
)


def test_a_time_to_come_keeps_no_later_edit_out(warehouse: Warehouse) -> None:
    in_years = DAY + timedelta(days=9_000)
    run(contacts({"id": "1", "email": "first@x.test", "_u": in_years}), warehouse, 1)
    later = {"id": "1", "email": "later@x.test", "_u": DAY + timedelta(days=1, hours=1)}
    result = run(contacts(later), warehouse, 2)["contacts"]
    assert by_id(warehouse, "contacts")["1"]["email"] == "later@x.test"
    assert result.note is None
    # An edit made while the run was under way is no time to come.
    soon = {"id": "2", "email": "soon@x.test", "_u": DAY + timedelta(days=3, hours=2)}
    run(contacts(soon), warehouse, 3)
    stored = by_id(warehouse, "contacts")["2"]["_source_updated_at"]
    assert stored == (DAY + timedelta(days=3, hours=2)).replace(tzinfo=None)


def test_what_hangs_on_a_stream_that_was_not_read_whole_is_not_whole(warehouse: Warehouse) -> None:
    connector = hubspot()
    connector.specs = (CONTACTS, OWNERS, replace(LINKS, parents=("contacts",)))
    connector.unread["contacts"] = "Half of them got no answer."
    found = run(connector, warehouse, 1)
    assert {name: result.status for name, result in found.items()} == {
        "contacts": "incomplete",
        "owners": "ok",
        "_associations": "incomplete",
    }
    assert found["_associations"].note == "contacts could not be read whole."
    assert len(rows(warehouse, "_associations")) == 3
    connector.unread.clear()
    assert {result.status for result in run(connector, warehouse, 2).values()} == {"ok"}


class _Forgetful(ListConnector):
    """Leaves `score` out of every second batch."""

    def batch(self, stream: StreamSpec, part: list[dict[str, Any]]) -> Batch:
        made = super().batch(stream, part)
        if int(part[0]["id"]) % 2:
            return made
        kept = [name for name in made.table.column_names if name != "score"]
        return Batch(pa.table(made.table.select(kept)), made.rescued_values)


def test_a_column_that_some_batches_lack_is_emptied_in_none(warehouse: Warehouse) -> None:
    people = [
        {"id": str(n), "email": f"p{n}@x.test", "score": float(n), "_u": DAY} for n in range(1, 7)
    ]
    run(contacts(*people), warehouse, 1)
    for person in people:
        person.update(score=person["score"] + 100, email=f"new{person['id']}@x.test")
    forgetful = _Forgetful({"contacts": people}, specs=(CONTACTS,), batch_rows=1)
    run(forgetful, warehouse, 2, full_refresh=True)
    found = by_id(warehouse, "contacts")
    assert {key: row["score"] for key, row in found.items()} == {
        "1": 101, "2": 2, "3": 103, "4": 4, "5": 105, "6": 6,
    }  # fmt: skip
    assert {row["email"] for row in found.values()} == {f"new{n}@x.test" for n in range(1, 7)}


@pytest.mark.parametrize("hours", [-5_000, None])
def test_what_a_record_asked_for_by_id_says_holds_whatever_time_it_bears(
    warehouse: Warehouse, hours: int | None
) -> None:
    people: list[dict[str, Any]] = [
        {"id": str(n), "email": f"p{n}@x.test", "_u": DAY} for n in range(1, 60)
    ]
    stamp = {} if hours is None else {"_u": DAY + timedelta(hours=hours)}
    first = {"id": "1", "email": "told@x.test", **stamp}
    asks = {"specs": (CONTACTS,), "reads_ids": True, "lists_alive": True, "lists_deleted": True}

    def load(number: int, *given_rows: dict[str, Any], **policy: Any) -> dict[str, Any]:
        run(ListConnector({"contacts": list(given_rows)}, **asks), warehouse, number, **policy)
        row = by_id(warehouse, "contacts")["1"]
        return {"is_deleted": row["_deleted_at"] is not None, "email": row["email"]}

    load(1, *people)
    archived = {**first, "_deleted_at": DAY.replace(tzinfo=None)}
    assert load(2, archived, *people[1:]) == {"is_deleted": True, "email": "told@x.test"}
    purged = load(3, *people[1:], sweep_ids=True)
    assert purged == {"is_deleted": True, "email": "told@x.test"}
    restored = load(4, first, *people[1:], sweep_ids=True)
    assert restored == {"is_deleted": False, "email": "told@x.test"}
