"""What was odd in a file, and what was done about it: each with its line and column."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["read as", "repaired", "broken", "noticed"]
#: Of one kind of fault so many places are named one by one; the rest are counted.
_NAMED: Final = 200
#: In the order in which people want to know of them.
KINDS: Final[tuple[Kind, ...]] = ("broken", "repaired", "noticed", "read as")


@dataclass(frozen=True)
class Note:
    """One thing that was found.

    Attributes:
        kind: `read as` where something was recognised, `repaired` where nothing is lost,
            `broken` where somebody has to look, `noticed` where nothing was done.
        file: as it was named.
        told: what, in a few words without values.
        line: in the file, counted from 1; 0 where it is about all of it.
        column: the place of the cell in its row, counted from 1; 0 where it is about all of it.
    """

    kind: Kind
    file: str
    told: str
    line: int = 0
    column: int = 0

    @property
    def place(self) -> str:
        """`leads.csv, line 17, column 3`."""
        line = f", line {self.line:,}" if self.line else ""
        column = f", column {self.column:,}" if self.column else ""
        return f"{self.file}{line}{column}"


@dataclass(frozen=True)
class NoteGroup:
    """Everything that was told in the same words of one file.

    Attributes:
        notes: the first of them.
        count: how many there are.
    """

    notes: tuple[Note, ...]
    count: int

    @property
    def first(self) -> Note:
        """The first of them."""
        return self.notes[0]


class Notes:
    """All notes of an audit, of each kind so many one by one and all counted."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[Kind, str, str]] = Counter()
        self._named: dict[tuple[Kind, str, str], list[Note]] = {}

    def add(
        self, kind: Kind, file: str, told: str, line: int = 0, column: int = 0, times: int = 1
    ) -> None:
        """Keep a note, see `Note`; of what was found more than once, of the first."""
        key = (kind, file, told)
        self._counts[key] += times
        named = self._named.setdefault(key, [])
        if len(named) < _NAMED:
            named.append(Note(kind, file, told, line, column))

    @property
    def groups(self) -> tuple[NoteGroup, ...]:
        """What was told, the broken first."""
        found = [NoteGroup(tuple(notes), self._counts[key]) for key, notes in self._named.items()]
        return tuple(sorted(found, key=lambda group: KINDS.index(group.first.kind)))

    def of(self, file: str) -> tuple[NoteGroup, ...]:
        """What was told of one file."""
        return tuple(group for group in self.groups if group.first.file == file)
