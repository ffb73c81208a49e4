"""What holds of loading holds on every engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.warehouse import Warehouse, open_warehouse


@pytest.fixture(params=["duckdb", pytest.param("postgres", marks=pytest.mark.postgres)])
def warehouse(request: pytest.FixtureRequest, tmp_path: Path) -> Warehouse:
    """An empty warehouse of each engine."""
    if request.param == "duckdb":
        return open_warehouse(f"duckdb:///{tmp_path}/served.duckdb", lock_wait_s=0)
    return open_warehouse(request.getfixturevalue("postgres_database_url"))
