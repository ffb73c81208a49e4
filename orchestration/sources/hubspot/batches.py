"""Pages of text -> typed batches with `_deleted_at`, `_source_updated_at` and `_merged_into`.

Where pages come from: records.py and search.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from orchestration.sources.hubspot.metadata import RecordShape
from orchestration.sources.hubspot.pages import (
    ARCHIVED_AT,
    FIRST_PROPERTY,
    ID,
    LEFT_OUT,
    Page,
    whole,
)
from orchestration.sources.spec import Batch, ColumnType
from orchestration.sources.typing import cast_text, read_timestamp, typed_columns

_ROWS: Final = 20_000
_BYTES: Final = 48 * 1024 * 1024
_TIME: Final = pa.timestamp("us")


def grouped(pages: Iterable[Page]) -> Iterator[pa.Table]:
    """Pages joined into tables large enough to cast well and small enough to hold."""
    waiting: list[pa.Table] = []
    rows = size = 0
    for page in pages:
        if page.table.num_rows == 0:
            continue
        waiting.append(page.table)
        rows += page.table.num_rows
        size += page.table.nbytes
        if rows >= _ROWS or size >= _BYTES:
            yield pa.concat_tables(waiting).combine_chunks()
            waiting, rows, size = [], 0, 0
    if waiting:
        yield pa.concat_tables(waiting).combine_chunks()


class BatchMaker:
    """Makes the batches of one read and remembers which records were merged away in it.

    Attributes:
        left_out: columns that some records did not have, though they were asked for.
    """

    def __init__(self, shape: RecordShape) -> None:
        self.left_out: set[str] = set()
        self._shape = shape
        self._merged: dict[str, tuple[str, datetime | None]] = {}
        self._served: list[pa.Array] = []

    def make(self, text: pa.Table) -> Iterator[Batch]:
        """One group of pages: a batch for the records of each shape, almost always one."""
        left_out = whole(text.column(LEFT_OUT))
        if left_out.null_count == len(left_out):
            yield self._batch(text, frozenset())
            return
        for numbers in pc.unique(left_out).to_pylist():
            if numbers is None:
                yield self._batch(text.filter(pc.is_null(left_out)), frozenset())
                continue
            columns = frozenset(self._shape.columns[int(n)] for n in numbers.split(","))
            self.left_out |= columns
            yield self._batch(text.filter(pc.equal(left_out, numbers)), columns)

    def _batch(self, text: pa.Table, left_out: frozenset[str]) -> Batch:
        ids = whole(text.column(ID))
        columns = {
            name: whole(text.column(FIRST_PROPERTY + position))
            for position, name in enumerate(self._shape.columns)
        }
        columns["id"] = ids
        types = {name: kind for name, kind in self._shape.types.items() if name not in left_out}
        typed, rescued = typed_columns(columns, types, ids)
        typed["_source_updated_at"] = _as_time(typed[self._shape.modified])
        typed["_deleted_at"], _ = cast_text(whole(text.column(ARCHIVED_AT)), ColumnType.TIMESTAMP)
        self._remember_merges(columns, ids, typed["_source_updated_at"])
        typed["_merged_into"] = self._survivors(ids)
        self._served.append(ids)
        return Batch(pa.table(typed), rescued)

    @property
    def served_ids(self) -> pa.ChunkedArray:
        """Ids of the rows made so far."""
        return pa.chunked_array(self._served, pa.string())

    @property
    def merged_ids(self) -> frozenset[str]:
        """Old ids of the records that were merged into those made so far."""
        return frozenset(self._merged)

    def merged_away(self) -> Batch | None:
        """Rows for the old ids of merged records that HubSpot no longer serves, if any.

        Only `id`, `_merged_into` and `_deleted_at` are set: nothing else is known of them.
        """
        old = pa.array(list(self._merged), pa.string())
        if len(old) == 0:
            return None
        served = self.served_ids.combine_chunks()
        old = old.filter(pc.invert(pc.is_in(old, value_set=served)))
        if len(old) == 0:
            return None
        typed, _ = typed_columns({"id": old}, self._shape.types, old)
        times = [self._merged[record_id][1] for record_id in old.to_pylist()]
        typed["_source_updated_at"] = pa.nulls(len(old), _TIME)
        typed["_deleted_at"] = pa.array(times, _TIME)
        typed["_merged_into"] = self._survivors(old)
        return Batch(pa.table(typed))

    def _survivors(self, ids: pa.Array) -> pa.Array:
        if not self._merged:
            return pa.nulls(len(ids), pa.string())
        names = [self._merged.get(record_id, (None, None))[0] for record_id in ids.to_pylist()]
        return pa.array(names, pa.string())

    def _remember_merges(self, text: dict[str, pa.Array], ids: pa.Array, times: pa.Array) -> None:
        merged = text.get("hs_merged_object_ids")
        if merged is None or merged.null_count == len(merged):
            return
        stamps = text.get("hs_calculated_merged_vids")
        for position in pc.indices_nonzero(pc.is_valid(merged)).to_pylist():
            survivor = ids[position].as_py()
            known = _merge_times(stamps[position].as_py() if stamps is not None else None)
            for old in _parts(merged[position].as_py()):
                if old != survivor:
                    self._merged[old] = (survivor, known.get(old) or times[position].as_py())


def _merge_times(text: str | None) -> dict[str, datetime | None]:
    """`501:1717000000000;502:…` as old id -> time of its merge."""
    pairs = (part.partition(":") for part in _parts(text))
    return {old: read_timestamp(stamp) for old, _, stamp in pairs}


def _parts(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(";") if part.strip()]


def _as_time(column: pa.Array) -> pa.Array:
    """The modified property as a time, also where the portal declares it as something else."""
    return column if column.type == _TIME else pa.nulls(len(column), _TIME)
