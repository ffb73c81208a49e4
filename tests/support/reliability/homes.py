"""Homes to ruin: an empty one, one after a first run, copies; and what a run leaves in them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from orchestration.emulator import Emulator
from tests.support.published import Rows, differences
from tests.support.reliability.company import (
    a_morning_of_edits,
    earlier_definitions,
    edit,
    later_definitions,
)
from tests.support.reliability.forks import Forks
from tests.support.reliability.killed_cli import BEFORE_PUBLICATION
from tests.support.reliability.whole_runs import Home, ended_well

_NUMBERS = count(1)
#: Commands after which published tables and lists are compared, too.
WHOLE = frozenset({"run", "publish"})
EMPTY, RUN, BUILT = "nothing", "a run", "a build"


@dataclass(frozen=True)
class Undisturbed:
    """What a run leaves that nobody disturbed, and what it passed on its way.

    Attributes:
        state: the tables, raw and published.
        lists: the report's lists.
        traces: names of files and relations.
        passed: how often it passed each named point.
        lasted_s: `all` of it, and stretches of it by name.
    """

    state: Mapping[str, Rows]
    lists: Mapping[str, Rows]
    traces: set[str]
    passed: Mapping[str, int]
    lasted_s: Mapping[str, float]

    def wrong(self, home: Home, *, is_whole: bool) -> list[str]:
        """What is otherwise in `home`; one line per table, list, file or relation."""
        pairs = [(self.state, home.state(is_whole=is_whole))]
        if is_whole:
            pairs.append((self.lists, home.lists()))
        found = [
            f"{name}: missing {rows[0]}, too much {rows[1]}"
            for expected, seen in pairs
            for name, rows in differences(dict(expected), dict(seen)).items()
        ]
        traces = home.traces()
        found += [f"left: {name}" for name in sorted(traces - self.traces)]
        return [*found, *(f"lacks: {name}" for name in sorted(self.traces - traces))]


class Homes:
    """One engine's homes, each as some run has left it. The world moves on once.

    Args:
        emulator: as it was loaded.
        root: a folder for them.
        server: a Postgres database to make others from; None for DuckDB.

    Attributes:
        told: where a watched run says what happened.
        forks: where runs are forked.
    """

    def __init__(self, emulator: Emulator, root: Path, server: str | None) -> None:
        self._root, self._server, self._emulator = root, server, emulator
        self.engine = "duckdb" if server is None else "postgres"
        self.told = root / "told.json"
        self.forks = Forks(Home(root, emulator).environment(emulator.clock.now()))
        self.has_moved = False
        self._usual: dict[tuple[str, str], Undisturbed] = {}
        edit(emulator, earlier_definitions())
        self._templates = {EMPTY: self._made(None), RUN: self._made(None)}
        self.first = self._counted(self._templates[RUN], "run")

    def copy(self, start: str) -> Home:
        """A home to ruin: EMPTY; after the first RUN; an hour later, BUILT and not published."""
        if start not in self._templates:
            self.move_on()
            made = self.copy(RUN)
            told = {"KILLED_AT": BEFORE_PUBLICATION, "KILLED_TELLS": str(self.told)}
            assert made.fork(self.forks, "run", told=told).wait(900) == -signal.SIGKILL
            self._templates[start] = made
        return self._made(self._templates[start])

    def move_on(self) -> None:
        """An hour passes, in which people work. There is no way back."""
        if not self.has_moved:
            self._emulator.clock.advance(timedelta(hours=1))
            edit(self._emulator, [*a_morning_of_edits(), *later_definitions()])
            self._emulator.clock.advance(timedelta(minutes=30))
            self.has_moved = True

    def usual(self, start: str, command: str) -> Undisturbed:
        """What the command does in such a home if nobody disturbs it."""
        if start != EMPTY:
            self.move_on()
        if (start, command) not in self._usual:
            home = self.copy(start)
            self._usual[start, command] = self._counted(home, command)
            self.drop(home)
        return self._usual[start, command]

    def drop(self, home: Home) -> None:
        """Forget a copy."""
        shutil.rmtree(home.folder)
        if home.warehouse_url is not None:
            self._administer(f"drop database {make_url(home.warehouse_url).database} with (force)")

    def sessions(self, home: Home) -> int:
        """How many sessions a Postgres server has on the database of a home."""
        if home.warehouse_url is None:
            return 0
        query = sa.text("select count(*) from pg_stat_activity where datname = :name")
        with self._postgres().connect() as connection:
            named = {"name": make_url(home.warehouse_url).database}
            return int(connection.execute(query, named).scalar_one())

    def _counted(self, home: Home, command: str) -> Undisturbed:
        started = time.monotonic()
        ended_well(home.fork(self.forks, command, told={"KILLED_TELLS": str(self.told)}))
        lasted_s = time.monotonic() - started
        said = json.loads(self.told.read_text(encoding="utf-8"))
        return Undisturbed(
            home.state(is_whole=command in WHOLE),
            home.lists(),
            home.traces(),
            said["passed"],
            {**said["lasted_s"], "all": lasted_s},
        )

    def _made(self, template: Home | None) -> Home:
        number = next(_NUMBERS)
        folder = self._root / f"home{number}"
        if template is None:
            folder.mkdir()
        else:
            shutil.copytree(template.folder, folder)
        if self._server is None:
            return Home(folder, self._emulator)
        name = f"home{os.getpid()}_{number}"
        source = "template1"
        if template is not None:
            source = str(make_url(str(template.warehouse_url)).database)
        self._administer(f"create database {name} template {source}")
        url = make_url(self._server).set(database=name)
        return Home(folder, self._emulator, url.render_as_string(hide_password=False))

    def _administer(self, statement: str) -> None:
        with self._postgres().connect() as connection:
            connection.execute(sa.text(statement))

    def _postgres(self) -> sa.Engine:
        assert self._server is not None
        return sa.create_engine(self._server, poolclass=NullPool, isolation_level="AUTOCOMMIT")
