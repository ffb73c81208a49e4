"""JSON values of a stream without metadata of its own -> a typed batch."""

from __future__ import annotations

import pyarrow as pa

from orchestration.sources.spec import Batch, ColumnType, StreamSpec
from orchestration.sources.typing import text_of, typed_columns

Row = dict[str, object]


def rows_batch(stream: StreamSpec, rows: list[Row], *, updated: str | None) -> Batch:
    """A batch of the contract's columns from JSON values.

    Args:
        stream: its columns and key.
        rows: column -> JSON value; a missing one is null.
        updated: the column that carries the vendor's time of change, if there is one.
    """
    text = {
        name: pa.array([text_of(row.get(name)) for row in rows], pa.string())
        for name in stream.columns
    }
    keys = ["/".join(str(row.get(name)) for name in stream.primary_key) for row in rows]
    typed, rescued = typed_columns(text, stream.columns, pa.array(keys, pa.string()))
    nothing = pa.nulls(len(rows), ColumnType.TIMESTAMP.arrow)
    typed["_source_updated_at"] = nothing if updated is None else typed[updated]
    typed["_deleted_at"] = nothing
    typed["_merged_into"] = pa.nulls(len(rows), pa.string())
    return Batch(pa.table(typed), rescued)
