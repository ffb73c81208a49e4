"""Values that do not fit their column, kept as text beside the rows that they came with."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from orchestration.loading import metadata
from orchestration.loading.changes import latest_rows
from orchestration.loading.destinations.base import Chunk
from orchestration.loading.run_state import RunState
from orchestration.loading.stream_progress import StreamProgress
from orchestration.loading.tables import RESCUED_VALUES
from orchestration.sources.spec import RescuedValue

Rescued = list[tuple[int, RescuedValue]]
"""Rescued values, each with the number of the batch that brought it."""


def replacing(
    run: RunState, progress: StreamProgress, rows: pa.Table, batch: str, rescued: Rescued
) -> list[Chunk]:
    """What to write so that the values rescued from these rows replace those rescued before.

    Those of fields that the rows do not show stay as they were last seen.

    Args:
        run: the run.
        progress: the stream; its figure of rescued values grows.
        rows: of the chunk those that are not older than what is stored.
        batch: the column that numbers the batch of each row.
        rescued: all values that came with the chunk.
    """
    if not run.has_rescued_values and not rescued:
        return []
    ids = progress.record_ids(rows)
    # Of a record that came twice, the values of the version that holds.
    came_with = (
        set(zip(rows[batch].to_pylist(), ids.to_pylist(), strict=True)) if rescued else set()
    )
    kept = [value for number, value in rescued if (number, value.record_id) in came_with]
    seen = latest_rows(_rows(progress.spec.name, kept), RESCUED_VALUES.key)
    progress.rescued_values += seen.num_rows
    stored = _stored(run, progress.spec.name, ids)
    shown = pa.array(rows.column_names, pa.string())
    return _changed(run, seen, stored.filter(pc.is_in(stored["field"], shown)))


def of_gone_records(run: RunState, stream: str, ids: pa.ChunkedArray) -> list[Chunk]:
    """The values rescued from records that are gone, marked as deleted."""
    if not run.has_rescued_values or not len(ids):
        return []
    stored = _stored(run, stream, ids)
    return _changed(run, stored.slice(0, 0), stored)


def added(run: RunState, stream: str, rescued: Iterable[RescuedValue]) -> list[Chunk]:
    """Values that fit no longer, because their column has another type now."""
    rows = _rows(stream, rescued)
    if not rows.num_rows:
        return []
    run.has_rescued_values = True
    return [run.chunk(RESCUED_VALUES, rows)]


def _rows(stream: str, rescued: Iterable[RescuedValue]) -> pa.Table:
    return metadata.rows_of(
        RESCUED_VALUES,
        [
            {
                "object": stream,
                "record_id": value.record_id,
                "field": value.field_name,
                "declared_type": value.declared_type.value,
                "value": value.value,
            }
            for value in rescued
        ],
    )


def _stored(run: RunState, stream: str, ids: pa.ChunkedArray) -> pa.Table:
    about = pa.repeat(pa.scalar(stream), len(ids))
    keys = pa.table({"record_id": ids, "object": about})
    return run.destination.rows_of(RESCUED_VALUES.name, RESCUED_VALUES.unstamped, keys)


def _changed(run: RunState, seen: pa.Table, stored: pa.Table) -> list[Chunk]:
    changed = metadata.changed(RESCUED_VALUES, seen, stored, run.as_of)
    if not changed.num_rows:
        return []
    run.has_rescued_values = True
    return [run.chunk(RESCUED_VALUES, changed)]
