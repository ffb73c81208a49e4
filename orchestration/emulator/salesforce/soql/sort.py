"""ORDER BY: several terms, each with its direction and its place for nulls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
SortTerm = tuple[Callable[[T], Any], bool, bool]


def sort_rows(rows: list[T], terms: Sequence[SortTerm[T]]) -> list[T]:
    """Return rows ordered by terms of (comparable value, descending, nulls last)."""
    ordered = rows
    for read, descending, nulls_last in reversed(terms):
        nulls_are_large = nulls_last is not descending
        ordered = sorted(ordered, key=_keyed(read, nulls_are_large), reverse=descending)
    return ordered


def _keyed(read: Callable[[T], Any], nulls_are_large: bool) -> Callable[[T], tuple[bool, Any]]:
    def key(row: T) -> tuple[bool, Any]:
        value = read(row)
        return (value is None) is nulls_are_large, value

    return key
