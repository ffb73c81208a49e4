"""Two runs never share a warehouse: the second is told who holds it; a dead run holds nothing."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from orchestration.errors import WarehouseLockedError
from orchestration.warehouse import Warehouse, open_warehouse

HOLD = (
    "import sys; from orchestration.warehouse import open_warehouse\n"
    "with open_warehouse(sys.argv[1]).exclusive():\n"
    "    print('held', flush=True); sys.stdin.read()\n"
)


IN_A_QUERY = {
    "psycopg": "import sys; from sqlalchemy import text\n"
    "from orchestration.warehouse import open_warehouse\n"
    "with open_warehouse(sys.argv[1]).engine().connect() as connection:\n"
    "    connection.execute(text('select pg_sleep(600)'))\n",
    "adbc": "import sys; from orchestration.loading.destinations.postgres import begin_postgres\n"
    "from orchestration.warehouse import open_warehouse\n"
    "with begin_postgres(open_warehouse(sys.argv[1]), 'raw') as session:\n"
    "    session.run('select pg_sleep(600)')\n",
}


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


@pytest.mark.postgres
@pytest.mark.parametrize("driver", IN_A_QUERY)
def test_a_query_of_a_killed_run_ends_with_it(driver: str, postgres_database_url: str) -> None:
    """It would hold what it locked, and the next run would wait for it or give up."""
    warehouse = open_warehouse(postgres_database_url)
    process = subprocess.Popen([sys.executable, "-c", IN_A_QUERY[driver], postgres_database_url])
    _wait_for(lambda: _sleeping(warehouse) == 1)
    process.kill()
    process.wait()
    _wait_for(lambda: _sleeping(warehouse) == 0)


def _sleeping(warehouse: Warehouse) -> int:
    query = (
        "select count(*) from pg_stat_activity where datname = current_database()"
        " and pid <> pg_backend_pid() and query like '%pg_sleep%' and state = 'active'"
    )
    with warehouse.engine().connect() as connection:
        return int(connection.execute(text(query)).scalar_one())


def _wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.2)
