"""Which rows count as news."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from orchestration.loading.changes import changed_rows, latest_rows, vanished_rows

MOMENT = datetime(2024, 5, 1, tzinfo=UTC).replace(tzinfo=None)
SCHEMA = pa.schema([("id", pa.string()), ("x", pa.float64()), ("_deleted_at", pa.timestamp("us"))])


def table(*rows: tuple[Any, ...], schema: pa.Schema = SCHEMA) -> pa.Table:
    return pa.Table.from_pylist(
        [dict(zip(schema.names, row, strict=True)) for row in rows], schema=schema
    )


def ids(rows: pa.Table) -> list[str]:
    return sorted(rows["id"].to_pylist())


def test_the_last_row_of_a_key_stays_in_its_place() -> None:
    chunk = table(("a", 1.0, None), ("b", 2.0, None), ("a", 3.0, None))
    assert latest_rows(chunk, ["id"])["x"].to_pylist() == [2.0, 3.0]


def test_null_and_nan_equal_themselves_and_nothing_else() -> None:
    stored = table(("a", None, None), ("b", float("nan"), None), ("c", 0.0, None))
    chunk = table(
        ("a", None, None), ("b", float("nan"), None), ("c", None, None), ("d", None, None)
    )
    assert ids(changed_rows(chunk, stored, ["id"]).rows) == ["c", "d"]


def test_a_stamp_of_an_earlier_run_is_no_difference() -> None:
    stored = table(("a", 1.0, None)).append_column("_run_id", pa.array(["r1"]))
    assert changed_rows(table(("a", 1.0, None)), stored, ["id"]).rows.num_rows == 0


def test_only_rows_that_were_alive_count_as_newly_deleted() -> None:
    stored = table(("a", 1.0, None), ("b", 1.0, MOMENT))
    chunk = table(("a", 1.0, MOMENT), ("b", 2.0, MOMENT), ("c", 3.0, MOMENT))
    changes = changed_rows(chunk, stored, ["id"])
    assert (ids(changes.rows), changes.newly_deleted) == (["a", "b", "c"], 2)


def test_a_column_that_the_chunk_lacks_keeps_what_is_stored() -> None:
    stored = table(("a", 1.0, None)).append_column("old", pa.array(["kept"]))
    changes = changed_rows(table(("a", 2.0, None), ("b", 2.0, None)), stored, ["id"])
    assert dict(zip(*changes.rows.select(["id", "old"]).to_pydict().values(), strict=True)) == {
        "a": "kept",
        "b": None,
    }


def test_a_column_new_to_the_table_counts_where_it_holds_something() -> None:
    chunk = table(("a", 1.0, None), ("b", 1.0, None)).append_column("new", pa.array([None, "v"]))
    stored = table(("a", 1.0, None), ("b", 1.0, None))
    assert ids(changed_rows(chunk, stored, ["id"]).rows) == ["b"]


def test_vanished_rows_are_the_alive_ones_that_were_not_seen() -> None:
    stored = table(("a", 1.0, None), ("b", 2.0, None), ("c", 3.0, MOMENT))
    gone = vanished_rows(table(("a", 9.0, None)), stored, ["id"], MOMENT)
    assert gone.to_pylist() == [{"id": "b", "x": 2.0, "_deleted_at": MOMENT}]


def test_names_with_quotes_are_only_names() -> None:
    odd = pa.schema([("id", pa.string()), ('x" or 1=1 --', pa.int64()), SCHEMA.field(2)])
    stored = table(("a", 1, None), schema=odd)
    assert changed_rows(table(("a", 1, None), schema=odd), stored, ["id"]).rows.num_rows == 0
