"""What DuckDB may take: a share of the least that limits this process, or what somebody said."""

from __future__ import annotations

import os
import resource
from pathlib import Path

import pytest

from orchestration.warehouse import memory, open_warehouse
from orchestration.warehouse.memory import Allowance, allowance

GIB = 1 << 30


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine of 16 GiB and 8 cores that limits nothing; the root of what it tells."""
    sizes = {"SC_PAGE_SIZE": 4096, "SC_PHYS_PAGES": 16 * GIB // 4096}
    nothing = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    found = memory._group_limits
    monkeypatch.setattr(os, "sysconf", sizes.__getitem__)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(8), raising=False)
    monkeypatch.setattr(resource, "getrlimit", lambda _: nothing)
    monkeypatch.setattr(memory, "_group_limits", lambda _: found(tmp_path))
    return tmp_path


def test_a_share_of_the_machine_and_a_thread_for_each_gib(machine: Path) -> None:
    assert allowance() == Allowance(9830, 8)
    assert allowance(2500) == Allowance(2500, 2)
    assert allowance(300) == Allowance(300, 1)


def test_a_limit_of_the_process_counts(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        resource, "getrlimit", lambda kind: (4 * GIB if kind == resource.RLIMIT_DATA else -1, -1)
    )
    assert allowance() == Allowance(2457, 2)


@pytest.mark.parametrize(
    ("groups", "files"),
    [
        ("0::/pod/box\n", {"pod/box/memory.max": "max\n", "pod/memory.max": f"{2 * GIB}\n"}),
        ("0::/\n", {"memory.max": f"{2 * GIB}\n"}),
        (
            "5:cpu,cpuacct:/pod\n4:memory:/pod\n",
            {
                "memory/pod/memory.limit_in_bytes": f"{2 * GIB}\n",
                "memory/memory.limit_in_bytes": f"{1 << 62}\n",
            },
        ),
    ],
)
def test_the_least_of_the_groups_above_counts(
    machine: Path, groups: str, files: dict[str, str]
) -> None:
    (machine / "proc/self").mkdir(parents=True)
    (machine / "proc/self/cgroup").write_text(groups)
    for name, said in files.items():
        path = machine / "sys/fs/cgroup" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(said)
    assert allowance() == Allowance(1228, 1)


def test_dbt_is_told_what_somebody_said(tmp_path: Path) -> None:
    url = f"duckdb:///{tmp_path}/x.duckdb"
    told = open_warehouse(url, build_memory_mib=700).dbt_environment()
    assert told["HYMNSHEET_DBT_DUCKDB_MEMORY"] == "700MiB"
    assert told["HYMNSHEET_DBT_DUCKDB_THREADS"] == "1"
