"""Runs forked from a process that has imported everything: a run then costs its own work alone."""

from __future__ import annotations

import importlib
import json
import os
import selectors
import signal
import subprocess
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_IMPORTED = (
    "orchestration.definitions",
    "orchestration.cli.run",
    "orchestration.cli.job",
    "dbt.cli.main",
    "dbt.adapters.duckdb",
    "dbt.adapters.postgres",
    "great_expectations",
)


class Fork:
    """One run, under way or ended.

    Attributes:
        pid: its process and its group.
        code: what it ended with, as `subprocess` has it; None while it lasts.
    """

    def __init__(self, forks: Forks, pid: int, said: Path) -> None:
        self._forks, self._said, self.pid = forks, said, pid
        self.code: int | None = None

    def wait(self, timeout_s: float) -> int | None:
        """Wait for its end, or so long; returns `code`."""
        if self.code is None:
            self.code = self._forks.answer(timeout_s)
        return self.code

    def kill(self) -> int:
        """SIGKILL, unless it has ended; returns `code`."""
        if self.wait(0) is None:
            os.kill(self.pid, signal.SIGKILL)
        code = self.wait(60)
        assert code is not None
        return code

    @property
    def said(self) -> str:
        """What it has printed."""
        return self._said.read_text(encoding="utf-8")


class Forks:
    """The process that they are forked from; one fork lives at a time."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            env={**environment, "OPENBLAS_NUM_THREADS": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self.answer(120) == 0

    def start(
        self, arguments: tuple[str, ...], environment: Mapping[str, str], cwd: Path, said: Path
    ) -> Fork:
        """The watched command line with these arguments."""
        asked: dict[str, Any] = {
            "argv": ["hymnsheet", *arguments],
            "environment": dict(environment),
            "cwd": str(cwd),
            "said": str(said),
        }
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asked).encode() + b"\n")
        self._process.stdin.flush()
        pid = self.answer(60)
        assert pid is not None
        return Fork(self, pid, said)

    def answer(self, timeout_s: float) -> int | None:
        """The next number it tells; None if it tells none in time."""
        assert self._process.stdout is not None
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            if not selector.select(timeout_s):
                return None
        return int(os.read(self._process.stdout.fileno(), 16).split()[0])

    def end(self) -> None:
        """Let go of the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(60)


def _serve() -> None:
    for name in _IMPORTED:
        importlib.import_module(name)
    _tell(0)
    for line in sys.stdin:
        asked = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _become(asked)
        _tell(pid)
        _tell(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


def _tell(number: int) -> None:
    os.write(1, b"%-15d\n" % number)


def _become(asked: dict[str, Any]) -> None:
    """The child: a session of its own, another environment, and the command line."""
    from tests.support.reliability.killed_cli import main

    os.setsid()
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)  # ignored where tests run in the background
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    sys.argv = asked["argv"]
    said = os.open(asked["said"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for target, source in ((0, nothing), (1, said), (2, said)):
        os.dup2(source, target)
    code: object = 0
    try:
        main()
    except SystemExit as end:
        code = end.code
    except Exception:  # noqa: BLE001  a child that goes on would serve, too
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 1)


if __name__ == "__main__":
    _serve()
