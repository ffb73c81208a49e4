"""A load that is killed, at any point and more than once, is made good by the next run."""

from __future__ import annotations

import multiprocessing
import os
import signal
from pathlib import Path
from typing import Any

import pytest

from orchestration.loading import outbox
from orchestration.loading.destinations import Loader
from orchestration.loading.destinations.base import Destination
from orchestration.loading.destinations.dlt import DltTransaction
from orchestration.loading.destinations.dlt_pipeline import DltPipeline
from orchestration.sources.spec import RescuedValue
from orchestration.warehouse import Warehouse, open_warehouse
from tests.support.sources.list_connector import (
    DAY,
    INTEGER,
    TEXT,
    ListConnector,
    hubspot,
    landing_schemas,
    run,
    snapshot,
)


@pytest.fixture(params=["direct", pytest.param("dlt", marks=pytest.mark.nightly)])
def loader(request: pytest.FixtureRequest) -> Loader:
    found: Loader = request.param
    return found


@pytest.fixture(params=["duckdb", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "duckdb":
        return f"duckdb:///{tmp_path}/killed.duckdb"
    return str(request.getfixturevalue("postgres_database_url"))


def edited() -> ListConnector:
    """Edits, a new record, a purged one, a field that is new and one of another type."""
    connector = hubspot()
    connector.reads_ids = connector.lists_alive = True
    connector.extra["contacts"] = {"heard": TEXT, "level": INTEGER}
    for number, row in enumerate(connector.rows["contacts"]):
        row |= {"heard": f"fair {number}", "level": number}
    connector.rows["contacts"][0] |= {"email": "edited@x.test", "_u": DAY}
    connector.rows["contacts"].pop(2)
    connector.rows["contacts"].append({"id": "6", "email": "six@x.test", "_u": DAY})
    connector.rows["owners"].pop()
    connector.rows["_associations"].pop(0)
    connector.rescued_values["contacts"] = [RescuedValue("4", "score", INTEGER, "high")]
    return connector


def before() -> ListConnector:
    connector = hubspot()
    connector.extra["contacts"] = {"level": TEXT}
    for number, row in enumerate(connector.rows["contacts"]):
        row["level"] = "high" if number == 1 else str(number)
    return connector


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def killed_load(url: str, statement: int, loader: Loader) -> None:
    """Runs in a process of its own, and is killed before its n-th statement, or ends well."""
    outbox._CHUNK_ROWS = 2
    count = 0

    def deadly(original: Any) -> Any:
        def step(self: Any, *arguments: Any) -> None:
            nonlocal count
            count += 1
            if count == statement:
                die()
            original(self, *arguments)

        return step

    steps = {
        "direct": ((Destination, "_upsert"), (Destination, "_overwrite")),
        "dlt": ((DltPipeline, "carry"), (DltTransaction, "run")),
    }
    for owner, name in steps[loader]:
        setattr(owner, name, deadly(getattr(owner, name)))
    run(edited(), open_warehouse(url), 2, sweep_ids=True, loader=loader)


def without_stamps(warehouse: Warehouse) -> dict[str, list[dict[str, Any]]]:
    stamps = ("_synced_at", "_run_id")
    return {
        table: [{k: v for k, v in row.items() if k not in stamps} for row in found]
        for table, found in snapshot(warehouse).items()
    }


def test_kills_leave_nothing_that_the_next_run_does_not_mend(
    url: str, loader: Loader, tmp_path: Path
) -> None:
    undisturbed = open_warehouse(f"duckdb:///{tmp_path}/undisturbed.duckdb")
    run(before(), undisturbed, 1)
    run(edited(), undisturbed, 2, sweep_ids=True)
    expected = without_stamps(undisturbed)
    warehouse = open_warehouse(url)
    run(before(), warehouse, 1, loader=loader)
    killed = 0
    for statement in (1, 2, 3, 5, 7, 9, 12, 16, 20):
        child = multiprocessing.get_context("spawn").Process(
            target=killed_load, args=(url, statement, loader)
        )
        child.start()
        child.join(120)
        killed += child.exitcode == -signal.SIGKILL
        assert child.exitcode in (0, -signal.SIGKILL), statement
    assert killed >= 5
    run(edited(), warehouse, 2, sweep_ids=True, loader=loader)
    assert without_stamps(warehouse) == expected
    assert landing_schemas(warehouse) == []
