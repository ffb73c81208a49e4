"""Files for people: written whole, readable by their owner only, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from io import TextIOWrapper
from pathlib import Path
from typing import Final, TextIO

from orchestration.errors import ConfigError
from orchestration.report.format import instant, visible

Cell = str | int | float | Decimal | date | datetime | bool | None

# What spreadsheets take for the start of a formula, their full-width twins included.
_FORMULA: Final = re.compile(r"[\s\ufffd]*[=+\-@＝＋－＠]|[\t\r\n]")
# The same after what a spreadsheet, set to another country, takes for the end of a cell.
_FORMULA_WITHIN: Final = re.compile(r"""([;|\t\r\n][\s\ufffd"']*)(?=[=+\-@＝＋－＠])""")
#: Most cells: nothing of the above can be in them, which one look tells instead of three.
_HARMLESS: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _.,:/()-]*")
#: In the head of every page, by which a page of an earlier report is known.
GENERATOR: Final = '<meta name="generator" content="Hymnsheet">'
_HEAD: Final = 4096
_PARTIAL: Final = ".hymnsheet-partial"
_PRIVATE_FILE: Final = 0o600
_PRIVATE_FOLDER: Final = 0o700


class SiteFiles:
    """The files of one report while they are made: none is seen before all are whole."""

    def __init__(self, folder: Path, lists: str, folders: Sequence[str]) -> None:
        self._folder, self._lists, self._folders = folder, lists, folders
        self._partial = folder / _PARTIAL
        self._pages: list[str] = []
        self._tables: set[str] = set()

    def page(self, name: str, html: str) -> None:
        """Add a page, in a folder where its name has one. The first takes its place last."""
        (self._partial / name).parent.mkdir(mode=_PRIVATE_FOLDER, exist_ok=True)
        with _new_file(self._partial / name, "utf-8") as file:
            file.write(html)
        self._pages.append(name)

    def table(self, name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
        """Add a CSV file for people."""
        # Two ids that differ by signs or case only must not share a file.
        free = next(spelling for spelling in _spellings(name) if spelling not in self._tables)
        write_list(self._partial / self._lists / free, header, rows)
        self._tables.add(free)

    def begin(self) -> None:
        """Make the folders, for nobody but us; forget what a killed run left half written."""
        self._folder.parent.mkdir(parents=True, exist_ok=True)
        self._folder.mkdir(mode=_PRIVATE_FOLDER, exist_ok=True)
        self.discard()
        for path in (self._partial, self._partial / self._lists, self._folder / self._lists):
            path.mkdir(mode=_PRIVATE_FOLDER, exist_ok=True)

    def put(self) -> None:
        """Put every file in its place, then remove what an earlier report left and this lacks."""
        for name in sorted(self._tables):
            (self._partial / self._lists / name).replace(self._folder / self._lists / name)
        for name in reversed(self._pages):
            (self._folder / name).parent.mkdir(mode=_PRIVATE_FOLDER, exist_ok=True)
            (self._partial / name).replace(self._folder / name)
        for path in (self._folder / self._lists).glob("*.csv"):
            # A list that nobody rewrites shows people as they were.
            if path.name not in self._tables:
                path.unlink(missing_ok=True)
        made = {self._folder / name for name in self._pages}
        for folder in (self._folder, *(self._folder / name for name in self._folders)):
            for path in folder.glob("*.html"):
                if path not in made and _is_ours(path):
                    path.unlink(missing_ok=True)

    def discard(self) -> None:
        """Remove what is not in its place."""
        shutil.rmtree(self._partial, ignore_errors=True)


def write_page(path: Path, html: str) -> None:
    """Put a page of its own in its place, whole; only another page of ours gives way to it.

    Raises:
        ConfigError: there is a file that we did not write, or nobody may write one.
    """
    partial = path.with_name(f".{path.name}{_PARTIAL}")
    try:
        if path.exists() and not (path.is_file() and _is_ours(path)):
            raise ConfigError(
                f"{path} is there, and is no page of ours: it stays as it is.",
                next_step="Choose another file with --out.",
            )
        partial.unlink(missing_ok=True)
        with _new_file(partial, "utf-8") as file:
            file.write(html)
        partial.replace(path)
    except OSError as error:
        raise ConfigError(
            f"{path} cannot be written: {error.strerror}.",
            next_step="Choose another file with --out.",
        ) from error


@contextmanager
def replaced_site(folder: Path, lists: str, folders: Sequence[str] = ()) -> Iterator[SiteFiles]:
    """The files of a report; they take the place of the last one's in the end, or none does.

    Args:
        folder: where the pages go. Files that no report wrote stay.
        lists: the name of the folder of CSV files in it.
        folders: the names of the folders in it that hold pages of sections.
    """
    site = SiteFiles(folder, lists, folders)
    site.begin()
    try:
        yield site
        site.put()
    finally:
        site.discard()


@contextmanager
def _new_file(path: Path, encoding: str) -> Iterator[TextIO]:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE)
    with TextIOWrapper(os.fdopen(descriptor, "wb"), encoding=encoding, newline="") as file:
        yield file


def _spellings(file: str) -> Iterator[str]:
    yield file
    stem, number = file.removesuffix(".csv"), 1
    while True:
        number += 1
        yield f"{stem}-{number}.csv"


def _is_ours(path: Path) -> bool:
    with path.open(encoding="utf-8", errors="replace") as file:
        return GENERATOR in file.read(_HEAD)


def write_list(path: Path, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write a CSV file for people, who open it in a spreadsheet: every one of ours is written here.

    RFC 4180 with a byte order mark: without it Excel reads the file in the code page of the
    machine and spoils every name that is not ASCII. Every cell is quoted, so that semicolons,
    tabs and line breaks in it end none, whatever separator the reader prefers.
    """
    with _new_file(path, "utf-8-sig") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(header)
        writer.writerows([safe_cell(cell) for cell in row] for row in rows)


def safe_cell(value: Cell) -> str:
    """A value as the text of a cell that no spreadsheet runs.

    Numbers stay numbers, negative ones too; where text could begin a formula, at its start or
    after a separator, it gets an apostrophe.
    """
    if value is None:
        return ""
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if not isinstance(value, str):
        return str(value)
    if _HARMLESS.fullmatch(value):
        return value
    text = _FORMULA_WITHIN.sub(r"\1'", visible(value))
    return f"'{text}" if _FORMULA.match(text) else text
