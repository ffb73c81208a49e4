"""A file by what it holds, whatever its name says: delimited text, a workbook, Parquet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from orchestration.audit.reading.delimited import Record, records_of
from orchestration.audit.reading.layout import Layout, laid_out
from orchestration.audit.reading.notes import Notes
from orchestration.audit.reading.text import lines_of
from orchestration.audit.reading.workbook import NoWorkbookError, sheets_of

_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
_ZIP: Final = b"PK\x03\x04"
_PARQUET: Final = b"PAR1"
_ALIEN: Final = {
    b"\x1f\x8b": "is packed with gzip. Unpack it, and name what was in it.",
    b"%PDF": "is a PDF. Export the table itself, as CSV or XLSX.",
    b"\x7fELF": "is a program.",
    b"\x89PNG": "is a picture.",
    b"\xff\xd8\xff": "is a picture.",
    b"SQLite format 3": "is an SQLite database. Export a table of it as CSV.",
}
_MARKUP: Final = (b"<!doctype html", b"<html", b"<?xml")
_JSON: Final = (b"{", b"[{")
_HEAD: Final = 4096


class UnreadableFileError(Exception):
    """A file that holds no table; the text says why, and what to do."""


@dataclass(frozen=True)
class Table:
    """A table that was found in a file.

    Attributes:
        path: of its file.
        file: how people name the file.
        name: of the table: the file's, and the sheet's where there are several.
        layout: its columns and records; None for Parquet, which the engine reads itself.
        first_line: the line of its first record, where all lines are records.
    """

    path: Path
    file: str
    name: str
    layout: Layout | None


def read_tables(path: Path, file: str, notes: Notes) -> Iterator[Table]:
    """The tables of a file; their records are read as they are asked for.

    Args:
        path: of the file.
        file: how people name it.
        notes: where what was found goes.

    Raises:
        UnreadableFileError: there is none, or nobody may read it.
    """
    head = _head(path, file)
    if head.startswith(_PARQUET) or path.suffix.lower() == ".parquet":
        if not head.startswith(_PARQUET):
            raise UnreadableFileError(f"{file} is called Parquet and is none.")
        yield Table(path, file, path.stem, None)
    elif head.startswith((_ZIP, _OLD_OFFICE)):
        yield from _workbook(path, file, notes)
    else:
        _refuse_aliens(head, file)
        yield _text(path, file, notes)


def _head(path: Path, file: str) -> bytes:
    if path.is_dir():
        raise UnreadableFileError(f"{file} is a folder. Name the files in it.")
    try:
        with path.open("rb") as opened:
            head = opened.read(_HEAD)
    except FileNotFoundError:
        raise UnreadableFileError(f"{file} is not there.") from None
    except OSError as error:
        raise UnreadableFileError(f"{file} cannot be read: {error.strerror}.") from None
    if not head:
        raise UnreadableFileError(f"{file} is empty: it has no byte.")
    return head


def _refuse_aliens(head: bytes, file: str) -> None:
    for mark, told in _ALIEN.items():
        if head.startswith(mark):
            raise UnreadableFileError(f"{file} {told}")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_MARKUP):
        raise UnreadableFileError(
            f"{file} is a web page or XML, as a log-in page that was saved is. Export it again."
        )
    if start.startswith(_JSON):
        raise UnreadableFileError(f"{file} is JSON. Export the table as CSV or XLSX.")


def _workbook(path: Path, file: str, notes: Notes) -> Iterator[Table]:
    try:
        sheets = list(sheets_of(path, file, notes))
    except NoWorkbookError:
        raise UnreadableFileError(
            f"{file} is an archive or a workbook that cannot be opened: unpack it, or save it as"
            " XLSX without a password."
        ) from None
    if path.suffix.lower() not in (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"):
        notes.add("repaired", file, "a workbook under the name of another kind of file")
    found = False
    for sheet, records in sheets:
        layout = laid_out(records, file, notes)
        if layout is not None:
            found = True
            name = path.stem if len(sheets) == 1 else f"{path.stem} {sheet}"
            yield Table(path, file, name, layout)
    if not found:
        raise UnreadableFileError(f"{file} has no sheet that holds anything.")


def _text(path: Path, file: str, notes: Notes) -> Table:
    lines = lines_of(path, file, notes)
    records: Iterator[Record] = records_of(
        lines, file, notes, tabs=path.suffix.lower() in (".tsv", ".tab")
    )
    layout = laid_out(records, file, notes)
    if layout is None:
        raise UnreadableFileError(f"{file} holds nothing but blank lines.")
    return Table(path, file, path.stem, layout)
