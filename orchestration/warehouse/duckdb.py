"""The DuckDB warehouse: a file that is built and a file that is served, replaced whole.

A reader that opened the served file keeps what it has; the next one that opens it sees the new
file. Inside one process, every connection to the path must be closed before the new one shows.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import duckdb
from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import URL, Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from orchestration.errors import ConfigError, WarehouseError, WarehouseLockedError
from orchestration.warehouse import run_lock
from orchestration.warehouse.base import PUBLISHED_LAYERS
from orchestration.warehouse.contents import Place
from orchestration.warehouse.described import NOTHING_SAID, Described
from orchestration.warehouse.duckdb_publication import copy_published
from orchestration.warehouse.memory import allowance

#: Of our own statements; what dbt may take is an Allowance.
_MEMORY_LIMIT = "512MB"
_LOCK_POLL_S = 0.2
# The whole phrase: messages also name the path, and that may hold the word "lock".
_LOCKED = "Could not set lock on file"
_HOLDER = re.compile(r"\(PID (\d+)\)")


class DuckDBWarehouse:
    """Two files: `<stem>_build.duckdb` is built, the file of the URL is served.

    Args:
        url: `duckdb:///path.duckdb`.
        lock_wait_s: seconds to wait for another process to let go of a file.
        build_memory_mib: what dbt's connection may hold; None for a share of what there is.

    Raises:
        ConfigError: the URL names no file, or one whose name is a schema in it.
    """

    kind: Literal["duckdb", "postgres"] = "duckdb"

    def __init__(
        self, url: URL, *, lock_wait_s: float, build_memory_mib: int | None = None
    ) -> None:
        named = url.database or ""
        if not Path(named).name or named.startswith((":", "md:")):
            raise ConfigError(
                "The DuckDB warehouse URL names no file.",
                next_step="Write it as duckdb:///path/to/hymnsheet.duckdb.",
            )
        if Path(named).stem.lower() in PUBLISHED_LAYERS:
            raise ConfigError(
                f"The DuckDB file {Path(named).name} bears the name of a schema in it, so that no"
                " query could tell which of the two it means.",
                next_step="Give the file another name, such as hymnsheet.duckdb.",
            )
        self._served = Path(named).absolute()
        suffix = self._served.suffix or ".duckdb"
        self._build = self._served.with_name(f"{self._served.stem}_build{suffix}")
        self._lock_wait_s = lock_wait_s
        self._build_memory_mib = build_memory_mib

    @property
    def display_url(self) -> str:
        """The URL of the served file. It holds no secret."""
        return f"duckdb:///{self._served}"

    @property
    def loader_url(self) -> str:
        """The URL of the build file."""
        return f"duckdb:///{self._build}"

    def engine(self) -> Engine:
        """The build file. Each connection waits for the lock, then raises WarehouseLockedError."""
        try:
            self._build.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WarehouseError(
                f"The directory of {self._build} cannot be made: {error.strerror}.",
                next_step="Choose another path for the warehouse.",
            ) from error
        return self._engine(self._build, read_only=False)

    def published_engine(self) -> Engine:
        """The served file, read-only. Raises WarehouseError before the first publish."""
        if not self._served.exists():
            raise WarehouseError(
                f"{self._served} does not exist: nothing has been published yet.",
                next_step="Run `hymnsheet run` first, or `hymnsheet build` if it has synced.",
            )
        return self._engine(self._served, read_only=True)

    def schema(self, layer: str) -> str:
        """Layers stand under their own names: the two sides are two files."""
        return layer

    def dbt_environment(self) -> Mapping[str, str]:
        """What dbt_project/profiles.yml reads."""
        allowed = allowance(self._build_memory_mib)
        return {
            "HYMNSHEET_DBT_TARGET": "duckdb",
            "HYMNSHEET_DBT_DUCKDB_MEMORY": f"{allowed.memory_mib}MiB",
            "HYMNSHEET_DBT_DUCKDB_THREADS": str(allowed.threads),
            "HYMNSHEET_DBT_DUCKDB_PATH": str(self._build),
            "HYMNSHEET_DBT_PUBLISHED_PATH": str(self._served) if self._served.exists() else "",
        }

    def dbt_parse_environment(self) -> Mapping[str, str]:
        """The file by its name alone: that is in the names of the tables, its folder is not."""
        return {
            "HYMNSHEET_DBT_TARGET": "duckdb",
            "HYMNSHEET_DBT_DUCKDB_PATH": self._build.name,
            "HYMNSHEET_DBT_PUBLISHED_PATH": "",
        }

    def exists(self) -> bool:
        """Whether the build file is there."""
        try:
            return self._build.exists()
        except OSError:  # a name that is too long, say
            return False

    def check(self) -> None:
        """Raises WarehouseLockedError or WarehouseError if a write could not start now."""
        with self.engine().connect() as connection:
            connection.execute(text("select 1"))

    @contextmanager
    def kept_open(self) -> Iterator[None]:
        """Keep the file open: to open it anew reads its catalog, and to close it writes it down."""
        with self.engine().connect():
            yield

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Hold `<build file>.lock`. Raises WarehouseLockedError if another run does.

        What a killed run spilled to disk is removed: it holds rows.
        """
        lock = self._build.with_name(f"{self._build.name}.lock")
        with run_lock.hold(lock, self.display_url):
            shutil.rmtree(_spilled(self._build), ignore_errors=True)
            yield

    def publish(self, described: Mapping[Place, Described] = NOTHING_SAID) -> Path | str:
        """Replace the served file with a new one that holds PUBLISHED_LAYERS and nothing else.

        Until the last step, a rename, the served file is untouched: a crash leaves it whole. The
        tables are written afresh: in a copy of the build file, the blocks of dropped raw tables
        would remain, with what they hold about people, in a file made to be handed out.

        Raises:
            WarehouseLockedError: another process builds.
            WarehouseError: the layers are not built, hold a view, or break what is promised.
        """
        self.check()
        fresh = self._served.with_name(f".{self._served.stem}_publishing.duckdb")
        _remove_database(fresh)
        try:
            with (
                _as_warehouse_error("publish", self._build),
                self._engine(fresh, read_only=False).connect() as connection,
            ):
                connection.execution_options(isolation_level="AUTOCOMMIT")
                copy_published(connection, self._build, described)
            _sync_to_disk(fresh)
            # Left by another program that wrote to the served file and died: DuckDB would replay
            # it onto the new one.
            _wal(self._served).unlink(missing_ok=True)
            shutil.rmtree(_spilled(self._served), ignore_errors=True)
            os.replace(fresh, self._served)  # noqa: PTH105  the name says that it is atomic
            _sync_to_disk(self._served.parent)
        finally:
            _remove_database(fresh)
        return self._served

    def _engine(self, path: Path, *, read_only: bool) -> Engine:
        engine = create_engine(
            URL.create("duckdb", database=str(path)),
            poolclass=NullPool,
            connect_args={
                "read_only": read_only,
                "config": {"memory_limit": _MEMORY_LIMIT, "temp_directory": str(_spilled(path))},
            },
        )
        event.listen(engine, "do_connect", self._connect)
        return engine

    def _connect(self, dialect: Any, _record: Any, cargs: Any, cparams: Any) -> Any:
        """Open a file, waiting for another process's lock; sessions count time in UTC."""
        failure: duckdb.Error | None = None
        for _ in range(max(1, round(self._lock_wait_s / _LOCK_POLL_S))):
            try:
                connection = dialect.connect(*cargs, **cparams)
            except duckdb.IOException as error:
                failure = error
                if _LOCKED not in str(error):
                    break
                time.sleep(_LOCK_POLL_S)
            except duckdb.Error as error:
                failure = error
                break
            else:
                connection.execute("set TimeZone = 'UTC'")
                return connection
        raise _open_failure(failure, cparams.get("database", self._build)) from failure


def _open_failure(error: duckdb.Error | None, path: str | Path) -> WarehouseError:
    message = str(error)
    if isinstance(error, duckdb.IOException) and _LOCKED in message:
        holder = _HOLDER.search(message)
        who = f"process {holder.group(1)}" if holder else "another process"
        return WarehouseLockedError(
            f"{path} is held by {who}.",
            next_step=f"Wait for {who} to end or stop it, then run again.",
        )
    return WarehouseError(
        f"DuckDB cannot open {path}: {message.splitlines()[0]}.",
        next_step="Check that the path is a DuckDB file you may write to, on a disk with room.",
    )


@contextmanager
def _as_warehouse_error(action: str, path: Path) -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, duckdb.Error, OSError) as error:
        cause = getattr(error, "orig", None) or error
        if isinstance(cause, duckdb.IOException) and _LOCKED in str(cause):
            raise _open_failure(cause, path) from error
        raise WarehouseError(
            f"DuckDB could not {action}: {str(cause).splitlines()[0]}.",
            next_step="What was published before is untouched; look at the message and run again.",
        ) from error


def _remove_database(path: Path) -> None:
    path.unlink(missing_ok=True)
    _wal(path).unlink(missing_ok=True)
    shutil.rmtree(_spilled(path), ignore_errors=True)


def _spilled(path: Path) -> Path:
    return path.with_name(f"{path.name}.tmp")


def _wal(path: Path) -> Path:
    return path.with_name(f"{path.name}.wal")


def _sync_to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
