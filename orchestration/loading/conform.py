"""A vendor's batch, made to fit the table it goes to: names, types, text without NUL.

A column keeps the type it was made with. A value that no longer fits it is kept as text among the
misfits; it never fails a load and is never rounded, cut or guessed into shape.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from orchestration.errors import SourceError
from orchestration.loading.tables import BOOKKEEPING, STAMPS, column_name
from orchestration.sources.spec import Batch, ColumnType, Misfit

# Postgres text cannot hold NUL; the replacement character shows that something stood there.
_NUL, _REPLACEMENT = "\x00", "\ufffd"
_NUL_BYTE = re.compile(b"\x00")  # searches a buffer where it lies

_AS_TEXT: Mapping[ColumnType, str] = {
    ColumnType.TEXT: "x",
    ColumnType.INTEGER: "cast(x as varchar)",
    ColumnType.NUMBER: r"regexp_replace(cast(x as varchar), '\.0$', '')",
    ColumnType.BOOLEAN: "cast(x as varchar)",
    ColumnType.DATE: "cast(x as varchar)",
    ColumnType.TIMESTAMP: "strftime(x, '%Y-%m-%dT%H:%M:%S.%fZ')",
}
_FROM_TEXT: Mapping[ColumnType, str] = {
    ColumnType.INTEGER: (
        r"case when regexp_full_match(trim(x), '[+-]?\d+') then try_cast(trim(x) as bigint) end"
    ),
    ColumnType.NUMBER: (
        r"case when regexp_full_match(trim(x), '[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?') "
        "then try_cast(trim(x) as double) end"
    ),
    ColumnType.BOOLEAN: "case lower(trim(x)) when 'true' then true when 'false' then false end",
    ColumnType.DATE: (
        r"case when regexp_full_match(trim(x), '\d{4}-\d{2}-\d{2}') "
        "then try_cast(trim(x) as date) end"
    ),
    ColumnType.TIMESTAMP: (
        r"case when regexp_matches(trim(x), '^\d{4}-\d{2}-\d{2}') "
        "then try_cast(trim(x) as timestamptz) at time zone 'UTC' end"
    ),
}
_ENGINE_TYPE: Mapping[ColumnType, str] = {
    ColumnType.INTEGER: "bigint",
    ColumnType.NUMBER: "double",
    ColumnType.DATE: "date",
    ColumnType.TIMESTAMP: "timestamp",
}
_KINDRED = (
    {ColumnType.INTEGER, ColumnType.NUMBER},
    {ColumnType.DATE, ColumnType.TIMESTAMP},
)


@dataclass(frozen=True)
class Conformed:
    """Rows that fit the table, without stamps, and what did not fit."""

    rows: pa.Table
    misfits: tuple[Misfit, ...]


def batch_types(batch: Batch) -> dict[str, ColumnType]:
    """Column names as the table spells them, and the types that the batch carries."""
    return {
        column_name(field.name): _column_type(field.type)
        for field in batch.table.schema
        if not pa.types.is_null(field.type)
    }


def conform(
    batch: Batch, stored: Mapping[str, ColumnType], key: Sequence[str], stream: str
) -> Conformed:
    """Rows of `batch` with the names and types of the stored columns.

    Args:
        batch: as the connector gave it.
        stored: every column of the table with its type; a batch column is among them, or is
            null throughout.
        key: the columns that identify a row.
        stream: named in the error.

    Raises:
        SourceError: a row has no key.
    """
    columns: dict[str, pa.ChunkedArray] = {}
    misfits = [
        Misfit(m.record_id, column_name(m.field_name), m.declared_type, m.value)
        for m in batch.misfits
    ]
    ids: pa.ChunkedArray | None = None
    for field, values in zip(batch.table.schema, batch.table.columns, strict=True):
        name = column_name(field.name)
        if name not in stored or name in STAMPS:
            continue
        if pa.types.is_null(field.type) or _column_type(field.type) is stored[name]:
            columns[name] = _clean(values.cast(stored[name].arrow))
            continue
        fitted, refused = _refit(values, _column_type(field.type), stored[name])
        columns[name] = _clean(fitted)
        if refused is not None:
            ids = ids if ids is not None else _ids_of(batch.table, key)
            declared = _column_type(field.type)
            misfits += _refused(refused, ids, name, declared)
    _require_keys(columns, key, stream)
    for name in BOOKKEEPING:
        if name not in columns and name not in STAMPS:
            kind = stored[name].arrow
            columns[name] = pa.chunked_array([pa.nulls(batch.table.num_rows, kind)], kind)
    return Conformed(pa.table(columns), tuple(misfits))


def record_ids(rows: pa.Table, key: Sequence[str]) -> pa.ChunkedArray:
    """The key of each row as one text, as `_misfits.record_id` holds it; parts joined by `/`."""
    parts = [rows[name].cast(pa.string()) for name in key]
    return parts[0] if len(parts) == 1 else pc.binary_join_element_wise(*parts, "/")


def _column_type(arrow: pa.DataType) -> ColumnType:
    if pa.types.is_boolean(arrow):
        return ColumnType.BOOLEAN
    if pa.types.is_integer(arrow):
        return ColumnType.INTEGER
    if pa.types.is_floating(arrow) or pa.types.is_decimal(arrow):
        return ColumnType.NUMBER
    if pa.types.is_date(arrow):
        return ColumnType.DATE
    if pa.types.is_timestamp(arrow):
        return ColumnType.TIMESTAMP
    return ColumnType.TEXT


def _refit(
    values: pa.ChunkedArray, declared: ColumnType, kept: ColumnType
) -> tuple[pa.ChunkedArray, pa.ChunkedArray | None]:
    """The values in the kept type, and as text those that it cannot hold (None: it holds all)."""
    if kept is ColumnType.TEXT:
        fit = _AS_TEXT[declared]
    elif declared is ColumnType.TEXT:
        fit = _FROM_TEXT[kept]
    elif {declared, kept} in _KINDRED:
        there, back = _ENGINE_TYPE[kept], _ENGINE_TYPE[declared]
        fit = (
            f"case when try_cast(try_cast(x as {there}) as {back}) = x "
            f"then try_cast(x as {there}) end"
        )
    else:
        fit = "null"
    spelt = _AS_TEXT[declared]
    with duckdb.connect(":memory:") as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.register("batch", pa.table({"x": values.cast(declared.arrow)}))
        found = connection.execute(
            f"select {fit} as fitted, case when trim({spelt}) <> '' then {spelt} end as spelt "  # noqa: S608  constants of this module
            "from batch"
        ).to_arrow_table()
    fitted = found["fitted"].cast(kept.arrow)
    refused = pc.if_else(pc.is_valid(fitted), pa.scalar(None, pa.string()), found["spelt"])
    return fitted, refused if refused.null_count < len(refused) else None


def _refused(
    values: pa.ChunkedArray, ids: pa.ChunkedArray, name: str, declared: ColumnType
) -> list[Misfit]:
    rows = pc.is_valid(values)
    pairs = zip(ids.filter(rows).to_pylist(), values.filter(rows).to_pylist(), strict=True)
    return [Misfit(record_id, name, declared, value) for record_id, value in pairs]


def _ids_of(table: pa.Table, key: Sequence[str]) -> pa.ChunkedArray:
    return record_ids(table.rename_columns([column_name(n) for n in table.column_names]), key)


def _clean(values: pa.ChunkedArray) -> pa.ChunkedArray:
    if not pa.types.is_string(values.type):
        return values
    if not any(_holds_nul(chunk) for chunk in values.chunks):
        return values
    return pc.replace_substring(values, _NUL, _REPLACEMENT)


def _holds_nul(chunk: pa.Array) -> bool:
    data = chunk.buffers()[2]
    return data is not None and _NUL_BYTE.search(data) is not None


def _require_keys(columns: Mapping[str, pa.ChunkedArray], key: Sequence[str], stream: str) -> None:
    for name in key:
        if name not in columns or columns[name].null_count:
            raise SourceError(
                f"Stream {stream}: a row came without its key column {name}.",
                next_step="Report this: the vendor's answer has a shape that is not known here.",
            )
