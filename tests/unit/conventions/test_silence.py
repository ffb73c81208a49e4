"""Nobody is told that this runs: each tool's telemetry is off, by its setting and in fact."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from tests.support.sealed import SealedPython
from tests.support.tree import ROOT, text

_JUDGE = """
import time
import pandas as pd
from expectations.expect import Expected
from expectations.validator import Batch, Expectation, Validator

rows = pd.DataFrame({"id": ["1", "2"], "value": [1, None]})
expected = Expectation(Expected("ExpectColumnValuesToNotBeNull", "value", "warning"), "minor")
results = Validator().validate(Batch("suite", "layer.table", rows, "id", [expected]))
assert not results[0].success
time.sleep(1)  # a background sender would have started by now
"""


def test_dbt_sends_no_statistics() -> None:
    project = yaml.safe_load(text(ROOT / "dbt_project" / "dbt_project.yml"))
    assert project["flags"]["send_anonymous_usage_stats"] is False


def test_dagster_sends_no_telemetry() -> None:
    assert yaml.safe_load(text(ROOT / "deploy" / "dagster.yaml"))["telemetry"]["enabled"] is False
    assert "export DAGSTER_DISABLE_TELEMETRY := yes" in text(ROOT / "Makefile")
    assert "\nDAGSTER_DISABLE_TELEMETRY=yes" in text(ROOT / ".env.example")


def test_great_expectations_calls_nobody_while_it_judges(tmp_path: Path) -> None:
    python = SealedPython(tmp_path)
    done = python.run("-c", _JUDGE)
    assert done.returncode == 0, done.stderr[-2000:]
    assert python.attempts == []


@pytest.mark.nightly
def test_a_whole_demo_calls_nobody_but_the_emulator(tmp_path: Path) -> None:
    python = SealedPython(tmp_path)
    home = tmp_path / "home"
    home.mkdir()
    done = python.run("-m", "orchestration.cli", "demo", "--json", cwd=home, timeout_s=300)
    assert done.returncode == 0, done.stdout[-1500:] + done.stderr[-1500:]
    assert json.loads(done.stdout)["run_id"]
    assert python.attempts == []
