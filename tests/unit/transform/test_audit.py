"""Only the very build that passed its audit may be published."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import pytest

from orchestration.defs.publish import build_publication
from orchestration.defs.resources import Platform
from orchestration.defs.run_hold import run_hold
from orchestration.errors import CheckFailedError
from orchestration.loading import start_run
from orchestration.loading.clock import published_as_of
from orchestration.settings import DBT_PROJECT_DIR, load_settings
from orchestration.transform import Project, note_audit, require_audit
from orchestration.transform.state import Line, forget, read_state, remember
from orchestration.warehouse import Warehouse, open_warehouse
from tests.support.dbt.parsed import kept_parse


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    warehouse = open_warehouse(f"duckdb:///{tmp_path}/served.duckdb")
    read_state(warehouse, "code")
    built(warehouse, "rows")
    return warehouse


def built(warehouse: Warehouse, content: str, code: str = "code") -> None:
    remember(warehouse, code, ["model.a"], {"model.a": Line("inputs", content)})


def test_a_build_that_nobody_audited_is_refused(warehouse: Warehouse) -> None:
    with pytest.raises(CheckFailedError, match="was not audited") as refused:
        require_audit(warehouse, "code")
    assert "`hymnsheet build`" in str(refused.value.next_step)


def test_a_build_that_passed_is_let_through_as_often_as_it_is_asked(warehouse: Warehouse) -> None:
    note_audit(warehouse, "code", passed=True)
    require_audit(warehouse, "code")
    built(warehouse, "rows")
    require_audit(warehouse, "code")


def test_a_build_that_failed_its_audit_is_refused(warehouse: Warehouse) -> None:
    note_audit(warehouse, "code", passed=True)
    note_audit(warehouse, "code", passed=False)
    with pytest.raises(CheckFailedError, match="did not pass its audit"):
        require_audit(warehouse, "code")


def test_rows_code_or_a_half_build_since_the_audit_are_refused(warehouse: Warehouse) -> None:
    note_audit(warehouse, "code", passed=True)
    built(warehouse, "other rows")
    with pytest.raises(CheckFailedError, match="was not audited"):
        require_audit(warehouse, "code")
    built(warehouse, "rows")
    require_audit(warehouse, "code")
    with pytest.raises(CheckFailedError, match="was not audited"):
        require_audit(warehouse, "other code")
    forget(warehouse, ["model.a"])
    with pytest.raises(CheckFailedError, match="was not audited"):
        require_audit(warehouse, "code")


def test_the_publication_alone_asks_for_the_audit_before_it_touches_anything(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    project = Project(DBT_PROJECT_DIR, kept_parse())
    start_run(warehouse, run_id="run", as_of=datetime(2026, 3, 1, tzinfo=UTC))
    settings = load_settings({"home": tmp_path, "warehouse_url": warehouse.display_url})
    with (
        dg.DagsterInstance.ephemeral() as instance,
        pytest.raises(CheckFailedError, match="was not audited"),
    ):
        dg.materialize(
            [build_publication(project)],
            instance=instance,
            resources={"platform": Platform(settings), "run_hold": run_hold},
        )
    assert published_as_of(warehouse) is None
    assert not (tmp_path / "served.duckdb").exists()
