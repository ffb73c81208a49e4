"""The kinds of files that hold a table, read as text: names in small letters, blanks as null."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

_ROW: Final = re.compile(r"Row #(\d+): Expected (\d+) columns, got (\d+)")


class RefusedFileError(Exception):
    """A file that cannot be read as a whole; the text is for whoever dropped it."""


def read_csv(path: Path) -> pa.Table:
    """A CSV file in UTF-8, parted by commas or semicolons. Raises RefusedFileError."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = file.readline()
        delimiter = ";" if first.count(";") > first.count(",") else ","
        said = [name.strip().strip('"') for name in first.split(delimiter)]
        return _csv_rows(path, _columns(path, said), delimiter)
    except UnicodeDecodeError:
        raise RefusedFileError(
            f"{path.name} cannot be read: it is not UTF-8. Save it as CSV in UTF-8."
        ) from None
    except pa.ArrowInvalid as error:
        raise RefusedFileError(f"{path.name}{_fault(str(error))}") from None


def _csv_rows(path: Path, columns: list[str], delimiter: str) -> pa.Table:
    def rows(*, use_threads: bool) -> pa.Table:
        return csv.read_csv(
            path,
            read_options=csv.ReadOptions(
                column_names=columns, skip_rows=1, use_threads=use_threads
            ),
            parse_options=csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(columns, pa.string()),
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
            ),
        )

    try:
        return rows(use_threads=True)
    except pa.ArrowInvalid as error:
        if "Empty CSV" not in str(error):  # only one thread knows which row it was
            return rows(use_threads=False)
        return pa.table({name: pa.array([], pa.string()) for name in columns})


def _fault(said: str) -> str:
    """What is wrong, without the values that the reader's own message repeats."""
    found = _ROW.search(said)
    if found:
        return (
            f", row {found[1]}: there are {found[3]} values for {found[2]} columns. Correct that"
            " row (a value with a comma or a quotation mark stands in quotation marks), and drop"
            " the file again."
        )
    return " is no CSV file in UTF-8. Save it as one, and drop it again."


def read_xlsx(path: Path) -> pa.Table:
    """The first sheet of a workbook, its first row the names. Raises RefusedFileError."""
    from python_calamine import CalamineError, CalamineWorkbook  # only who drops one needs it

    try:
        rows = (
            CalamineWorkbook.from_path(str(path))
            .get_sheet_by_index(0)
            .to_python(skip_empty_area=False)
        )
    except CalamineError:
        raise RefusedFileError(
            f"{path.name} is no workbook that can be read. Save it as XLSX without a password."
        ) from None
    cells = [[_spelt(value) for value in row] for row in rows]
    while cells and not any(cells[-1]):
        cells.pop()
    named = [name or "" for name in cells[0]] if cells else [""]
    width = max((place for row in cells for place, cell in enumerate(row, 1) if cell), default=1)
    columns = _columns(path, named[:width])
    return pa.table(
        {
            name: pa.array([row[n] for row in cells[1:]], pa.string())
            for n, name in enumerate(columns)
        }
    )


def _spelt(value: Any) -> str | None:
    """A cell as CSV would have it; a day that a sheet keeps as an instant is a day."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    if isinstance(value, datetime):
        is_day = value.time() == time()
        return value.date().isoformat() if is_day else f"{value.isoformat()}Z"
    return value.isoformat() if isinstance(value, date | time) else str(value)


def read_parquet(path: Path) -> pa.Table:
    """A Parquet file, typed or not. Raises RefusedFileError."""
    from pyarrow import parquet

    try:
        table = parquet.read_table(path)
        columns = _columns(path, table.column_names)
        return pa.table({name: _as_text(table.column(n)) for n, name in enumerate(columns)})
    except pa.ArrowException:
        raise RefusedFileError(
            f"{path.name} is no Parquet file of plain columns. Write it as one, and drop it again."
        ) from None


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_timestamp(column.type):
        column = pc.strftime(column.cast(pa.timestamp("us", "UTC")), "%Y-%m-%dT%H:%M:%SZ")
    text = column.cast(pa.string())
    return pc.if_else(pc.equal(text, ""), None, text)


def _columns(path: Path, said: Sequence[str]) -> list[str]:
    names = [name.strip().lower() for name in said]
    if not names or "" in names:
        raise RefusedFileError(
            f"{path.name} has no name for each column in its first line. Write them there."
        )
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise RefusedFileError(f"{path.name} has the column {twice[0]} twice. Take one out.")
    return names


#: How each kind of file is read, by the end of its name.
READERS: Final[Mapping[str, Callable[[Path], pa.Table]]] = {
    ".csv": read_csv,
    ".xlsx": read_xlsx,
    ".parquet": read_parquet,
}
