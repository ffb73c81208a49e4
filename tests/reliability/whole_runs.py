"""Whole runs of the product as a user starts them: `hymnsheet run` in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from orchestration.emulator import Emulator
from orchestration.settings import load_settings
from orchestration.warehouse import Warehouse, open_warehouse
from tests.e2e.tables import Rows, snapshot

SCHEMAS = ("raw_hubspot", "raw_salesforce")
PUBLISHED = ("marts", "quality")
#: Names of runs and times of the machine; all else must be equal.
OF_THE_RUN = frozenset({"run_id", "_run_id", "started_at", "finished_at"})
#: What runs say about themselves: a run that was killed has said something, too.
LEDGERS = frozenset({"_runs", "_reconciliation", "_cursors", "_source"})


@dataclass(frozen=True)
class Home:
    """One user's machine: where the warehouse is, and which emulator answers."""

    folder: Path
    emulator: Emulator
    warehouse_url: str | None = None

    def environment(self, as_of: datetime) -> dict[str, str]:
        """What a shell would have exported."""
        credentials = self.emulator.credentials
        named = {
            "HOME": str(self.folder),
            "CA_BUNDLE": str(self.emulator.ca_path),
            "AS_OF": as_of.isoformat(),
            "HUBSPOT_BASE_URL": self.emulator.base_url,
            "HUBSPOT_ACCESS_TOKEN": credentials.hubspot_access_token,
            "SALESFORCE_LOGIN_URL": self.emulator.base_url,
            "SALESFORCE_CONSUMER_KEY": credentials.salesforce_consumer_key,
            "SALESFORCE_CONSUMER_SECRET": credentials.salesforce_consumer_secret,
        }
        if self.warehouse_url is not None:
            named["WAREHOUSE_URL"] = self.warehouse_url
        kept = {k: v for k, v in os.environ.items() if not k.startswith("HYMNSHEET_")}
        return {**kept, **{f"HYMNSHEET_{name}": value for name, value in named.items()}}

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """`hymnsheet <arguments>` in a session of its own, at the emulator's clock."""
        return subprocess.Popen(
            [sys.executable, "-m", "orchestration.cli", *arguments],
            env=self.environment(self.emulator.clock.now()),
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def run(self, *arguments: str) -> str:
        """The same, to its good end; returns what it said."""
        process = self.start(*arguments)
        said, _ = process.communicate(timeout=600)
        assert process.returncode == 0, said
        return said

    def warehouse(self) -> Warehouse:
        """The warehouse of this home."""
        url = self.warehouse_url or load_settings({"home": self.folder}).effective_warehouse_url
        return open_warehouse(url)

    def state(self) -> Mapping[str, Rows]:
        """Raw and published tables, but for the names and clocks of runs."""
        warehouse = self.warehouse()
        raw = snapshot(warehouse.engine(), SCHEMAS, ignore=OF_THE_RUN)
        published = snapshot(warehouse.published_engine(), PUBLISHED, ignore=OF_THE_RUN)
        return {
            name: rows
            for name, rows in {**raw, **published}.items()
            if name.partition(".")[2] not in LEDGERS and not name.endswith("mart_sync_status")
        }

    def files(self) -> set[str]:
        """Every file below the home, by its name there."""
        return {
            str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_file()
        }
