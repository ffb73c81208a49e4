"""One run over one source: read, conform, keep the news, land, journal. In that order, per stream.

A cursor is written only after the rows it covers are committed, so a crash costs a repetition and
never a row. Rows that did not change are never written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.compute as pc

from orchestration.errors import StreamUnavailableError, WarehouseError
from orchestration.loading import journal, metadata
from orchestration.loading.catalog import add_columns, stored_columns
from orchestration.loading.changes import (
    all_new,
    changed_rows,
    latest_rows,
    tombstones,
    with_known_values,
)
from orchestration.loading.conform import batch_types, conform
from orchestration.loading.landing import Chunk, Landing
from orchestration.loading.result import StreamResult
from orchestration.loading.stream_work import StreamWork
from orchestration.loading.tables import (
    FIELD_OPTIONS,
    FIELDS,
    MISFITS,
    STAMPS,
    RawTable,
    column_name,
)
from orchestration.sources.spec import Batch, ColumnType, Connector, FieldInfo, StreamSpec, Unread
from orchestration.warehouse import Warehouse

Progress = Callable[[StreamResult], None]

# Rows of several streams wait for each other up to here, where one landing costs a second.
_WAITING_BYTES = 64 * 1024 * 1024


class SourceLoad:
    """One run over one source: what waits to be landed, and what is complete."""

    def __init__(
        self,
        connector: Connector,
        warehouse: Warehouse,
        landing: Landing,
        run_id: str,
        as_of: datetime,
        on_progress: Progress | None,
        *,
        full_refresh: bool,
    ) -> None:
        self._connector = connector
        self._engine = warehouse.engine()
        self._landing = landing
        self._schema = f"raw_{connector.name}"
        self._run_id = run_id
        self._as_of = journal.naive_utc(as_of)
        self._until = self._as_of.replace(tzinfo=UTC)
        self._on_progress = on_progress
        self._full_refresh = full_refresh
        with self._engine.connect() as connection:
            self._columns = stored_columns(connection, self._schema)
            self._cursors = journal.read_cursors(connection, self._schema)
            self._has_misfits = not journal.is_empty(connection, self._schema, MISFITS.name)
        self._fields = self._all_rows(FIELDS)
        self._options = self._all_rows(FIELD_OPTIONS)
        self._waiting: dict[str, tuple[RawTable, list[pa.Table]]] = {}
        self._complete: list[StreamWork] = []
        self._results: list[StreamResult] = []
        self._available: dict[str, bool] = {}

    def load(self, specs: Sequence[StreamSpec]) -> tuple[StreamResult, ...]:
        """All streams in order. What was complete when an error struck is landed first."""
        try:
            for spec in specs:
                self._stream(spec)
        except WarehouseError:
            raise
        except Exception:
            # The first error is the one to tell; what cannot be landed now is read again.
            with suppress(WarehouseError):
                self._land()
            raise
        self._land()
        return tuple(self._results)

    def _stream(self, spec: StreamSpec) -> None:
        work = self._begin(spec)
        try:
            fields = self._connector.fields(spec)
            self._choose_mode(work, fields)
            self._grow(work.table.name, _readable(fields))
            self._hand_over_ids(spec)
            for piece in self._connector.read(spec, fields, work.since, self._until):
                if isinstance(piece, Batch):
                    self._take(work, piece)
                elif isinstance(piece, Unread):
                    work.miss(piece.reason)
            self._settle(work)
            counted = self._count(spec)
            if isinstance(counted, Unread):
                work.remark(counted.reason)
            else:
                work.source_count = counted
        except StreamUnavailableError as error:
            work.give_up(str(error))
        else:
            self._note_fields(work, fields)
        work.calls_after = self._connector.stats.calls
        self._available[spec.name] = work.is_available
        self._complete.append(work)
        waiting = self._waiting_bytes()
        if self._landing.lands_each_stream or waiting == 0 or waiting > _WAITING_BYTES:
            self._land()

    def _begin(self, spec: StreamSpec) -> StreamWork:
        with self._engine.connect() as connection:
            empty = journal.is_empty(connection, self._schema, spec.name)
        cursor = self._cursors.get(spec.name) if spec.cursor else None
        return StreamWork(
            spec,
            started_at=datetime.now(UTC),
            calls_before=self._connector.stats.calls,
            was_empty=empty,
            cursor=cursor,
            since=None if cursor is None or self._full_refresh else min(cursor, self._until),
            proves_deletes=spec.sweep_deletes or (self._full_refresh and not spec.is_log),
        )

    def _choose_mode(self, work: StreamWork, fields: tuple[FieldInfo, ...]) -> None:
        """Read in full when a field shows up: the vendor did not touch the rows that hold it."""
        stored = metadata.of_stream(self._fields, work.spec.name)
        known = {
            row["field"]
            for row in stored.select(["field", "is_readable", "_deleted_at"]).to_pylist()
            if row["is_readable"] and row["_deleted_at"] is None
        }
        fresh = sorted(_readable(fields).keys() - known)
        if work.since is not None and known and fresh:
            work.since = None
            work.note = f"Read in full for fields that are new: {', '.join(fresh)}."

    def _hand_over_ids(self, spec: StreamSpec) -> None:
        """Spare the connector from listing what the warehouse knows."""
        # A stream outside this run's choice is as its last run left it; one that was never read is
        # not the same as one without records.
        known = [
            name
            for name in self._connector.wants_ids(spec)
            if self._available.get(name, name in self._cursors)
        ]
        if known and self._complete:
            self._land()
        for name in known:
            rows = self._landing.rows_of(name, ["id", "_deleted_at"], None)
            self._connector.take_ids(name, rows["id"].filter(pc.is_null(rows["_deleted_at"])))

    def _take(self, work: StreamWork, batch: Batch) -> None:
        name = work.table.name
        self._grow(name, batch_types(batch))
        work.add(conform(batch, self._columns[name], work.table.key, name))
        work.reach(batch.seen_until)
        if work.is_full:
            self._settle(work)

    def _settle(self, work: StreamWork) -> None:
        """Turn the buffer into rows that wait; a long stream does not wait for others."""
        if not work.buffer:
            return
        if work.table.name in self._waiting:
            self._land()
        self._sift(work)
        if work.is_long:
            self._land()

    def _sift(self, work: StreamWork) -> None:
        """Decide which of the buffered rows are news."""
        table = work.table
        rows, misfits = work.drain()
        chunk = latest_rows(rows, table.key)
        del rows
        ids = work.record_ids(chunk).filter(pc.invert(tombstones(chunk, table.key)))
        if work.was_empty:
            changes = all_new(chunk)
        else:
            columns = [c for c in self._columns[table.name] if c not in STAMPS]
            stored = self._landing.rows_of(table.name, columns, chunk.select(list(table.key)))
            chunk = with_known_values(chunk, stored, table.key)
            changes = changed_rows(chunk, stored, table.key)
        work.rows_changed += changes.rows.num_rows
        work.rows_deleted += changes.newly_deleted
        self._put(table, changes.rows)
        self._note_misfits(work, ids, metadata.misfit_rows(table.name, misfits))

    def _note_misfits(self, work: StreamWork, ids: pa.ChunkedArray, seen: pa.Table) -> None:
        """Misfits of the rows just read replace those that the same rows had before."""
        if not self._has_misfits and not seen.num_rows:
            return
        self._has_misfits = True
        about = pa.repeat(pa.scalar(work.table.name), len(ids))
        keys = pa.table({"record_id": ids, "object": about})
        columns = [c for c in MISFITS.columns if c not in STAMPS]
        stored = self._landing.rows_of(MISFITS.name, columns, keys)
        self._put(MISFITS, metadata.news(MISFITS, seen, stored, self._as_of))

    def _note_fields(self, work: StreamWork, fields: tuple[FieldInfo, ...]) -> None:
        stream = work.spec.name
        for table, seen, known in (
            (FIELDS, metadata.field_rows(stream, fields), self._fields),
            (FIELD_OPTIONS, metadata.option_rows(stream, fields), self._options),
        ):
            stored = metadata.of_stream(known, stream)
            self._put(table, metadata.news(table, seen, stored, self._as_of))

    def _put(self, table: RawTable, rows: pa.Table) -> None:
        if rows.num_rows == 0:
            return
        for name, value, kind in zip(
            STAMPS, (self._as_of, self._run_id), (pa.timestamp("us"), pa.string()), strict=True
        ):
            rows = rows.append_column(name, pa.repeat(pa.scalar(value, kind), rows.num_rows))
        self._waiting.setdefault(table.name, (table, []))[1].append(rows)

    def _waiting_bytes(self) -> int:
        return sum(rows.nbytes for _, pieces in self._waiting.values() for rows in pieces)

    def _land(self) -> None:
        """Commit the rows that wait, then journal the streams that are complete."""
        chunks = [
            Chunk(
                table.name,
                table.key,
                latest_rows(pa.concat_tables(pieces, promote_options="default"), table.key),
            )
            for table, pieces in self._waiting.values()
        ]
        if chunks:
            self._landing.upsert(chunks)
        self._waiting = {}
        del chunks
        # Arrow keeps freed memory for itself; the engine needs it for the next chunk.
        pa.default_memory_pool().release_unused()
        complete, self._complete = self._complete, []
        for work in complete:
            if work.is_available and work.proves_deletes:
                self._sweep(work)
        with self._engine.begin() as connection:
            for work in complete:
                alive = journal.count_alive(connection, self._schema, work.table.name)
                result = work.result(self._connector.name, self._until, alive)
                journal.record_stream(connection, self._schema, self._run_id, self._as_of, result)
                self._results.append(result)
        if self._on_progress is not None:
            for result in self._results[len(self._results) - len(complete) :]:
                self._on_progress(result)

    def _sweep(self, work: StreamWork) -> None:
        swept = self._landing.mark_missing(
            work.table.name,
            work.seen_keys(),
            {"_deleted_at": self._as_of, "_synced_at": self._as_of, "_run_id": self._run_id},
        )
        work.rows_changed += swept
        work.rows_deleted += swept

    def _count(self, spec: StreamSpec) -> int | Unread | None:
        try:
            return self._connector.count(spec)
        except StreamUnavailableError:
            return None

    def _grow(self, table: str, wanted: dict[str, ColumnType]) -> None:
        present = self._columns[table]
        missing = {n: kind for n, kind in wanted.items() if n not in present and n not in STAMPS}
        if missing:
            with self._engine.begin() as connection:
                add_columns(connection, self._schema, table, missing, present)
            present.update(missing)

    def _all_rows(self, table: RawTable) -> pa.Table:
        columns = [name for name in table.columns if name not in STAMPS]
        return self._landing.rows_of(table.name, columns, None)


def _readable(fields: tuple[FieldInfo, ...]) -> dict[str, ColumnType]:
    return {column_name(f.field_name): f.column_type for f in fields if f.is_readable}
