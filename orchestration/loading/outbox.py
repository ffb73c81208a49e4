"""Rows of one stream on their way to its table, and then what is said of them.

Rows wait until a chunk of them is full, are compared with what is stored, and those that differ are
committed in one transaction with the values that were rescued from them. What is said of a stream
(its fields, its figures, its cursor) is committed last, and never while rows of it wait.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from orchestration.loading import sync_log
from orchestration.loading.changes import (
    Changes,
    all_new,
    changed_rows,
    latest_rows,
    tombstones,
    with_known_values,
)
from orchestration.loading.conform import Conformed
from orchestration.loading.destinations.base import Chunk
from orchestration.loading.rescued_values import Rescued, replacing
from orchestration.loading.result import StreamResult
from orchestration.loading.run_state import RunState
from orchestration.loading.stream_progress import StreamProgress
from orchestration.loading.wide_rows import write_what_fits

_CHUNK_ROWS = 200_000
# Wide rows fill memory long before there are many of them. A chunk is held about four times:
# as read, as stored, as changed, and inside the engine; all must stay under 1 GiB.
_CHUNK_BYTES = 48 * 1024 * 1024
# Column of waiting rows: the number of their batch, which rescued values bear too.
_BATCH = "_batch"


class Outbox:
    """What one stream writes, in the order in which it may be written."""

    def __init__(self, run: RunState, progress: StreamProgress) -> None:
        self._run = run
        self._progress = progress
        self._rows: list[pa.Table] = []
        self._rescued: Rescued = []
        self._batches = 0
        self._bytes = 0
        self._is_now = False

    def buffer(self, batch: Conformed, *, is_now: bool = False) -> None:
        """Let a batch wait; what waits is flushed once it fills a chunk.

        Args:
            batch: rows that fit the table.
            is_now: the vendor was asked for these very records, see `changed_rows`.

        Raises:
            DeletesRefusedError: see `flush`.
        """
        rows = batch.rows
        if not self._joins(rows) or is_now is not self._is_now:
            self.flush()
        self._is_now = is_now
        self._batches += 1
        number = pa.repeat(pa.scalar(self._batches, pa.int64()), rows.num_rows)
        self._rows.append(rows.append_column(_BATCH, number))
        self._rescued += [(self._batches, value) for value in batch.rescued_values]
        self._bytes += rows.nbytes
        waiting = sum(piece.num_rows for piece in self._rows)
        if waiting >= _CHUNK_ROWS or self._bytes >= _CHUNK_BYTES:
            self.flush()

    def flush(self) -> None:
        """Write what waits and differs. Merges come last: they keep the values of their rows.

        Raises:
            DeletesRefusedError: the vendor deleted more rows than is believed; nothing is written.
            WarehouseError: the warehouse refused.
        """
        if not self._rows:
            return
        rows = pa.concat_tables(self._rows, promote_options="default")
        rescued = self._rescued
        self.discard()
        merged = tombstones(rows.drop_columns([_BATCH]), self._progress.table.key)
        if not pc.any(merged).as_py():
            self._write(rows, rescued)
            return
        self._write(rows.filter(pc.invert(merged)), rescued)
        self._write(rows.filter(merged), [], are_merges=True)

    def discard(self) -> None:
        """Forget what waits; what was written stays."""
        self._rows, self._rescued, self._bytes = [], [], 0

    def commit(self, fields: Callable[[], Sequence[Chunk]]) -> StreamResult:
        """Say in one transaction what was read, of which fields, and where the next run begins.

        Rows that still wait are written first; of a stream that is not whole they are forgotten,
        because its cursor stays and the next run reads them again.

        Args:
            fields: what is said of the stream's fields, once its rows are written.

        Returns:
            What was said of the stream.
        """
        run, progress = self._run, self._progress
        if progress.is_whole:
            self.flush()
        self.discard()
        run.statuses[progress.spec.name] = progress.status
        progress.calls_after = run.connector.stats.calls
        _, alive = run.held(progress.table.name)
        result = progress.result(run.connector.name, run.until, alive)
        run.destination.write([*fields(), *sync_log.stream_chunks(run.run_id, run.as_of, result)])
        return result

    def _joins(self, rows: pa.Table) -> bool:
        """Whether rows show what those that wait do: a column that some lack is no null there."""
        return not self._rows or {*rows.column_names, _BATCH} == {*self._rows[0].column_names}

    def _write(self, rows: pa.Table, rescued: Rescued, *, are_merges: bool = False) -> None:
        if not rows.num_rows:
            return
        run, progress, table = self._run, self._progress, self._progress.table
        rows = latest_rows(rows, table.key)
        batches, chunk = rows[_BATCH], rows.drop_columns([_BATCH])
        stored = self._stored(chunk)
        if stored is None:
            changes = all_new(chunk)
        else:
            chunk = with_known_values(chunk, stored, table.key) if are_merges else chunk
            changes = changed_rows(chunk, stored, table.key, is_now=self._is_now)
        self._count(changes)
        changed = replace(run.chunk(table, changes.rows), is_new=stored is None)
        others: list[Chunk] = []
        if not are_merges:
            current = chunk.append_column(_BATCH, batches).filter(changes.is_current)
            others = replacing(run, progress, current, _BATCH, rescued)
        progress.leave_out(write_what_fits(run.destination, changed, others))
        # Arrow keeps freed memory for itself; the engine needs it for the next chunk.
        pa.default_memory_pool().release_unused()

    def _stored(self, chunk: pa.Table) -> pa.Table | None:
        """What the table holds of the chunk's rows; None if it holds none of them."""
        run, table = self._run, self._progress.table
        keys = chunk.select(list(table.key))
        if self._progress.was_empty:
            # A first load is compared by key only: its rows are wide and almost never come twice.
            is_first = not self._progress.rows_changed
            if is_first or not run.destination.rows_of(table.name, table.key, keys).num_rows:
                return None
        return run.destination.rows_of(table.name, run.data_columns(table.name), keys)

    def _count(self, changes: Changes) -> None:
        """Add up what is about to be written, or stop before it is."""
        progress = self._progress
        stated = progress.stated_deletes + changes.no_longer_alive
        self._run.policy.check_stated(progress.title, stated, progress.alive_before)
        progress.stated_deletes = stated
        progress.rows_changed += changes.rows.num_rows
        progress.rows_deleted += changes.newly_deleted
        progress.rows_outdated += changes.outdated
