"""A vendor's batch, made to fit the table it goes to: names, types, text without NUL.

What fits a type is decided in sources/typing.py, for a value just read and for one that is stored
already. A value that does not fit its column is kept as text among the rescued values; it never
fails a load and is never rounded, cut or guessed into shape.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from orchestration.sources.column_names import column_names
from orchestration.sources.spec import AUDIT_COLUMNS, Batch, ColumnType, RescuedValue
from orchestration.sources.typing import refit, rescued_from, type_of, without_nul
from orchestration.warehouse import RUN_STAMPS


@dataclass(frozen=True)
class Conformed:
    """Rows that fit the table, without stamps, and what did not fit.

    Attributes:
        rows: a contract column that the vendor does not show is absent.
        rescued_values: named as the table names its columns.
        keyless: rows that came without a key and are not among `rows`.
    """

    rows: pa.Table
    rescued_values: tuple[RescuedValue, ...]
    keyless: int = 0


@dataclass(frozen=True)
class Shape:
    """How the batches of one read meet their table.

    Attributes:
        stored: every column of the table with its type.
        key: the columns that identify a row.
        contract: columns that exist whether the vendor shows them or not.
        shown: columns that the vendor shows in this read.
        names: the vendor's field names; they decide who keeps a column that two names ask for.
    """

    stored: Mapping[str, ColumnType]
    key: Sequence[str]
    contract: frozenset[str] = frozenset()
    shown: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    def column_names(self, batch: Batch) -> dict[str, str]:
        """The column of each of the batch's."""
        return column_names(self.names | set(batch.table.column_names))

    def leaves_out(self, name: str, values: pa.ChunkedArray) -> bool:
        """True for a column that holds nothing because the vendor does not show it."""
        hidden = name in self.contract and name not in self.shown and name not in self.key
        return hidden and values.null_count == len(values)


def batch_types(batch: Batch, names: Mapping[str, str]) -> dict[str, ColumnType]:
    """Column names as the table spells them, and the types that the batch carries."""
    return {
        names[field.name]: type_of(field.type)
        for field in batch.table.schema
        if not pa.types.is_null(field.type)
    }


def conform(batch: Batch, shape: Shape) -> Conformed:
    """Rows of `batch` with the names and types of the stored columns.

    A column that the table lacks is not loaded; the caller has made room for those that are.
    """
    names = shape.column_names(batch)
    columns: dict[str, pa.ChunkedArray] = {}
    rescued = [
        RescuedValue(m.record_id, names.get(m.field_name, m.field_name), m.declared_type, m.value)
        for m in batch.rescued_values
    ]
    ids: pa.ChunkedArray | None = None
    for field, values in zip(batch.table.schema, batch.table.columns, strict=True):
        name = names[field.name]
        if name not in shape.stored or name in RUN_STAMPS or shape.leaves_out(name, values):
            continue
        kept = shape.stored[name]
        if pa.types.is_null(field.type) or type_of(field.type) is kept:
            columns[name] = without_nul(values.cast(kept.arrow))
            continue
        fitted, refused = refit(values, type_of(field.type), kept)
        columns[name] = without_nul(fitted)
        if refused is not None:
            ids = ids if ids is not None else _ids_of(batch.table, names, shape.key)
            rescued += rescued_from(refused, ids, name, type_of(field.type))
    return _keyed(columns, rescued, shape, batch.table.num_rows)


def record_ids(rows: pa.Table, key: Sequence[str]) -> pa.ChunkedArray:
    """The key of each row as one text, as `_misfits.record_id` holds it; parts joined by `/`."""
    parts = [rows[name].cast(pa.string()) for name in key]
    return parts[0] if len(parts) == 1 else pc.binary_join_element_wise(*parts, "/")


def _ids_of(table: pa.Table, names: Mapping[str, str], key: Sequence[str]) -> pa.ChunkedArray:
    return record_ids(table.rename_columns([names[name] for name in table.column_names]), key)


def _keyed(
    columns: dict[str, pa.ChunkedArray], rescued: Iterable[RescuedValue], shape: Shape, count: int
) -> Conformed:
    """The rows that have a key, with the bookkeeping that the batch lacks."""
    for name in (*shape.key, *AUDIT_COLUMNS):
        if name not in columns and name not in RUN_STAMPS:
            kind = shape.stored[name].arrow
            columns[name] = pa.chunked_array([pa.nulls(count, kind)], kind)
    rows = pa.table(columns)
    # A record without a key cannot be named either.
    rescued = [value for value in rescued if value.record_id is not None]
    if not any(rows[name].null_count for name in shape.key):
        return Conformed(rows, tuple(rescued))
    is_keyed = pc.is_valid(rows[shape.key[0]])
    for name in shape.key[1:]:
        is_keyed = pc.and_(is_keyed, pc.is_valid(rows[name]))
    kept = rows.filter(is_keyed)
    return Conformed(kept, tuple(rescued), rows.num_rows - kept.num_rows)
