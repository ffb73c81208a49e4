"""Files for people: written whole, readable by their owner only, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from io import TextIOWrapper
from pathlib import Path
from typing import Final, TextIO

from orchestration.report.format import instant, visible

Cell = str | int | float | Decimal | date | datetime | bool | None

# What spreadsheets take for the start of a formula, their full-width twins included.
_FORMULA: Final = re.compile(r"[\s\ufffd]*[=+\-@＝＋－＠]|[\t\r\n]")
# The same after what a spreadsheet, set to another country, takes for the end of a cell.
_FORMULA_WITHIN: Final = re.compile(r"""([;|\t\r\n][\s\ufffd"']*)(?=[=+\-@＝＋－＠])""")
_NOT_PLAIN: Final = re.compile(r"[^a-z0-9]+")
_HALF_WRITTEN: Final = ".hymnsheet-partial"
_PRIVATE_FILE: Final = 0o600
_PRIVATE_FOLDER: Final = 0o700


def private_folder(path: Path) -> Path:
    """Make `path`, with its parents, for nobody but us.

    A folder that was there stays as it is, but for what a killed run left half written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.mkdir(mode=_PRIVATE_FOLDER, exist_ok=True)
    for left in path.glob(f".*{_HALF_WRITTEN}"):
        left.unlink(missing_ok=True)
    return path


@contextmanager
def replaced_whole(path: Path, encoding: str = "utf-8") -> Iterator[TextIO]:
    """A file to write; it takes the place of `path` at the end, and nothing of it if that fails."""
    partial = path.with_name(f".{path.name}{_HALF_WRITTEN}")
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE)
    try:
        with TextIOWrapper(os.fdopen(descriptor, "wb"), encoding=encoding, newline="") as file:
            yield file
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """Write one list; how many rows it has.

    RFC 4180 with a byte order mark: without it Excel reads the file in the code page of the
    machine and spoils every name that is not ASCII. Every cell is quoted, so that semicolons, tabs
    and line breaks in it end none, whatever separator the reader prefers.
    """
    written = 0
    with replaced_whole(path, "utf-8-sig") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(header)
        for row in rows:
            writer.writerow([safe_cell(cell) for cell in row])
            written += 1
    return written


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
    text = _FORMULA_WITHIN.sub(r"\1'", visible(value))
    return f"'{text}" if _FORMULA.match(text) else text


def slug(text: str, limit: int = 40) -> str:
    """Lower-case ASCII letters, digits and hyphens: a part of a file name on every system."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _NOT_PLAIN.sub("-", plain).strip("-")[:limit].rstrip("-")
