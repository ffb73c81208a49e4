"""Landing on DuckDB: Arrow tables are read where they lie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import dlt
import duckdb
import pyarrow as pa
from sqlalchemy import text

from orchestration.errors import WarehouseError
from orchestration.loading.dlt_upsert import STAGING_SUFFIX, dlt_upsert
from orchestration.loading.landing import Chunk
from orchestration.warehouse import Warehouse, qualified, quoted


class DuckDBLanding:
    """The build file. It is open, and so locked, only while a call lasts."""

    lands_each_stream = False

    def __init__(self, warehouse: Warehouse, schema: str) -> None:
        self._warehouse = warehouse
        self._engine = warehouse.engine()
        self._schema = schema

    def upsert(self, chunks: Sequence[Chunk]) -> None:
        """Insert or overwrite rows by key."""
        self._warehouse.check()
        path = self._warehouse.loader_url.removeprefix("duckdb:///")
        dlt_upsert(dlt.destinations.duckdb(path), self._schema, chunks)

    def rows_of(self, table: str, columns: Sequence[str], keys: pa.Table | None) -> pa.Table:
        """The rows with these keys, or all rows."""
        listed = ", ".join(f"t.{self._quoted(c)}" for c in columns)
        query = f"select {listed} from {self._target(table)} t"  # noqa: S608  names are quoted
        with self._native() as connection:
            if keys is not None:
                connection.register("wanted", keys)
                query += f" semi join wanted w on {self._same(keys.column_names, 'w')}"
            return connection.execute(query).to_arrow_table()

    def mark_missing(self, table: str, seen: pa.Table, stamps: Mapping[str, datetime | str]) -> int:
        """Write `stamps` on the alive rows that were not seen."""
        assignments = ", ".join(f"{self._quoted(c)} = ?" for c in stamps)
        with self._native() as connection:
            connection.register("seen", seen)
            row = connection.execute(
                f"update {self._target(table)} as t set {assignments} "  # noqa: S608  names are quoted
                "where t._deleted_at is null and not exists "
                f"(select 1 from seen s where {self._same(seen.column_names, 's')})",
                list(stamps.values()),
            ).fetchone()
        return int(row[0]) if row else 0

    def close(self) -> None:
        """Drop the tables through which dlt merged."""
        with self._engine.begin() as connection:
            staging = quoted(connection, f"{self._schema}{STAGING_SUFFIX}")
            connection.execute(text(f"drop schema if exists {staging} cascade"))

    @contextmanager
    def _native(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._engine.connect() as connection:
            native: Any = connection.connection.driver_connection
            try:
                yield native
            except duckdb.Error as error:
                raise WarehouseError(
                    f"DuckDB refused an operation on {self._schema}: {str(error).splitlines()[0]}.",
                    next_step="Look at the message; rows committed before stay, run again.",
                ) from error

    def _target(self, table: str) -> str:
        return qualified(self._engine, self._schema, table)

    def _quoted(self, name: str) -> str:
        return quoted(self._engine, name)

    def _same(self, names: Sequence[str], alias: str) -> str:
        return " and ".join(f"{alias}.{self._quoted(n)} = t.{self._quoted(n)}" for n in names)
