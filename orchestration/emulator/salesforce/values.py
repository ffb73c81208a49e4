"""Turns a world's text into what each interface shows: JSON for REST, CSV text for Bulk, and a
comparable value for filters and sorting.

A value that does not fit its field's type passes through as it is written, and compares as null.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import orjson

from orchestration.emulator.instants import parse_instant

Raw = str | None
JsonOf = Callable[[str], Any]
TextOf = Callable[[str], str]
Comparable = int | float | str | bool | None
ComparableOf = Callable[[Raw], Comparable]

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


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


def parse_millis(text: str) -> int | None:
    """Return an instant as milliseconds since 1970 UTC, or None."""
    try:
        instant = parse_instant(text)
    except ValueError:
        return None
    delta = instant - _EPOCH
    return (delta.days * 86_400 + delta.seconds) * 1000 + delta.microseconds // 1000


def instant_text(millis: int, zone: str = "Z") -> str:
    """Return milliseconds since 1970 as Salesforce writes them; zone is Z (Bulk) or +0000."""
    seconds, rest = divmod(millis, 1000)
    moment = datetime.fromtimestamp(seconds, UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{rest:03d}{zone}"


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


def _rest_datetime(text: str) -> Any:
    if _TIME.fullmatch(text):
        return text[:-1] + "+0000"
    millis = parse_millis(text)
    return text if millis is None else instant_text(millis, "+0000")


def _day_or_same(text: str) -> str:
    return parse_day(text) or text


def _rest_complex(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return text


# ---- Bulk
def _bulk_number(text: str) -> str:
    number = parse_number(text)
    return text if number is None else str(number)


def _bulk_boolean(text: str) -> str:
    truth = parse_boolean(text)
    return text if truth is None else str(truth).lower()


def _bulk_datetime(text: str) -> str:
    if _TIME.fullmatch(text):
        return text
    millis = parse_millis(text)
    return text if millis is None else instant_text(millis)


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
    return parse_millis(raw) if raw else None


def _compare_day(raw: Raw) -> Comparable:
    return parse_day(raw) if raw else None


_NUMBERS = ("double", "currency", "percent")
_REST: dict[str, JsonOf] = {
    "int": _rest_int,
    "long": _rest_int,
    "boolean": _rest_boolean,
    "datetime": _rest_datetime,
    "date": _day_or_same,
    "address": _rest_complex,
    "location": _rest_complex,
    **dict.fromkeys(_NUMBERS, _rest_number),
}
_BULK: dict[str, TextOf] = {
    "boolean": _bulk_boolean,
    "datetime": _bulk_datetime,
    "date": _day_or_same,
    **dict.fromkeys((*_NUMBERS, "int", "long"), _bulk_number),
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
    """Return how a cell of this type is compared: milliseconds, ISO day, number, folded text."""
    return _COMPARE.get(field_type, _compare_text)
