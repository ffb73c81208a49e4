"""Where the table begins in a sheet, what its columns are called, and rows of another width."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

from orchestration.audit.reading.delimited import Record
from orchestration.audit.reading.notes import Notes

_SAMPLE: Final = 100
_VALUE: Final = re.compile(
    r"[-+]?[\d.,: /T-]*\d[\d.,: /TZ-]*|[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE
)


@dataclass(frozen=True)
class Layout:
    """A table: the names of its columns, and its records.

    Attributes:
        header: names, each once, none blank.
        line: on which they stand; 0 where no line names them.
        records: the line and the cells of each, as many as names, and beyond them what stands
            after the last column.
    """

    header: tuple[str, ...]
    line: int
    records: Iterator[Record]


def laid_out(records: Iterator[Record], file: str, notes: Notes) -> Layout | None:
    """The table in a sheet of records; None where there is not one name."""
    ahead = list(islice(records, _SAMPLE))
    filled = [(line, cells) for line, cells in ahead if any(cell.strip() for cell in cells)]
    if not filled:
        return None
    place = _header_place([cells for _, cells in filled])
    line, said = filled[place]
    for title_line, _ in filled[:place]:
        notes.add("repaired", file, "a line above the names of the columns, left out", title_line)
    rest = [record for record in ahead if record[0] > line]
    width = _trimmed(said, [cells for record_line, cells in ahead if record_line > line])
    said = [*said, *[""] * (width - len(said))][:width]
    if _is_data(said) and len(filled) > place + 1:
        told = "no line names the columns: the first one holds values, and is a record"
        notes.add("repaired", file, told, line)
        names = tuple(f"column_{number}" for number in range(1, width + 1))
        everything = chain([(line, said)], rest, records)
        return Layout(names, 0, _even(everything, names, said=None, file=file, notes=notes))
    names = _names(said, line, file, notes)
    return Layout(names, line, _even(chain(rest, records), names, said, file, notes))


def _header_place(rows: Sequence[Sequence[str]]) -> int:
    """Which of the rows names the columns: the first that is as wide as rows usually are."""
    filled = [sum(1 for cell in row if cell.strip()) for row in rows]
    usual = Counter(filled[1:] or filled).most_common(1)[0][0]
    widest = max(filled)
    if widest < 2:
        return 0
    wanted = max(2, (max(usual, 2) + 1) // 2)
    return next(place for place, count in enumerate(filled) if count >= min(wanted, widest))


def _trimmed(said: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """How many columns there are: blank names at the end count where values stand below them."""
    named = max((place for place, name in enumerate(said, 1) if name.strip()), default=1)
    if len(said) == named:
        return named
    below = (p for row in rows for p, cell in enumerate(row[: len(said)], 1) if cell.strip())
    return max(named, max(below, default=named))


def _is_data(said: Sequence[str]) -> bool:
    """Whether the first line can name nothing: every cell is a number, a date or an address."""
    cells = [cell.strip() for cell in said if cell.strip()]
    return bool(cells) and all(_VALUE.fullmatch(cell) for cell in cells)


def _names(said: Sequence[str], line: int, file: str, notes: Notes) -> tuple[str, ...]:
    """The names as they stand, without outer blanks; a blank or second one is given another."""
    taken: set[str] = set()
    names: list[str] = []
    for place, cell in enumerate(said, 1):
        stem = " ".join(cell.split())
        if not stem:
            stem = f"column_{place}"
            notes.add(
                "repaired", file, "a column without a name, called after its place", line, place
            )
        name, number = stem, 2
        while name.lower() in taken:
            name, number = f"{stem} ({number})", number + 1
        if name != stem:
            notes.add(
                "repaired", file, "a name that an earlier column has, given a number", line, place
            )
        taken.add(name.lower())
        names.append(name)
    return tuple(names)


def _even(
    records: Iterator[Record],
    names: Sequence[str],
    said: Sequence[str] | None,
    file: str,
    notes: Notes,
) -> Iterator[Record]:
    """Records as wide as the names, wider ones with what is too much; faults are told."""
    width = len(names)
    below: list[Record] = []
    after_blank = False
    for line, cells in records:
        if len(cells) == width and not after_blank and cells != said:
            yield line, cells
            continue
        if not any(cells) and len(cells) < max(width, 2):
            after_blank = True
            notes.add("noticed", file, "blank lines", line)
            continue
        if said is not None and list(cells) == list(said):
            notes.add("repaired", file, "the names of the columns once more, left out", line)
            continue
        if after_blank and width > 2 and sum(1 for cell in cells if cell.strip()) == 1 and cells[0]:
            below.append((line, cells))
            continue
        for held in below:
            yield _fitted(*held, width, file, notes)
        below, after_blank = [], False
        yield _fitted(line, cells, width, file, notes)
    for line, _ in below:
        notes.add("repaired", file, "a line below the table, left out", line)


def _fitted(line: int, cells: list[str], width: int, file: str, notes: Notes) -> Record:
    if len(cells) < width:
        told = f"a row of fewer values than columns ({width}); the last ones are empty"
        notes.add("broken", file, told, line, len(cells) + 1)
        return line, [*cells, *[""] * (width - len(cells))]
    if len(cells) > width:
        if not any(cells[width:]):
            notes.add("repaired", file, "empty cells after the last column", line, width + 1)
            return line, cells[:width]
        told = f"a row of more values than columns ({width}); the others have a column of their own"
        notes.add("broken", file, told, line, width + 1)
    return line, cells
