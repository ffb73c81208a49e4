"""The Postgres warehouse (15 or newer): published schemas are swapped by renaming them.

A view of your own over `marts` is dropped with the tables it reads: make it on the other side of
a foreign schema, or create it again after each run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from orchestration.errors import WarehouseError
from orchestration.warehouse.base import PUBLISHED_LAYERS
from orchestration.warehouse.run_lock import in_use
from orchestration.warehouse.sql import qualified, quoted

_CONNECT_TIMEOUT_S = 15
_DROP_LOCK_TIMEOUT = "10s"
_PUBLISH_LOCK = 4815162342
_RUN_LOCK = 4815162343
_GRANTS = text(
    """
    select c.relname as name, coalesce(r.rolname, '') as role
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    cross join lateral aclexplode(c.relacl) a
    left join pg_roles r on r.oid = a.grantee
    where n.nspname = :schema and c.relkind in ('r', 'p')
      and a.privilege_type = 'SELECT' and a.grantee <> c.relowner
    order by 1, 2
    """
)
_USAGE = text(
    """
    select coalesce(r.rolname, '') as role
    from pg_namespace n
    cross join lateral aclexplode(n.nspacl) a
    left join pg_roles r on r.oid = a.grantee
    where n.nspname = :schema and a.privilege_type = 'USAGE' and a.grantee <> n.nspowner
    order by 1
    """
)
_TABLES = text(
    "select table_name from information_schema.tables where table_schema = :schema order by 1"
)
_HOLDER = text(
    "select pid from pg_locks where locktype = 'advisory' and granted and objsubid = 1"
    " and database = (select oid from pg_database where datname = current_database())"
    " and (classid::bigint << 32) | objid::bigint = :lock"
)
_SCHEMA_EXISTS = text("select 1 from information_schema.schemata where schema_name = :schema")


class PostgresWarehouse:
    """One database: `build_marts` and `build_quality` become `marts` and `quality`.

    Args:
        url: `postgresql://user:password@host:port/database`; `?host=/directory` for a socket.
    """

    kind: Literal["duckdb", "postgres"] = "postgres"

    def __init__(self, url: URL) -> None:
        self._url = url.set(drivername="postgresql")

    @property
    def display_url(self) -> str:
        """The URL with `***` for the password, wherever it stood."""
        url = self._url
        if "password" in url.query:
            url = url.update_query_dict({"password": "***"})
        return url.render_as_string(hide_password=True)

    @property
    def loader_url(self) -> str:
        """The URL with its password, as libpq reads it."""
        return self._url.render_as_string(hide_password=False)

    def engine(self) -> Engine:
        """The build side. A refused connection raises WarehouseError without the password."""
        return self._engine("-c timezone=UTC")

    def published_engine(self) -> Engine:
        """The same database, read-only. Raises WarehouseError before the first publish."""
        with self.engine().connect() as connection:
            missing = [name for name in PUBLISHED_LAYERS if not _exists(connection, name)]
        if missing:
            raise WarehouseError(
                f"Schema {missing[0]} does not exist: nothing has been published yet.",
                next_step="Run the pipeline once to the end.",
            )
        return self._engine("-c timezone=UTC -c default_transaction_read_only=on")

    def schema(self, layer: str) -> str:
        """`build_marts` and `build_quality` for the published layers, else the layer's own name."""
        return f"build_{layer}" if layer in PUBLISHED_LAYERS else layer

    def dbt_environment(self) -> Mapping[str, str]:
        """What dbt_project/profiles.yml reads. Holds the password: hand it to dbt only."""
        query = self._url.query
        host, port = query.get("host", ""), query.get("port", "")
        return {
            "HYMNSHEET_DBT_TARGET": "postgres",
            "HYMNSHEET_DBT_PG_HOST": self._url.host or str(host) or "localhost",
            "HYMNSHEET_DBT_PG_PORT": str(self._url.port or port or 5432),
            "HYMNSHEET_DBT_PG_USER": self._url.username or str(query.get("user", "")),
            "HYMNSHEET_DBT_PG_PASSWORD": self._url.password or str(query.get("password", "")),
            "HYMNSHEET_DBT_PG_DATABASE": self._url.database or "",
        }

    def check(self) -> None:
        """Raises WarehouseError if a write could not start now, or the server is older than 15."""
        with self.engine().connect() as connection:
            version, may_create, read_only = connection.execute(
                text(
                    "select current_setting('server_version_num')::int, "
                    "has_database_privilege(current_database(), 'CREATE'), pg_is_in_recovery()"
                )
            ).one()
        problem = (
            (version < 150000 and f"is version {version // 10000}, older than 15")
            or (read_only and "is a read-only replica")
            or (not may_create and "does not let this user create schemas")
        )
        if problem:
            raise WarehouseError(
                f"The Postgres server of {self.display_url} {problem}.",
                next_step="Use another server or user, or grant CREATE on the database.",
            )

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Hold an advisory lock of the database. Raises WarehouseLockedError if another run does.

        The error names the server's process of that run's session.
        """
        with self.engine().connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            lock = {"lock": _RUN_LOCK}
            if not connection.execute(text("select pg_try_advisory_lock(:lock)"), lock).scalar():
                holder = connection.execute(_HOLDER, lock).scalar()
                raise in_use(self.display_url, str(holder or ""))
            yield

    def publish(self) -> Path | str:
        """Swap the built layers in, in one transaction; readers see the old or the new, whole.

        Running queries finish on the old tables. Grants of readers move to the new ones.

        Raises:
            WarehouseError: the layers are not built, or a reader keeps the retired tables open.
        """
        try:
            with self.engine().begin() as connection:
                self._drop_retired(connection)
            with self.engine().begin() as connection:
                connection.execute(
                    text("select pg_advisory_xact_lock(:key)"), {"key": _PUBLISH_LOCK}
                )
                for layer in PUBLISHED_LAYERS:
                    self._swap(connection, layer)
        except SQLAlchemyError as error:
            cause = str(getattr(error, "orig", None) or error).splitlines()[0]
            raise WarehouseError(
                f"Postgres could not publish: {cause}.",
                next_step="Readers still have one whole state; end long readers and run again.",
            ) from error
        # A reader that still holds the retired tables delays their end to the next publish.
        with suppress(SQLAlchemyError), self.engine().begin() as connection:
            self._drop_retired(connection)
        return f"{self.display_url} schemas {', '.join(PUBLISHED_LAYERS)}"

    def _swap(self, connection: Connection, layer: str) -> None:
        built = self.schema(layer)
        tables = list(connection.execute(_TABLES, {"schema": built}).scalars())
        if not tables:
            raise WarehouseError(
                f"Schema {built} holds no table: there is nothing to publish.",
                next_step="Build the models first.",
            )
        schema = {"schema": layer}
        usage = list(connection.execute(_USAGE, schema).scalars())
        selects = [(name, role) for name, role in connection.execute(_GRANTS, schema)]
        old_tables = set(connection.execute(_TABLES, schema).scalars())
        if _exists(connection, layer):
            retired = quoted(connection, _retired(layer))
            connection.execute(
                text(f"alter schema {quoted(connection, layer)} rename to {retired}")
            )
        connection.execute(
            text(f"alter schema {quoted(connection, built)} rename to {quoted(connection, layer)}")
        )
        for role in usage:
            grantee = _grantee(connection, role)
            connection.execute(
                text(f"grant usage on schema {quoted(connection, layer)} to {grantee}")
            )
        for name, role in _selects_to_grant(selects, old_tables, tables):
            table = qualified(connection, layer, name)
            connection.execute(text(f"grant select on {table} to {_grantee(connection, role)}"))

    def _drop_retired(self, connection: Connection) -> None:
        connection.execute(text(f"set local lock_timeout = '{_DROP_LOCK_TIMEOUT}'"))
        for layer in PUBLISHED_LAYERS:
            if _exists(connection, _retired(layer)):
                name = quoted(connection, _retired(layer))
                connection.execute(text(f"drop schema {name} cascade"))

    def _engine(self, options: str) -> Engine:
        engine = create_engine(
            self._url.set(drivername="postgresql+psycopg2"),
            poolclass=NullPool,
            connect_args={"options": options, "connect_timeout": _CONNECT_TIMEOUT_S},
        )
        event.listen(engine, "do_connect", self._connect)
        return engine

    def _connect(self, dialect: Any, _record: Any, cargs: Any, cparams: Any) -> Any:
        try:
            return dialect.connect(*cargs, **cparams)
        except dialect.loaded_dbapi.OperationalError as error:
            reason = str(error).strip().splitlines()[0]
            for secret in (self._url.password, self._url.query.get("password")):
                if secret:
                    reason = reason.replace(str(secret), "***")
            # `from None`: the driver's own text could carry the connection string.
            raise WarehouseError(
                f"Postgres at {self.display_url} cannot be reached: {reason}.",
                next_step="Check that the server runs, and the URL, the user and the password.",
            ) from None


def _selects_to_grant(
    selects: list[tuple[str, str]], old_tables: set[str], new_tables: list[str]
) -> list[tuple[str, str]]:
    """Table grants to renew; a role that could read every old table reads every new one."""
    by_role: dict[str, set[str]] = {}
    for name, role in selects:
        by_role.setdefault(role, set()).add(name)
    return [
        (table, role)
        for role, had in sorted(by_role.items())
        for table in new_tables
        if table in had or had >= old_tables
    ]


def _retired(layer: str) -> str:
    return f"{layer}_retired"


def _grantee(connection: Connection, role: str) -> str:
    return quoted(connection, role) if role else "public"


def _exists(connection: Connection, schema: str) -> bool:
    return connection.execute(_SCHEMA_EXISTS, {"schema": schema}).first() is not None
