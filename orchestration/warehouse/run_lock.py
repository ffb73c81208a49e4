"""One run at a time: a lock file beside a DuckDB warehouse. The system frees it when a run dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from orchestration.errors import WarehouseError, WarehouseLockedError


@contextmanager
def hold(path: Path, what: str) -> Iterator[None]:
    """Hold `path` (made if missing, never removed: a removed lock file can be held twice).

    Raises:
        WarehouseLockedError: another process holds it; its id is named.
        WarehouseError: it cannot be made.
    """
    with _opened(path, what) as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            handle.seek(0)
            raise in_use(what, handle.read().strip()) from error
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
        yield


def _opened(path: Path, what: str) -> IO[str]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("a+", encoding="ascii")
    except OSError as error:
        raise WarehouseError(
            f"The warehouse {what[:300]} cannot be made: {error.strerror}.",
            next_step="Choose a folder for it that is yours to write, with room in it.",
        ) from error


def in_use(what: str, holder: str) -> WarehouseLockedError:
    """The error for a warehouse on which process `holder` is running the job."""
    who = f"process {holder}" if holder else "another process"
    return WarehouseLockedError(
        f"A run of {who} is under way on {what}.",
        next_step=f"Wait for {who} to end or stop it, then run again.",
    )
