"""The machine's date decides nothing: the same world on another day gives the same tables."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from orchestration.warehouse import open_warehouse
from tests.support.company import Company
from tests.support.paths import ROOT
from tests.support.published import differences, page, snapshot

PUBLISHED = ("marts", "quality")


@pytest.mark.nightly
@pytest.mark.parametrize("date", ["2019-02-28 23:59:00", "2031-07-01 12:00:00"])
def test_another_date_gives_the_same_tables(date: str, larkspur: Company, tmp_path: Path) -> None:
    faketime = shutil.which("faketime")
    if faketime is None:
        pytest.skip("faketime is not installed (make debian)")
    # the company of the other tests ran without the goals that a demo takes from its world
    world = tmp_path / larkspur.world_dir.name
    shutil.copytree(larkspur.world_dir, world, ignore=shutil.ignore_patterns("glossary.yml"))
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    command = [faketime, "-f", f"@{date}", sys.executable, "-m", "orchestration.cli"]
    done = subprocess.run(
        [*command, "demo", "--world", str(world), "--json"],
        capture_output=True, text=True, timeout=400, check=False,
        env={**kept, "HYMNSHEET_HOME": str(tmp_path / "home")}, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    report = Path(json.loads(done.stdout)["report"])
    warehouse = open_warehouse(f"duckdb:///{report.parents[1] / 'hymnsheet.duckdb'}")
    other = snapshot(warehouse.published_engine(), PUBLISHED)
    mine = snapshot(larkspur.warehouse.published_engine(), PUBLISHED)
    assert differences(mine, other) == {}
    assert page(report) == page(larkspur.outcome.report_path)
