"""The Postgres warehouse (15 or newer): one database, a side that is built, a side that is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import URL, Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from orchestration.errors import WarehouseError
from orchestration.warehouse import postgres_publication
from orchestration.warehouse.base import PUBLISHED_LAYERS
from orchestration.warehouse.contents import Place
from orchestration.warehouse.described import NOTHING_SAID, Described
from orchestration.warehouse.postgres_publication import schema_exists
from orchestration.warehouse.run_lock import in_use

_CONNECT_TIMEOUT_S = 15
_RUN_LOCK = 4815162343
#: A session whose client was killed, or whose client's machine is gone, ends soon, and lets go of
#: what it locked, in whatever statement it is.
_DIES_WITH_CLIENT = (
    "-c client_connection_check_interval=2s "
    "-c tcp_keepalives_idle=60 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3"
)
_HOLDER = text(
    "select pid from pg_locks where locktype = 'advisory' and granted and objsubid = 1"
    " and database = (select oid from pg_database where datname = current_database())"
    " and (classid::bigint << 32) | objid::bigint = :lock"
)


class PostgresWarehouse:
    """One database: `build_marts` and `build_quality` are built, `marts` and `quality` are read.

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
        options = f"{self._url.query.get('options', '')} {_DIES_WITH_CLIENT}".strip()
        url = self._url.update_query_dict({"options": options})
        address, _, query = url.render_as_string(hide_password=False).partition("?")
        return f"{address}?{query.replace('+', '%20')}"  # libpq takes no plus for a space

    def engine(self) -> Engine:
        """The build side. A refused connection raises WarehouseError without the password."""
        return self._engine("-c timezone=UTC")

    def published_engine(self) -> Engine:
        """The same database, read-only. Raises WarehouseError before the first publish."""
        with self.engine().connect() as connection:
            missing = [name for name in PUBLISHED_LAYERS if not schema_exists(connection, name)]
        if missing:
            raise WarehouseError(
                f"Schema {missing[0]} does not exist: nothing has been published yet.",
                next_step="Run `hymnsheet run` first, or `hymnsheet build` if it has synced.",
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
            # libpq reads it: a reader of private tables cannot stop a build for ever.
            "PGOPTIONS": f"-c lock_timeout=60s {_DIES_WITH_CLIENT}",
        }

    def dbt_parse_environment(self) -> Mapping[str, str]:
        """The database, whose name is in those of the tables. No server, no password."""
        return {
            "HYMNSHEET_DBT_TARGET": "postgres",
            "HYMNSHEET_DBT_PG_DATABASE": self._url.database or "",
        }

    def exists(self) -> bool:
        """True: a database is made by its owner, and one that is missing refuses the connection."""
        return True

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

    def kept_open(self) -> AbstractContextManager[None]:
        """Nothing: a session costs the server little, and none would share ours."""
        return nullcontext()

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

    def publish(self, described: Mapping[Place, Described] = NOTHING_SAID) -> Path | str:
        """Write what differs into the published schemas, in one transaction; see the module used.

        Raises:
            WarehouseError: the layers are not built, break what is promised of them, or the server
                refused.
        """
        layers = {layer: self.schema(layer) for layer in PUBLISHED_LAYERS}
        try:
            postgres_publication.publish(self.engine(), layers, described)
        except SQLAlchemyError as error:
            cause = str(getattr(error, "orig", None) or error).splitlines()[0]
            raise WarehouseError(
                f"Postgres could not publish: {cause}.",
                next_step="Readers still have one whole state; look at the message and run again.",
            ) from error
        return f"{self.display_url} schemas {', '.join(PUBLISHED_LAYERS)}"

    def _engine(self, options: str) -> Engine:
        engine = create_engine(
            self._url.set(drivername="postgresql+psycopg2"),
            poolclass=NullPool,
            connect_args={
                "options": f"{options} {_DIES_WITH_CLIENT}",
                "connect_timeout": _CONNECT_TIMEOUT_S,
            },
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
