"""Which rows of a chunk are news. Arrow and an in-memory DuckDB only: no warehouse, no loops.

Two rows are equal if every column but the run's own stamps is. Of two versions of a row the one
with the newer `_source_updated_at` holds; of two with the same, or without any, the one that was
read later; a version without a time never replaces one that has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from orchestration.warehouse import RUN_STAMPS

_MEMORY_LIMIT = "256MB"
_DAY = timedelta(days=1)
#: A plain number: to make a value of its own, Arrow loads pandas, which is slow to import.
_NO_TIME = -(2**63)


@dataclass(frozen=True)
class Changes:
    """What a chunk does to a table.

    Attributes:
        rows: rows to write, without stamps.
        newly_deleted: how many of them are deleted and were alive or unknown until now.
        no_longer_alive: how many of them are deleted and were alive until now.
        outdated: how many rows of the chunk differ, but are older than what is stored.
        is_current: false for each row of the chunk that is older than what is stored.
    """

    rows: pa.Table
    newly_deleted: int
    no_longer_alive: int
    outdated: int
    is_current: pa.ChunkedArray


def believable(chunk: pa.Table, as_of: datetime) -> pa.Table:
    """`chunk` without times of edit that lie a day or more after the run: no edit was made then.

    Such a time would be newer than every edit that follows, and keep them all out.
    """
    name = "_source_updated_at"
    if name not in chunk.column_names:
        return chunk
    limit = pa.scalar(as_of + _DAY, pa.timestamp("us"))
    is_late = pc.fill_null(pc.greater_equal(chunk[name], limit), False)
    if not pc.any(is_late).as_py():
        return chunk
    stamp = pc.if_else(is_late, pa.scalar(as_of, pa.timestamp("us")), chunk[name])
    return chunk.set_column(chunk.column_names.index(name), name, stamp)


def latest_rows(chunk: pa.Table, key: Sequence[str]) -> pa.Table:
    """One row per key, in the chunk's order: the newest one, of equally new ones the last."""
    keys = chunk.select(list(key))
    if keys.group_by(list(key)).aggregate([]).num_rows == chunk.num_rows:
        return chunk
    order = pc.sort_indices(
        pa.table({"stamp": _stamps(chunk), "position": _numbers(chunk.num_rows)}),
        sort_keys=[("stamp", "ascending"), ("position", "ascending")],
    )
    last = (
        keys.take(order)
        .append_column("_rank", _numbers(chunk.num_rows))
        .group_by(list(key))
        .aggregate([("_rank", "max")])["_rank_max"]
    )
    return chunk.take(order.take(last.combine_chunks()).sort())


def all_new(chunk: pa.Table) -> Changes:
    """Every row is news: the table was empty."""
    deleted = chunk["_deleted_at"]
    everyone = pa.chunked_array([pa.repeat(True, chunk.num_rows)])
    return Changes(chunk, len(deleted) - deleted.null_count, 0, 0, everyone)


def changed_rows(
    chunk: pa.Table, stored: pa.Table, key: Sequence[str], *, is_now: bool = False
) -> Changes:
    """The rows of `chunk` that differ from `stored` and are not older, or are not in it.

    Args:
        chunk: one row per key.
        stored: rows of the table, at least those with a key of the chunk. A column that only
            `stored` has keeps its value: a vendor that no longer shows a field erases nothing.
        key: the columns that identify a row.
        is_now: the vendor was asked for these very records: what it says of them holds, whatever
            time it bears. A record that is restored or deleted may show an older one.
    """
    if stored.num_rows == 0:
        return all_new(chunk)
    places = _places(chunk.select(list(key)), stored.select(list(key)), key)
    is_unknown = pc.is_null(places)
    differs = is_unknown
    # Column by column: a join that carries wide rows would hold the chunk twice more.
    for name in chunk.column_names:
        if name in stored.column_names and name not in key:
            differs = pc.or_(differs, _differ(stored[name].take(places), chunk[name]))
        elif name not in key:
            # A column that `stored` lacks was null until now.
            differs = pc.or_(differs, pc.is_valid(chunk[name]))
    is_older = pc.and_not(_is_older(chunk, stored, places, is_now=is_now), is_unknown)
    is_news = pc.and_not(differs, is_older)
    rows, places = chunk.filter(is_news), places.filter(is_news)
    was_known = pc.is_valid(places)
    was_alive = pc.is_null(stored["_deleted_at"].take(places))
    newly_deleted = pc.and_(was_alive, pc.is_valid(rows["_deleted_at"]))
    for name in stored.column_names:
        if name not in chunk.column_names and name not in RUN_STAMPS:
            rows = rows.append_column(name, stored[name].take(places))
    return Changes(
        rows,
        newly_deleted=_count(newly_deleted),
        no_longer_alive=_count(pc.and_(newly_deleted, was_known)),
        outdated=_count(pc.and_(differs, is_older)),
        is_current=pc.invert(is_older),
    )


def _is_older(
    chunk: pa.Table, stored: pa.Table, places: pa.ChunkedArray, *, is_now: bool
) -> pa.ChunkedArray:
    """Where the stored row is newer than the chunk's; never null.

    A merge is for ever: an alive row must be newer than it, not as new. An index that lags may
    still show the record that was merged away.
    """
    before, after = _stamps(stored).take(places), _stamps(chunk)
    is_older = pc.and_not(pc.fill_null(pc.less(after, before), False), is_now)
    if "_merged_into" not in stored.column_names:
        return is_older
    is_merge = pc.and_(pc.is_valid(stored["_merged_into"]), pc.is_valid(stored["_deleted_at"]))
    told = pc.coalesce(stored["_source_updated_at"], stored["_deleted_at"])
    merged_at = pc.if_else(is_merge, pc.cast(told, pa.int64()), None).take(places)
    undone = pc.and_(pc.is_null(chunk["_deleted_at"]), pc.less_equal(after, merged_at))
    return pc.or_(is_older, pc.fill_null(undone, False))


def _stamps(rows: pa.Table) -> pa.ChunkedArray:
    """`_source_updated_at` as numbers; without one a row is older than any other."""
    if "_source_updated_at" not in rows.column_names:
        return pa.chunked_array([pa.repeat(_NO_TIME, rows.num_rows)])
    return pc.fill_null(pc.cast(rows["_source_updated_at"], pa.int64()), _NO_TIME)


def _count(mask: pa.ChunkedArray) -> int:
    return pc.sum(mask).as_py() or 0


def with_known_values(chunk: pa.Table, stored: pa.Table, key: Sequence[str]) -> pa.Table:
    """`chunk`, its tombstones filled with the values that `stored` holds under their keys.

    A merge that `stored` knows already stays as it is: the time that comes with its tombstone may
    be that of the survivor's last edit.
    """
    is_tombstone = tombstones(chunk, key)
    if not pc.any(is_tombstone).as_py():
        return chunk
    bare = chunk.filter(is_tombstone)
    places = _places(bare.select(list(key)), stored.select(list(key)), key)
    known = {name: stored[name].take(places) for name in stored.column_names}
    told = pc.and_(
        pc.fill_null(pc.equal(known["_merged_into"], bare["_merged_into"]), False),
        pc.is_valid(known["_deleted_at"]),
    )
    for name in ("_merged_into", "_deleted_at"):
        known[name] = pc.if_else(told, known[name], bare[name])
    filled = [
        known[name] if name in known and name not in key else bare[name]
        for name in chunk.column_names
    ]
    return pa.concat_tables(
        [chunk.filter(pc.invert(is_tombstone)), pa.table(filled, schema=chunk.schema)]
    )


def tombstones(chunk: pa.Table, key: Sequence[str]) -> pa.ChunkedArray:
    """True for rows that tell only into which record theirs was merged."""
    found = pc.and_(pc.is_valid(chunk["_merged_into"]), pc.is_valid(chunk["_deleted_at"]))
    for name in chunk.column_names:
        if not pc.any(found).as_py():
            break
        if name not in (*key, "_merged_into", "_deleted_at"):
            found = pc.and_(found, pc.is_null(chunk[name]))
    return found


def _places(wanted: pa.Table, stored: pa.Table, key: Sequence[str]) -> pa.ChunkedArray:
    """Where in `stored` the key of each row of `wanted` stands; null if nowhere."""
    joined = " and ".join(f"n.{_quoted(c)} = s.{_quoted(c)}" for c in key)
    with _memory() as connection:
        connection.register("n", wanted.append_column("_at", _numbers(wanted.num_rows)))
        connection.register("s", stored.append_column("_at", _numbers(stored.num_rows)))
        query = f"select s._at from n left join s on {joined} order by n._at"  # noqa: S608  names are quoted
        return connection.execute(query).to_arrow_table()["_at"]


def _differ(before: pa.ChunkedArray, after: pa.ChunkedArray) -> pa.ChunkedArray:
    """Where two columns differ; null equals null, and NaN equals NaN."""
    unequal = pc.not_equal(before, after)
    if pa.types.is_floating(after.type):
        unequal = pc.and_not(unequal, pc.and_(pc.is_nan(before), pc.is_nan(after)))
    one_is_null = pc.xor(pc.is_null(before), pc.is_null(after))
    return pc.coalesce(unequal, one_is_null)


def _numbers(count: int) -> pa.Array:
    return pa.array(range(count), pa.int64())


def vanished_rows(
    seen: pa.Table, stored: pa.Table, key: Sequence[str], as_of: datetime
) -> pa.Table:
    """The alive rows of `stored` whose key `seen` lacks, marked deleted at `as_of`, unstamped."""
    columns = [c for c in stored.column_names if c not in RUN_STAMPS]
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
