"""What dbt hands to templates, as far as the models of an audit ask for it, on DuckDB."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NoReturn

DATABASE: Final = "memory"


def quoted(name: str) -> str:
    """A name as an identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: object) -> str:
    """A text for SQL. Bound ones make DuckDB look whether pandas is there, for a second."""
    return "'" + str(text).replace("'", "''") + "'"


@dataclass(frozen=True)
class Relation:
    """A table, as dbt names it to templates."""

    schema: str
    identifier: str
    database: str = DATABASE

    def __str__(self) -> str:
        return ".".join(quoted(part) for part in (self.database, self.schema, self.identifier))


@dataclass(frozen=True)
class Target:
    """Where models are built."""

    database: str = DATABASE
    schema: str = "staging"
    type: str = "duckdb"


class Row(tuple[Any, ...]):
    """A row of an answer, its values by place and by name."""

    _names: Mapping[str, int]

    def __new__(cls, values: Sequence[Any], names: Mapping[str, int]) -> Row:
        """A row of these values."""
        row = super().__new__(cls, values)
        row._names = names
        return row

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self._names:
            raise AttributeError(name)
        return self[self._names[name]]


@dataclass(frozen=True)
class Column:
    """A column of an answer."""

    of: Sequence[Any]

    def values(self) -> Sequence[Any]:
        """Its values, row by row."""
        return self.of


class Answer:
    """Rows and columns of a query, as dbt's `run_query` gives them."""

    def __init__(self, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        self.names = tuple(names)
        places = {name: place for place, name in enumerate(names)}
        self.rows = [Row(row, places) for row in rows]
        self.columns = [Column([row[place] for row in rows]) for place in range(len(names))]


@dataclass(frozen=True)
class TableColumn:
    """A column of a table."""

    name: str
    dtype: str


class Adapter:
    """dbt's adapter.

    Args:
        query: runs a query.
        dispatched: the macro of this name that DuckDB takes.
    """

    def __init__(
        self, query: Callable[[str], Answer], dispatched: Callable[[str], Callable[..., Any]]
    ) -> None:
        self._query, self._dispatched = query, dispatched

    def dispatch(self, name: str, *_packages: object) -> Callable[..., Any]:
        """The macro as DuckDB has it, else as all engines have it."""
        return self._dispatched(name)

    def quote(self, name: str) -> str:
        """A name as an identifier."""
        return quoted(name)

    def get_columns_in_relation(self, relation: Relation) -> list[TableColumn]:
        """The columns of a table."""
        rows = self._query(f"describe {relation}").rows
        return [TableColumn(str(row[0]), str(row[1]).lower()) for row in rows]


class Exceptions:
    """dbt's `exceptions`."""

    @staticmethod
    def raise_compiler_error(message: str) -> NoReturn:
        """Raises ValueError."""
        raise ValueError(message)


class Dbt:
    """dbt's own macros as they are on DuckDB."""

    @staticmethod
    def type_string() -> str:
        """Text."""
        return "varchar"

    @staticmethod
    def type_timestamp() -> str:
        """An instant without zone."""
        return "timestamp"

    @staticmethod
    def type_float() -> str:
        """A number of four bytes."""
        return "float"

    @staticmethod
    def dateadd(datepart: str, interval: object, from_date_or_timestamp: str) -> str:
        """An instant moved by so many parts."""
        return f"date_add({from_date_or_timestamp}, interval ({interval}) {datepart})"

    @staticmethod
    def datediff(first_date: str, second_date: str, datepart: str) -> str:
        """Parts between two dates."""
        return f"date_diff('{datepart}', {first_date}::timestamp, {second_date}::timestamp)"

    @staticmethod
    def date_trunc(datepart: str, date: str) -> str:
        """The first instant of a part."""
        return f"date_trunc('{datepart}', {date})"

    @staticmethod
    def generate_series(upper_bound: object) -> str:
        """Body of a query: numbers from 1."""
        return f"select unnest(generate_series(1, {upper_bound})) as generated_number"

    @staticmethod
    def string_literal(value: str) -> str:
        """A text as SQL."""
        return literal(value)

    @staticmethod
    def position(substring_text: str, string_text: str) -> str:
        """The place of one text in another, counted from 1."""
        return f"position({substring_text} in {string_text})"

    @staticmethod
    def hash(field: str) -> str:
        """The md5 of a value's text."""
        return f"md5(cast({field} as varchar))"

    @staticmethod
    def listagg(
        measure: str,
        delimiter_text: str = "','",
        order_by_clause: str = "",
        limit_num: object = None,
    ) -> str:
        """Values of a group in one text."""
        del limit_num
        return f"string_agg({measure}, {delimiter_text} {order_by_clause})"
