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
from orchestration.loading import metadata
from orchestration.loading.destinations.base import Chunk
from orchestration.loading.run_state import RunState
from orchestration.loading.stream_progress import StreamProgress
from orchestration.loading.tables import GONE, RESCUED_VALUES, RUN_STAMPS
from orchestration.sources.spec import Batch, Deleted, FieldInfo, Gone, Unread
from orchestration.sources.stream import Read

_ROWS = 50_000


class Absences:
    """What one stream's read leaves open.

    Args:
        run: the run.
        work: the stream; its rows are landed before `settle` is called.
        take: takes batches and gaps.
        land: lands what was taken.
    """

    def __init__(
        self,
        run: RunState,
        work: StreamProgress,
        take: Callable[[Batch | Unread], None],
        land: Callable[[], None],
    ) -> None:
        self._run = run
        self._work = work
        self._take = take
        self._land = land
        self._listed: list[pa.Array] | None = None

    def listed(self, piece: Deleted) -> None:
        """Take a piece of the vendor's list of deleted records."""
        self._listed = [*(self._listed or []), piece.ids]

    def settle(self, ask: Read) -> None:
        """Ask for what that read left open, and mark as deleted what is gone.

        Raises:
            DeletesRefusedError: too many rows are gone to believe it unasked; none is marked.
        """
        if not self._work.is_whole:
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
            self._work.leave_open(f"What is deleted could not be told: {error.message}")
            return
        if self._work.is_whole:
            self._mark(absent if answer is None else answer, was_asked=answer is not None)

    def _compare(self) -> tuple[pa.Table, pa.Array]:
        """Keys of alive rows that the vendor did not list, and ids that are doubtful otherwise."""
        run, work = self._run, self._work
        table, destination = work.table.name, run.destination
        absent = work.seen_keys().slice(0, 0)
        doubtful: list[pa.ChunkedArray] = []
        if work.proves_deletes and not work.was_empty:
            absent = destination.alive_but(table, work.seen_keys())
        elif run.policy.sweep_ids and not work.proves_deletes and not work.spec.is_log:
            alive = run.connector.alive_ids(work.spec)
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
        spec, statuses = self._work.spec, self._run.statuses
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
            self._work.notes.append(
                f"{left} rows stay as they are: {', '.join(unread)} could not be read."
            )
        return kept

    def _ask(
        self, fields: tuple[FieldInfo, ...], absent: pa.Table, doubtful: pa.Array
    ) -> pa.Table | None:
        """Read records by id; returns the keys of those that are gone, None if one cannot ask."""
        run, work = self._run, self._work
        if len(work.table.key) != 1 or not absent.num_rows + len(doubtful):
            return None
        [key] = work.table.key
        asked = pc.unique(pa.chunked_array([*absent[key].chunks, doubtful], pa.string()))
        answers = run.connector.read_ids(work.spec, fields, asked)
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
        self._land()
        named = pa.chunked_array([*gone, *answered])
        silent = len(asked) - (pc.sum(pc.is_in(asked, named.combine_chunks())).as_py() or 0)
        if silent and work.is_whole:
            work.leave_open(f"{silent} of {len(asked)} records asked for by id got no answer.")
        return self._keys(gone)

    def _look_again(self, absent: pa.Table, ask: Read) -> None:
        """Leave the stream open if anything speaks against it that these rows are gone."""
        reason = self._run.connector.contradiction(self._work.spec, absent, ask)
        if reason is not None:
            self._work.leave_open(reason)

    def _mark(self, gone: pa.Table, *, was_asked: bool) -> None:
        """Mark rows as deleted, and remember the records of which the vendor has none."""
        run, work = self._run, self._work
        if not gone.num_rows:
            return
        alive = [
            run.destination.rows_of(
                work.table.name, [*work.table.key, "_deleted_at"], gone.slice(start, _ROWS)
            )
            for start in range(0, gone.num_rows, _ROWS)
        ]
        known = pa.concat_tables(alive)
        rows = known.filter(pc.is_null(known["_deleted_at"])).select(list(work.table.key))
        run.policy.check_inferred(work.title, rows.num_rows, work.alive_before)
        chunks = self._rescued_of(work.record_ids(rows))
        if was_asked:
            ids = work.record_ids(gone)
            remembered = metadata.gone_rows(work.spec.name, ids, run.as_of, run.run_id)
            chunks.append(Chunk(GONE.name, GONE.key, remembered))
        as_of = pa.repeat(pa.scalar(run.as_of, pa.timestamp("us")), rows.num_rows)
        marked = run.stamped(rows.append_column("_deleted_at", as_of))
        run.destination.write(chunks, [Chunk(work.table.name, work.table.key, marked)])
        work.rows_changed += rows.num_rows
        work.rows_deleted += rows.num_rows

    def _rescued_of(self, ids: pa.ChunkedArray) -> list[Chunk]:
        """The rescued values of records that are gone, marked as deleted."""
        run = self._run
        if not run.has_rescued_values or not len(ids):
            return []
        about = pa.repeat(pa.scalar(self._work.spec.name), len(ids))
        columns = [name for name in RESCUED_VALUES.columns if name not in RUN_STAMPS]
        stored = run.destination.rows_of(
            RESCUED_VALUES.name, columns, pa.table({"record_id": ids, "object": about})
        )
        news = metadata.news(RESCUED_VALUES, stored.slice(0, 0), stored, run.as_of)
        return [run.chunk(RESCUED_VALUES, news)] if news.num_rows else []

    def _keys(self, ids: list[pa.Array]) -> pa.Table:
        [key] = self._work.table.key
        return pa.table({key: pa.chunked_array(ids, pa.string())})
