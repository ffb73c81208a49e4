"""`hymnsheet glossary try`: the same history by other definitions, beside what is published."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from orchestration.cli.glossary import glossary
from orchestration.trial.scratch import TARGETS
from tests.support.dbt.build import Build
from tests.support.paths import PROJECT, ROOT
from tests.support.stages import scored_company as company

pytestmark = pytest.mark.nightly  # every trial is a build

SWITCH, BY_SCORE = company.BY_SCORE


def _published(made: Build) -> Build:
    made.fill(company.rows(), company.OWN_FIELDS)
    made.at(company.AS_OF)
    made.score()
    made.dbt("resource_type:seed", command="seed")
    made.dbt("resource_type:model", command="run")
    made.publish()
    return made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("published")
    made = _published(Build.on_duckdb(folder))
    made.engine.dispose()
    yield folder


@pytest.fixture(autouse=True)
def _of_this_warehouse(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HYMNSHEET_WAREHOUSE_URL", f"duckdb:///{folder / 'company.duckdb'}")
    monkeypatch.setenv("HYMNSHEET_HOME", str(tmp_path / "home"))


def _tried(*overrides: str) -> Result:
    words = [word for override in overrides for word in ("--set", override)]
    return CliRunner().invoke(glossary, ["try", *words, "--json"])


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.duckdb")}


def test_a_score_instead_of_a_stage_is_compared_over_the_same_history(
    folder: Path, tmp_path: Path
) -> None:
    before = _contents(folder)
    done = _tried(SWITCH, BY_SCORE.format(60))
    assert done.exit_code == 0, done.exception
    said = json.loads(done.stdout)
    now, trial = said["sides"]["now"], said["sides"]["trial"]
    assert said["stage"] == "MQL"
    assert now["by_month"] == {"2026-02": 2, "2026-03": 1}
    assert trial["by_month"] == {"2026-04": 2}
    assert now["precision"] == {"part": 1, "whole": 3, "ratio": 1 / 3}
    assert trial["precision"] == {"part": 2, "whole": 2, "ratio": 1}
    assert now["recall"] == {"part": 1, "whole": 2, "ratio": 0.5}
    assert trial["recall"] == {"part": 2, "whole": 2, "ratio": 1}
    assert now["reached"]["WON"] == {"part": 1, "whole": 3, "ratio": 1 / 3}
    assert trial["reached"]["OPP"] == {"part": 2, "whole": 2, "ratio": 1}
    gained, lost = (
        [record for person in said[side] for record in person["records"]]
        for side in ("gained", "lost")
    )
    assert gained == ["hubspot contacts 4"]
    assert sorted(lost) == ["hubspot contacts 2", "hubspot contacts 3"]
    assert _contents(folder) == before
    assert list((tmp_path / "home").glob("trial-*")) == []


def test_what_matches_nothing_is_refused_with_what_there_is() -> None:
    absent = _tried(SWITCH, BY_SCORE.replace("hubspotscore", "hubspotscor").format(60))
    assert "contacts has no such field; it has hubspotscore" in str(absent.exception)
    never = _tried(SWITCH, BY_SCORE.format(99))
    assert "matches no record: MQL: hubspot contacts.hubspotscore>=99" in str(never.exception)
    misspelt = _tried("recycle_idle_day.value=9")
    assert "recycle_idle_days" in str(misspelt.exception)
    assert "Name a glossary" in CliRunner().invoke(glossary, ["try"]).output


def test_a_whole_file_is_tried_and_told_in_lines(tmp_path: Path) -> None:
    other = tmp_path / "other.yml"
    shutil.copy(PROJECT / "glossary.yml", other)
    done = CliRunner().invoke(glossary, ["try", str(other), "--stage", "INQ"])
    assert done.exit_code == 0, done.exception
    assert "cycles                                     4                   4" in done.stdout
    assert "0 persons gained" in done.stdout


def test_what_is_compared_is_built() -> None:
    """A copy of DuckDB's files has every table; one of Postgres only those that are asked for."""
    compared = (ROOT / "orchestration/trial/compare.sql").read_text(encoding="utf-8")
    assert set(re.findall(r"\{marts\}\.(\w+)", compared)) == set(TARGETS)


@pytest.mark.postgres
def test_so_it_is_on_postgres(
    postgres_database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = _published(Build.on_postgres(postgres_database_url, tmp_path))
    made.engine.dispose()
    monkeypatch.setenv("HYMNSHEET_WAREHOUSE_URL", postgres_database_url)
    done = _tried(SWITCH, BY_SCORE.format(60))
    assert done.exit_code == 0, done.exception
    said = json.loads(done.stdout)
    assert said["sides"]["now"]["by_month"] == {"2026-02": 2, "2026-03": 1}
    assert said["sides"]["trial"]["by_month"] == {"2026-04": 2}
    assert [person["records"] for person in said["gained"]] == [["hubspot contacts 4"]]
