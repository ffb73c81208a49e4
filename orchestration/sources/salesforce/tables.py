"""Salesforce rows (CSV or JSON) -> typed batches with the columns every raw table has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from orchestration.errors import AnswerError
from orchestration.sources.salesforce.metadata import TYPES
from orchestration.sources.spec import Batch, ColumnType, FieldInfo, StreamSpec
from orchestration.sources.typing import is_in_calendar, text_of, typed_columns, without_nul

_OF_EVERY_ROW: Final = ("id", "isdeleted", "masterrecordid")
_EXACT_IN_DOUBLE: Final = 2.0**53
_CSV_TYPES: Final[Mapping[ColumnType, pa.DataType]] = {
    ColumnType.TEXT: pa.string(),
    ColumnType.INTEGER: pa.float64(),  # Bulk writes whole numbers as "23.0"
    ColumnType.NUMBER: pa.float64(),
    ColumnType.BOOLEAN: pa.bool_(),
    ColumnType.DATE: pa.date32(),
    ColumnType.TIMESTAMP: pa.timestamp("us", tz="UTC"),
}


@dataclass(frozen=True)
class TableShape:
    """What to ask for and what the table looks like.

    Attributes:
        names: API names to select, in order.
        columns: the column each of `names` lands in.
        types: the columns of `columns`, contract columns first, with their raw types.
        stamp: the column that says when a row last changed.
        csv_types: API name -> Arrow type for the CSV reader; text where the contract's type is
            not the declared one.
    """

    names: tuple[str, ...]
    columns: tuple[str, ...]
    types: Mapping[str, ColumnType]
    stamp: str
    csv_types: Mapping[str, pa.DataType]

    @property
    def stamp_name(self) -> str:
        """The API name of `stamp`: every object has it, whether describe lists it or not."""
        spelt = {"systemmodstamp": "SystemModstamp", "createddate": "CreatedDate"}
        return self.name_of(self.stamp) or spelt[self.stamp]

    def name_of(self, column: str) -> str | None:
        """The API name of a column, None where the org does not show it."""
        return dict(zip(self.columns, self.names, strict=True)).get(column)

    @property
    def of_every_row(self) -> dict[str, str]:
        """Columns that no row leaves empty, with their API names, as far as the org shows them."""
        wanted = ("id", "isdeleted", self.stamp)
        return {column: name for column in wanted if (name := self.name_of(column)) is not None}

    def without(self, name: str) -> TableShape | None:
        """The same without a field; None if it is not there, or tells what became of a row."""
        column = {n.lower(): c for n, c in zip(self.names, self.columns, strict=True)}.get(
            name.lower()
        )
        if column is None or column in {*_OF_EVERY_ROW, self.stamp}:
            return None
        kept = [n for n in self.names if n.lower() != name.lower()]
        return replace(
            self,
            names=tuple(kept),
            columns=tuple(c for c in self.columns if c != column),
            types={c: kind for c, kind in self.types.items() if c != column},
            csv_types={n: self.csv_types[n] for n in kept},
        )


def table_shape(
    stream: StreamSpec, fields: Iterable[FieldInfo], api_names: Mapping[str, str]
) -> TableShape:
    """The shape in which the `fields` that the org shows now are read."""
    asked = {f.field_name: f for f in fields if f.is_readable and f.field_name in api_names}
    types = {name: kind for name, kind in stream.columns.items() if name in asked}
    types.update({name: f.column_type for name, f in asked.items() if name not in types})
    return TableShape(
        names=tuple(api_names[name] for name in asked),
        columns=tuple(asked),
        types=types,
        stamp=stream.cursor or "systemmodstamp",
        csv_types={api_names[name]: _csv_type(field) for name, field in asked.items()},
    )


def id_shape(stream: StreamSpec) -> TableShape:
    """The shape in which ids alone are read."""
    return TableShape(
        names=("Id",),
        columns=("id",),
        types={"id": ColumnType.TEXT},
        stamp=stream.cursor or "systemmodstamp",
        csv_types={"Id": pa.string()},
    )


def csv_batch(body: bytes, shape: TableShape, where: str = "The page") -> Batch:
    """The batch of one CSV page; an empty cell is null, everything else is kept, "NA" too.

    Raises:
        AnswerError: the page is cut, ragged, has other columns than were asked for, or rows that
            come twice or do not say what became of them.
    """
    if not body.strip():
        return json_batch([], shape)
    if not body.rstrip(b"\r\n").endswith(b'"'):  # every cell is quoted, so the last one ends so
        raise AnswerError(f"{where} is cut in the middle of a cell.")
    try:
        batch = _csv_batch(body, shape)
    except (pa.ArrowException, UnicodeError):
        raise AnswerError(f"{where} is not the CSV that was asked for.") from None
    for column, name in shape.of_every_row.items():
        if batch.table[column].null_count:
            raise AnswerError(f"{where} holds a row without its {name}.")
    if "id" in shape.columns and pc.count_distinct(batch.table["id"]).as_py() < len(batch.table):
        raise AnswerError(f"{where} holds a row twice.")
    return batch


def _csv_batch(body: bytes, shape: TableShape) -> Batch:
    direct: dict[str, pa.Array] = {}
    try:
        table = _read_csv(body, shape.csv_types)
        for column, name in zip(shape.columns, shape.names, strict=True):
            if shape.csv_types[name] == _CSV_TYPES[shape.types[column]]:
                direct[column] = _fit(_whole(table.column(name)), shape.types[column])
    except pa.ArrowInvalid:  # some value does not fit: read text, so that it is kept
        table, direct = _read_csv(body, dict.fromkeys(shape.names, pa.string())), {}
    text = {
        column: _whole(table.column(name))
        for column, name in zip(shape.columns, shape.names, strict=True)
        if column not in direct
    }
    return _batch(text, direct, shape, table.num_rows)


def json_batch(
    records: Sequence[Mapping[str, Any]], shape: TableShape, *, has_nul: bool = False
) -> Batch:
    """The batch of one REST page."""
    text = {
        column: pa.array([text_of(record.get(name)) for record in records], pa.string())
        for column, name in zip(shape.columns, shape.names, strict=True)
    }
    if has_nul:
        text = {column: without_nul(values) for column, values in text.items()}
    return _batch(text, {}, shape, len(records))


def _batch(
    text: Mapping[str, pa.Array], direct: Mapping[str, pa.Array], shape: TableShape, rows: int
) -> Batch:
    ids = direct.get("id", text.get("id"))
    if ids is None:
        ids = pa.nulls(rows, pa.string())
    types = {name: kind for name, kind in shape.types.items() if name not in direct}
    cast, rescued = typed_columns(text, types, ids)
    typed = {name: direct[name] if name in direct else cast[name] for name in shape.types}
    nothing = pa.nulls(rows, ColumnType.TIMESTAMP.arrow)
    stamp = typed.get(shape.stamp, nothing)
    deleted = typed.get("isdeleted")
    typed["_source_updated_at"] = stamp
    typed["_deleted_at"] = nothing if deleted is None else pc.if_else(deleted, stamp, nothing)
    typed["_merged_into"] = typed.get("masterrecordid", pa.nulls(rows, pa.string()))
    return Batch(pa.table(typed), rescued)


def _csv_type(field: FieldInfo) -> pa.DataType:
    declared = TYPES.get(field.vendor_type, ColumnType.TEXT)
    return _CSV_TYPES[declared] if declared is field.column_type else pa.string()


def _read_csv(body: bytes, types: Mapping[str, pa.DataType]) -> pa.Table:
    """The page as a table with the columns of `types`. Raises pyarrow.ArrowException."""
    table = pyarrow.csv.read_csv(
        pa.BufferReader(body),
        read_options=pyarrow.csv.ReadOptions(block_size=8 << 20),
        parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types=types,
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
        ),
    )
    if sorted(table.column_names) != sorted(types):
        raise pa.ArrowInvalid("other columns than were asked for")
    return table


def _fit(values: pa.Array, column_type: ColumnType) -> pa.Array:
    """A column as the CSV reader typed it, as its raw type.

    Raises:
        pyarrow.ArrowInvalid: NaN, infinity, a number that is not whole or has more digits than a
            double, a time of no year that people count.
    """
    if column_type is ColumnType.TIMESTAMP:
        values = values.cast(pa.timestamp("us"))
    if not is_in_calendar(values):
        raise pa.ArrowInvalid("no year between 1 and 9999")
    if column_type not in (ColumnType.INTEGER, ColumnType.NUMBER):
        return values
    if pc.all(pc.is_finite(values)).as_py() is False:
        raise pa.ArrowInvalid("not a number")
    if pc.any(pc.greater_equal(pc.abs(values), _EXACT_IN_DOUBLE)).as_py():
        raise pa.ArrowInvalid("not exact in a double")
    return values if column_type is ColumnType.NUMBER else values.cast(pa.int64())


def _whole(column: pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
