"""Other people's clients in environments of their own, and the Singer and Airbyte ways to run them.

Only the vendors' host names are redirected (redirect/sitecustomize.py); TLS stays verified.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from orchestration.emulator import Emulator

HOSTS = ("api.hubapi.com", "login.salesforce.com")
Record = dict[str, Any]
Records = dict[str, list[Record]]


class Synced(NamedTuple):
    """What one run of a connector gave.

    Args:
        streams: how many streams it discovered.
        records: what it read, by stream.
        state: what it wants to be handed the next time.
    """

    streams: int
    records: Records
    state: Any

    def __str__(self) -> str:
        rows = sum(len(records) for records in self.records.values())
        return f"{self.streams} streams discovered, {rows} rows read"


class Peer:
    """One package in its own virtual environment, its hosts redirected to the emulator."""

    def __init__(self, package: str, command: str, folder: Path, emulator: Emulator) -> None:
        venv = folder / "venv"
        subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
        install = [str(venv / "bin" / "pip"), "install", "--quiet", package]
        done = subprocess.run(install, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            reason = f"{package} cannot be installed here: {done.stderr[-300:]}"
            print(reason)
            pytest.skip(reason)
        self.folder = folder
        self._command = str(venv / "bin" / command)
        self._env = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "PYTHONPATH": str(Path(__file__).parent / "redirect"),
            "REDIRECTED_HOSTS": ",".join(HOSTS),
            "REDIRECTED_PORT": emulator.base_url.rsplit(":", 1)[1],
            "REDIRECTED_CA": str(emulator.ca_path),
        }

    def run(self, *arguments: str) -> Iterator[Record]:
        """Run the command; its messages."""
        done = subprocess.run(
            [self._command, *arguments],
            capture_output=True, text=True, env=self._env, timeout=900, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        return (json.loads(line) for line in done.stdout.splitlines() if line.startswith("{"))

    def file(self, name: str, content: Any) -> str:
        """Write a JSON file for the command."""
        path = self.folder / name
        path.write_text(json.dumps(content))
        return str(path)


class Singer(Peer):
    """A Singer tap."""

    catalog_option = "--properties"

    def sync(self, config: Record, state: Any = None) -> Synced:
        """Discover, select every stream whole, sync; incrementally where a stream can."""
        settings = self.file("config.json", config)
        found = json.loads(self._discovered(settings))
        for stream in found["streams"]:
            stream["selected"] = True
            for entry in stream["metadata"]:
                if entry["metadata"].get("inclusion") != "unsupported":
                    entry["metadata"]["selected"] = True
                keys = entry["metadata"].get("valid-replication-keys")
                if keys:
                    method = {"replication-method": "INCREMENTAL", "replication-key": keys[0]}
                    entry["metadata"].update(method)
        catalog = self.file("catalog.json", found)
        arguments = ["--config", settings, self.catalog_option, catalog]
        if state is not None:
            arguments += ["--state", self.file("state.json", state)]
        records: Records = defaultdict(list)
        for message in self.run(*arguments):
            if message["type"] == "RECORD":
                records[message["stream"]].append(message["record"])
            elif message["type"] == "STATE":
                state = message["value"]
        return Synced(len(found["streams"]), records, state)

    def _discovered(self, settings: str) -> str:
        done = subprocess.run(
            [self._command, "--config", settings, "--discover"],
            capture_output=True, text=True, env=self._env, timeout=300, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout


class MeltanoSinger(Singer):
    """A Singer tap made with Meltano's SDK."""

    catalog_option = "--catalog"


class Airbyte(Peer):
    """An Airbyte source."""

    def sync(self, config: Record, state: Any = None) -> Synced:
        """Discover, configure every stream, read; incrementally where a stream can."""
        settings = self.file("config.json", config)
        messages = list(self.run("discover", "--config", settings))
        (found,) = [m["catalog"]["streams"] for m in messages if m["type"] == "CATALOG"]
        configured = [
            {
                "stream": stream,
                "sync_mode": (
                    "incremental"
                    if "incremental" in stream["supported_sync_modes"]
                    else "full_refresh"
                ),
                "destination_sync_mode": "append",
                "cursor_field": stream.get("default_cursor_field") or [],
            }
            for stream in found
        ]
        catalog = self.file("catalog.json", {"streams": configured})
        arguments = ["read", "--config", settings, "--catalog", catalog]
        if state is not None:
            arguments += ["--state", self.file("state.json", state)]
        records: Records = defaultdict(list)
        states: dict[str, Any] = {}
        for message in self.run(*arguments):
            if message["type"] == "RECORD":
                record = message["record"]
                records[record["stream"]].append(record["data"])
            elif message["type"] == "STATE":
                one = message["state"]
                states[one["stream"]["stream_descriptor"]["name"]] = one
        return Synced(len(found), records, list(states.values()))
