"""The rows of a warehouse in a DuckDB file of their own, whatever engine they stand in.

Of Postgres only what no model makes is copied: raw rows, what a run says of itself, and what models
remember from run to run. The SQL is the same on both engines, and so are the rows that it makes.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

import duckdb
import sqlalchemy as sa
from sqlalchemy.engine import make_url

from orchestration.errors import WarehouseError
from orchestration.warehouse import Warehouse, open_warehouse, quoted

#: What an incremental model holds, which it could not make again.
_REMEMBERED: Final = (("intermediate", "int_record_conditions__first_seen"),)
_NAME: Final = "trial.duckdb"


def copy_rows(warehouse: Warehouse, folder: Path, build_memory_mib: int | None = None) -> Warehouse:
    """A DuckDB warehouse in this folder with the rows of another. Nothing may run meanwhile.

    Args:
        warehouse: whose rows.
        folder: an empty one.
        build_memory_mib: memory of DuckDB while dbt builds; None for a share of what there is.

    Raises:
        WarehouseError: nothing was synced yet, or the rows cannot be read.
        WarehouseLockedError: a run holds the warehouse.
    """
    if not warehouse.exists():
        raise WarehouseError(
            "Nothing was synced yet, so that there is nothing to try a definition on.",
            next_step="Run `hymnsheet run` first.",
        )
    with warehouse.exclusive():
        warehouse.check()
        url = _files(warehouse, folder) if warehouse.kind == "duckdb" else _rows(warehouse, folder)
        return open_warehouse(url, build_memory_mib=build_memory_mib)


def _files(warehouse: Warehouse, folder: Path) -> str:
    """Both files under their own names, which views spell out; their URL."""
    for url in (warehouse.loader_url, warehouse.display_url):
        path = Path(make_url(url).database or "")
        if path.exists():
            shutil.copyfile(path, folder / path.name)
    served = Path(make_url(warehouse.display_url).database or "")
    return f"duckdb:///{folder / served.name}"


def _rows(warehouse: Warehouse, folder: Path) -> str:
    from adbc_driver_postgresql import dbapi  # takes long to import

    copied = open_warehouse(f"duckdb:///{folder / _NAME}")
    target = str(make_url(copied.loader_url).database)
    with (
        duckdb.connect(target) as into,
        dbapi.connect(warehouse.loader_url) as source,
        source.cursor() as cursor,
        warehouse.engine().connect() as connection,
    ):
        into.execute("set TimeZone = 'UTC'")
        for schema, table in _tables(connection):
            place = f"{quoted(connection, schema)}.{quoted(connection, table)}"
            cursor.execute(f"select * from {place}")  # noqa: S608  names are quoted
            rows = cursor.fetch_record_batch()
            into.execute(f"create schema if not exists {quoted(connection, schema)}")
            into.execute(f"create table {place} as select * from rows")  # noqa: S608
            del rows
    return copied.display_url


def _tables(connection: sa.Connection) -> list[tuple[str, str]]:
    seen = sa.inspect(connection)
    schemas = [name for name in seen.get_schema_names() if name.startswith("raw_") or name == "ops"]
    found = [(schema, table) for schema in schemas for table in seen.get_table_names(schema=schema)]
    return found + [
        (schema, table) for schema, table in _REMEMBERED if seen.has_table(table, schema=schema)
    ]
