"""A transaction on DuckDB, which reads Arrow tables where they lie."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import duckdb
import pyarrow as pa
from sqlalchemy.engine import Connection

from orchestration.errors import WarehouseError
from orchestration.loading.destinations.base import Begin, DirectTransaction, quoted
from orchestration.warehouse import Place, Warehouse


@contextmanager
def duckdb_transactions(warehouse: Warehouse, schema: str) -> Iterator[Begin]:
    """The build file, held open for as long as the block lasts: opening it costs milliseconds.

    Other connections of this process share it; other processes wait.

    Raises:
        WarehouseLockedError: another process holds the file.
        WarehouseError: the file cannot be opened.
    """
    with warehouse.engine().connect() as connection:
        yield lambda: _begin(connection, schema)


@contextmanager
def _begin(connection: Connection, schema: str) -> Iterator[DuckDBTransaction]:
    with connection.begin():
        transaction = DuckDBTransaction(connection.connection.driver_connection)
        try:
            yield transaction
        except duckdb.Error as error:
            raise WarehouseError(
                f"DuckDB refused an operation on {schema}: {str(error).splitlines()[0]}.",
                next_step="Look at the message; rows committed before stay, run again.",
            ) from error
        finally:
            transaction.forget()


class DuckDBTransaction(DirectTransaction):
    """The driver's own connection, which knows Arrow."""

    def __init__(self, native: Any) -> None:
        self._native = native
        self._shown = 0

    def show(self, rows: pa.Table) -> str:
        """Make `rows` readable; returns the name to read them by."""
        self._shown += 1
        name = f"_shown_{self._shown}"
        self._native.register(name, rows)
        return name

    def forget(self) -> None:
        """Let go of the rows that were shown."""
        for number in range(1, self._shown + 1):
            self._native.unregister(f"_shown_{number}")

    def append(self, place: Place, rows: pa.Table) -> None:
        """Insert rows, column by name."""
        target = ".".join(map(quoted, place))
        self.run(f"insert into {target} by name select * from {self.show(rows)}")  # noqa: S608  names are quoted

    def run(self, statement: str) -> None:
        """Execute a statement."""
        self._native.execute(statement)

    def fetch(self, query: str) -> pa.Table:
        """The rows of a query."""
        return self._native.execute(query).to_arrow_table()
