"""How much memory and how many threads an engine inside our process may take.

What it gets is told to it: by itself it takes a share of the machine, whatever limit a container or
a shell has set to this process, and is killed there.
"""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_MIB = 1 << 20
#: The rest is for Python, for dbt, and for what the engine allocates without counting it.
_SHARE = 0.6
_LEAST_MIB = 512
#: Each thread holds blocks of its own: with less it waits for the disk.
_PER_THREAD_MIB = 1024


@dataclass(frozen=True)
class Allowance:
    """What an engine may take; what does not fit into the memory it puts on disk."""

    memory_mib: int
    threads: int


def allowance(memory_mib: int | None = None) -> Allowance:
    """What the engine may take.

    Args:
        memory_mib: as somebody said; None for a share of what this process may have.
    """
    given = memory_mib or max(_LEAST_MIB, int(_SHARE * usable_bytes()) // _MIB)
    return Allowance(given, max(1, min(_usable_cores(), given // _PER_THREAD_MIB)))


def usable_bytes() -> int:
    """The memory of this machine, or the least of what limits this process to less."""
    return min([_machine_bytes(), *_resource_limits(), *_group_limits(Path("/"))])


def _machine_bytes() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def _usable_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _resource_limits() -> Iterator[int]:
    for kind in (resource.RLIMIT_AS, resource.RLIMIT_DATA):
        soft, _ = resource.getrlimit(kind)
        if soft != resource.RLIM_INFINITY:
            yield soft


def _group_limits(root: Path) -> Iterator[int]:
    """What the control groups of this process allow (Linux): of each, and of all above it."""
    with suppress(OSError, ValueError):
        for line in (root / "proc/self/cgroup").read_text("ascii").splitlines():
            _, kinds, group = line.split(":", 2)
            if kinds == "":
                place, name = root / "sys/fs/cgroup", "memory.max"
            elif "memory" in kinds.split(","):
                place, name = root / "sys/fs/cgroup/memory", "memory.limit_in_bytes"
            else:
                continue
            parts = Path(group.lstrip("/")).parts
            for depth in range(len(parts) + 1):
                with suppress(OSError, ValueError):  # "max", or a group that is not shown to us
                    yield int((place.joinpath(*parts[:depth]) / name).read_text("ascii"))
