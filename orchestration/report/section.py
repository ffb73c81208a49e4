"""A section of the report: a folder of sections/ that says its page and its place on it.

A folder holds `view.py` with `SECTION`, `section.html.j2`, and `query.sql` with statements under
lines `-- name: <name>`; where it needs them also `section.css` and `section.js`, and `own.html.j2`
for pages of its own, one for each thing that it tells of. No other file knows the section.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final, Generic, TypeVar

from sqlalchemy import Connection

from orchestration.report import sections as package
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvFile, CsvTable, table_files
from orchestration.report.statements import read_rows, statements_of, tables_of

VIEW: Final = "view.py"

RowsT = TypeVar("RowsT")
CustomFiles = Callable[[Mapping[str, str], Connection, RenderContext], Iterator[CsvFile]]


@dataclass(frozen=True)
class NoRows:
    """What a section reads that tells nothing of the data."""


@dataclass(frozen=True)
class OwnPage:
    """A page about one of the things that a section tells of.

    Attributes:
        name: its file is `<section>/<name>.html`; the same in every run.
        title: at its head.
        told: one sentence beneath the title.
        view: what `own.html.j2` puts on it.
    """

    name: str
    title: str
    told: str
    view: Any


OwnPages = Callable[[Mapping[str, str], Connection, RenderContext], Iterator[OwnPage]]


@dataclass(frozen=True)
class Section(Generic[RowsT]):
    """One section of one page.

    Attributes:
        title: its heading; blank where the template has a heading of its own.
        page: the page it stands on, one of `site.PAGES`.
        order: its place on the page, rising.
        rows: a frozen dataclass whose fields are statements of query.sql: `tuple[Row, ...]` for
            all rows, `Row` for the only one. Columns are the fields of Row.
        view: puts the rows into words and marks; None leaves the section out.
        tables: statements of query.sql that become CSV files as they are.
        files: further CSV files, of the statements of query.sql by name.
        own_pages: pages of its own, of the statements of query.sql by name.
        is_optional: leave the section out where a table that it reads was never published.
        rests_on: the definitions of the glossary that its numbers hang on: what nobody signed of
            them stands above it.
        id: the name of its folder; the anchor of the section and the start of its files' names.
    """

    title: str
    page: str
    order: int
    rows: type[RowsT]
    view: Callable[[RowsT, RenderContext], Any]
    tables: tuple[CsvTable, ...] = ()
    files: CustomFiles | None = None
    own_pages: OwnPages | None = None
    is_optional: bool = False
    rests_on: tuple[str, ...] = ()
    id: str = field(default="", compare=False)

    @cached_property
    def statements(self) -> Mapping[str, str]:
        """The SQL of query.sql by the names above it."""
        return statements_of(self.asset("query.sql"))

    @cached_property
    def reads(self) -> frozenset[str]:
        """The published tables it reads, as `schema.table`."""
        return tables_of(self.statements)

    def asset(self, name: str) -> str:
        """The text of one file of the section's folder; blank where there is none."""
        path = _folder().joinpath(self.id, name)
        return path.read_text(encoding="utf-8") if path.is_file() else ""

    def read(self, connection: Connection) -> RowsT:
        """Run the statements that the page shows."""
        return read_rows(connection, self.statements, self.rows)

    def csv_files(self, connection: Connection, context: RenderContext) -> Iterator[CsvFile]:
        """Every table of the section, whole."""
        for table in self.tables:
            yield from table_files(table, self.statements[table.statement], connection, context)
        if self.files is not None:
            yield from self.files(self.statements, connection, context)


def find_sections() -> tuple[Section[Any], ...]:
    """All sections, by page and place."""
    found = [
        replace(import_module(f"{package.__name__}.{entry.name}.view").SECTION, id=entry.name)
        for entry in _folder().iterdir()
        if entry.joinpath(VIEW).is_file()
    ]
    return tuple(sorted(found, key=lambda section: (section.page, section.order, section.id)))


def _folder() -> Traversable:
    return files(package)
