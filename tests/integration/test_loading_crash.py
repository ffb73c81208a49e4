"""A load that is killed, at any point and more than once, is made good by the next run."""

from __future__ import annotations

import multiprocessing
import os
import signal
from pathlib import Path
from typing import Any

import pytest
from list_connector import DAY, ListConnector, hubspot, run, snapshot

from orchestration.loading import journal, source_load, stream_work
from orchestration.loading.source_load import SourceLoad
from orchestration.warehouse import Warehouse, open_warehouse

_POINTS = ("reading", "before landing", "after landing", "in the journal")


@pytest.fixture(params=["duckdb", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "duckdb":
        return f"duckdb:///{tmp_path}/killed.duckdb"
    return str(request.getfixturevalue("postgres_database_url"))


def edited() -> ListConnector:
    connector = hubspot()
    connector.rows["contacts"][1] |= {"email": "edited@x.test", "_u": DAY}
    connector.rows["contacts"].append({"id": "6", "email": "six@x.test", "_u": DAY})
    connector.rows["owners"].pop()
    connector.rows["_associations"].pop(0)
    return connector


def die(*_: Any, **__: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def killed_load(url: str, point: str) -> None:
    """Runs in a process of its own, and ends with it."""
    stream_work._CHUNK_ROWS = 2
    connector = edited()
    if point == "reading":
        connector.count = die  # type: ignore[method-assign]
    elif point == "in the journal":
        journal.record_stream = die
    else:
        land = SourceLoad._land

        def deadly(self: SourceLoad) -> None:
            if self._waiting and point == "after landing":
                self._complete = []
                land(self)
            if point == "before landing" or not self._waiting:
                die()

        source_load.SourceLoad._land = deadly  # type: ignore[method-assign]
    run(connector, open_warehouse(url), 2)


def without_stamps(warehouse: Warehouse) -> dict[str, list[dict[str, Any]]]:
    stamps = ("_synced_at", "_run_id")
    return {
        table: [{k: v for k, v in row.items() if k not in stamps} for row in found]
        for table, found in snapshot(warehouse).items()
    }


def test_kills_leave_nothing_that_the_next_run_does_not_mend(url: str, tmp_path: Path) -> None:
    undisturbed = open_warehouse(f"duckdb:///{tmp_path}/undisturbed.duckdb")
    run(hubspot(), undisturbed, 1)
    run(edited(), undisturbed, 2)
    warehouse = open_warehouse(url)
    run(hubspot(), warehouse, 1)
    for point in _POINTS:
        child = multiprocessing.get_context("spawn").Process(target=killed_load, args=(url, point))
        child.start()
        child.join(120)
        assert child.exitcode == -signal.SIGKILL, point
    run(edited(), warehouse, 2)
    assert without_stamps(warehouse) == without_stamps(undisturbed)
