"""A transaction on Postgres: ADBC sends Arrow tables by COPY and reads them back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pyarrow as pa
from adbc_driver_manager import Error as AdbcError
from adbc_driver_postgresql import dbapi

from orchestration.errors import RowTooWideError, WarehouseError
from orchestration.loading.destinations.base import DirectTransaction
from orchestration.warehouse import Place, Warehouse


@contextmanager
def begin_postgres(warehouse: Warehouse, schema: str) -> Iterator[PostgresTransaction]:
    """A transaction in a connection of its own: none is idle while a vendor is read for hours.

    Raises:
        RowTooWideError: a row does not fit into a page of 8 kB, whatever is stored beside it.
        WarehouseError: the engine refused; the message never spells values.
    """
    try:
        with dbapi.connect(warehouse.loader_url) as connection, connection.cursor() as cursor:
            yield PostgresTransaction(cursor)
            connection.commit()
    except AdbcError as error:
        reason = str(error).splitlines()[0]
        if "row is too big" in reason:
            raise RowTooWideError(
                f"A row of {schema} is wider than Postgres can hold: {reason}.",
                next_step="Hide fields that nobody needs from the integration user, or use DuckDB.",
            ) from None
        raise WarehouseError(
            f"Postgres refused an operation on {schema}: {reason}.",
            next_step="Look at the message; rows committed before stay, run again.",
        ) from None


class PostgresTransaction(DirectTransaction):
    """One ADBC cursor; tables that are shown live in the connection's temporary schema."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor
        self._shown = 0

    def show(self, rows: pa.Table) -> str:
        """Make `rows` readable; returns the name to read them by."""
        self._shown += 1
        name = f"_shown_{self._shown}"
        self._cursor.adbc_ingest(name, rows, mode="create", temporary=True)
        # Without figures the planner takes a temporary table for a tiny one.
        self._cursor.execute(f"analyze {name}")
        return f"pg_temp.{name}"

    def append(self, place: Place, rows: pa.Table) -> None:
        """Insert rows, column by name."""
        schema, table = place
        self._cursor.adbc_ingest(table, rows, mode="append", db_schema_name=schema)

    def run(self, statement: str) -> None:
        """Execute a statement."""
        self._cursor.execute(statement)

    def fetch(self, query: str) -> pa.Table:
        """The rows of a query."""
        self._cursor.execute(query)
        return self._cursor.fetch_arrow_table()
