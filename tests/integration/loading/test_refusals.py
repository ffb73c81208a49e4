"""A warehouse that is held by another process, or refuses, before a load or in mid-run."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from orchestration.errors import WarehouseError, WarehouseLockedError
from orchestration.loading import StreamResult, ensure_raw_tables
from orchestration.sources.spec import ColumnType, StreamSpec
from orchestration.warehouse import Warehouse, open_warehouse
from tests.support.sources.list_connector import hubspot, rows, run


@contextmanager
def held(path: Path) -> Iterator[int]:
    """Another process that keeps the file open; yields its number."""
    program = (
        "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('held', flush=True); "
        "sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == b"held\n"
        try:
            yield holder.pid
        finally:
            holder.stdin.close()


def test_a_locked_warehouse_stops_the_load_before_the_vendor_is_read(tmp_path: Path) -> None:
    warehouse = open_warehouse(f"duckdb:///{tmp_path}/served.duckdb", lock_wait_s=0)
    connector = hubspot()
    with (
        held(tmp_path / "served_build.duckdb") as pid,
        pytest.raises(WarehouseLockedError, match=str(pid)),
    ):
        run(connector, warehouse, 1)
    assert connector.asked == []
    run(connector, warehouse, 1)
    assert len(rows(warehouse, "contacts")) == 5


def test_a_load_holds_the_warehouse_from_its_first_stream_to_its_last(tmp_path: Path) -> None:
    warehouse = open_warehouse(f"duckdb:///{tmp_path}/served.duckdb", lock_wait_s=0)
    build = tmp_path / "served_build.duckdb"
    refused: list[str] = []

    def another_comes(result: StreamResult) -> None:
        program = "import duckdb, sys; duckdb.connect(sys.argv[1])"
        other = subprocess.run(
            [sys.executable, "-c", program, str(build)], capture_output=True, text=True, check=False
        )
        assert "Could not set lock" in other.stderr
        refused.append(result.stream)

    run(hubspot(), warehouse, 1, on_progress=another_comes)
    assert refused == ["contacts", "owners", "_associations"]
    with held(build):
        pass


def test_a_load_writes_nothing_into_the_temporary_folder(
    warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "temporary"
    empty.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(empty))
    monkeypatch.setattr(tempfile, "tempdir", None)
    # Nobody may write here, not even for a moment.
    empty.chmod(0o500)
    before = empty.stat().st_mtime_ns
    run(hubspot(), warehouse, 1)
    assert (list(empty.iterdir()), empty.stat().st_mtime_ns) == ([], before)


def test_a_refusal_in_the_journal_is_a_warehouse_error_without_values(warehouse: Warehouse) -> None:
    run(hubspot(), warehouse, 1)
    with warehouse.engine().begin() as connection:
        connection.execute(text("alter table raw_hubspot._runs rename to kept"))
        view = "create view raw_hubspot._runs as select distinct * from raw_hubspot.kept"
        connection.execute(text(view))
    with pytest.raises(WarehouseError, match="raw_hubspot") as caught:
        run(hubspot(), warehouse, 2)
    assert "r2" not in str(caught.value)


def test_a_table_too_wide_for_the_warehouse_says_what_to_do(warehouse: Warehouse) -> None:
    columns = {"id": ColumnType.TEXT} | {f"field_{n}": ColumnType.TEXT for n in range(1700)}
    wide = StreamSpec("wide", "Wide", columns, cursor="field_0", description="Wide.")
    if warehouse.kind == "duckdb":
        ensure_raw_tables(warehouse, [wide], "raw_hubspot")
        with warehouse.engine().connect() as connection:
            connection.execute(text("select id, field_1699 from raw_hubspot.wide"))
        return
    with pytest.raises(
        WarehouseError, match=r"raw_hubspot\.wide would have 17\d\d columns"
    ) as told:
        ensure_raw_tables(warehouse, [wide], "raw_hubspot")
    assert "integration user" in told.value.next_step
