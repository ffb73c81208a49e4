"""Tables of files as they stand, on the engine: text, and the line of each record."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path
from typing import Final

import duckdb

from orchestration.audit.dbt_names import literal, quoted
from orchestration.audit.reading import Table, UnreadableFileError
from orchestration.audit.reading.layout import Layout

STAGED: Final = "staged"
#: Values that stand after the last column, in a column of their own.
BEYOND: Final = "values after the last column"
_SMALLEST_LIMIT: Final = 1 << 21


def stage(connection: duckdb.DuckDBPyConnection, table: Table) -> tuple[str, ...]:
    """Make the table STAGED of a table: c1, c2, … and _line. Returns the names of its columns.

    Raises:
        UnreadableFileError: the file breaks off, or is not what it seems.
    """
    connection.execute(f"drop table if exists {STAGED}")
    if table.layout is None:
        return _of_parquet(connection, table)
    return _of_text(connection, table.layout)


def _of_text(connection: duckdb.DuckDBPyConnection, layout: Layout) -> tuple[str, ...]:
    width = len(layout.header)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.csv"
        largest, has_beyond = _rewrite(layout, path)
        columns = "".join(f"'c{place}': 'varchar', " for place in range(1, width + 2))
        connection.execute(
            f"create temp table {STAGED} as select * from read_csv({literal(path)},"  # noqa: S608  quoted
            f" columns={{{columns}'_line': 'bigint'}}, header=false, auto_detect=false, delim=',',"
            " quote='\"', escape='\"', nullstr='', new_line='\\n',"
            f" max_line_size={max(_SMALLEST_LIMIT, 4 * largest)})"
        )
    if has_beyond:
        return (*layout.header, BEYOND)
    connection.execute(f"alter table {STAGED} drop column {quoted(f'c{width + 1}')}")
    return layout.header


def _rewrite(layout: Layout, path: Path) -> tuple[int, bool]:
    """Write records as plain CSV. Returns the length of the longest, and if any is too wide."""
    width = len(layout.header)
    largest, has_beyond = 0, False
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for line, cells in layout.records:
            beyond = ""
            if len(cells) > width:
                beyond, has_beyond = " | ".join(cells[width:]), True
            largest = max(largest, sum(map(len, cells)))
            writer.writerow([*cells[:width], beyond, line])
    return largest + 2 * width, has_beyond


def _of_parquet(connection: duckdb.DuckDBPyConnection, table: Table) -> tuple[str, ...]:
    try:
        file = f"read_parquet({literal(table.path)}"
        described = connection.execute(f"describe select * from {file})").fetchall()  # noqa: S608  quoted
        names = tuple(str(row[0]) for row in described)
        texts = ", ".join(
            f"nullif(cast({quoted(name)} as varchar), '') as c{place}"
            for place, name in enumerate(names, 1)
        )
        connection.execute(
            f"create temp table {STAGED} as select {texts}, file_row_number + 1 as _line"  # noqa: S608  quoted
            f" from {file}, file_row_number = true)"
        )
    except duckdb.Error as error:
        raise UnreadableFileError(
            f"{table.file} is a Parquet file that cannot be read ({type(error).__name__}): it may"
            " be cut off. Export it again."
        ) from None
    return names
