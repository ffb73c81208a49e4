"""Fifty hours of people's work under random faults: the warehouse equals a fresh load of the world.

But for what was hidden from us, which stays as it was last seen.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from orchestration.emulator import Emulator
from orchestration.errors import HymnsheetError
from orchestration.loading import LoadPolicy
from orchestration.warehouse import open_warehouse
from tests.support.reliability.company import company
from tests.support.reliability.people import People
from tests.support.reliability.raw_state import differences, raw_state
from tests.support.reliability.syncs import VENDORS, fresh_state, sync

pytestmark = pytest.mark.nightly

_SWEEP = LoadPolicy(sweep_ids=True)


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    with Emulator(company(), rate_limits=False) as served:
        yield served


@pytest.mark.timeout(6000)
@pytest.mark.parametrize("engine", ["duckdb", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_hours_of_work_under_faults_end_with_the_world(
    engine: str, emulator: Emulator, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    emulator.reset()
    seed = int(os.environ.get("RELIABILITY_SEED", "11"))
    dice = random.Random(f"{engine} {seed}")
    people = People(emulator, dice)
    url = (
        f"duckdb:///{tmp_path}/changing.duckdb"
        if engine == "duckdb"
        else request.getfixturevalue("postgres_database_url")
    )
    warehouse = open_warehouse(url)
    for vendor in VENDORS:
        sync(emulator, vendor, warehouse, "first")
    ends = {"ok": 0, "stopped": 0}
    cycles = int(os.environ.get("RELIABILITY_CYCLES", "50"))
    for cycle in range(cycles):
        emulator.clock.advance(timedelta(minutes=40))
        people.hour()
        emulator.clock.advance(timedelta(minutes=20))
        for vendor in VENDORS:
            _arm(emulator, vendor, dice)
            try:
                sync(emulator, vendor, warehouse, f"run {cycle}")
                ends["ok"] += 1
            except HymnsheetError as error:
                assert error.exit_code != HymnsheetError.exit_code, error
                ends["stopped"] += 1
            emulator.faults.clear()
        if cycle % 10 == 9:
            _compare(emulator, warehouse, people, tmp_path, f"{engine} {seed} cycle {cycle}")
    people.show_everything()
    emulator.clock.advance(timedelta(minutes=5))
    _compare(emulator, warehouse, people, tmp_path, f"{engine} {seed} at the end")
    print(f"{engine}: {cycles} cycles, syncs under faults: {ends}")


def _arm(emulator: Emulator, vendor: str, dice: random.Random) -> None:
    """Up to two faults that pass, each on a random kind of call."""
    names = [n for n in emulator.faults.names if n.partition(".")[0] in (vendor, "reset")]
    paths = {
        "hubspot": ("/", "/crm/v3/objects", "/crm/v3/properties", "/crm/v4", "/crm/v3/owners"),
        "salesforce": ("/", "/services/data/v62.0/query", "/services/data/v62.0/sobjects"),
    }[vendor]
    for _ in range(dice.randint(0, 2)):
        emulator.faults.arm(
            dice.choice(names),
            path=dice.choice(paths),
            count=dice.choice((1, 2, 20)),
            skip=dice.randint(0, 40),
        )


def _compare(emulator: Emulator, warehouse: Any, people: People, folder: Path, where: str) -> None:
    """A sync that nothing disturbs, ids swept; then equal to a fresh load, but for the hidden."""
    for vendor in VENDORS:
        statuses = sync(emulator, vendor, warehouse, f"sweep {where}", policy=_SWEEP)
        hidden = {_table(name) for system, name in people.hidden_objects if system == vendor}
        assert hidden or "incomplete" not in statuses.values(), (where, statuses)
        fields = {
            (_table(name), field.lower())
            for system, name, field in people.hidden_fields
            if system == vendor
        }
        ours = raw_state(warehouse, f"raw_{vendor}")
        world = fresh_state(emulator, vendor, folder)
        for state in (ours, world):
            _forget(state, hidden, fields)
        assert differences(ours, world) == [], where


def _table(name: str) -> str:
    return {"Lead": "lead", "Opportunity": "opportunity", "Account": "account"}.get(name, name)


def _forget(state: dict[str, Any], hidden: set[str], fields: set[tuple[str, str]]) -> None:
    """Leave out what we are not allowed to see, and what tells of it."""
    for name in hidden:
        state.pop(name, None)
    for rows in state.values():
        for key, row in list(rows.items()):
            object_name, field = row.get("object"), row.get("field")
            about_hidden = hidden & {
                object_name, row.get("from_type"), row.get("to_type"), row.get("object_type")
            }  # fmt: skip
            if about_hidden or (object_name, field) in fields:
                del rows[key]
    for table, column in fields:
        for row in state.get(table, {}).values():
            row.pop(column, None)
