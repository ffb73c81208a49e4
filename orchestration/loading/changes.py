"""Which rows of a chunk are news. Arrow and an in-memory DuckDB only: no warehouse, no loops.

Two rows are equal if every column but the run's own stamps is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import duckdb
import pyarrow as pa

from orchestration.loading.tables import STAMPS

_MEMORY_LIMIT = "256MB"


@dataclass(frozen=True)
class Changes:
    """Rows to write, without stamps, and how many of them were alive or unknown until now."""

    rows: pa.Table
    newly_deleted: int


def latest_rows(chunk: pa.Table, key: Sequence[str]) -> pa.Table:
    """One row per key: the last one in the chunk's order."""
    positions = pa.array(range(chunk.num_rows), pa.int64())
    last = (
        chunk.select(list(key))
        .append_column("_position", positions)
        .group_by(list(key))
        .aggregate([("_position", "max")])["_position_max"]
    )
    if len(last) == chunk.num_rows:
        return chunk
    return chunk.take(last.combine_chunks().sort())


def all_new(chunk: pa.Table) -> Changes:
    """Every row is news: the table was empty."""
    deleted = chunk["_deleted_at"]
    return Changes(chunk, len(deleted) - deleted.null_count)


def changed_rows(chunk: pa.Table, stored: pa.Table, key: Sequence[str]) -> Changes:
    """The rows of `chunk` that differ from `stored`, or are not in it.

    Args:
        chunk: one row per key.
        stored: rows of the table, at least those with a key of the chunk. A column that only
            `stored` has keeps its value: a vendor that no longer shows a field erases nothing.
        key: the columns that identify a row.
    """
    if stored.num_rows == 0:
        return all_new(chunk)
    carried = [c for c in stored.column_names if c not in chunk.column_names and c not in STAMPS]
    compared = [c for c in chunk.column_names if c in stored.column_names and c not in key]
    joined = " and ".join(f"n.{_quoted(c)} = s.{_quoted(c)}" for c in key)
    differs = [f"n.{_quoted(c)} is distinct from s.{_quoted(c)}" for c in compared]
    # A column that `stored` lacks was null until now.
    differs += [
        f"n.{_quoted(c)} is not null" for c in chunk.column_names if c not in stored.column_names
    ]
    kept = "".join(f", s.{_quoted(c)}" for c in carried)
    with _memory() as connection:
        connection.register("n", chunk)
        connection.register("s", stored)
        query = (
            f"select n.*{kept}, s._deleted_at is null as _was_alive from n left join s on {joined} "  # noqa: S608  names are quoted
            f"where {' or '.join([f's.{_quoted(key[0])} is null', *differs])}"
        )
        found = connection.execute(query).to_arrow_table()
        connection.register("f", found)
        counted = connection.execute(
            "select count(*) from f where _deleted_at is not null and _was_alive"
        ).fetchone()
    newly_deleted = int(counted[0]) if counted else 0
    return Changes(found.drop_columns(["_was_alive"]), newly_deleted)


def vanished_rows(
    seen: pa.Table, stored: pa.Table, key: Sequence[str], as_of: datetime
) -> pa.Table:
    """The alive rows of `stored` whose key `seen` lacks, marked deleted at `as_of`, unstamped."""
    columns = [c for c in stored.column_names if c not in STAMPS]
    listed = ", ".join(
        "cast(? as timestamp) as _deleted_at" if c == "_deleted_at" else _quoted(c) for c in columns
    )
    joined = " and ".join(f"seen.{_quoted(c)} = stored.{_quoted(c)}" for c in key)
    with _memory() as connection:
        connection.register("seen", seen)
        connection.register("stored", stored)
        query = (
            f"select {listed} from stored where _deleted_at is null "  # noqa: S608  names are quoted
            f"and not exists (select 1 from seen where {joined})"
        )
        return connection.execute(query, [as_of]).to_arrow_table()


def _memory() -> duckdb.DuckDBPyConnection:
    """A session of its own: tables registered in it are seen by no other."""
    return _database().cursor()


@cache
def _database() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(":memory:", config={"memory_limit": _MEMORY_LIMIT, "threads": 2})


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
