"""Runs that are killed at any moment: the next one ends as if nothing had happened."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from orchestration.emulator import Emulator
from tests.e2e.tables import differences
from tests.reliability.company import a_morning_of_edits, company, edit
from tests.reliability.whole_runs import Home

pytestmark = pytest.mark.nightly


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    with Emulator(company(), rate_limits=False) as served:
        yield served


class Copies:
    """One home after a first run, and copies of it to ruin."""

    def __init__(self, first: Home, root: Path) -> None:
        self._first, self._root, self._number = first, root, 0

    def fresh(self) -> Home:
        """A copy, database and all."""
        self._number += 1
        folder = self._root / f"home{self._number}"
        shutil.copytree(self._first.folder, folder)
        url = self._first.warehouse_url
        if url is None:
            return replace(self._first, folder=folder)
        name = f"copy{os.getpid()}_{self._number}"
        _administer(url, f"create database {name} template {make_url(url).database}")
        copied = make_url(url).set(database=name).render_as_string(hide_password=False)
        return replace(self._first, folder=folder, warehouse_url=copied)

    def drop(self, home: Home) -> None:
        """Forget a copy."""
        shutil.rmtree(home.folder)
        if home.warehouse_url is not None:
            database = make_url(home.warehouse_url).database
            _administer(str(self._first.warehouse_url), f"drop database {database} with (force)")


def _administer(url: str, statement: str) -> None:
    there = make_url(url).set(database="postgres")
    engine = sa.create_engine(there, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(statement))


@pytest.mark.timeout(20_000)
@pytest.mark.parametrize("engine", ["duckdb", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_a_killed_run_is_made_good_by_the_next(
    engine: str, emulator: Emulator, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    emulator.reset()
    url = None if engine == "duckdb" else request.getfixturevalue("postgres_database_url")
    folder = tmp_path / "first"
    folder.mkdir()
    first = Home(folder, emulator, url)
    first.run("run")
    emulator.clock.advance(timedelta(hours=1))
    edit(emulator, a_morning_of_edits())
    emulator.clock.advance(timedelta(minutes=30))
    copies = Copies(first, tmp_path)

    undisturbed = copies.fresh()
    started = time.monotonic()
    undisturbed.run("run")
    lasts_s = time.monotonic() - started
    expected, files = undisturbed.state(), undisturbed.files()

    dice = random.Random(engine)
    wrong: list[str] = []
    kills = int(os.environ.get("RELIABILITY_KILLS", "5"))
    for number in range(kills):
        home = copies.fresh()
        # Points spread evenly over the run, each at random in its share of it.
        delay_s = lasts_s * (number + dice.random()) / kills
        _kill_after(home, delay_s)
        home.run("run")
        found = differences(dict(expected), dict(home.state()))
        wrong += [f"killed after {delay_s:.2f} s: {name}: {rows}" for name, rows in found.items()]
        left = home.files() - files
        wrong += [f"killed after {delay_s:.2f} s: left {name}" for name in sorted(left)]
        copies.drop(home)
    print(f"{engine}: {kills} kills of runs of {lasts_s:.1f} s; {len(wrong)} differences")
    assert not wrong, "\n".join(wrong[:40])


def _kill_after(home: Home, delay_s: float) -> None:
    """SIGKILL to the run alone: its children must die by themselves."""
    process = home.start("run")
    time.sleep(delay_s)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert process.stdout is not None
    process.stdout.close()
    deadline = time.monotonic() + 5
    while alive := _alive_in_group(process.pid):
        assert time.monotonic() < deadline, f"outlived their parent: {alive}"
        time.sleep(0.1)


def _alive_in_group(group: int) -> list[str]:
    """Command names of the group's processes, zombies left out."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = stat.read_text().partition(" (")[2].rpartition(") ")
        except OSError:
            continue
        state, _, pgrp = rest.split()[:3]
        if int(pgrp) == group and state != "Z":
            found.append(name)
    return found
