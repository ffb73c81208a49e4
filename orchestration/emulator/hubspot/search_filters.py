"""Search filters: from the request's JSON to checks on a row, and to ranges of an ordering."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from orchestration.emulator.hubspot.errors import invalid
from orchestration.emulator.hubspot.ordering import order_key
from orchestration.emulator.hubspot.rendering import Stamps, read_instant
from orchestration.emulator.hubspot.schema import Definition
from orchestration.worlds.csv_table import Row

Check = Callable[[Any], bool]
_GROUPS, _FILTERS, _PER_GROUP = 5, 25, 10
_RANGES: Final = frozenset({"EQ", "LT", "LTE", "GT", "GTE", "BETWEEN"})
_TOKEN: Final = re.compile(r"[^\W_]+")


@lru_cache(maxsize=262_144)
def _milliseconds(value: str) -> int | None:
    instant = read_instant(value)
    return None if instant is None else round(instant.timestamp() * 1000)


@dataclass(frozen=True)
class PropertyReader:
    """Reads one property of a row as something comparable.

    Attributes:
        name: the property.
        kind: its vendor type; `id` for hs_object_id.
        stamps: the object's system times.
        numeric_ids: whether ids compare as numbers.
    """

    name: str
    kind: str
    stamps: Stamps
    numeric_ids: bool

    @property
    def label(self) -> str:
        """Names the ordering by this property."""
        return f"{self.name}/{self.numeric_ids}" if self.kind == "id" else self.name

    def __call__(self, record_id: str, row: Row) -> Any:
        """The comparable value, or None when unset or not of its type."""
        if self.kind == "id":
            return self.parse(record_id)
        if self.name == self.stamps.created:
            return self.parse(self.stamps.created_at(row))
        if self.name == self.stamps.modified:
            return self.parse(self.stamps.updated_at(row))
        value = row.get(self.name)
        return None if value is None else self.parse(value)

    def parse(self, value: str) -> Any:
        """A filter's or a row's text as something comparable; None when it does not fit."""
        if self.kind == "id":
            return order_key(value) if self.numeric_ids else value
        if self.kind in {"datetime", "date"}:
            return _milliseconds(value)
        if self.kind == "number":
            try:
                return float(value)
            except ValueError:
                return None
        return value.lower()


@dataclass(frozen=True)
class Filter:
    """One filter, ready to run.

    Attributes:
        reader: the property it looks at.
        operator: HubSpot's name.
        check: decides on the reader's value.
        low, high: inclusive bounds for ranges, to cut an ordering; None is open.
    """

    reader: PropertyReader
    operator: str
    check: Check
    low: Any = None
    high: Any = None

    @property
    def is_range(self) -> bool:
        """Whether an ordering by the property can be cut to fit."""
        return self.operator in _RANGES and self.reader.kind != "string"

    def matches(self, record_id: str, row: Row) -> bool:
        """Whether a record passes."""
        return self.check(self.reader(record_id, row))


class FilterParser:
    """Reads `filterGroups` against an object's properties.

    Args:
        definitions: the object's properties.
        stamps: the object's system times.
        numeric_ids: whether ids compare as numbers.
    """

    def __init__(
        self, definitions: Mapping[str, Definition], stamps: Stamps, *, numeric_ids: bool
    ) -> None:
        self._definitions = definitions
        self._stamps = stamps
        self._numeric_ids = numeric_ids

    def groups(self, raw: Any) -> list[list[Filter]]:
        """All groups; no group means that everything matches.

        Raises:
            HubSpotError: 400, unknown property or operator, or too many of them.
        """
        groups = [list(group.get("filters") or []) for group in raw or []]
        total = sum(len(group) for group in groups)
        if len(groups) > _GROUPS or total > _FILTERS or any(len(g) > _PER_GROUP for g in groups):
            raise invalid(
                f"Too many filters: at most {_GROUPS} groups, {_PER_GROUP} filters in each, "
                f"{_FILTERS} in total."
            )
        return [[self._filter(entry) for entry in group] for group in groups] or [[]]

    def reader(self, name: str) -> PropertyReader:
        """The reader of a property.

        Raises:
            HubSpotError: 400, no such property.
        """
        definition = self._definitions.get(name)
        if definition is None or definition["archived"]:
            problem = {
                "isValid": False,
                "message": f'Property "{name}" does not exist',
                "error": "PROPERTY_DOESNT_EXIST",
                "name": name,
            }
            raise invalid(f"There was a problem with the request. {problem['message']}", [problem])
        kind = "id" if name == "hs_object_id" else str(definition["type"])
        return PropertyReader(name, kind, self._stamps, self._numeric_ids)

    def _filter(self, entry: Mapping[str, Any]) -> Filter:
        reader = self.reader(str(entry.get("propertyName")))
        operator = str(entry.get("operator"))
        maker = _MAKERS.get(operator)
        if maker is None:
            raise invalid(f"Invalid input JSON: {operator} is no filter operator")
        return maker(reader, operator, entry)


def _operand(reader: PropertyReader, entry: Mapping[str, Any], key: str) -> Any:
    value = entry.get(key)
    parsed = None if value is None else reader.parse(str(value))
    if parsed is None:
        raise invalid(f"There was a problem with the request: {reader.name} needs a valid {key}")
    return parsed


def _operands(reader: PropertyReader, entry: Mapping[str, Any]) -> frozenset[Any]:
    values = entry.get("values")
    if not isinstance(values, list):
        raise invalid(f"There was a problem with the request: {reader.name} needs values")
    return frozenset(reader.parse(str(value)) for value in values)


def _compare(reader: PropertyReader, operator: str, entry: Mapping[str, Any]) -> Filter:
    value = _operand(reader, entry, "value")
    checks: dict[str, Check] = {
        "EQ": lambda v: bool(v == value),
        "LT": lambda v: v is not None and bool(v < value),
        "LTE": lambda v: v is not None and bool(v <= value),
        "GT": lambda v: v is not None and bool(v > value),
        "GTE": lambda v: v is not None and bool(v >= value),
        "NEQ": lambda v: bool(v != value),
    }
    low = value if operator in {"EQ", "GT", "GTE"} else None
    high = value if operator in {"EQ", "LT", "LTE"} else None
    return Filter(reader, operator, checks[operator], low, high)


def _between(reader: PropertyReader, operator: str, entry: Mapping[str, Any]) -> Filter:
    low, high = _operand(reader, entry, "value"), _operand(reader, entry, "highValue")
    return Filter(reader, operator, lambda v: v is not None and bool(low <= v <= high), low, high)


def _among(reader: PropertyReader, operator: str, entry: Mapping[str, Any]) -> Filter:
    values = _operands(reader, entry)
    if operator == "IN":
        return Filter(reader, operator, lambda v: v in values)
    return Filter(reader, operator, lambda v: v not in values)


def _presence(reader: PropertyReader, operator: str, _: Mapping[str, Any]) -> Filter:
    if operator == "HAS_PROPERTY":
        return Filter(reader, operator, lambda v: v is not None)
    return Filter(reader, operator, lambda v: v is None)


def _token(reader: PropertyReader, operator: str, entry: Mapping[str, Any]) -> Filter:
    pattern = str(entry.get("value") or "").lower()
    wanted = operator == "CONTAINS_TOKEN"
    return Filter(reader, operator, lambda v: contains_token(v, pattern) is wanted)


def contains_token(value: Any, pattern: str) -> bool:
    """Whether a text holds a word (`*` stands for anything), or is the pattern as a whole."""
    if not isinstance(value, str):
        return False
    words = [value, *_TOKEN.findall(value)]
    return any(fnmatch.fnmatchcase(word, pattern) for word in words)


_MAKERS: Final[dict[str, Callable[[PropertyReader, str, Mapping[str, Any]], Filter]]] = (
    dict.fromkeys(("EQ", "NEQ", "LT", "LTE", "GT", "GTE"), _compare)
    | {"BETWEEN": _between}
    | dict.fromkeys(("IN", "NOT_IN"), _among)
    | dict.fromkeys(("HAS_PROPERTY", "NOT_HAS_PROPERTY"), _presence)
    | dict.fromkeys(("CONTAINS_TOKEN", "NOT_CONTAINS_TOKEN"), _token)
)
