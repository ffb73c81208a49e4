"""Runs of the product in processes of their own, and what they leave in a home."""

from __future__ import annotations

import csv
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from orchestration.emulator import Emulator
from orchestration.settings import load_settings
from orchestration.warehouse import Warehouse, open_warehouse
from tests.support.paths import ROOT
from tests.support.published import Rows, snapshot
from tests.support.reliability.forks import Fork, Forks

NOTHING: Mapping[str, str] = {}
SCHEMAS = ("raw_hubspot", "raw_salesforce")
PUBLISHED = ("marts", "quality")
#: Names of runs and times of the machine; all else must be equal.
OF_THE_RUN = frozenset({"run_id", "_run_id", "started_at", "finished_at"})
#: What runs say about themselves: a run that was killed has said something, too.
LEDGERS = frozenset({"_runs", "_reconciliation", "_cursors", "_source"})
#: Columns of the report's lists that say how the last run read, whatever those before it had read.
OF_THE_RUN_IN_LISTS = {"streams.csv": "note"}
_RELATIONS = sa.text(
    "select table_schema, table_name from information_schema.tables "
    "where table_schema not in ('information_schema', 'pg_catalog')"
)


@dataclass(frozen=True)
class Home:
    """One user's machine: where the warehouse is, and which emulator answers."""

    folder: Path
    emulator: Emulator
    warehouse_url: str | None = None

    def environment(self, as_of: datetime) -> dict[str, str]:
        """What a shell would have exported."""
        named = {
            "HOME": str(self.folder),
            "CA_BUNDLE": str(self.emulator.ca_path),
            "AS_OF": as_of.isoformat(),
            **{name.upper(): value for name, value in self.emulator.settings().items()},
        }
        if self.warehouse_url is not None:
            named["WAREHOUSE_URL"] = self.warehouse_url
        kept = {k: v for k, v in os.environ.items() if not k.startswith("HYMNSHEET_")}
        elsewhere = {"PYTHONPATH": str(ROOT), "TMPDIR": str(self.temporary)}
        return {**kept, **elsewhere, **{f"HYMNSHEET_{n}": value for n, value in named.items()}}

    @property
    def temporary(self) -> Path:
        """Where the system would have its temporary files."""
        folder = self.folder / "of-the-system"
        folder.mkdir(exist_ok=True)
        return folder

    def fork(self, forks: Forks, *arguments: str, told: Mapping[str, str] = NOTHING) -> Fork:
        """`hymnsheet <arguments>` at the emulator's clock, under the watch that `told` asks for."""
        environment = {**self.environment(self.emulator.clock.now()), **told}
        return forks.start(arguments, environment, self.folder, self.folder.with_suffix(".said"))

    def warehouse(self) -> Warehouse:
        """The warehouse of this home."""
        url = self.warehouse_url or load_settings({"home": self.folder}).effective_warehouse_url
        return open_warehouse(url)

    def state(self, *, is_whole: bool = True) -> Mapping[str, Rows]:
        """Raw tables, and published ones if the run was whole; no names and clocks of runs."""
        warehouse = self.warehouse()
        found = snapshot(warehouse.engine(), SCHEMAS, ignore=OF_THE_RUN)
        if is_whole:
            found |= snapshot(warehouse.published_engine(), PUBLISHED, ignore=OF_THE_RUN)
        return {
            name: rows
            for name, rows in found.items()
            if name.partition(".")[2] not in LEDGERS and not name.endswith("mart_sync_status")
        }

    def lists(self) -> Mapping[str, Rows]:
        """The report's lists, row by row; without what only the run can say."""
        folder = self.folder / "report" / "hymnsheet-lists"
        return {path.name: _rows(path) for path in folder.glob("*.csv")}

    def traces(self) -> set[str]:
        """Every file below the home, every relation of the build side, by name."""
        with self.warehouse().engine().connect() as connection:
            found = connection.execute(_RELATIONS).all()
        files = (path for path in self.folder.rglob("*") if not path.is_dir())
        return {
            *(f"relation {schema}.{name}" for schema, name in found),
            *(f"file {path.relative_to(self.folder)}" for path in files),
        }


def _rows(path: Path) -> Rows:
    """The rows of one list, its header first."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [tuple(row) for row in csv.reader(file)]
    left_out = OF_THE_RUN_IN_LISTS.get(path.name)
    if left_out is None:
        return rows
    place = rows[0].index(left_out)
    return [(*row[:place], *row[place + 1 :]) for row in rows]


def ended_well(fork: Fork) -> None:
    """Wait for the good end of a run."""
    assert fork.wait(900) == 0, fork.said
