"""What is made once in a test run, whichever of its processes asks first."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

_FOLDER = "TESTS_SHARED_FOLDER"


@contextmanager
def shared_folder() -> Iterator[None]:
    """A folder for this process and those that it starts; theirs is the same one."""
    if _FOLDER in os.environ:
        yield
        return
    os.environ[_FOLDER] = mkdtemp(prefix="tests-shared-")
    try:
        yield
    finally:
        shutil.rmtree(os.environ.pop(_FOLDER), ignore_errors=True)


def made_once(name: str, make: Callable[[Path], None]) -> Path:
    """A folder that `make` fills; others wait for it. One that failed is made again."""
    if _FOLDER not in os.environ:  # no test run: a benchmark, say
        folder = Path(mkdtemp(prefix=f"{name}-"))
        make(folder)
        return folder
    folder = Path(os.environ[_FOLDER]) / name
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            partial = folder.with_suffix(".partial")
            shutil.rmtree(partial, ignore_errors=True)
            partial.mkdir()
            make(partial)
            partial.rename(folder)
    return folder
