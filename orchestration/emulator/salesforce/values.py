"""A world's text as JSON for REST, as CSV text for Bulk, and as a value to filter and sort by.

A value that does not fit its field's type passes through as it is written, and compares as null.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import orjson

from orchestration.worlds.instants import format_instant, parse_instant

Raw = str | None
JsonOf = Callable[[str], Any]
TextOf = Callable[[str], str]
Comparable = int | float | str | bool | None
ComparableOf = Callable[[Raw], Comparable]

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
_PLAIN_FROM, _PLAIN_BELOW = 1e-3, 1e7
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


def parse_boolean(text: str) -> bool | None:
    """Return the truth a world's cell spells, or None."""
    return _BOOLEANS.get(text.strip().lower())


def parse_number(text: str) -> float | None:
    """Return the finite number a cell spells, or None."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None


def parse_time(text: str) -> str | None:
    """Return an instant as `2024-05-01T10:00:00.000Z` (its order is that of time), or None."""
    if _TIME.fullmatch(text):
        return text
    try:
        return format_instant(parse_instant(text))
    except ValueError:
        return None


def rest_time(text: str) -> str:
    """Return an instant as REST writes it, `2024-05-01T10:00:00.000+0000`; others unchanged."""
    time = parse_time(text)
    return text if time is None else time[:-1] + "+0000"


def parse_day(text: str) -> str | None:
    """Return a date as ISO text, or None; a time of day is dropped."""
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return None


# ---- REST
def _rest_number(text: str) -> Any:
    number = parse_number(text)
    return text if number is None else number


def _rest_int(text: str) -> Any:
    number = parse_number(text)
    return text if number is None or number != int(number) else int(number)


def _rest_boolean(text: str) -> Any:
    truth = parse_boolean(text)
    return text if truth is None else truth


def _day_or_same(text: str) -> str:
    return parse_day(text) or text


def _rest_complex(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return text


# ---- Bulk
def _bulk_number(text: str) -> str:
    """A double as Java prints it: `23.0`, and `1.25E7` from ten millions on."""
    number = parse_number(text)
    if number is None:
        return text
    if number == 0 or _PLAIN_FROM <= abs(number) < _PLAIN_BELOW:
        return str(number)
    sign, digits, exponent = Decimal(repr(number)).as_tuple()
    figures = "".join(map(str, digits)).rstrip("0") or "0"
    power = len(digits) + int(exponent) - 1
    return f"{'-' if sign else ''}{figures[0]}.{figures[1:] or '0'}E{power}"


def _bulk_int(text: str) -> str:
    number = parse_number(text)
    return text if number is None or number != int(number) else str(int(number))


def _bulk_boolean(text: str) -> str:
    truth = parse_boolean(text)
    return text if truth is None else str(truth).lower()


def _bulk_datetime(text: str) -> str:
    return parse_time(text) or text


# ---- comparison
def _compare_text(raw: Raw) -> Comparable:
    return raw.casefold() if raw else None


def _compare_id(raw: Raw) -> Comparable:
    return raw


def _compare_number(raw: Raw) -> Comparable:
    return parse_number(raw) if raw else None


def _compare_boolean(raw: Raw) -> Comparable:
    # A checkbox is never null in a filter: blank means unticked.
    return bool(raw and parse_boolean(raw))


def _compare_datetime(raw: Raw) -> Comparable:
    return parse_time(raw) if raw else None


def _compare_day(raw: Raw) -> Comparable:
    return parse_day(raw) if raw else None


_NUMBERS = ("double", "currency", "percent")
_REST: dict[str, JsonOf] = {
    "int": _rest_int,
    "long": _rest_int,
    "boolean": _rest_boolean,
    "datetime": rest_time,
    "date": _day_or_same,
    "address": _rest_complex,
    "location": _rest_complex,
    **dict.fromkeys(_NUMBERS, _rest_number),
}
_BULK: dict[str, TextOf] = {
    "boolean": _bulk_boolean,
    "datetime": _bulk_datetime,
    "date": _day_or_same,
    **dict.fromkeys(_NUMBERS, _bulk_number),
    **dict.fromkeys(("int", "long"), _bulk_int),
}
_COMPARE: dict[str, ComparableOf] = {
    "id": _compare_id,
    "reference": _compare_id,
    "boolean": _compare_boolean,
    "datetime": _compare_datetime,
    "date": _compare_day,
    **dict.fromkeys((*_NUMBERS, "int", "long"), _compare_number),
}


def rest_converter(field_type: str) -> JsonOf | None:
    """Return how REST shows a non-null cell of this type; None where it is shown unchanged."""
    return _REST.get(field_type)


def bulk_converter(field_type: str) -> TextOf | None:
    """Return how Bulk writes a non-null cell of this type; None where it is written unchanged."""
    return _BULK.get(field_type)


def comparable(field_type: str) -> ComparableOf:
    """Return how a cell of this type is compared: ISO time or day, number, folded text."""
    return _COMPARE.get(field_type, _compare_text)
