"""What a portal remembers of its imports: each one's request, state, counters and errors."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any, Final

#: What the answers to one import say, one after the other: nobody sees an import end at once.
_STATES: Final = ("STARTED", "PROCESSING", "DONE")


@dataclass(frozen=True)
class RowError:
    """Why a row, or with line 0 the whole file, was not taken.

    Attributes:
        kind: of the vendor's list: INVALID_ENUMERATION_OPTION…
        line: of the file, 1 for its header.
        column: its place in the row, from 1; 0 where it is about the whole row.
    """

    kind: str
    message: str
    line: int
    row: tuple[str, ...] = ()
    column: int = 0
    value: str | None = None


@dataclass
class Import:
    """One import; `at` is the emulator's clock when it was asked for."""

    id: str
    request: dict[str, Any]
    type_id: str
    at: str
    has_failed: bool = False
    counters: dict[str, int] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)
    answers: int = 0

    @property
    def state(self) -> str:
        """Where it stands, as the vendor calls it."""
        told = _STATES[min(self.answers, len(_STATES) - 1)]
        return "FAILED" if told == "DONE" and self.has_failed else told


class Imports:
    """All imports of a portal, by id."""

    def __init__(self) -> None:
        self.by_id: dict[str, Import] = {}
        self._serial = itertools.count(1)

    def begin(self, request: dict[str, Any], type_id: str, at: str) -> Import:
        """A new one."""
        made = Import(str(next(self._serial)), request, type_id, at)
        self.by_id[made.id] = made
        return made
