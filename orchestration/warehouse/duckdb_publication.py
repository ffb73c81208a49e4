"""Writing what is published into a new DuckDB file, with comments, NOT NULL and keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from sqlalchemy import text
from sqlalchemy.engine import Connection

from orchestration.errors import WarehouseError
from orchestration.warehouse.base import PUBLISHED_LAYERS
from orchestration.warehouse.contents import Place
from orchestration.warehouse.described import UNDESCRIBED, Described
from orchestration.warehouse.sql import qualified, quoted

_BUILD: Final = "build_side"
#: DuckDB keeps a key's index as large as twice its table, and in memory while it is made (1M rows:
#: 200 MB, 4 s of CPU against 0.6 s without). Larger tables carry their key in tests only.
_MOST_KEYED_ROWS: Final = 200_000
_COLUMNS: Final = text(
    "select schema_name, table_name, column_name, data_type from duckdb_columns() "
    "where database_name = :build order by schema_name, table_name, column_index"
)


def copy_published(
    connection: Connection, build: Path, described: Mapping[Place, Described]
) -> None:
    """Fill the empty database of `connection` with the PUBLISHED_LAYERS of the file `build`.

    Raises:
        WarehouseError: the layers are not built, or one of them holds a view (a view names the
            build file's catalog and would be broken in the served one).
        SQLAlchemyError: rows break what is promised of their table.
    """
    connection.exec_driver_sql(f"attach {_literal(str(build))} as {_BUILD} (read_only)")
    columns: dict[Place, dict[str, str]] = {}
    for layer, table, column, data_type in connection.execute(_COLUMNS, {"build": _BUILD}):
        columns.setdefault((layer, table), {})[column] = data_type
    for layer, tables in _published_tables(connection).items():
        connection.exec_driver_sql(f"create schema {quoted(connection, layer)}")
        for table in tables:
            place = (layer, table)
            _copy(connection, place, columns[place], described.get(place, UNDESCRIBED))
    connection.exec_driver_sql(f"detach {_BUILD}")
    connection.exec_driver_sql("checkpoint")


def _copy(
    connection: Connection, place: Place, columns: Mapping[str, str], described: Described
) -> None:
    target, source = qualified(connection, *place), qualified(connection, _BUILD, *place)
    is_keyed = _rows(connection, source) <= _MOST_KEYED_ROWS
    parts = [
        f"{quoted(connection, name)} {data_type}{' not null' * (name in described.not_null)}"
        for name, data_type in columns.items()
    ]
    if is_keyed:
        parts += _keys(connection, described)
    script = [
        f"create table {target} ({', '.join(parts)})",
        *_comments(connection, target, columns, described),
        f"insert into {target} from {source}",
    ]
    connection.exec_driver_sql("; ".join(["begin transaction", *script, "commit"]))


def _rows(connection: Connection, table: str) -> int:
    count: int = connection.exec_driver_sql(f"select count(*) from {table}").scalar_one()  # noqa: S608  names are quoted
    return count


def _keys(connection: Connection, described: Described) -> Iterator[str]:
    for key in described.keys:
        kind = "primary key" if key == described.primary_key else "unique"
        yield f"{kind} ({', '.join(quoted(connection, name) for name in key)})"


def _comments(
    connection: Connection, target: str, columns: Mapping[str, str], described: Described
) -> Iterator[str]:
    if described.words:
        yield f"comment on table {target} is {_literal(described.words)}"
    for name in columns:
        if words := described.columns.get(name):
            column = f"{target}.{quoted(connection, name)}"
            yield f"comment on column {column} is {_literal(words)}"


def _published_tables(connection: Connection) -> dict[str, list[str]]:
    found = connection.execute(
        text(
            "select table_schema, table_name, table_type from information_schema.tables "
            "where table_catalog = :build order by table_schema, table_name"
        ),
        {"build": _BUILD},
    ).all()
    tables: dict[str, list[str]] = {}
    for layer in PUBLISHED_LAYERS:
        kinds = {name: kind for schema, name, kind in found if schema == layer}
        if not kinds:
            raise WarehouseError(
                f"Schema {layer} holds no table on the build side: there is nothing to publish.",
                next_step="Run `hymnsheet build` first.",
            )
        views = [name for name, kind in kinds.items() if kind == "VIEW"]
        if views:
            raise WarehouseError(
                f"Published schema {layer} holds views: {', '.join(views)}.",
                next_step="Materialise these models as tables.",
            )
        tables[layer] = list(kinds)
    return tables


def _literal(words: str) -> str:
    """`words` as DuckDB spells text: only the quote itself means anything in it."""
    doubled = words.replace("'", "''")
    return f"'{doubled}'"
