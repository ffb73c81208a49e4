"""Syncs of the small company: one vendor at a time, into a DuckDB file, without waiting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from orchestration.emulator import Emulator
from orchestration.loading import sync_source
from orchestration.sources.connector import Connector
from orchestration.warehouse import Warehouse, open_warehouse
from tests.support.reliability.raw_state import raw_state
from tests.support.sources import world

VENDORS = ("hubspot", "salesforce")


@contextmanager
def connected(emulator: Emulator, vendor: str) -> Iterator[Connector]:
    """A connector to the emulator, closed afterwards."""
    connector = world.connected(emulator, vendor)
    try:
        yield connector
    finally:
        connector.close()


def sync(
    emulator: Emulator, vendor: str, warehouse: Warehouse, run_id: str, **options: Any
) -> dict[str, str]:
    """One sync at the emulator's clock; returns the status of every stream."""
    with connected(emulator, vendor) as connector:
        results = sync_source(
            connector, warehouse, run_id=run_id, as_of=emulator.clock.now(), **options
        )
    return {result.stream: result.status for result in results}


def fresh_state(emulator: Emulator, vendor: str, folder: Path) -> dict[str, Any]:
    """What a first load of the world as it is now leaves in the raw schema."""
    warehouse = open_warehouse(f"duckdb:///{folder}/fresh.duckdb", lock_wait_s=0)
    sync(emulator, vendor, warehouse, "fresh")
    state: Mapping[str, Any] = raw_state(warehouse, f"raw_{vendor}")
    for path in folder.glob("fresh*"):
        path.unlink()
    return dict(state)
