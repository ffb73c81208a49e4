"""Everything we write is its owner's alone, and temporary files live and die in our own folder.

The home of the settings holds people's records, in a warehouse, a page, or half-loaded files.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from orchestration.errors import ConfigError

_FOLDER = 0o700
_MASK = 0o077
_working: list[tuple[Path, IO[str]]] = []


def keep_files_private() -> None:
    """Whatever this process makes from now on is readable by its owner only."""
    os.umask(_MASK)


def use_home(home: Path) -> None:
    """Tighten what `home` holds, sweep what killed processes left there, and work in it.

    Python's temporary files go to a folder of this process under `home`, gone when it ends.

    Raises:
        ConfigError: it is no folder of ours to write.
    """
    keep_files_private()
    try:
        home.mkdir(parents=True, exist_ok=True, mode=_FOLDER)
        _tighten(home.resolve())
        _work_in(home.absolute() / "tmp")
    except (OSError, RuntimeError) as error:  # RuntimeError: a link that leads to itself
        reason = getattr(error, "strerror", None) or "it leads to itself"
        raise ConfigError(
            f"The home folder {str(home)[:200]} cannot be used: {reason}.",
            next_step="Set HYMNSHEET_HOME to a folder that is yours, with room in it.",
        ) from error


def _work_in(working: Path) -> None:
    working.mkdir(exist_ok=True, mode=_FOLDER)
    with _alone_in(working):
        for folder in working.iterdir():
            _sweep(folder)
        own = Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=working))
        handle = (own / "lock").open("w", encoding="ascii")
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    _working.append((own, handle))  # an open handle is a held lock
    tempfile.tempdir = str(own)


def leave_home() -> None:
    """Remove the working folders of this process."""
    while _working:
        folder, handle = _working.pop()
        tempfile.tempdir = None
        shutil.rmtree(folder, ignore_errors=True)
        handle.close()


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """One process at a time: a folder without its lock yet looks like one that was left behind."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _tighten(folder: Path) -> None:
    """Links are left alone, and what another process removes meanwhile needs nothing."""
    for parent, _, names in os.walk(folder):
        for path in (Path(parent), *(Path(parent, name) for name in names)):
            with suppress(FileNotFoundError):
                about = path.lstat()
                if not stat.S_ISLNK(about.st_mode) and about.st_uid == os.geteuid():
                    path.chmod(stat.S_IMODE(about.st_mode) & ~_MASK)


def _sweep(folder: Path) -> None:
    """Remove the working folder of a process that is gone: nobody holds its lock."""
    lock = folder / "lock"
    try:
        with lock.open("r+", encoding="ascii") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
    except FileNotFoundError:
        shutil.rmtree(folder, ignore_errors=True)  # killed before it made its lock
    except OSError:
        return
