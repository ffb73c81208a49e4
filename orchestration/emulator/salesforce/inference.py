"""Guesses the type of a custom field from its values, when the world does not describe it.

Administrators can make numbers only, no integers: whole ones are doubles without digits behind the
point. The narrowest type that every non-empty value fits wins, in the order of `_TESTS`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from orchestration.emulator.salesforce.values import parse_day, parse_time

MAX_STRING = 255
_ID = re.compile(r"[A-Za-z0-9]{18}")
_DOUBLE = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,17})?")
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]{2,}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")


@dataclass(frozen=True)
class Inferred:
    """What the values of a column look like: describe type, length or precision, scale, targets."""

    type: str
    size: int
    scale: int = 0
    targets: tuple[str, ...] = ()


def infer(values: Iterable[str | None], objects_by_prefix: Mapping[str, str]) -> Inferred:
    """Return the type that fits all values; a column without any is a string(255).

    Args:
        values: a column's cells.
        objects_by_prefix: the object whose ids begin with these three characters.
    """
    filled = {value for value in values if value}
    if not filled:
        return Inferred("string", MAX_STRING)
    if all(map(_ID.fullmatch, filled)):
        targets = {objects_by_prefix.get(value[:3]) for value in filled}
        if None not in targets:
            return Inferred("reference", 18, targets=tuple(sorted(filter(None, targets))))
    for name, test in _TESTS.items():
        if all(map(test, filled)):
            return _sized(name, filled)
    longest = max(map(len, filled))
    if longest > MAX_STRING:
        return Inferred("textarea", 32_768)
    return Inferred("string", MAX_STRING)


def _sized(name: str, filled: set[str]) -> Inferred:
    if name == "double":
        scale = max(len(value.partition(".")[2]) for value in filled)
        return Inferred("double", 18, min(scale, 17))
    return Inferred(name, 80 if name == "email" else 0)


def _is_boolean(value: str) -> bool:
    return value.lower() in ("true", "false")


def _is_double(value: str) -> bool:
    return _DOUBLE.fullmatch(value) is not None


def _is_day(value: str) -> bool:
    return _DAY.fullmatch(value) is not None and parse_day(value) is not None


def _is_time(value: str) -> bool:
    return _TIME.fullmatch(value) is not None and parse_time(value) is not None


def _is_email(value: str) -> bool:
    return _EMAIL.fullmatch(value) is not None


_TESTS = {
    "boolean": _is_boolean,
    "double": _is_double,
    "date": _is_day,
    "datetime": _is_time,
    "email": _is_email,
}
