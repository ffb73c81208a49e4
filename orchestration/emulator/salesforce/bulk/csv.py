"""Writes a query's rows as Bulk 2.0 CSV into a file, and finds any page of it again."""

from __future__ import annotations

import os
import tempfile
import threading
import weakref
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from orchestration.emulator.salesforce.soql.columns import Column
from orchestration.emulator.salesforce.values import bulk_converter
from orchestration.worlds.csv_table import Row

DELIMITERS = {
    "COMMA": ",",
    "BACKQUOTE": "`",
    "CARET": "^",
    "PIPE": "|",
    "SEMICOLON": ";",
    "TAB": "\t",
}
LINE_ENDINGS = {"LF": "\n", "CRLF": "\r\n"}
_ROWS_PER_WRITE = 2_000
_CHUNK = 256 * 1024
CellOf = Callable[[str], str]


class CsvFile:
    """A job's rows as CSV text on disk, with the offset of each.

    Args:
        columns: selected fields, in order.
        delimiter: between cells.
        line_ending: after each row.
    """

    def __init__(self, columns: Sequence[Column], delimiter: str, line_ending: str) -> None:
        # Nameless: the system takes it back even if the process is killed.
        self._file = tempfile.TemporaryFile()  # noqa: SIM115
        self._close = weakref.finalize(self, self._file.close)
        self._offsets = array("Q", [0])
        self._columns = columns
        self._between = f'"{delimiter}"'
        self._end = f'"{line_ending}'
        self.header = self._line([column.name for column in columns]).encode()

    @property
    def rows(self) -> int:
        """How many rows have been written."""
        return len(self._offsets) - 1

    def write(self, rows: Sequence[Row], stop: threading.Event) -> None:
        """Write all rows, or fewer when told to stop."""
        position = 0
        for start in range(0, len(rows), _ROWS_PER_WRITE):
            if stop.is_set():
                return
            lines = self._lines(rows[start : start + _ROWS_PER_WRITE])
            encoded = [line.encode() for line in lines]
            for line in encoded:
                position += len(line)
                self._offsets.append(position)
            self._file.write(b"".join(encoded))
        self._file.flush()

    def page(self, start: int, stop: int) -> Iterator[bytes]:
        """Yield the header and the rows from start up to stop."""
        yield self.header
        position, end = self._offsets[start], self._offsets[min(stop, self.rows)]
        descriptor = self._file.fileno()
        while position < end:
            chunk = os.pread(descriptor, min(_CHUNK, end - position), position)
            position += len(chunk)
            yield chunk

    def page_bytes(self, start: int, stop: int) -> int:
        """Return the length of a page."""
        return len(self.header) + self._offsets[min(stop, self.rows)] - self._offsets[start]

    def close(self) -> None:
        """Give the disk back."""
        self._close()

    def _lines(self, rows: Iterable[Row]) -> Iterator[str]:
        fast = [column.field.column for column in self._columns]
        fixes = [(index, fix) for index, fix in enumerate(map(_fix, self._columns)) if fix]
        reads = [
            (index, column.get)
            for index, column in enumerate(self._columns)
            if not column.is_direct or column.field.blank_is_false or column.field.derive
        ]
        for row in rows:
            get = row.get
            cells = [get(name) or "" for name in fast]
            for index, read in reads:
                cells[index] = read(row) or ""
            for index, fix in fixes:
                if cells[index]:
                    cells[index] = fix(cells[index])
            yield self._line(cells)

    def _line(self, cells: Sequence[str]) -> str:
        if '"' in "".join(cells):
            cells = [cell.replace('"', '""') for cell in cells]
        return f'"{self._between.join(cells)}{self._end}'


def gzipped(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a gzip stream of chunks; the fastest level, as the network is loopback."""
    squeeze = zlib.compressobj(1, zlib.DEFLATED, 31)
    for chunk in chunks:
        squeezed = squeeze.compress(chunk)
        if squeezed:
            yield squeezed
    yield squeeze.flush()


def _fix(column: Column) -> CellOf | None:
    """Return how Bulk writes a column's cells; repeated values are converted once."""
    convert = bulk_converter(column.field.type)
    if convert is None or column.field.type == "datetime":
        return convert
    return lru_cache(maxsize=65_536)(convert)
