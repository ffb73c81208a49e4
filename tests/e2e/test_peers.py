"""Other people's connectors read the emulator as they read the vendors, and get what we get.

Two Singer taps from the package index, unchanged, each in an environment of its own; only their
hosts are redirected (tests/e2e/redirect). docs/other-connectors.md has the same by hand.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from pydantic import SecretStr

from orchestration.emulator import Emulator, World
from orchestration.emulator.generator import write_world
from orchestration.emulator.options import Options
from orchestration.loading import load_source, start_run
from orchestration.sources.hubspot.auth import HubSpotConfig
from orchestration.sources.registry import connect
from orchestration.sources.salesforce.auth import SalesforceConfig
from orchestration.warehouse import Warehouse, open_warehouse

pytestmark = pytest.mark.nightly

HOSTS = ("api.hubapi.com", "login.salesforce.com")
Record = dict[str, Any]


@pytest.fixture(scope="module")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    world = write_world(tmp_path_factory.mktemp("peers") / "world", seed=5, people=400)
    with Emulator(World.load(world), options=Options(host_names=HOSTS)) as served:
        yield served


@pytest.fixture(scope="module")
def ours(emulator: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """The same objects, read by our own connectors."""
    warehouse = open_warehouse(f"duckdb:///{tmp_path_factory.mktemp('ours') / 'ours.duckdb'}")
    as_of = emulator.clock.now()
    start_run(warehouse, run_id="peers", as_of=as_of)
    credentials = emulator.credentials
    configs = {
        "hubspot": HubSpotConfig(
            access_token=SecretStr(credentials.hubspot_access_token),
            base_url=emulator.base_url,
            ca_path=emulator.ca_path,
        ),
        "salesforce": SalesforceConfig(
            login_url=emulator.base_url,
            consumer_key=SecretStr(credentials.salesforce_consumer_key),
            consumer_secret=SecretStr(credentials.salesforce_consumer_secret),
            ca_path=emulator.ca_path,
        ),
    }
    streams = {"hubspot": {"contacts", "deals"}, "salesforce": {"contact", "opportunity"}}
    for name, config in configs.items():
        connector = connect(name, config)
        load_source(connector, warehouse, run_id="peers", as_of=as_of, streams=streams[name])
        connector.close()
    return warehouse


class Tap:
    """One tap in its own virtual environment, its hosts redirected to the emulator."""

    def __init__(self, package: str, command: str, folder: Path, emulator: Emulator) -> None:
        venv = folder / "venv"
        subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
        install = [str(venv / "bin" / "pip"), "install", "--quiet", package]
        done = subprocess.run(install, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            pytest.skip(f"{package} cannot be installed here: {done.stderr[-300:]}")
        self._command = str(venv / "bin" / command)
        self._folder = folder
        self._env = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "PYTHONPATH": str(Path(__file__).parent / "redirect"),
            "REDIRECTED_HOSTS": ",".join(HOSTS),
            "REDIRECTED_PORT": emulator.base_url.rsplit(":", 1)[1],
            "REDIRECTED_CA": str(emulator.ca_path),
        }

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            [self._command, *arguments],
            capture_output=True, text=True, env=self._env, timeout=300, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def sync(
        self, config: Record, streams: set[str], catalog_option: str
    ) -> dict[str, list[Record]]:
        """Discover, select whole streams, sync; records by stream."""
        config_path, catalog_path = self._folder / "config.json", self._folder / "catalog.json"
        config_path.write_text(json.dumps(config))
        catalog = json.loads(self._run("--config", str(config_path), "--discover"))
        for stream in catalog["streams"]:
            chosen = stream["tap_stream_id"] in streams
            stream["selected"] = chosen
            for entry in stream["metadata"]:
                entry["metadata"]["selected"] = chosen
        catalog_path.write_text(json.dumps(catalog))
        output = self._run("--config", str(config_path), catalog_option, str(catalog_path))
        records: dict[str, list[Record]] = {name: [] for name in streams}
        for line in output.splitlines():
            message = json.loads(line)
            if message["type"] == "RECORD":
                records[message["stream"]].append(message["record"])
        return records


def _rows(warehouse: Warehouse, table: str, where: str = "true") -> dict[str, Record]:
    with warehouse.engine().connect() as connection:
        result = connection.execute(sa.text(f"select * from {table} where {where}"))
        return {row["id"]: dict(row) for row in result.mappings()}


def _same(theirs: object, mine: object) -> bool:
    """Equal as values: the taps keep texts and zones where our columns have types."""
    if theirs in (None, "") or mine is None:
        return theirs in (None, "") and mine is None
    if isinstance(mine, bool):
        return str(theirs).lower() == str(mine).lower()
    if isinstance(mine, int | float):
        return float(str(theirs)) == float(mine)
    if isinstance(mine, datetime):
        found = datetime.fromisoformat(str(theirs))
        return found.astimezone(UTC).replace(tzinfo=None) == mine
    if not isinstance(mine, str):  # a date
        return str(theirs)[:10] == mine.isoformat()
    return str(theirs) == mine


def _assert_equal(theirs: dict[str, Record], mine: dict[str, Record]) -> None:
    assert theirs.keys() == mine.keys()
    assert len(theirs) > 30, "too few records to mean anything"
    compared = 0
    for key, record in theirs.items():
        for field, value in record.items():
            column = field.lower()
            assert column in mine[key], f"we have no column {column}"
            assert _same(value, mine[key][column]), (key, field, value, mine[key][column])
            compared += value not in (None, "")
    assert compared > 5 * len(theirs)


def test_meltano_tap_hubspot_gets_what_we_get(
    emulator: Emulator, ours: Warehouse, tmp_path: Path
) -> None:
    tap = Tap("meltano-tap-hubspot==0.10.1", "tap-hubspot", tmp_path, emulator)
    config = {
        "access_token": emulator.credentials.hubspot_access_token,
        "start_date": "2000-01-01T00:00:00Z",
    }
    records = tap.sync(config, {"contacts", "deals"}, "--catalog")
    for stream, rows in records.items():
        theirs = {row["id"]: {**row["properties"], "id": row["id"]} for row in rows}
        _assert_equal(theirs, _rows(ours, f"raw_hubspot.{stream}", "_deleted_at is null"))


def test_singer_tap_salesforce_gets_what_we_get(
    emulator: Emulator, ours: Warehouse, tmp_path: Path
) -> None:
    tap = Tap("tap-salesforce==2.8.1", "tap-salesforce", tmp_path, emulator)
    config = {
        "refresh_token": emulator.credentials.salesforce_refresh_token,
        "client_id": emulator.credentials.salesforce_consumer_key,
        "client_secret": emulator.credentials.salesforce_consumer_secret,
        "start_date": "2000-01-01T00:00:00Z",
        "api_type": "REST",
    }
    records = tap.sync(config, {"Contact", "Opportunity"}, "--properties")
    for stream, rows in records.items():
        theirs = {row["Id"]: row for row in rows}
        _assert_equal(theirs, _rows(ours, f"raw_salesforce.{stream.lower()}"))
