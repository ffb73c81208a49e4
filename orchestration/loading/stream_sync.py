"""One stream of one run: fields, mode, rows, in that order. What is missing is in absences.py."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from orchestration.errors import SourceError, StreamUnavailableError
from orchestration.loading.absences import Absences
from orchestration.loading.changes import believable
from orchestration.loading.conform import Shape, batch_types, conform
from orchestration.loading.field_plan import FieldPlan, plan_fields, said_of_fields
from orchestration.loading.outbox import Outbox
from orchestration.loading.result import StreamResult
from orchestration.loading.run_state import RunState
from orchestration.loading.stream_progress import StreamProgress
from orchestration.sources.spec import Batch, Deleted, FieldInfo, Piece, StreamSpec, Unread
from orchestration.sources.stream import Read


class StreamSync:
    """Reads one stream; `progress` holds the figures, its outbox what is to be written."""

    def __init__(self, run: RunState, spec: StreamSpec) -> None:
        self._run = run
        empty, alive = run.held(spec.name)
        cursor = run.cursors.get(spec.name) if spec.cursor else None
        is_full = cursor is None or run.policy.full_refresh or spec.name in run.policy.read_whole
        self.progress = StreamProgress(
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
        self._outbox = Outbox(run, self.progress)
        self._absences = Absences(run, self.progress, self._outbox, self._take_answer)

    def sync(self) -> None:
        """Read the stream and write its rows.

        Raises:
            SourceError: the vendor ended the run.
            DeletesRefusedError: too many rows would be marked deleted; those are not.
        """
        progress, connector = self.progress, self._run.connector
        try:
            self._fields = connector.fields(progress.spec)
            self._prepare()
            ask = Read(
                self._fields,
                progress.since,
                self._run.until,
                timedelta(seconds=progress.spec.overlap_s),
                self._parent_ids,
                self._run.policy.watched,
            )
            for piece in connector.read(progress.spec, ask):
                self._take(piece)
            self._outbox.flush()
            self._absences.resolve(ask)
            progress.doubt(self._run.statuses)
            self._count()
        except StreamUnavailableError as error:
            progress.give_up(str(error))

    def turn_off(self) -> StreamResult:
        """Read nothing, say so, and leave rows, fields and cursor as they are."""
        self.progress.turn_off()
        return self._outbox.commit(list)

    def close(self, *, is_cut_off: bool = False) -> StreamResult:
        """Commit what is said of the stream; of its fields nothing, if its read was cut off."""
        return self._outbox.commit(
            lambda: (
                []
                if is_cut_off
                else said_of_fields(self._run, self.progress, self._fields, self._plan)
            )
        )

    def _prepare(self) -> None:
        """Make room for the fields, and choose how much to read."""
        run, progress = self._run, self.progress
        self._plan = plan_fields(run, progress, self._fields)
        self._names = frozenset(f.field_name for f in self._fields) | progress.spec.columns.keys()
        progress.notes += self._plan.notes
        if self._plan.awaited and progress.since is not None:
            progress.since = None

    def _take(self, piece: Piece) -> None:
        """What the connector yields."""
        if isinstance(piece, Unread):
            self.progress.leave_open(piece.reason)
        elif isinstance(piece, Batch):
            self._buffer(piece, is_now=False)
        elif isinstance(piece, Deleted):
            self._absences.listed(piece)

    def _take_answer(self, answer: Batch | Unread) -> None:
        """What the connector says of records that it was asked for by id."""
        if isinstance(answer, Unread):
            self.progress.leave_open(answer.reason)
        else:
            self._buffer(answer, is_now=True)

    def _buffer(self, batch: Batch, *, is_now: bool) -> None:
        """Make a batch fit its table, for which room is made where it brings columns."""
        run, progress = self._run, self.progress
        shape = Shape(
            stored=run.columns[progress.table.name],
            key=progress.table.key,
            contract=self._plan.contract,
            shown=self._plan.shown,
            names=self._names,
        )
        carried = batch_types(batch, shape.column_names(batch))
        left_out = self._plan.left_out
        no_room = run.grow(
            progress.table.name, {n: k for n, k in carried.items() if n not in left_out}
        )
        if no_room:
            left_out.update(no_room)
            progress.notes.append(f"No room in the table for {', '.join(sorted(no_room))}.")
        made = conform(batch, shape)
        made = replace(made, rows=believable(made.rows, run.as_of))
        progress.add(made, batch.seen_until)
        self._outbox.buffer(made, is_now=is_now)

    def _parent_ids(self, name: str) -> Iterator[pa.Array] | None:
        """What the warehouse knows of a parent's rows: `Read.parent_ids` says which.

        A log is read of the rows that were written since it was last read whole, however they
        were found: as changed, by their ids, or when a refused object came back. A stream outside
        this run's choice, or turned off, is as its last run left it; one that was never read is not
        the same as one without records.
        """
        run, progress = self._run, self.progress
        if progress.spec.is_log and progress.since is not None:
            written = run.destination.written_since(name, progress.spec.name, run.run_id)
            return _chunks(written["id"])
        was_read = run.statuses[name] == "ok" if name in run.statuses else name in run.cursors
        if not was_read and name not in run.policy.turned_off:
            return None
        rows = run.destination.rows_of(name, ["id", "_deleted_at"], None)
        return _chunks(rows["id"].filter(pc.is_null(rows["_deleted_at"])))

    def _count(self) -> None:
        """Ask the vendor how many there are, unless it would only say again what it said last."""
        run, progress = self._run, self.progress
        if not progress.is_whole:
            return
        settled = run.differences.get(progress.spec.name) == 0
        is_known = progress.since is not None or progress.was_empty
        if settled and is_known and not progress.rows_changed:
            return
        progress.was_counted = True
        try:
            counted = run.connector.count(progress.spec)
        except SourceError as error:
            counted = Unread(f"The records could not be counted: {error.message}")
        if isinstance(counted, Unread):
            progress.notes.append(counted.reason)
        else:
            progress.source_count = counted


def _chunks(ids: pa.ChunkedArray) -> Iterator[pa.Array]:
    yield from ids.chunks
