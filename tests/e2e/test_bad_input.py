"""Bad input ends in one clear message, the next step, and an exit code of its own."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from orchestration.emulator import Emulator, load_world
from orchestration.worlds.generator import write_world
from tests.support.commands import hymnsheet, redirected
from tests.support.dbt.parsed import home_with_parse
from tests.support.paths import ROOT

HOLD_LOCK = (
    "import duckdb, sys; held = duckdb.connect(sys.argv[1]);"
    " print('held', flush=True); sys.stdin.read()"
)


@pytest.fixture(scope="module")
def small_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_world(tmp_path_factory.mktemp("small") / "small", seed=3, people=120)


@pytest.fixture(scope="module")
def emulator(small_world: Path) -> Iterator[Emulator]:
    with Emulator(load_world(small_world)) as served:
        yield served


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return home_with_parse(tmp_path / "home")


def nothing_published(home: Path) -> bool:
    return not list(home.rglob("hymnsheet.duckdb")) and not list(home.rglob("index.html"))


def test_missing_credentials(tmp_path: Path) -> None:
    done = hymnsheet("run", home=tmp_path)
    assert done.returncode == 10
    assert "HYMNSHEET_HUBSPOT_ACCESS_TOKEN" in done.stderr


@pytest.mark.parametrize("setting", ["hubspot_access_token", "salesforce_consumer_secret"])
def test_wrong_credentials(setting: str, emulator: Emulator, home: Path) -> None:
    done = hymnsheet("run", home=home, **{**redirected(emulator), setting: "wr0ng-s3cret"})
    assert done.returncode == 10
    assert "wr0ng-s3cret" not in done.stderr + done.stdout
    assert nothing_published(home)


def test_unreachable_host(emulator: Emulator, home: Path) -> None:
    settings = {**redirected(emulator), "hubspot_base_url": "https://localhost:9"}
    done = hymnsheet("run", home=home, **settings)
    assert done.returncode == 11
    assert "localhost:9" in done.stderr
    assert nothing_published(home)


def test_a_certificate_we_do_not_trust(emulator: Emulator, home: Path) -> None:
    settings = redirected(emulator)
    settings.pop("ca_bundle")
    done = hymnsheet("run", home=home, **settings)
    assert done.returncode == 11
    assert "certificate" in done.stderr.lower()


def test_malformed_csv_names_file_line_and_column(small_world: Path, tmp_path: Path) -> None:
    world = tmp_path / "world"
    shutil.copytree(small_world, world)
    path = world / "salesforce" / "objects" / "Lead.csv"
    lines = path.read_text().splitlines()
    header = lines[0].split(",")
    cells = next(csv.reader([lines[3]]))
    cells[header.index("CreatedDate")] = "yesterday"
    lines[3] = ",".join(f'"{cell}"' for cell in cells)
    path.write_text("\n".join(lines) + "\n")
    done = hymnsheet("demo", "--world", str(world), home=tmp_path / "home")
    assert done.returncode == 20
    for part in ("Lead.csv", "4", "CreatedDate"):
        assert part in done.stderr


def test_a_stage_nobody_signed(small_world: Path, tmp_path: Path) -> None:
    world = tmp_path / "world"
    shutil.copytree(small_world, world)
    path = world / "salesforce" / "objects" / "Lead.csv"
    path.write_text(path.read_text().replace("Working - Contacted", "Simmering"))
    home_with_parse(tmp_path / "home" / "demo" / "world")
    done = hymnsheet("demo", "--world", str(world), home=tmp_path / "home")
    assert done.returncode == 21
    assert "Simmering" in done.stderr
    assert "glossary" in done.stderr
    assert '- {system: salesforce, value: "Simmering", meaning:' in done.stderr
    assert "salesforce lead:" not in done.stderr, "refused before the long read, not after it"
    assert nothing_published(tmp_path / "home")


def test_an_empty_portal(tmp_path: Path) -> None:
    world = tmp_path / "world"
    (world / "hubspot" / "objects").mkdir(parents=True)
    (world / "hubspot" / "objects" / "contacts.csv").write_text("id,email,createdate\n")
    document = {
        "name": "empty",
        "as_of": "2026-01-01T00:00:00Z",
        "hubspot": {"portal_id": 1, "time_zone": "UTC", "currency": "EUR", "tier": "professional"},
    }
    (world / "world.json").write_text(json.dumps(document))
    done = hymnsheet("demo", "--world", str(world), home=tmp_path / "home")
    assert done.returncode == 13
    assert nothing_published(tmp_path / "home")


def test_a_warehouse_locked_by_another_process(emulator: Emulator, tmp_path: Path) -> None:
    build = tmp_path / "w_build.duckdb"
    duckdb.connect(str(build)).close()
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD_LOCK, str(build)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert holder.stdout is not None
    try:
        assert holder.stdout.readline().strip() == "held"
        settings = {**redirected(emulator), "warehouse_url": f"duckdb:///{tmp_path / 'w.duckdb'}"}
        done = hymnsheet("run", home=tmp_path / "home", **settings)
    finally:
        holder.communicate("")
    assert done.returncode == 31
    assert str(holder.pid) in done.stderr


def test_a_setting_of_the_wrong_form(tmp_path: Path) -> None:
    done = hymnsheet("doctor", home=tmp_path, as_of="next Tuesday")
    assert done.returncode == 2
    assert "HYMNSHEET_AS_OF" in done.stderr


def test_json_errors_are_one_object(tmp_path: Path) -> None:
    done = hymnsheet("run", "--json", home=tmp_path)
    assert json.loads(done.stdout)["exit_code"] == done.returncode == 10


@pytest.mark.parametrize("command", ["build", "check", "report"])
def test_a_command_before_the_first_sync_names_what_to_run(command: str, tmp_path: Path) -> None:
    done = hymnsheet(command, home=tmp_path / "home")
    assert done.returncode == 30
    assert "`hymnsheet run`" in done.stderr
    assert not (tmp_path / "home").exists(), "a refusal made a warehouse"


def test_a_refusal_loads_nothing_that_is_slow(tmp_path: Path) -> None:
    program = (
        "import sys; from orchestration.cli.job import run_job;"
        "from orchestration.settings import load_settings\n"
        "try: run_job(load_settings(), print)\n"
        "except Exception as error: print(type(error).__name__)\n"
        "print({'dagster', 'dbt', 'great_expectations', 'dlt'} & set(sys.modules))"
    )
    kept = {"PATH": os.environ["PATH"], "HYMNSHEET_HOME": str(tmp_path / "home")}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=kept, check=False,
        cwd=ROOT,
    )  # fmt: skip
    assert done.stdout.split() == ["CredentialsError", "set()"], done.stderr
