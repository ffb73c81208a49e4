"""`doctor` is not well without credentials, names what may not be read, and looks at clocks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from orchestration.emulator import Emulator, load_world
from orchestration.worlds.generator import write_world
from tests.support.commands import hymnsheet, redirected


@pytest.fixture(scope="module")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    folder = write_world(tmp_path_factory.mktemp("small") / "small", seed=3, people=60)
    about = json.loads((folder / "world.json").read_text())
    about["hubspot"]["time_zone"] = "Asia/Tokyo"
    (folder / "world.json").write_text(json.dumps(about))
    with Emulator(load_world(folder)) as served:
        yield served


def doctor(home: Path, **settings: str) -> tuple[int, dict[str, dict[str, Any]]]:
    done = hymnsheet("doctor", "--json", home=home, **settings)
    found = json.loads(done.stdout)["diagnoses"]
    return done.returncode, {diagnosis["what"]: diagnosis for diagnosis in found}


def test_no_credentials_is_not_ok(tmp_path: Path) -> None:
    code, found = doctor(tmp_path)
    assert code == 10
    assert not found["credentials"]["is_ok"]
    assert "HYMNSHEET_HUBSPOT_ACCESS_TOKEN" in found["credentials"]["fix"]
    assert found["generated files"]["is_ok"]
    assert "dbt_project/glossary.yml" in found["glossary"]["state"]


def test_every_stream_is_asked_for_and_differing_calendars_are_a_warning(
    emulator: Emulator, tmp_path: Path
) -> None:
    code, found = doctor(tmp_path, **redirected(emulator))
    assert code == 0, found
    readable, _, all_streams, *_ = found["hubspot streams"]["state"].split()
    assert readable == all_streams
    assert found["time zones"]["is_warning"]
    assert "Asia/Tokyo" in found["time zones"]["state"]


def test_a_missing_permission_is_named(emulator: Emulator, tmp_path: Path) -> None:
    emulator.faults.arm("hubspot.missing_scopes", path="/crm/v3/objects/deals", count=1000)
    try:
        code, found = doctor(tmp_path, **redirected(emulator))
    finally:
        emulator.faults.clear()
    assert code == 3
    assert not found["hubspot deals"]["is_ok"]
    assert "crm.objects.deals.read" in found["hubspot deals"]["fix"]
    assert found["hubspot"]["is_ok"]


def test_a_clock_far_from_the_vendors_and_a_cut_parse(emulator: Emulator, tmp_path: Path) -> None:
    settings = {**redirected(emulator), "as_of": "2031-01-01T00:00:00Z"}
    code, found = doctor(tmp_path, **settings)
    assert code == 2
    assert "2031-01-01" in found["clock"]["state"]
    assert found["models"]["is_ok"]
