"""Rows and what is said of them never part, whatever a stream forgets to do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from orchestration.errors import WarehouseError
from orchestration.loading import LoadPolicy, ensure_raw_tables
from orchestration.loading.conform import Shape, conform
from orchestration.loading.destinations import open_destination
from orchestration.loading.outbox import Outbox
from orchestration.loading.run_state import RunState
from orchestration.loading.stream_sync import StreamSync
from orchestration.sources.stream import Read
from orchestration.warehouse import Warehouse
from tests.support.sources.list_connector import CONTACTS, DAY, hubspot, rows


@pytest.fixture
def stream(warehouse: Warehouse) -> Iterator[tuple[StreamSync, Outbox]]:
    """A stream of five contacts that were read, and wait."""
    connector = hubspot()
    ensure_raw_tables(warehouse, connector.streams(), "raw_hubspot")
    with open_destination(warehouse, "raw_hubspot") as destination:
        run = RunState(connector, warehouse, destination, "r1", DAY, LoadPolicy())
        stream = StreamSync(run, CONTACTS)
        outbox = Outbox(run, stream.progress)
        table = stream.progress.table
        for piece in connector.read(CONTACTS, Read(connector.fields(CONTACTS), None, DAY)):
            made = conform(piece, Shape(run.columns["contacts"], table.key))
            stream.progress.add(made, None)
            outbox.buffer(made)
        yield stream, outbox


def test_rows_that_wait_are_written_before_their_cursor(
    warehouse: Warehouse, stream: tuple[StreamSync, Outbox]
) -> None:
    assert rows(warehouse, "contacts") == []
    result = stream[1].commit(list)
    assert (result.rows_changed, result.warehouse_count) == (5, 5)
    assert len(rows(warehouse, "contacts")) == 5
    [cursor] = rows(warehouse, "_cursors")
    assert result.cursor_to is not None
    assert cursor["cursor"] == result.cursor_to.replace(tzinfo=None)


def test_a_stream_that_is_not_whole_has_no_cursor_and_reads_its_rows_again(
    warehouse: Warehouse, stream: tuple[StreamSync, Outbox]
) -> None:
    stream[0].progress.leave_open("half of it got no answer")
    result = stream[1].commit(list)
    assert (result.status, result.cursor_to, result.warehouse_count) == ("incomplete", None, 0)
    assert rows(warehouse, "contacts") == rows(warehouse, "_cursors") == []
    assert [row["status"] for row in rows(warehouse, "_runs")] == ["incomplete"]


def test_nothing_is_said_of_rows_that_the_warehouse_refused(
    warehouse: Warehouse, stream: tuple[StreamSync, Outbox]
) -> None:
    with warehouse.engine().begin() as connection:
        connection.exec_driver_sql("alter table raw_hubspot.contacts drop column score")
    with pytest.raises(WarehouseError):
        stream[1].commit(list)
    written = [rows(warehouse, table) for table in ("contacts", "_cursors", "_runs")]
    assert written == [[], [], []]
