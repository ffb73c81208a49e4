"""One stream of one run: fields, mode, rows, in that order. What is missing is in absences.py."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from orchestration.errors import SourceError, StreamUnavailableError
from orchestration.loading import metadata
from orchestration.loading.absences import Absences
from orchestration.loading.changes import (
    Changes,
    all_new,
    believable,
    changed_rows,
    latest_rows,
    tombstones,
    with_known_values,
)
from orchestration.loading.conform import Shape, batch_types, conform
from orchestration.loading.destinations.base import Chunk
from orchestration.loading.field_plan import FieldPlan, plan_fields
from orchestration.loading.run_state import RunState
from orchestration.loading.stream_progress import BATCH, Rescued, StreamProgress
from orchestration.loading.tables import FIELD_OPTIONS, FIELDS, RESCUED_VALUES, RUN_STAMPS
from orchestration.loading.wide_rows import write_what_fits
from orchestration.sources.spec import (
    Batch,
    Deleted,
    FieldInfo,
    Gone,
    Piece,
    StreamSpec,
    Unread,
)
from orchestration.sources.stream import Read


class StreamSync:
    """Reads one stream and lands it; `work` holds the figures."""

    def __init__(self, run: RunState, spec: StreamSpec) -> None:
        self._run = run
        empty, alive = run.held(spec.name)
        cursor = run.cursors.get(spec.name) if spec.cursor else None
        is_full = cursor is None or run.policy.full_refresh
        self.work = StreamProgress(
            replace(spec, overlap_s=run.policy.overlap_of(spec)),
            title=f"{run.connector.name} {spec.name}",
            started_at=datetime.now(UTC),
            calls_before=run.connector.stats.calls,
            was_empty=empty,
            alive_before=alive,
            cursor=cursor,
            since=None if cursor is None or is_full else min(cursor, run.until),
            proves_deletes=not spec.is_log and (spec.sweep_deletes or run.policy.full_refresh),
        )
        self._fields: tuple[FieldInfo, ...] = ()
        self._plan = FieldPlan.empty()
        self._names: frozenset[str] = frozenset()
        self._absences = Absences(run, self.work, self._take_answer, self._land)
        self._is_now = False  # what is buffered was asked for by its id

    def sync(self) -> None:
        """Read and land the stream.

        Raises:
            SourceError: the vendor ended the run.
            DeletesRefusedError: too many rows would be marked deleted; those are not.
        """
        work, connector = self.work, self._run.connector
        try:
            self._fields = connector.fields(work.spec)
            self._prepare()
            ask = Read(
                self._fields,
                work.since,
                self._run.until,
                timedelta(seconds=work.spec.overlap_s),
                self._parent_ids,
            )
            for piece in connector.read(work.spec, ask):
                self.take(piece)
            self._land()
            self._absences.settle(ask)
            work.doubt(self._run.statuses)
            self._count()
        except StreamUnavailableError as error:
            work.give_up(str(error))

    def take(self, piece: Piece | Gone) -> None:
        """What the connector yields."""
        if isinstance(piece, Unread):
            self.work.leave_open(piece.reason)
        elif isinstance(piece, Batch):
            self._take_rows(piece)
        elif isinstance(piece, Deleted):
            self._absences.listed(piece)

    def _take_answer(self, piece: Batch | Unread) -> None:
        """What the connector says of records that it was asked for by id, after all was landed."""
        self._is_now = True
        self.take(piece)

    def field_chunks(self) -> list[Chunk]:
        """What to write of the stream's fields and options now that its rows are landed.

        Of an object that we may no longer see, no field is alive. A field whose rows should have
        been read again, and were not all, stays as it was: the next run then does it.
        """
        work, stream = self.work, self.work.spec.name
        layout = self._plan.layout
        fields = () if work.status == "unavailable" else self._fields
        if not fields and work.status == "incomplete":
            return []
        is_open = work.status == "incomplete" and work.cursor is not None
        awaited = pa.array(sorted(self._plan.awaited if is_open else ()), pa.string())
        chunks = []
        for table, seen, known in (
            (FIELDS, metadata.field_rows(stream, fields, layout), self._run.fields),
            (FIELD_OPTIONS, metadata.option_rows(stream, fields, layout), self._run.options),
        ):
            seen, stored = (
                rows.filter(pc.invert(pc.is_in(rows["field"], awaited)))
                for rows in (seen, metadata.of_stream(known, stream))
            )
            chunks.append(
                self._run.chunk(table, metadata.news(table, seen, stored, self._run.as_of))
            )
        return [chunk for chunk in chunks if chunk.rows.num_rows]

    def _prepare(self) -> None:
        """Make room for the fields, and choose how much to read."""
        run, work = self._run, self.work
        self._plan = plan_fields(run, work, self._fields)
        self._names = frozenset(f.field_name for f in self._fields) | work.spec.columns.keys()
        work.notes += self._plan.notes
        if self._plan.awaited and work.since is not None:
            work.since = None

    def _parent_ids(self, name: str) -> Iterator[pa.Array] | None:
        """What the warehouse knows of a parent's rows: `Read.parent_ids` says which.

        A log is read of the rows that were written since it was last read whole, however they
        were found: as changed, by their ids, or when a refused object came back. A stream outside
        this run's choice is as its last run left it; one that was never read is not the same as
        one without records.
        """
        run, work = self._run, self.work
        if work.spec.is_log and work.since is not None:
            written = run.destination.written_since(name, work.spec.name, run.run_id)
            return _chunks(written["id"])
        if not (run.statuses[name] == "ok" if name in run.statuses else name in run.cursors):
            return None
        rows = run.destination.rows_of(name, ["id", "_deleted_at"], None)
        return _chunks(rows["id"].filter(pc.is_null(rows["_deleted_at"])))

    def _take_rows(self, batch: Batch) -> None:
        run, work = self._run, self.work
        table = work.table.name
        shape = Shape(
            stored=run.columns[table],
            key=work.table.key,
            contract=self._plan.contract,
            shown=self._plan.shown,
            names=self._names,
        )
        carried = batch_types(batch, shape.column_names(batch))
        left_out = self._plan.left_out
        new = run.grow(table, {n: k for n, k in carried.items() if n not in left_out})
        if new:
            left_out.update(new)
            work.notes.append(f"No room in the table for {', '.join(sorted(new))}.")
        made = conform(batch, shape)
        made = replace(made, rows=believable(made.rows, run.as_of))
        if not work.joins(made.rows):
            self._land()
        work.add(made, batch.seen_until)
        if work.is_full:
            self._land()

    def _land(self) -> None:
        """Write what is buffered and new. Merges come last: they keep the values of their rows."""
        rows, rescued = self.work.drain()
        if rows is None:
            return
        merged = tombstones(rows.drop_columns([BATCH]), self.work.table.key)
        if not pc.any(merged).as_py():
            self._write(rows, rescued)
            return
        self._write(rows.filter(pc.invert(merged)), rescued)
        self._write(rows.filter(merged), [], are_merges=True)

    def _write(
        self,
        rows: pa.Table,
        rescued: Rescued,
        *,
        are_merges: bool = False,
    ) -> None:
        if not rows.num_rows:
            return
        run, work, table = self._run, self.work, self.work.table
        rows = latest_rows(rows, table.key)
        batches, chunk = rows[BATCH], rows.drop_columns([BATCH])
        stored = self._stored(chunk)
        if stored is None:
            changes = all_new(chunk)
        else:
            chunk = with_known_values(chunk, stored, table.key) if are_merges else chunk
            changes = changed_rows(chunk, stored, table.key, is_now=self._is_now)
        self._count_changes(changes)
        news = replace(run.chunk(table, changes.rows), is_new=stored is None)
        others = [] if are_merges else self._rescued_chunks(chunk, batches, changes, rescued)
        work.leave_out(write_what_fits(run.destination, news, others))
        # Arrow keeps freed memory for itself; the engine needs it for the next chunk.
        pa.default_memory_pool().release_unused()

    def _stored(self, chunk: pa.Table) -> pa.Table | None:
        """What the table holds of the chunk's rows; None if it holds none of them."""
        run, table = self._run, self.work.table
        keys = chunk.select(list(table.key))
        if self.work.was_empty:
            # A first load is compared by key only: its rows are wide and almost never come twice.
            is_first = not self.work.rows_changed
            if is_first or not run.destination.rows_of(table.name, table.key, keys).num_rows:
                return None
        return run.destination.rows_of(table.name, run.data_columns(table.name), keys)

    def _count_changes(self, changes: Changes) -> None:
        """Add up what is about to be written, or stop before it is."""
        work = self.work
        stated = work.stated_deletes + changes.no_longer_alive
        self._run.policy.check_stated(work.title, stated, work.alive_before)
        work.stated_deletes = stated
        work.rows_changed += changes.rows.num_rows
        work.rows_deleted += changes.newly_deleted
        work.rows_outdated += changes.outdated

    def _rescued_chunks(
        self,
        chunk: pa.Table,
        batches: pa.ChunkedArray,
        changes: Changes,
        rescued: Rescued,
    ) -> list[Chunk]:
        """Misfits of the rows just read replace those that the same rows had before.

        Those of fields that the rows do not show stay as they were last seen.
        """
        run, work = self._run, self.work
        if not run.has_rescued_values and not rescued:
            return []
        run.has_rescued_values = True
        ids = work.record_ids(chunk).filter(changes.is_current)
        came_with = (
            set(zip(batches.filter(changes.is_current).to_pylist(), ids.to_pylist(), strict=True))
            if rescued
            else set()
        )
        kept = [value for number, value in rescued if (number, value.record_id) in came_with]
        seen = latest_rows(metadata.rescued_value_rows(work.spec.name, kept), RESCUED_VALUES.key)
        work.rescued_values += seen.num_rows
        about = pa.repeat(pa.scalar(work.spec.name), len(ids))
        keys = pa.table({"record_id": ids, "object": about})
        columns = [name for name in RESCUED_VALUES.columns if name not in RUN_STAMPS]
        stored = run.destination.rows_of(RESCUED_VALUES.name, columns, keys)
        shown = pa.array(chunk.column_names, pa.string())
        stored = stored.filter(pc.is_in(stored["field"], shown))
        news = metadata.news(RESCUED_VALUES, seen, stored, run.as_of)
        return [run.chunk(RESCUED_VALUES, news)] if news.num_rows else []

    def _count(self) -> None:
        """Ask the vendor how many there are, unless it would only say again what it said last."""
        run, work = self._run, self.work
        if not work.is_whole:
            return
        settled = run.differences.get(work.spec.name, None) == 0
        is_known = work.since is not None or work.was_empty
        if settled and is_known and not work.rows_changed:
            return
        work.was_counted = True
        try:
            counted = run.connector.count(work.spec)
        except SourceError as error:
            counted = Unread(f"The records could not be counted: {error.message}")
        if isinstance(counted, Unread):
            work.notes.append(counted.reason)
        else:
            work.source_count = counted


def _chunks(ids: pa.ChunkedArray) -> Iterator[pa.Array]:
    yield from ids.chunks
