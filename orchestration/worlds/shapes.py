"""The shape of a world's JSON files: which keys must be what; any other key may be anything."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from orchestration.errors import WorldError
from orchestration.worlds.csv_table import world_error

Shape = Mapping[str, tuple[Callable[[Any], bool], str]]

_BETWEEN = frozenset(", \t\r\n")


def is_text(value: Any) -> bool:
    """Whether it is a text, perhaps empty."""
    return isinstance(value, str)


def _is_count(value: Any) -> bool:
    return not isinstance(value, bool) and str(value).isdecimal() and int(value) > 0


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_zone(value: Any) -> bool:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, TypeError, OSError):
        return False
    return True


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(is_text, value))


def each_has(key: str) -> Callable[[Any], bool]:
    """A check: a list of objects that have a text under `key`."""

    def check(value: Any) -> bool:
        return isinstance(value, list) and all(
            isinstance(entry, dict) and is_text(entry.get(key)) for entry in value
        )

    return check


TEXT: Final = (is_text, "not a text")
BOOL: Final = (lambda value: isinstance(value, bool), "neither true nor false")
WHOLE: Final = (_is_whole, "not a whole number")
COUNT: Final = (_is_count, "not a whole number above zero")
ZONE: Final = (_is_zone, "no known time zone")
OBJECT: Final = (lambda value: isinstance(value, dict), "not an object")
TEXTS: Final = (_are_texts, "not a list of texts")


class Checked:
    """One JSON file under inspection.

    Args:
        where: its name in messages.
        text: its content, to name lines by.
    """

    def __init__(self, where: str, text: str) -> None:
        self._where = where
        self._text = text

    def keys(self, entry: Mapping[str, Any], shape: Shape, prefix: str = "", at: int = 0) -> None:
        """Check those keys of an object that are there and not null.

        Args:
            entry: the object.
            shape: what its keys must be.
            prefix: what stands before a key in the message.
            at: where in the text the object begins.

        Raises:
            WorldError: a key is something else.
        """
        for key, (check, wrong) in shape.items():
            value = entry.get(key)
            if value is not None and not check(value):
                raise self._error(wrong, prefix + key, self._text.find(f'"{key}"', at))

    def entries(self, entries: Any, key: str, shape: Shape) -> list[dict[str, Any]]:
        """Check a list of definitions that have a text under `key`, each once.

        Raises:
            WorldError: it is no such list, or an entry has another shape.
        """
        if not isinstance(entries, list):
            raise self._error("neither a list nor an object that holds one", None, 0)
        seen: set[str] = set()
        for position, (entry, at) in enumerate(zip(entries, self._starts(entries), strict=True), 1):
            if not isinstance(entry, dict) or not is_text(entry.get(key)):
                raise self._error(f"entry {position} has no text {key!r}", key, at)
            if entry[key] in seen:
                raise self._error(f"entry {position} occurs twice", key, at)
            seen.add(entry[key])
            self.keys(entry, shape, at=at)
        return entries

    def _starts(self, entries: list[Any]) -> list[int]:
        """Where in the text each entry of its list begins; 0 where that cannot be told."""
        decoder, starts = json.JSONDecoder(), []
        position = self._text.find("[") + 1
        for entry in entries:
            while self._text[position : position + 1] in _BETWEEN and position < len(self._text):
                position += 1
            starts.append(position)
            try:
                found, position = decoder.raw_decode(self._text, position)
            except ValueError:
                found = None
            if found != entry:
                return [0] * len(entries)
        return starts

    def _error(self, reason: str, column: str | None, at: int) -> WorldError:
        line = self._text.count("\n", 0, max(at, 0)) + 1
        return world_error(self._where, reason, line=line, column=column)
