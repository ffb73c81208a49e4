"""The loader of the settings is the one that a run loads by."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from orchestration.cli.job import run_job
from orchestration.defs import ingest
from orchestration.errors import ConfigError
from orchestration.settings import load_settings
from tests.support.dbt.parsed import home_with_parse


def test_a_run_loads_as_its_settings_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def say_and_stop(*_: Any, loader: str, **__: Any) -> None:
        raise ConfigError(f"asked to load by {loader}", next_step="Nothing.")

    monkeypatch.setattr(ingest, "sync_source", say_and_stop)
    monkeypatch.setattr(ingest, "look_first", lambda *_: None)
    said = {"home": home_with_parse(tmp_path), "hubspot_access_token": "pat-eu1-not-used"}
    assert load_settings(said).loader == "direct"
    settings = load_settings({**said, "loader": "dlt"})
    with pytest.raises(ConfigError, match="asked to load by dlt"):
        run_job(settings, lambda _: None, ["sync"])
