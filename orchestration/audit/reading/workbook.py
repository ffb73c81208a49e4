"""Sheets of a workbook (XLSX, and what else calamine reads) as records of text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from orchestration.audit.reading.delimited import Record
from orchestration.audit.reading.notes import Notes


class NoWorkbookError(Exception):
    """A file that is no workbook which can be opened."""


def sheets_of(path: Path, file: str, notes: Notes) -> Iterator[tuple[str, Iterator[Record]]]:
    """The name of each sheet that holds anything, and its records.

    Raises:
        NoWorkbookError: it cannot be opened; it is broken, or has a password.
    """
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    try:
        with path.open("rb") as opened:
            book = CalamineWorkbook.from_filelike(opened)
            told = [sheet for sheet in book.sheets_metadata if "Work" in str(sheet.typ)]
            held = []
            for sheet in told or book.sheets_metadata:
                rows = book.get_sheet_by_name(sheet.name)
                cells = rows.to_python(skip_empty_area=False)
                if any(value not in ("", None) for row in cells for value in row):
                    _tell(rows, sheet.name, file, notes)
                    if sheet.visible is not SheetVisibleEnum.Visible:
                        notes.add("noticed", file, f"the sheet {sheet.name} is hidden")
                    held.append((sheet.name, cells))
    except (CalamineError, OSError, ValueError) as error:
        raise NoWorkbookError(type(error).__name__) from None
    if len(held) > 1:
        notes.add("read as", file, f"{len(held)} sheets, each a table of its own")
    for name, cells in held:
        yield name, _records(cells)


def _tell(sheet: Any, name: str, file: str, notes: Notes) -> None:
    for (row, column), _ in sheet.merged_cell_ranges or ():
        told = f"merged cells in {name}: only the first of them holds the value"
        notes.add("noticed", file, told, row + 1, column + 1)


def _records(rows: list[list[Any]]) -> Iterator[Record]:
    for line, row in enumerate(rows, 1):
        cells = [spelt(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        yield line, cells


def spelt(value: Any) -> str:
    """A cell as a CSV file would have it; a day that a sheet keeps as an instant is a day."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, timedelta):
        return str(value)
    return value.isoformat() if isinstance(value, date | time) else str(value)
