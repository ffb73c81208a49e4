"""Runs that are killed at any moment: the next one ends as if nothing had happened.

RELIABILITY_KILLS and RELIABILITY_SIGNALS say how many per engine, RELIABILITY_SEED which.
"""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import pytest
import sqlalchemy as sa

from orchestration.emulator import Emulator
from tests.support.reliability.company import company
from tests.support.reliability.forks import Fork
from tests.support.reliability.homes import BUILT, EMPTY, RUN, WHOLE, Homes, Undisturbed
from tests.support.reliability.killed_cli import (
    BEFORE_PUBLICATION,
    BETWEEN_TRANSACTIONS,
    IN_TRANSACTION,
    KEPT,
    NOT_TIDIED,
    PARSE,
    REPLACED,
    halve,
)
from tests.support.reliability.whole_runs import Home, ended_well

pytestmark = pytest.mark.nightly

ANY_MOMENT = "at any moment"
STOPPED = "Nothing half-written was published; run again."
COMMANDS = ("load", "sync", "publish", "run")
OF_LANDING = (
    "columns made, not yet filled",
    "column retyped, stream not read",
    "rows deleted, not yet inserted",
    "stream closed",
    "before deletions are marked",
    "between two streams",
    "clock of the run set",
)
OF_BUILDING = (
    "wave built, not yet remembered",
    "audit written, not yet noted",
    "wave forgotten, not yet built",
    "audited, nothing written",
)
OF_PUBLISHING = (
    "between two published tables",
    "a file of the report half written",
    KEPT,
    "published, nothing reported",
    "between two files of the report",
    "publication noted, not begun",
    BEFORE_PUBLICATION,
)
OF_ENGINE = {
    "duckdb": (
        "before the served file is swapped",
        "served file swapped, not synced",
        "before a file is synced",
    ),
    "postgres": ("rows written, not committed", REPLACED, NOT_TIDIED),
}


@dataclass(frozen=True)
class Kill:
    """One run that is killed.

    Attributes:
        point: where; ANY_MOMENT is chosen by the clock.
        command: what is run, and run again; `load` is a sync without Dagster, `publish`
            the end of a run.
        start: after what it runs.
        times: how often it is killed, one after the other, before it is left alone.
    """

    point: str
    command: str = "load"
    start: str = RUN
    times: int = 1

    def __str__(self) -> str:
        """For people."""
        often = ", twice" if self.times == 2 else ""
        return f"{self.command} after {self.start}: {self.point}{often}"


def planned(kills: int, engine: str, dice: random.Random) -> list[Kill]:
    """A fifth between two tables, a tenth in dbt's parse, the rest at moments and named points."""

    def shuffled(points: tuple[str, ...]) -> Iterator[str]:
        return cycle(dice.sample(points, len(points)))

    landings, builds = shuffled(OF_LANDING), shuffled(OF_BUILDING)
    publications = shuffled((*OF_PUBLISHING, *OF_ENGINE[engine]))
    runs = cycle(
        [
            lambda: Kill(ANY_MOMENT, "run", RUN),
            lambda: Kill(next(publications), "run", BUILT),
            lambda: Kill(next(builds), "run", RUN),
            lambda: Kill(ANY_MOMENT, "run", BUILT),
        ]
    )
    plan: list[Kill] = []
    while len(plan) < kills:
        plan += [
            Kill(IN_TRANSACTION),
            Kill(PARSE, "publish", BUILT),
            Kill(next(landings)),
            Kill(next(publications), "publish", BUILT),
            Kill(ANY_MOMENT),
            Kill(BETWEEN_TRANSACTIONS),
            Kill(PARSE, "sync", EMPTY),
            Kill(ANY_MOMENT, times=2),
            Kill(next(landings)),
            next(runs)(),
            Kill(IN_TRANSACTION),
            Kill(next(publications), "publish", BUILT),
            Kill(ANY_MOMENT),
            Kill(ANY_MOMENT, start=EMPTY),
            Kill(next(landings)),
            Kill(BETWEEN_TRANSACTIONS, "sync"),
            Kill(ANY_MOMENT),
            Kill(next(publications), "publish", BUILT),
            Kill(ANY_MOMENT, "sync"),
            Kill(ANY_MOMENT, "publish", BUILT),
        ]
    return plan[:kills]


@pytest.fixture(
    scope="module", params=["duckdb", pytest.param("postgres", marks=pytest.mark.postgres)]
)
def homes(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Homes]:
    server = None if request.param == "duckdb" else request.getfixturevalue("postgres_url")
    with Emulator(company(), rate_limits=False) as served:
        homes = Homes(served, tmp_path_factory.mktemp("homes"), server)
        yield homes
        homes.forks.end()


@pytest.mark.timeout(20_000)
def test_a_killed_run_is_made_good_by_the_next(homes: Homes) -> None:
    kills = int(os.environ.get("RELIABILITY_KILLS", "5"))
    seed = os.environ.get("RELIABILITY_SEED", "1")
    dice = random.Random(f"{homes.engine} {seed}")
    plan = planned(kills, homes.engine, dice)
    wrong: list[str] = []
    # The world moves on once: first runs come first. What costs least comes before the rest.
    for kill in sorted(plan, key=lambda kill: (kill.start != EMPTY, COMMANDS.index(kill.command))):
        try:
            found = _killed_and_made_good(homes, kill, dice)
        except AssertionError as error:
            found = [str(error)[-2000:]]
        wrong += [f"{kill}: {line}" for line in found]
        print(f"{homes.engine} {kill}: {len(found)} differences", *found, sep="\n  ", flush=True)
    for point, number in sorted(Counter(map(str, plan)).items()):
        print(f"{homes.engine}: {number} x {point}")
    killed = sum(kill.times for kill in plan)
    print(f"{homes.engine}: {killed} kills, {len(plan)} next runs, {len(wrong)} differences")
    assert not wrong, "\n".join(wrong[:40])


def _killed_and_made_good(homes: Homes, kill: Kill, dice: random.Random) -> list[str]:
    usual = homes.usual(kill.start, kill.command)
    home = homes.copy(kill.start)
    _prepare(home, kill, dice)
    if kill.point != ANY_MOMENT:
        _kill_at(homes, home, kill, usual, dice)
    elif not all(
        _killed_some_time(homes, home, kill.command, 0.95 * usual.lasted_s["all"] / nth, dice)
        for nth in range(1, kill.times + 1)
    ):
        homes.drop(home)  # it was faster than its death
        return _killed_and_made_good(homes, kill, dice)
    ended_well(home.fork(homes.forks, kill.command))
    is_whole = kill.command in WHOLE
    expected = homes.usual(RUN, "run") if is_whole else usual
    wrong = expected.wrong(home, is_whole=is_whole)
    homes.drop(home)
    return wrong


def _prepare(home: Home, kill: Kill, dice: random.Random) -> None:
    """What must be so for the point to be passed at all."""
    if kill.point in {PARSE, KEPT} and kill.start != EMPTY:
        dbt = home.folder / "dbt"
        for kept in dbt.glob("manifest-*.json"):
            halve(kept)
        partial = dbt / "partial_parse.msgpack"
        dice.choice([halve, Path.unlink])(partial)
    if kill.point in {REPLACED, NOT_TIDIED}:
        # As an older release has left it.
        statement = "alter table marts.mart_funnel_conversion add column of_old integer"
        with home.warehouse().engine().begin() as connection:
            connection.execute(sa.text(statement))


def _kill_at(homes: Homes, home: Home, kill: Kill, usual: Undisturbed, dice: random.Random) -> None:
    """Have the run kill itself at a named point."""
    passings = 1 if kill.point in {PARSE, KEPT, REPLACED} else usual.passed.get(kill.point, 0)
    assert passings, f"{kill}: is never passed"
    run = home.fork(
        homes.forks,
        kill.command,
        told={
            "KILLED_AT": kill.point,
            "KILLED_AT_PASSING": str(dice.randint(1, passings)),
            "KILLED_AFTER_S": str(dice.random() * homes.first.lasted_s[PARSE]),
            "KILLED_TELLS": str(homes.told),
        },
    )
    assert run.wait(900) == -signal.SIGKILL, f"{kill}: lived on, {run.said}"
    assert json.loads(homes.told.read_text(encoding="utf-8")) == {"died": kill.point}
    _nobody_is_left(homes, home, run.pid)


def _killed_some_time(
    homes: Homes, home: Home, command: str, most_s: float, dice: random.Random
) -> bool:
    """SIGKILL to the run alone: its children must die by themselves. False if it ended before."""
    run = home.fork(homes.forks, command)
    run.wait(most_s * dice.random())
    is_killed = run.kill() == -signal.SIGKILL
    _nobody_is_left(homes, home, run.pid)
    return is_killed


def _nobody_is_left(homes: Homes, home: Home, group: int) -> None:
    deadline = time.monotonic() + 20
    while (alive := _alive_in_group(group)) or homes.sessions(home):
        assert time.monotonic() < deadline, f"outlived their parent: {alive or 'sessions'}"
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


@pytest.mark.timeout(6000)
def test_a_run_that_is_told_to_stop_says_so_in_one_line(homes: Homes) -> None:
    dice = random.Random(f"{homes.engine} {os.environ.get('RELIABILITY_SEED', '1')}")
    told = cycle(
        [
            ("load", RUN, signal.SIGTERM),
            ("publish", BUILT, signal.SIGINT),
            ("run", RUN, signal.SIGTERM),
            ("load", RUN, signal.SIGINT),
            ("publish", BUILT, signal.SIGTERM),
        ]
    )
    # Stopped again and again, and never in between left to come to an end.
    stopped = {start: homes.copy(start) for start in (RUN, BUILT)}
    codes = Counter[int]()
    while codes.total() < int(os.environ.get("RELIABILITY_SIGNALS", "2")):
        command, start, number = next(told)
        usual, home = homes.usual(start, command), stopped[start]
        run = home.fork(homes.forks, command)
        _wait_until_it_listens(run)
        if run.wait(0.9 * usual.lasted_s["all"] * dice.random()) is not None:
            continue  # what those before it had done made it short
        os.kill(run.pid, number)
        told_at = time.monotonic()
        code = run.wait(20)
        if code == 0 and time.monotonic() - told_at < 3:
            continue  # it came while the run was leaving
        assert code == 128 + number, run.said
        lines = [line for line in run.said.splitlines() if not line.startswith("  ")]
        assert lines == [f"Stopped by {number.name}. {STOPPED}"]
        _nobody_is_left(homes, home, run.pid)
        codes[128 + number] += 1
    ended_well(stopped[RUN].fork(homes.forks, "run"))
    ended_well(stopped[BUILT].fork(homes.forks, "publish"))
    wrong = [
        line
        for home in stopped.values()
        for line in homes.usual(RUN, "run").wrong(home, is_whole=True)
    ]
    print(f"{homes.engine}: stopped with {dict(codes)}; {len(wrong)} differences afterwards")
    for home in stopped.values():
        homes.drop(home)
    assert not wrong, "\n".join(wrong[:40])


def _wait_until_it_listens(run: Fork) -> None:
    """A command takes a moment until it has said what to do about signals."""
    bit = 1 << (signal.SIGTERM - 1)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        status = Path(f"/proc/{run.pid}/status").read_text(encoding="ascii")
        caught = next(line for line in status.splitlines() if line.startswith("SigCgt"))
        if int(caught.split()[1], 16) & bit:
            return
        time.sleep(0.02)
    pytest.fail("never listened to signals")
