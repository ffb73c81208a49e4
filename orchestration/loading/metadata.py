"""Rows of `_fields`, `_field_options` and `_misfits` as Arrow tables, without stamps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from orchestration.loading.changes import changed_rows, latest_rows, vanished_rows
from orchestration.loading.journal import naive_utc
from orchestration.loading.tables import (
    FIELD_OPTIONS,
    FIELDS,
    MISFITS,
    STAMPS,
    RawTable,
    column_name,
)
from orchestration.sources.spec import FieldInfo, Misfit


def field_rows(stream: str, fields: Iterable[FieldInfo]) -> pa.Table:
    """One row per field of a stream; `field` is the column's name."""
    return _table(
        FIELDS,
        [
            {
                "object": stream,
                "field": column_name(info.field_name),
                "label": info.label,
                "vendor_type": info.vendor_type,
                "column_type": info.column_type.value,
                "is_custom": info.is_custom,
                "is_calculated": info.is_calculated,
                "is_system": info.is_system,
                "is_required": info.is_required,
                "is_readable": info.is_readable,
                "description": info.description,
                "created_at": None if info.created_at is None else naive_utc(info.created_at),
            }
            for info in fields
        ],
    )


def option_rows(stream: str, fields: Iterable[FieldInfo]) -> pa.Table:
    """One row per declared option of a field, numbered from 0 in the vendor's order."""
    return _table(
        FIELD_OPTIONS,
        [
            {
                "object": stream,
                "field": column_name(info.field_name),
                "value": value,
                "label": label,
                "is_active": is_active,
                "position": position,
            }
            for info in fields
            for position, (value, label, is_active) in enumerate(info.options)
        ],
    )


def misfit_rows(stream: str, misfits: Iterable[Misfit]) -> pa.Table:
    """One row per value that did not fit its column."""
    return _table(
        MISFITS,
        [
            {
                "object": stream,
                "record_id": misfit.record_id,
                "field": misfit.field_name,
                "declared_type": misfit.declared_type.value,
                "value": misfit.value,
            }
            for misfit in misfits
        ],
    )


def news(table: RawTable, seen: pa.Table, stored: pa.Table, as_of: datetime) -> pa.Table:
    """The rows to write so that `stored` says what `seen` says.

    Args:
        table: whose rows they are.
        seen: all rows that hold now, in the scope of `stored`.
        stored: the rows of the table in that scope: those not seen are marked deleted.
        as_of: naive UTC.
    """
    latest = latest_rows(seen, table.key)
    gone = vanished_rows(latest, stored, table.key, as_of)
    changed = changed_rows(latest, stored, table.key).rows.select(gone.column_names)
    return pa.concat_tables([changed, gone.cast(changed.schema)])


def of_stream(table: pa.Table, stream: str) -> pa.Table:
    """The rows about one stream."""
    return table.filter(pc.equal(table["object"], stream))


def _table(table: RawTable, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    schema = pa.schema(
        [(name, kind.arrow) for name, kind in table.columns.items() if name not in STAMPS]
    )
    return pa.Table.from_pylist(list(rows), schema=schema)
