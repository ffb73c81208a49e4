"""One stream while it is being read: what was seen, what was counted, what is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.compute as pc

from orchestration.loading.conform import Conformed, record_ids
from orchestration.loading.result import Status, StreamResult
from orchestration.loading.tables import RawTable, stream_table
from orchestration.sources.spec import StreamSpec

_NAMED = 5


@dataclass
class StreamProgress:
    """Progress of one stream.

    Attributes:
        title: source and stream, for messages.
        cursor: what was stored; `since` is where the read begins, None for a full read.
        proves_deletes: the read is the whole truth: alive rows that it lacks are gone.
        rows_outdated: rows that came older than what is stored.
        stated_deletes: rows that were alive, and are deleted as the vendor says.
    """

    spec: StreamSpec
    title: str
    started_at: datetime
    calls_before: int
    was_empty: bool
    alive_before: int
    cursor: datetime | None
    since: datetime | None
    proves_deletes: bool
    status: Status = "ok"
    rows_read: int = 0
    rows_changed: int = 0
    rows_deleted: int = 0
    rows_outdated: int = 0
    stated_deletes: int = 0
    rescued_values: int = 0
    calls_after: int = 0
    was_counted: bool = False
    source_count: int | None = None
    notes: list[str] = field(default_factory=list)
    _left_out: list[str] = field(default_factory=list)
    _seen: list[pa.Table] = field(default_factory=list)
    _newest: datetime | None = None

    def __post_init__(self) -> None:
        self.table: RawTable = stream_table(self.spec)

    @property
    def is_whole(self) -> bool:
        """True as long as everything that was asked got an answer."""
        return self.status == "ok"

    def add(self, batch: Conformed, seen_until: datetime | None) -> None:
        """Count a batch that was read, and remember how far it goes."""
        self.rows_read += batch.rows.num_rows + batch.keyless
        if self.proves_deletes:
            self._seen.append(batch.rows.select(list(self.table.key)))
        if batch.keyless:
            self.leave_open(f"{batch.keyless} rows came without their key.")
        for moment in (pc.max(batch.rows["_source_updated_at"]).as_py(), seen_until):
            if moment is not None and (self._newest is None or moment > self._newest):
                self._newest = moment

    def leave_open(self, reason: str) -> None:
        """Part of what was asked got no answer: nothing may be concluded from what is missing."""
        self.status = "incomplete"
        self.notes.append(reason)

    def leave_out(self, rows: pa.Table) -> None:
        """The warehouse has no room for these rows: what it held of them stays."""
        if not rows.num_rows:
            return
        self.status = "incomplete"
        self.rows_changed -= rows.num_rows
        self._left_out += self.record_ids(rows).to_pylist()

    def doubt(self, statuses: Mapping[str, Status]) -> None:
        """Not whole, if what it is read for was not: what hangs on the missing records is too."""
        unread = [name for name in self.spec.parents if statuses.get(name) == "incomplete"]
        if unread and self.is_whole:
            self.leave_open(f"{', '.join(unread)} could not be read whole.")

    def give_up(self, reason: str) -> None:
        """The stream cannot be read: what was written of it stays."""
        self.status = "unavailable"
        self.notes.append(reason)

    def turn_off(self) -> None:
        """The stream is not to be read: what was written of it stays."""
        self.status = "turned_off"
        self.notes.append("turned off in hymnsheet.yml")

    def record_ids(self, rows: pa.Table) -> pa.ChunkedArray:
        """The key of each row as rescued values name it."""
        return record_ids(rows, self.table.key)

    def seen_keys(self) -> pa.Table:
        """Keys of all rows that were read."""
        schema = pa.schema([(name, self.table.columns[name].arrow) for name in self.table.key])
        return pa.concat_tables([schema.empty_table(), *self._seen])

    def result(self, source: str, until: datetime, warehouse_count: int) -> StreamResult:
        """The figures, once the rows are committed."""
        return StreamResult(
            source=source,
            stream=self.spec.name,
            mode="full" if self.since is None else "incremental",
            status=self.status,
            note=" ".join([*self.notes, *self._left_out_note(), *self._outdated_note()]) or None,
            cursor_from=self.since,
            cursor_to=self._next_cursor(until),
            rows_read=self.rows_read,
            rows_changed=self.rows_changed,
            rows_deleted=self.rows_deleted,
            rescued_values=self.rescued_values,
            api_calls=self.calls_after - self.calls_before,
            was_counted=self.was_counted,
            source_count=self.source_count,
            warehouse_count=warehouse_count,
            started_at=self.started_at,
            finished_at=datetime.now(UTC),
        )

    def _left_out_note(self) -> list[str]:
        if not self._left_out:
            return []
        named, more = self._left_out[:_NAMED], len(self._left_out) - _NAMED
        listed = ", ".join(named) + (f" and {more} more" if more > 0 else "")
        return [
            f"Wider than a row of Postgres can be, and left out: {listed}. Hide fields that nobody"
            " needs from the integration user, or use DuckDB."
        ]

    def _outdated_note(self) -> list[str]:
        if not self.rows_outdated:
            return []
        return [f"{self.rows_outdated} rows came older than what is stored and were left out."]

    def _next_cursor(self, until: datetime) -> datetime | None:
        """The newest edit seen, never after `until`, never before the stored cursor."""
        if self.spec.cursor is None:
            return None
        newest = None if self._newest is None else self._newest.replace(tzinfo=UTC)
        if newest is None or not self.is_whole:
            return self.cursor
        newest = min(newest, until)
        return newest if self.cursor is None else max(newest, self.cursor)
