"""What was handed out is kept until the same finding is handed out again, never within a run."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from orchestration.errors import WarehouseLockedError
from orchestration.loading import ensure_issued_fixes, remember_issued
from orchestration.loading.tables import ISSUED_FIX
from orchestration.warehouse import Warehouse, open_warehouse


def row(key: str, run: str, after: str | None) -> dict[str, object]:
    said = {"finding_key": key, "run_id": run, "value_after": after}
    return {**dict.fromkeys(ISSUED_FIX.columns), **said, "issued_as_of": datetime(2026, 1, 1)}  # noqa: DTZ001


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return open_warehouse(f"duckdb:///{tmp_path / 'company.duckdb'}")


def kept(warehouse: Warehouse) -> list[tuple[str, str, str | None]]:
    query = "select finding_key, run_id, value_after from ops.issued_fix order by 1"
    with warehouse.engine().connect() as connection:
        return [tuple(each) for each in connection.execute(text(query))]


def test_of_a_finding_the_last_time_counts(warehouse: Warehouse) -> None:
    remember_issued(warehouse, [row("a", "1", "x"), row("b", "1", None)])
    remember_issued(warehouse, [row("a", "2", "y")])
    assert kept(warehouse) == [("a", "2", "y"), ("b", "1", None)]


def test_where_nothing_was_handed_out_the_models_find_an_empty_table(warehouse: Warehouse) -> None:
    ensure_issued_fixes(warehouse.engine())
    assert kept(warehouse) == []


def test_nothing_is_written_into_a_run(warehouse: Warehouse) -> None:
    with warehouse.exclusive(), pytest.raises(WarehouseLockedError):
        remember_issued(warehouse, [row("a", "1", "x")])
