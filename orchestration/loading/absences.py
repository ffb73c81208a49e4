"""Rows that a read lacks, and records that it should have brought: asked for by id, then believed.

Nothing is concluded from a read with a gap. A row is marked deleted if the vendor, asked for it by
id, has no such record; where a vendor cannot be asked so, if a read that is proved whole lacks it
and nothing speaks against that when the vendor is asked in another way.
"""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from orchestration.errors import DeletesRefusedError, SourceError
from orchestration.loading import metadata, rescued_values
from orchestration.loading.destinations.base import Chunk
from orchestration.loading.outbox import Outbox
from orchestration.loading.run_state import RunState
from orchestration.loading.stream_progress import StreamProgress
from orchestration.loading.tables import GONE
from orchestration.sources.spec import Batch, Deleted, FieldInfo, Gone, Unread
from orchestration.sources.stream import Read

_ROWS = 50_000


class Absences:
    """What one stream's read leaves open.

    Args:
        run: the run.
        progress: the stream; its rows are written before `resolve` is called.
        outbox: where its rows go.
        take: takes batches and gaps.
    """

    def __init__(
        self,
        run: RunState,
        progress: StreamProgress,
        outbox: Outbox,
        take: Callable[[Batch | Unread], None],
    ) -> None:
        self._run = run
        self._progress = progress
        self._outbox = outbox
        self._take = take
        self._listed: list[pa.Array] | None = None

    def listed(self, piece: Deleted) -> None:
        """Take a piece of the vendor's list of deleted records."""
        self._listed = [*(self._listed or []), piece.ids]

    def resolve(self, ask: Read) -> None:
        """Ask for what that read left open, and mark as deleted what is gone.

        Raises:
            DeletesRefusedError: too many rows are gone to believe it unasked; none is marked.
        """
        if not self._progress.is_whole:
            return
        try:
            absent, doubtful = self._compare()
            absent = self._of_read_parents(absent)
            answer = self._ask(ask.fields, absent, doubtful)
            if answer is None and absent.num_rows:
                self._look_again(absent, ask)
        except DeletesRefusedError:
            raise
        except SourceError as error:
            self._progress.leave_open(f"What is deleted could not be told: {error.message}")
            return
        if self._progress.is_whole:
            self._mark(absent if answer is None else answer, was_asked=answer is not None)

    def _compare(self) -> tuple[pa.Table, pa.Array]:
        """Keys of alive rows that the vendor did not list, and ids that are doubtful otherwise."""
        run, progress = self._run, self._progress
        table, destination = progress.table.name, run.destination
        absent = progress.seen_keys().slice(0, 0)
        doubtful: list[pa.ChunkedArray] = []
        if progress.proves_deletes and not progress.was_empty:
            absent = destination.alive_but(table, progress.seen_keys())
        elif run.policy.sweep_ids and not progress.proves_deletes and not progress.spec.is_log:
            alive = run.connector.alive_ids(progress.spec)
            if alive is not None:
                seen = self._keys(list(alive))
                absent = destination.alive_but(table, seen)
                doubtful.append(destination.not_held(table, seen, alive=True).column(0))
        if self._listed is not None:
            # The archived list, both ways: restored without a trace, or archived without one.
            listed = self._keys(self._listed)
            doubtful.append(destination.deleted_but(table, listed).column(0))
            doubtful.append(destination.not_held(table, listed, alive=False).column(0))
        ids = [chunk for column in doubtful for chunk in column.chunks]
        return absent, pc.unique(pa.chunked_array(ids, pa.string()))

    def _of_read_parents(self, absent: pa.Table) -> pa.Table:
        """Without rows of parents that this run did not read whole: nothing is known of them."""
        spec, statuses = self._progress.spec, self._run.statuses
        unread = [name for name in spec.parents if statuses.get(name) != "ok"]
        if not unread or not absent.num_rows:
            return absent
        kept = absent.slice(0, 0)
        if spec.parent_columns:
            is_unread = pa.repeat(False, absent.num_rows)
            for column in spec.parent_columns:
                is_unread = pc.or_(is_unread, pc.is_in(absent[column], pa.array(unread)))
            kept = absent.filter(pc.invert(is_unread))
        left = absent.num_rows - kept.num_rows
        if left:
            self._progress.notes.append(
                f"{left} rows stay as they are: {', '.join(unread)} could not be read."
            )
        return kept

    def _ask(
        self, fields: tuple[FieldInfo, ...], absent: pa.Table, doubtful: pa.Array
    ) -> pa.Table | None:
        """Read records by id; returns the keys of those that are gone, None if one cannot ask."""
        run, progress = self._run, self._progress
        if len(progress.table.key) != 1 or not absent.num_rows + len(doubtful):
            return None
        [key] = progress.table.key
        asked = pc.unique(pa.chunked_array([*absent[key].chunks, doubtful], pa.string()))
        answers = run.connector.read_ids(progress.spec, fields, asked)
        if answers is None:
            return None
        gone, answered = [pa.array([], pa.string())], [pa.array([], pa.string())]
        for answer in answers:
            if isinstance(answer, Gone):
                gone.append(answer.ids.cast(pa.string()))
                continue
            if isinstance(answer, Batch):
                answered += answer.table[key].cast(pa.string()).chunks
            self._take(answer)
        self._outbox.flush()
        named = pa.chunked_array([*gone, *answered])
        silent = len(asked) - (pc.sum(pc.is_in(asked, named.combine_chunks())).as_py() or 0)
        if silent and progress.is_whole:
            progress.leave_open(f"{silent} of {len(asked)} records asked for by id got no answer.")
        return self._keys(gone)

    def _look_again(self, absent: pa.Table, ask: Read) -> None:
        """Leave the stream open if anything speaks against it that these rows are gone."""
        reason = self._run.connector.contradiction(self._progress.spec, absent, ask)
        if reason is not None:
            self._progress.leave_open(reason)

    def _mark(self, gone: pa.Table, *, was_asked: bool) -> None:
        """Mark rows as deleted, and remember the records of which the vendor has none."""
        run, progress = self._run, self._progress
        if not gone.num_rows:
            return
        alive = [
            run.destination.rows_of(
                progress.table.name, [*progress.table.key, "_deleted_at"], gone.slice(start, _ROWS)
            )
            for start in range(0, gone.num_rows, _ROWS)
        ]
        known = pa.concat_tables(alive)
        rows = known.filter(pc.is_null(known["_deleted_at"])).select(list(progress.table.key))
        run.policy.check_inferred(progress.title, rows.num_rows, progress.alive_before)
        chunks = rescued_values.of_gone_records(run, progress.spec.name, progress.record_ids(rows))
        if was_asked:
            ids = progress.record_ids(gone)
            remembered = metadata.gone_rows(progress.spec.name, ids, run.as_of, run.run_id)
            chunks.append(Chunk(GONE.name, GONE.key, remembered))
        as_of = pa.repeat(pa.scalar(run.as_of, pa.timestamp("us")), rows.num_rows)
        marked = run.stamped(rows.append_column("_deleted_at", as_of))
        run.destination.write(chunks, [Chunk(progress.table.name, progress.table.key, marked)])
        progress.rows_changed += rows.num_rows
        progress.rows_deleted += rows.num_rows

    def _keys(self, ids: list[pa.Array]) -> pa.Table:
        [key] = self._progress.table.key
        return pa.table({key: pa.chunked_array(ids, pa.string())})
