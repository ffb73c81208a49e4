"""Rows of the tables about a stream's fields and values as Arrow tables, without stamps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from orchestration.loading.changes import changed_rows, latest_rows, vanished_rows
from orchestration.loading.tables import (
    FIELD_OPTIONS,
    FIELDS,
    GONE,
    RawTable,
    naive_utc,
)
from orchestration.sources.spec import ColumnType, FieldInfo
from orchestration.sources.typing import without_nul


@dataclass(frozen=True)
class Layout:
    """Where the fields of a stream go.

    Attributes:
        columns: the column of each field, by the name that the connector gives it.
        left_out: columns that the table has no room for, and why.
    """

    columns: Mapping[str, str]
    left_out: dict[str, str]

    def types(self, fields: Iterable[FieldInfo]) -> dict[str, ColumnType]:
        """Columns and types of the fields that the vendor shows."""
        return {self.columns[f.field_name]: f.column_type for f in fields if f.is_readable}


def field_rows(stream: str, fields: Iterable[FieldInfo], layout: Layout) -> pa.Table:
    """One row per field of a stream; `field` is the column's name."""
    return rows_of(
        FIELDS,
        [
            {
                "object": stream,
                "field": layout.columns[info.field_name],
                "vendor_name": info.vendor_name or info.field_name,
                "label": info.label,
                "vendor_type": info.vendor_type,
                "column_type": info.column_type.value,
                "is_custom": info.is_custom,
                "is_calculated": info.is_calculated,
                "is_system": info.is_system,
                "is_required": info.is_required,
                "is_readable": info.is_readable,
                "is_updateable": info.is_updateable,
                "max_length": info.max_length,
                "is_restricted": info.is_restricted,
                "default_value": info.default_value,
                "formula": info.formula,
                "is_loaded": info.is_readable
                and layout.columns[info.field_name] not in layout.left_out,
                "not_loaded_because": layout.left_out.get(layout.columns[info.field_name]),
                "description": info.description,
                "created_at": None if info.created_at is None else naive_utc(info.created_at),
            }
            for info in fields
        ],
    )


def option_rows(stream: str, fields: Iterable[FieldInfo], layout: Layout) -> pa.Table:
    """One row per declared option of a field, numbered from 0 in the vendor's order."""
    return rows_of(
        FIELD_OPTIONS,
        [
            {
                "object": stream,
                "field": layout.columns[info.field_name],
                "value": value,
                "label": label,
                "is_active": is_active,
                "position": position,
            }
            for info in fields
            for position, (value, label, is_active) in enumerate(info.options)
        ],
    )


def changed(table: RawTable, seen: pa.Table, stored: pa.Table, as_of: datetime) -> pa.Table:
    """The rows to write so that `stored` says what `seen` says.

    Args:
        table: whose rows they are.
        seen: all rows that hold now, in the scope of `stored`.
        stored: the rows of the table in that scope: those not seen are marked deleted.
        as_of: naive UTC.
    """
    latest = latest_rows(seen, table.key)
    gone = vanished_rows(latest, stored, table.key, as_of)
    rows = changed_rows(latest, stored, table.key).rows.select(gone.column_names)
    return pa.concat_tables([rows, gone.cast(rows.schema)])


def of_stream(table: pa.Table, stream: str) -> pa.Table:
    """The rows about one stream."""
    return table.filter(pc.equal(table["object"], stream))


def gone_rows(
    stream: str, ids: pa.Array | pa.ChunkedArray, as_of: datetime, run_id: str
) -> pa.Table:
    """One row per record of which the vendor says that there is none."""
    about = {"object": stream, "gone_at": as_of, "run_id": run_id}
    return rows_of(GONE, [{**about, "record_id": record_id} for record_id in ids.to_pylist()])


def log_rows(table: RawTable, row: Mapping[str, Any]) -> pa.Table:
    """One row of a table that the run writes about itself; times without zone, UTC."""
    return rows_of(
        table, [{n: naive_utc(v) if isinstance(v, datetime) else v for n, v in row.items()}]
    )


def rows_of(table: RawTable, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Rows of a table about the streams, without stamps; a column that they lack is null."""
    schema = pa.schema([(name, table.columns[name].arrow) for name in table.unstamped])
    made = pa.Table.from_pylist(list(rows), schema=schema)
    return pa.table([without_nul(values) for values in made.columns], schema=schema)
