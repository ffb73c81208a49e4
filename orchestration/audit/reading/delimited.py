"""The records of delimited text: which delimiter it has, and records that a stray quote broke."""

from __future__ import annotations

import csv
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Final

from orchestration.audit.reading.notes import Notes

Record = tuple[int, list[str]]

_DELIMITERS: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
_SAMPLE_LINES: Final = 200
_SAMPLE_CHARACTERS: Final = 1 << 18
#: A cell of more lines than this is a quotation mark that nobody closed.
_LONGEST_CELL_LINES: Final = 10_000
_LARGEST_CELL: Final = 2**31 - 1


class _EndlessError(Exception):
    """A quoted cell that does not end."""


class _Feed:
    """Lines for the csv module, which can be put back; it knows which ones make up a record."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._back: deque[str] = deque()
        self.taken: list[str] = []
        self.number = 0

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        if len(self.taken) > _LONGEST_CELL_LINES:
            raise _EndlessError
        line = self._back.popleft() if self._back else next(self._lines)
        self.taken.append(line)
        self.number += 1
        return line

    def keep_first(self) -> str:
        """Put back all lines of this record but its first, which is given."""
        first, rest = self.taken[0], self.taken[1:]
        self._back.extendleft(reversed(rest))
        self.number -= len(rest)
        return first


def records_of(lines: Iterator[str], file: str, notes: Notes, *, tabs: bool) -> Iterator[Record]:
    """The records with the line on which each begins; blank lines are records of no cell.

    Args:
        lines: with their ends.
        file: how notes call it.
        notes: where what was found goes.
        tabs: the name of the file says that it is parted by tabs.
    """
    csv.field_size_limit(_LARGEST_CELL)
    sample = _sample(lines)
    delimiter, width, skipped = _dialect(sample, tabs=tabs)
    if skipped:
        notes.add("read as", file, f"parted by {_DELIMITERS[delimiter]}, as its first line says", 1)
    elif width > 1:
        notes.add("read as", file, f"parted by {_DELIMITERS[delimiter]}")
    else:
        notes.add("read as", file, "one column: no delimiter was found")
    feed = _Feed(chain(sample, lines))
    for _ in range(skipped):
        next(feed)
    yield from _records(feed, delimiter, width, file, notes)


def _records(feed: _Feed, delimiter: str, width: int, file: str, notes: Notes) -> Iterator[Record]:
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    while True:
        feed.taken.clear()
        start = feed.number + 1
        cells: list[str] | None
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _EndlessError):
            cells = None
        if cells is None or (len(feed.taken) > 1 and len(cells) != width):
            cells = _repaired(cells, feed, delimiter, width, start, file, notes)
        yield start, cells


def _repaired(
    cells: list[str] | None,
    feed: _Feed,
    delimiter: str,
    width: int,
    start: int,
    file: str,
    notes: Notes,
) -> list[str]:
    """A record that quotation marks broke, and nothing of the records after it."""
    if cells is None:
        whole = _lenient(feed.taken, delimiter)
        if len(whole) == 1 and len(whole[0]) == width and not _is_open(feed.taken, delimiter):
            place = next((n for n, cell in enumerate(whole[0], 1) if '"' in cell), 0)
            notes.add("repaired", file, "text after a closing quotation mark", start, place)
            return whole[0]
    first = feed.taken[0]
    swallowed = _lenient([first], delimiter)[0]
    literal = next(csv.reader([first], delimiter=delimiter, quoting=csv.QUOTE_NONE))
    if cells is not None and width not in (len(swallowed), len(literal)):
        return cells  # a cell of several lines, in a row of another width
    feed.keep_first()
    told = "a quotation mark that is never closed; the cell ends with its line"
    notes.add("repaired", file, told, start, len(swallowed))
    if len(swallowed) == width:
        return [*swallowed[:-1], swallowed[-1].rstrip("\r\n")]
    return literal


def _lenient(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return [next(csv.reader(lines[:1], delimiter=delimiter, quoting=csv.QUOTE_NONE))]


def _is_open(lines: Sequence[str], delimiter: str) -> bool:
    """Whether a quoted cell goes on after these lines."""
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "end of data" in str(error)
    return False


def _sample(lines: Iterator[str]) -> list[str]:
    taken, size = [], 0
    for line in islice(lines, _SAMPLE_LINES):
        taken.append(line)
        size += len(line)
        if size > _SAMPLE_CHARACTERS:
            break
    return taken


def _dialect(sample: Sequence[str], *, tabs: bool) -> tuple[str, int, int]:
    """The delimiter, the usual number of cells, and how many lines say so themselves."""
    first = sample[0].strip().strip('"').lower() if sample else ""
    if first.startswith("sep=") and first[4:5] in _DELIMITERS:
        delimiter = sample[0].strip().strip('"')[4:5]
        return delimiter, _width(sample[1:], delimiter)[1], 1
    if first == "sep=" and "\t" in (sample[0] or ""):
        return "\t", _width(sample[1:], "\t")[1], 1
    widths = {mark: _width(sample, mark) for mark in _DELIMITERS}
    best = max(
        _DELIMITERS, key=lambda mark: (tabs and mark == "\t" and widths[mark][1] > 1, *widths[mark])
    )
    share, width = widths[best]
    return (best, width, 0) if share >= 0.3 else (",", 1, 0)


def _width(sample: Sequence[str], delimiter: str) -> tuple[float, int]:
    """How much of the sample has one number of cells, two or more, and that number."""
    rows = [len(row) for row in _lenient(sample, delimiter) if any(row)]
    counts = Counter(width for width in rows if width > 1)
    if not counts:
        return 0.0, 1
    width = max(counts, key=lambda each: (counts[each], each))
    return round(counts[width] / len(rows), 2), width
