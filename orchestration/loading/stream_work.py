"""One stream while it is being read: what is buffered, what was seen, what was counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from orchestration.loading.conform import Conformed, record_ids
from orchestration.loading.result import StreamResult
from orchestration.loading.tables import RawTable, stream_table
from orchestration.sources.spec import Misfit, StreamSpec

_CHUNK_ROWS = 200_000
# Wide rows fill memory long before there are many of them. A chunk is held about four times:
# as read, as stored, as changed, and inside the engine; all must stay under 1 GiB.
_CHUNK_BYTES = 48 * 1024 * 1024


@dataclass
class StreamWork:
    """Progress of one stream. `since` is where the read begins, `cursor` what was stored.

    `proves_deletes`: the read is the whole truth; alive rows that are not among its keys are gone.
    """

    spec: StreamSpec
    started_at: datetime
    calls_before: int
    was_empty: bool
    cursor: datetime | None
    since: datetime | None
    proves_deletes: bool
    note: str | None = None
    is_available: bool = True
    is_whole: bool = True
    is_long: bool = False
    rows_read: int = 0
    rows_changed: int = 0
    rows_deleted: int = 0
    misfits: int = 0
    calls_after: int = 0
    source_count: int | None = None
    buffer: list[pa.Table] = field(default_factory=list)
    _misfits: list[Misfit] = field(default_factory=list)
    _buffered_bytes: int = 0
    _seen: list[pa.Table] = field(default_factory=list)
    _newest: datetime | None = None

    def __post_init__(self) -> None:
        self.table: RawTable = stream_table(self.spec)

    @property
    def is_full(self) -> bool:
        """True when the buffer should be settled before more is read."""
        rows = sum(piece.num_rows for piece in self.buffer)
        return rows >= _CHUNK_ROWS or self._buffered_bytes >= _CHUNK_BYTES

    def add(self, batch: Conformed) -> None:
        """Buffer a batch. A misfit of a row that comes again is the later row's to repeat."""
        self.rows_read += batch.rows.num_rows
        self.buffer.append(batch.rows)
        self._buffered_bytes += batch.rows.nbytes
        if self.proves_deletes:
            self._seen.append(batch.rows.select(list(self.table.key)))
        self.reach(pc.max(batch.rows["_source_updated_at"]).as_py())
        if self._misfits:
            again = set(self.record_ids(batch.rows).to_pylist())
            self._misfits = [m for m in self._misfits if m.record_id not in again]
        self._misfits += batch.misfits

    def reach(self, moment: datetime | None) -> None:
        """The stream has been read up to `moment`, UTC without zone."""
        if moment is not None and (self._newest is None or moment > self._newest):
            self._newest = moment

    def miss(self, reason: str) -> None:
        """Part of the stream was not answered: nothing is swept, and the cursor stays."""
        self.is_whole, self.proves_deletes = False, False
        self.remark(reason)

    def remark(self, remark: str) -> None:
        """Add to what a reader is told."""
        self.note = remark if self.note is None else f"{self.note} {remark}"

    def drain(self) -> tuple[pa.Table, list[Misfit]]:
        """The buffered rows and misfits; the buffer is empty then."""
        self.is_long = self.is_full
        rows = pa.concat_tables(self.buffer, promote_options="default")
        misfits, self._misfits = self._misfits, []
        self.buffer, self._buffered_bytes = [], 0
        self.misfits += len(misfits)
        return rows, misfits

    def give_up(self, reason: str) -> None:
        """The stream cannot be read: what is buffered is forgotten, what is landed stays."""
        self.is_available = False
        self.note = reason
        self.buffer, self._misfits, self._seen = [], [], []

    def record_ids(self, rows: pa.Table) -> pa.ChunkedArray:
        """The key of each row as misfits name it."""
        return record_ids(rows, self.table.key)

    def seen_keys(self) -> pa.Table:
        """Keys of all rows that were read."""
        schema = pa.schema([(name, self.table.columns[name].arrow) for name in self.table.key])
        return pa.concat_tables([schema.empty_table(), *self._seen])

    def result(
        self,
        source: Literal["hubspot", "salesforce"],
        until: datetime,
        warehouse_count: int,
    ) -> StreamResult:
        """The figures, once the rows are committed."""
        return StreamResult(
            source=source,
            stream=self.spec.name,
            mode="full" if self.since is None else "incremental",
            status=self._status(),
            note=self.note,
            cursor_from=self.since,
            cursor_to=self._next_cursor(until),
            rows_read=self.rows_read,
            rows_changed=self.rows_changed,
            rows_deleted=self.rows_deleted,
            misfits=self.misfits,
            api_calls=self.calls_after - self.calls_before,
            source_count=self.source_count,
            warehouse_count=warehouse_count,
            started_at=self.started_at,
            finished_at=datetime.now(UTC),
        )

    def _status(self) -> Literal["ok", "unavailable", "incomplete"]:
        if not self.is_available:
            return "unavailable"
        return "ok" if self.is_whole else "incomplete"

    def _next_cursor(self, until: datetime) -> datetime | None:
        """The newest edit seen, never after `until`, never before the stored cursor."""
        if self.spec.cursor is None:
            return None
        newest = None if self._newest is None else self._newest.replace(tzinfo=UTC)
        if newest is None or not (self.is_available and self.is_whole):
            return self.cursor
        newest = min(newest, until)
        return newest if self.cursor is None else max(newest, self.cursor)
