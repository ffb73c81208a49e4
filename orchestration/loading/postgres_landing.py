"""Landing on Postgres: dlt writes by COPY through ADBC, ADBC reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import dlt
import pyarrow as pa
from adbc_driver_manager import Error as AdbcError
from adbc_driver_postgresql import dbapi
from dlt.destinations.impl.postgres.configuration import PostgresCredentials
from sqlalchemy import text
from sqlalchemy.engine import make_url

from orchestration.errors import WarehouseError
from orchestration.loading.dlt_upsert import DLT_TABLES, STAGING_SUFFIX, dlt_upsert
from orchestration.loading.landing import Chunk
from orchestration.warehouse import Warehouse, qualified, quoted

_KEYS = "_wanted_keys"


class PostgresLanding:
    """One raw schema of a Postgres database."""

    lands_each_stream = False

    def __init__(self, warehouse: Warehouse, schema: str) -> None:
        self._engine = warehouse.engine()
        self._url = warehouse.loader_url
        self._schema = schema
        # A crash may have left some.
        self._remove_dlt_tables()

    def upsert(self, chunks: Sequence[Chunk]) -> None:
        """Insert or overwrite rows by key."""
        destination = dlt.destinations.postgres(self._credentials(), create_indexes=False)
        dlt_upsert(destination, self._schema, chunks)

    def rows_of(self, table: str, columns: Sequence[str], keys: pa.Table | None) -> pa.Table:
        """The rows with these keys, or all rows."""
        listed = ", ".join(f"t.{self._quoted(c)}" for c in columns)
        query = f"select {listed} from {self._target(table)} t"  # noqa: S608  names are quoted
        with self._cursor() as cursor:
            if keys is not None:
                self._send_keys(cursor, keys)
                query += f" where {self._among(keys)}"
            cursor.execute(query)
            return cursor.fetch_arrow_table()

    def mark_missing(self, table: str, seen: pa.Table, stamps: Mapping[str, datetime | str]) -> int:
        """Write `stamps` on the alive rows that were not seen."""
        assignments = ", ".join(
            f"{self._quoted(column)} = ${number}" for number, column in enumerate(stamps, 1)
        )
        with self._cursor() as cursor:
            self._send_keys(cursor, seen)
            cursor.execute(
                f"with marked as (update {self._target(table)} as t set {assignments} "  # noqa: S608  names are quoted
                f"where t._deleted_at is null and not {self._among(seen)} returning 1) "
                "select count(*) from marked",
                tuple(stamps.values()),
            )
            row = cursor.fetchone()
        return int(row[0])

    def close(self) -> None:
        """Leave the raw schema as on every other engine: no table of dlt's own."""
        self._remove_dlt_tables()

    def _remove_dlt_tables(self) -> None:
        with self._engine.begin() as connection:
            staging = quoted(connection, f"{self._schema}{STAGING_SUFFIX}")
            connection.execute(text(f"drop schema if exists {staging} cascade"))
            for table in DLT_TABLES:
                target = qualified(connection, self._schema, table)
                connection.execute(text(f"drop table if exists {target}"))

    def _credentials(self) -> PostgresCredentials:
        """What libpq made of the URL, as dlt wants it: each part given, a socket in the query."""
        credentials = PostgresCredentials()
        credentials.query = dict(make_url(self._url).query)
        credentials.session_timezone = "UTC"
        with self._engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            resolved = driver.info
            credentials.database = resolved.dbname
            credentials.username = resolved.user
            credentials.password = resolved.password or ""
            credentials.port = resolved.port
            credentials.host = resolved.host
        if credentials.host.startswith("/"):
            credentials.query["host"] = credentials.host
            credentials.host = "localhost"
        return credentials

    def _send_keys(self, cursor: Any, keys: pa.Table) -> None:
        cursor.adbc_ingest(_KEYS, keys, mode="create", temporary=True)
        # Without figures the planner takes a temporary table for a tiny one.
        cursor.execute(f"analyze {self._quoted(_KEYS)}")

    def _among(self, keys: pa.Table) -> str:
        same = " and ".join(f"k.{self._quoted(n)} = t.{self._quoted(n)}" for n in keys.column_names)
        return f"exists (select 1 from {self._quoted(_KEYS)} k where {same})"  # noqa: S608

    @contextmanager
    def _cursor(self) -> Iterator[Any]:
        """A cursor of a session of its own; commits when the block ends well."""
        try:
            with dbapi.connect(self._url) as connection, connection.cursor() as cursor:
                yield cursor
                connection.commit()
        except AdbcError as error:
            reason = str(error).splitlines()[0]
            raise WarehouseError(
                f"Postgres refused an operation on {self._schema}: {reason}.",
                next_step="Look at the message; rows committed before stay, run again.",
            ) from None

    def _target(self, table: str) -> str:
        return qualified(self._engine, self._schema, table)

    def _quoted(self, name: str) -> str:
        return quoted(self._engine, name)
