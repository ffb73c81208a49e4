"""Text -> the Arrow types that a vendor's metadata declares; what does not fit is kept as text.

The one place that decides what fits a type, for values just read and for stored ones whose field
was retyped. A number fits if a double holds all its digits; an instant fits a date by its day in
UTC. A column is cast as a whole; only a column that resists is looked at piece by piece.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import reduce
from math import isfinite

import pyarrow as pa
import pyarrow.compute as pc

from orchestration.sources.spec import ColumnType, RescuedValue

_ZONED = r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})$"
_EPOCH_MS = r"^-?\d{9,14}$"
_DAY = r"^\d{4}-\d{2}-\d{2}$"
_INTEGER = r"^-?\d{1,18}$"
_WHOLE = r"^-?\d{1,15}\.0+$"
# Below 2^53, so that a double holds every whole one; larger ones are looked at one by one.
_SMALL_NUMBER = r"^-?(\d{1,15}(\.\d*)?|\.\d+)([eE]-\d{1,2})?$"
_BOOLEAN = r"^([tT]rue|[fF]alse|TRUE|FALSE)$"
_BOOLEANS = {"true": True, "false": False, "1": True, "0": False}

_NUL_BYTE = re.compile(b"\x00")  # searches a buffer where it lies
_EXACT_IN_DOUBLE = 2.0**53

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST, _LAST = (day.toordinal() - _EPOCH.toordinal() for day in (date.min, date.max))
_DAY_US = 86_400_000_000
# How a date and a time are counted, from which number on, and up to which.
_CALENDAR: Mapping[pa.DataType, tuple[pa.DataType, int, int]] = {
    pa.date32(): (pa.int32(), _FIRST, _LAST + 1),
    pa.timestamp("us"): (pa.int64(), _FIRST * _DAY_US, (_LAST + 1) * _DAY_US),
}

Converter = Callable[[pa.Array], pa.Array]


def cast_text(values: pa.Array, column_type: ColumnType) -> tuple[pa.Array, pa.Array | None]:
    """Text as its declared type.

    Blank text is null, except in a text column, where it stays what the vendor sent.

    Args:
        values: strings or nulls.
        column_type: what the vendor declares.

    Returns:
        The typed column, null where a value does not fit, and a mask of those that do not or None.
    """
    if column_type is ColumnType.TEXT:
        return values, None
    if values.null_count == len(values):
        return pa.nulls(len(values), column_type.arrow), None
    if column_type is not ColumnType.INTEGER:  # Arrow reads "0x1F" as an integer
        try:
            typed = _WHOLE_COLUMN[column_type](values)
        except pa.ArrowInvalid:
            typed = None
        if typed is not None and _is_exact(typed) and is_in_calendar(typed):
            return typed, None
    return _cast_piecewise(values, column_type)


def typed_columns(
    text: Mapping[str, pa.Array], types: Mapping[str, ColumnType], record_ids: pa.Array
) -> tuple[dict[str, pa.Array], tuple[RescuedValue, ...]]:
    """Every column of `types`, cast; a column that `text` lacks is all null.

    Args:
        text: column name -> strings or nulls, all as long as `record_ids`.
        types: column name -> declared type, in table order.
        record_ids: the key under which a value that does not fit is filed.
    """
    typed: dict[str, pa.Array] = {}
    rescued: list[RescuedValue] = []
    for name, column_type in types.items():
        values = text.get(name)
        if values is None:
            typed[name] = pa.nulls(len(record_ids), column_type.arrow)
            continue
        typed[name], bad = cast_text(values, column_type)
        if bad is not None:
            rescued += rescued_from(pc.if_else(bad, values, None), record_ids, name, column_type)
    return typed, tuple(rescued)


def refit(
    values: pa.ChunkedArray, declared: ColumnType, kept: ColumnType
) -> tuple[pa.ChunkedArray, pa.ChunkedArray | None]:
    """Typed values under another type: what a fresh load of their text would make of them.

    Returns:
        The values in the kept type, and as text those that it cannot hold (None: it holds all).
    """
    spelt = _as_text(values.cast(declared.arrow), declared)
    if kept is ColumnType.TEXT:
        return spelt, None
    text = spelt.combine_chunks()
    fitted, bad = cast_text(text, kept)
    refused = None if bad is None else pa.chunked_array([pc.if_else(bad, text, None)])
    return pa.chunked_array([fitted]), refused


def _as_text(values: pa.ChunkedArray, declared: ColumnType) -> pa.ChunkedArray:
    """Typed values as the text that a vendor would send for them."""
    if declared is ColumnType.TIMESTAMP:
        return pc.strftime(values, "%Y-%m-%dT%H:%M:%SZ")
    if declared is ColumnType.NUMBER:
        numbers = (None if x is None else repr(x).removesuffix(".0") for x in values.to_pylist())
        return pa.chunked_array([pa.array(numbers, pa.string())])
    return values.cast(pa.string())


def rescued_from(
    refused: pa.Array | pa.ChunkedArray,
    ids: pa.Array | pa.ChunkedArray,
    name: str,
    declared: ColumnType,
) -> list[RescuedValue]:
    """The texts of `refused`, each filed under the record of `ids` beside it; nulls are none."""
    is_refused = pc.is_valid(refused)
    ids, texts = ids.filter(is_refused), refused.filter(is_refused)
    pairs = zip(ids.to_pylist(), texts.to_pylist(), strict=True)
    return [RescuedValue(record_id, name, declared, value) for record_id, value in pairs]


def type_of(arrow: pa.DataType) -> ColumnType:
    """The column type of Arrow values; text if it is none of the others."""
    return next((kind for is_kind, kind in _KINDS if is_kind(arrow)), ColumnType.TEXT)


def without_nul(values: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """Text without NUL, which Postgres cannot hold; other types as they are.

    It goes, as it goes from a body of `http/body.py`: vendors let it slip into pages, ids
    and headers, and one record has one text, whether it came as JSON or as CSV.
    """
    if not pa.types.is_string(values.type):
        return values
    chunks = values.chunks if isinstance(values, pa.ChunkedArray) else [values]
    if not any(_holds_nul(chunk) for chunk in chunks):
        return values
    return pc.replace_substring(values, "\x00", "")


def _holds_nul(chunk: pa.Array) -> bool:
    data = chunk.buffers()[2]
    return data is not None and _NUL_BYTE.search(data) is not None


def text_of(value: object) -> str | None:
    """A JSON value as the text a vendor's CSV would carry."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _cast(*targets: pa.DataType) -> Converter:
    """Casts to each of the types in turn."""
    return lambda values: reduce(pa.Array.cast, targets, values)


def is_in_calendar(typed: pa.Array) -> bool:
    """Whether every date or time is of the years 1 to 9999, which all who read it can name."""
    if typed.type not in _CALENDAR:
        return True
    number, first, end = _CALENDAR[typed.type]
    found = pc.min_max(typed.cast(number)).as_py()
    return found["min"] is None or (first <= found["min"] and found["max"] < end)


def _is_exact(typed: pa.Array) -> bool:
    """False if a double may have lost something: not a number, or beyond its whole numbers."""
    if not pa.types.is_floating(typed.type):
        return True
    small = pc.less(pc.abs(typed), pa.scalar(_EXACT_IN_DOUBLE))
    return pc.all(small).as_py() is not False


_DAY_OF, _MOMENT = pa.date32(), pa.timestamp("us")
_ZONED_TIME = _cast(pa.timestamp("us", tz="UTC"), _MOMENT)
_EPOCH_TIME = (pa.int64(), pa.timestamp("ms"), _MOMENT)
_WHOLE_COLUMN: Mapping[ColumnType, Converter] = {
    ColumnType.NUMBER: _cast(pa.float64()),
    ColumnType.BOOLEAN: _cast(pa.bool_()),
    ColumnType.DATE: _cast(_DAY_OF),
    ColumnType.TIMESTAMP: _ZONED_TIME,
}
_PIECES: Mapping[ColumnType, tuple[tuple[str, Converter], ...]] = {
    ColumnType.INTEGER: (
        (_INTEGER, _cast(pa.int64())),
        (_WHOLE, _cast(pa.float64(), pa.int64())),
    ),
    ColumnType.NUMBER: ((_SMALL_NUMBER, _cast(pa.float64())),),
    ColumnType.BOOLEAN: ((_BOOLEAN, _cast(pa.bool_())),),
    ColumnType.DATE: ((_DAY, _cast(_DAY_OF)), (_EPOCH_MS, _cast(*_EPOCH_TIME, _DAY_OF))),
    ColumnType.TIMESTAMP: (
        (_ZONED, _ZONED_TIME),
        (_EPOCH_MS, _cast(*_EPOCH_TIME)),
        (_DAY, _cast(_DAY_OF, _MOMENT)),
    ),
}
_KINDS: tuple[tuple[Callable[[pa.DataType], bool], ColumnType], ...] = (
    (pa.types.is_boolean, ColumnType.BOOLEAN),
    (pa.types.is_integer, ColumnType.INTEGER),
    (pa.types.is_floating, ColumnType.NUMBER),
    (pa.types.is_decimal, ColumnType.NUMBER),
    (pa.types.is_date, ColumnType.DATE),
    (pa.types.is_timestamp, ColumnType.TIMESTAMP),
)


def _cast_piecewise(values: pa.Array, column_type: ColumnType) -> tuple[pa.Array, pa.Array | None]:
    trimmed = pc.utf8_trim_whitespace(values)
    rest = pc.if_else(pc.equal(trimmed, ""), None, trimmed)
    typed = pa.nulls(len(values), column_type.arrow)
    for pattern, convert in _PIECES[column_type]:
        fits = pc.match_substring_regex(rest, pattern)
        try:
            piece = convert(pc.if_else(fits, rest, None))
        except pa.ArrowInvalid:  # looks right, is not: 2024-13-45
            continue
        if not is_in_calendar(piece):
            continue
        typed = pc.coalesce(typed, piece)
        rest = pc.if_else(pc.fill_null(fits, False), None, rest)
    if rest.null_count == len(rest):
        return typed, None
    return _cast_leftovers(typed, rest, column_type)


def _cast_leftovers(
    typed: pa.Array, rest: pa.Array, column_type: ColumnType
) -> tuple[pa.Array, pa.Array | None]:
    read = _ONE_VALUE[column_type]
    found: list[object] = [None if text is None else read(text) for text in rest.to_pylist()]
    typed = pc.coalesce(typed, pa.array(found, column_type.arrow))
    bad = pc.and_(pc.is_valid(rest), pc.is_null(typed))
    return typed, bad if pc.any(bad).as_py() else None


def _read_number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    if not isfinite(number) or "_" in text:
        return None
    # An id in a number field, say: a double would end it in other digits. 1e300 is meant as
    # written, not as its binary neighbour.
    is_exact = abs(number) < _EXACT_IN_DOUBLE or Decimal(text) == Decimal(repr(number))
    return number if is_exact else None


def _read_integer(text: str) -> int | None:
    try:
        whole = int(text)
    except ValueError:
        number = _read_number(text)
        if number is None or not number.is_integer():
            return None
        whole = int(number)
    return whole if -(2**63) <= whole < 2**63 and "_" not in text else None


def read_timestamp(text: str) -> datetime | None:
    """An ISO 8601 instant or epoch milliseconds as UTC without zone; None if it is neither."""
    try:
        if text.lstrip("-").isdigit():
            return (_EPOCH + timedelta(milliseconds=int(text))).replace(tzinfo=None)
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return None


def _read_date(text: str) -> date | None:
    moment = read_timestamp(text)
    return None if moment is None else moment.date()


_ONE_VALUE: Mapping[ColumnType, Callable[[str], object]] = {
    ColumnType.INTEGER: _read_integer,
    ColumnType.NUMBER: _read_number,
    ColumnType.BOOLEAN: lambda text: _BOOLEANS.get(text.lower()),
    ColumnType.DATE: _read_date,
    ColumnType.TIMESTAMP: read_timestamp,
}
