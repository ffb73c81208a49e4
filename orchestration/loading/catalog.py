"""Which raw tables and columns exist, and making the missing ones. Never drops, never retypes."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Double,
    Index,
    MetaData,
    Table,
    Text,
    func,
    text,
)
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.schema import CreateSchema
from sqlalchemy.types import TypeEngine

from orchestration.errors import WarehouseError
from orchestration.loading.tables import FREE_TEXT, METADATA_TABLES, RawTable, stream_table
from orchestration.sources.spec import ColumnType, StreamSpec
from orchestration.warehouse import Warehouse, qualified, quoted

#: https://www.postgresql.org/docs/15/limits.html
_POSTGRES_COLUMNS = 1600
_TYPES: Mapping[ColumnType, type[TypeEngine[Any]]] = {
    ColumnType.TEXT: Text,
    ColumnType.INTEGER: BigInteger,
    ColumnType.NUMBER: Double,
    ColumnType.BOOLEAN: Boolean,
    ColumnType.DATE: Date,
    ColumnType.TIMESTAMP: DateTime,
}
_STORED: Mapping[str, ColumnType] = {
    "bigint": ColumnType.INTEGER,
    "double": ColumnType.NUMBER,
    "double precision": ColumnType.NUMBER,
    "boolean": ColumnType.BOOLEAN,
    "date": ColumnType.DATE,
    "timestamp": ColumnType.TIMESTAMP,
    "timestamp without time zone": ColumnType.TIMESTAMP,
}
_COLUMNS = text(
    "select table_name, column_name, data_type from information_schema.columns "
    "where table_schema = :schema and table_catalog = current_database() "
    "order by table_name, ordinal_position"
)


def ensure_raw_tables(warehouse: Warehouse, specs: Iterable[StreamSpec], schema: str) -> None:
    """Make every table of the raw contract that is missing, empty, and every missing column.

    Args:
        warehouse: its build side is changed, in one transaction.
        specs: the streams a vendor can have, present or not.
        schema: `raw_<vendor>`; the tables about the streams are made too.

    Raises:
        WarehouseError: the warehouse cannot be opened.
    """
    with warehouse.engine().begin() as connection:
        ensure_tables(connection, schema, [*map(stream_table, specs), *METADATA_TABLES])


def ensure_tables(connection: Connection, schema: str, tables: Iterable[RawTable]) -> None:
    """Make the missing tables and columns inside the caller's transaction."""
    connection.execute(CreateSchema(schema, if_not_exists=True))
    present = stored_columns(connection, schema)
    for table in tables:
        if table.name in present:
            _refuse_too_wide(
                connection, schema, table.name, len(table.columns.keys() | present[table.name])
            )
            add_columns(connection, schema, table.name, table.columns, present[table.name])
        else:
            _create(connection, schema, table)


def stored_columns(connection: Connection, schema: str) -> dict[str, dict[str, ColumnType]]:
    """Columns and types of each table that stands in `schema`; a foreign type counts as text."""
    found: dict[str, dict[str, ColumnType]] = {}
    for table, column, data_type in connection.execute(_COLUMNS, {"schema": schema}):
        kind = _STORED.get(data_type.lower(), ColumnType.TEXT)
        found.setdefault(table, {})[column] = kind
    return found


def add_columns(
    connection: Connection,
    schema: str,
    table: str,
    wanted: Mapping[str, ColumnType],
    present: Mapping[str, ColumnType],
) -> dict[str, ColumnType]:
    """Add columns of `wanted` that `present` lacks, in order, as long as the engine has room.

    Returns:
        The columns that were added. Existing columns keep their type.
    """
    missing = [(name, kind) for name, kind in wanted.items() if name not in present]
    room = most_columns(connection) - len(present)
    for name, kind in missing[:room]:
        target, column = qualified(connection, schema, table), quoted(connection, name)
        spelt = spelt_type(connection, kind)
        connection.execute(text(f"alter table {target} add column {column} {spelt}"))
    return dict(missing[:room])


def sql_table(table: RawTable, schema: str) -> Table:
    """The table as SQLAlchemy knows it, to be made, read and written."""
    columns = (Column(name, _TYPES[kind]) for name, kind in table.columns.items())
    return Table(table.name, MetaData(), *columns, schema=schema)


def spelt_type(bind: Engine | Connection, kind: ColumnType) -> str:
    """How the engine behind `bind` spells one of the six types."""
    return _TYPES[kind]().compile(dialect=bind.dialect)


def most_columns(connection: Connection) -> int:
    """How many columns a table can have."""
    return _POSTGRES_COLUMNS if connection.dialect.name == "postgresql" else sys.maxsize


def _refuse_too_wide(connection: Connection, schema: str, table: str, columns: int) -> None:
    if columns > most_columns(connection):
        raise WarehouseError(
            f"{schema}.{table} would have {columns} columns; Postgres holds {_POSTGRES_COLUMNS}.",
            next_step="Hide fields that nobody needs from the integration user, or use DuckDB.",
        )


def _create(connection: Connection, schema: str, table: RawTable) -> None:
    _refuse_too_wide(connection, schema, table.name, len(table.columns))
    made = sql_table(table, schema)
    if connection.dialect.name == "postgresql":
        # Look-ups by key read the table through this. DuckDB scans: an index there costs memory
        # in proportion to the table, at every opening of the file. An entry of an index holds
        # 2.7 kB at most; a long text stands in it by its hash.
        key = (func.md5(made.c[n]) if n in FREE_TEXT else made.c[n] for n in table.key)
        Index(f"{table.name}_key", *key, unique=True)
    made.create(connection)
