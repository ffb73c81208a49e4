"""What the loader reports of one stream."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Status = Literal["ok", "incomplete", "unavailable", "turned_off"]


@dataclass(frozen=True)
class StreamResult:
    """One stream of one run: a row of `_runs` and of `_reconciliation`. Times are aware UTC.

    Attributes:
        source: name of the vendor.
        stream: the raw table.
        mode: `full` read everything, `incremental` read what changed since `cursor_from`.
        status: `incomplete` if part of what was asked got no answer: what came is loaded, nothing
            was taken for deleted, and the next run reads it again. `unavailable` if the vendor does
            not let us read it, `turned_off` if nobody wants it read. `note` then says why.
        note: a reader's remark, or None.
        cursor_from: where the read began; None for a full read.
        cursor_to: where the next one begins; None if the stream has no cursor.
        rows_read: rows the vendor sent, repetitions included.
        rows_changed: raw rows written, deletions included.
        rows_deleted: raw rows that became deleted.
        rescued_values: values kept aside because they did not fit their column.
        api_calls: requests spent.
        was_counted: whether the vendor was asked how many records there are.
        source_count: alive rows as the vendor counts them, None if it was not asked or cannot say.
        warehouse_count: alive rows in the raw table after the run.
        started_at: machine time, for people.
        finished_at: machine time, for people.
    """

    source: str
    stream: str
    mode: Literal["full", "incremental"]
    status: Status
    note: str | None
    cursor_from: datetime | None
    cursor_to: datetime | None
    rows_read: int
    rows_changed: int
    rows_deleted: int
    rescued_values: int
    api_calls: int
    was_counted: bool
    source_count: int | None
    warehouse_count: int
    started_at: datetime
    finished_at: datetime
