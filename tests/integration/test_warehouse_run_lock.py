"""Two runs never share a warehouse: the second is told who holds it; a dead run holds nothing."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from orchestration.errors import WarehouseLockedError
from orchestration.warehouse import Warehouse, open_warehouse

HOLD = (
    "import sys; from orchestration.warehouse import open_warehouse\n"
    "with open_warehouse(sys.argv[1]).exclusive():\n"
    "    print('held', flush=True); sys.stdin.read()\n"
)


@pytest.fixture(params=["duckdb", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "duckdb":
        return f"duckdb:///{tmp_path / 'w.duckdb'}"
    return str(request.getfixturevalue("postgres_database_url"))


def _is_free(warehouse: Warehouse) -> bool:
    try:
        with warehouse.exclusive():
            return True
    except WarehouseLockedError:
        return False


def test_what_a_killed_run_spilled_is_removed_by_the_next(tmp_path: Path) -> None:
    spilled = tmp_path / "w_build.duckdb.tmp" / "duckdb_temp_block-1.block"
    spilled.parent.mkdir()
    spilled.write_text("people")
    with open_warehouse(f"duckdb:///{tmp_path / 'w.duckdb'}").exclusive():
        assert not spilled.parent.exists()


def test_a_second_run_is_refused_until_the_first_is_gone(url: str) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == "held"
    warehouse = open_warehouse(url)
    try:
        with (
            pytest.raises(WarehouseLockedError, match=r"process \d+"),
            warehouse.exclusive(),
        ):
            pass
    finally:
        holder.kill()
        holder.wait()
    # Postgres notices a killed client a moment later.
    deadline = time.monotonic() + 10
    while not _is_free(warehouse):
        assert time.monotonic() < deadline, "a dead run still holds the warehouse"
