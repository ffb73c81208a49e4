"""Every table whole, as CSV files beside the pages: statements of a section as files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, RowMapping, text

from orchestration.report.context import RenderContext
from orchestration.report.csv_names import file_name
from orchestration.report.files import Cell

_ROWS_AT_ONCE: Final = 5000

#: Columns that may hold a person's data; a redacted report leaves them out.
_PRIVATE_COLUMNS: Final = frozenset(
    {
        *("min_value", "max_value", "top_value", "misfit_examples", "name", "owner_name", "domain"),
        *("value", "other_value", "reading", "evidence_value", "waiver_reason", "waiver_owner"),
        *("actor", "value_before", "value_after", "option_value", "was", "became"),
        *("other_name", "web_or_mail", "other_web_or_mail", "phone", "other_phone", "address"),
        # rows of definitions: goals and calendars name colleagues
        "content",
        *("other_address", "birthday", "other_birthday", "company_name", "other_company_name"),
    }
)
#: Where a record stands, of the columns of one row: system, object, id.
_Place = Callable[[RowMapping], tuple[Any, Any, Any]]

_Row = TypeVar("_Row")


@dataclass(frozen=True)
class CsvFile:
    """One file: its name, the names of its columns, and its rows."""

    name: str
    header: tuple[str, ...]
    rows: Iterable[tuple[Cell, ...]]


@dataclass(frozen=True)
class RecordLink:
    """A column of addresses: `column` tells where the record in `id_column` opens."""

    column: str
    id_column: str
    place: _Place


@dataclass(frozen=True)
class CsvTable:
    """A statement of query.sql as CSV, under its own column names.

    Attributes:
        statement: its name in query.sql.
        name: name of the table; by default that of the statement.
        split: a column; each of its values gets a file of its own. Rows come ordered by it.
        hidden: values of `split` that may name people: not written by a redacted report.
        public: private columns that hold no person's data here.
    """

    statement: str
    name: str = ""
    split: str | None = None
    hidden: frozenset[str] = frozenset()
    public: frozenset[str] = frozenset()


def _place_of(other: str) -> _Place:
    columns = [f"{other}source_{part}" for part in ("system", "object", "id")]
    return lambda row: (row[columns[0]], row[columns[1]], row[columns[2]])


_RECORDS: Final = tuple(
    RecordLink(f"{other}record_link", f"{other}source_id", _place_of(other))
    for other in ("", "other_")
)


def table_files(
    table: CsvTable, statement: str, connection: Connection, context: RenderContext
) -> Iterator[CsvFile]:
    """The files of one table: one, or one per value of the column that parts it."""
    private = _PRIVATE_COLUMNS - table.public if context.is_redacted else frozenset()
    for first, rows in grouped(rows_of(connection, statement), lambda row: _key(table, row)):
        key = _key(table, first)
        if context.is_redacted and key in table.hidden:
            continue
        header = tuple(str(name) for name in first if name not in private)
        links = tuple(link for link in _RECORDS if link.id_column in first)
        yield CsvFile(
            file_name(context.section, table.name or table.statement, key),
            header + tuple(link.column for link in links),
            (_cells(row, header, links, context) for row in rows),
        )


def rows_of(connection: Connection, statement: str) -> Iterator[RowMapping]:
    """All rows, fetched as they are asked for."""
    result = connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(text(statement))
    yield from result.mappings()


def grouped(
    rows: Iterable[_Row], key: Callable[[_Row], object]
) -> Iterator[tuple[_Row, Iterable[_Row]]]:
    """The first row of each run of equal keys, and all rows of it."""
    for _, run in groupby(rows, key):
        members = iter(run)
        first = next(members)
        yield first, chain([first], members)


def _key(table: CsvTable, row: RowMapping) -> str | None:
    return None if table.split is None else str(row[table.split])


def _cells(
    row: RowMapping, header: tuple[str, ...], links: Iterable[RecordLink], context: RenderContext
) -> tuple[Cell, ...]:
    """The cells of one row, then the addresses of the records that it names."""
    places = (link.place(row) for link in links)
    return (
        *(row[name] for name in header),
        *(context.links.record(*place) if all(place) else None for place in places),
    )
