"""Why a system counts something else than we do: every planted cause, and no remainder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from orchestration.worlds.generator import write_world
from orchestration.worlds.generator.spec import SYSTEMS
from tests.support.dbt.build import Build
from tests.support.dbt.gaps import (
    COUNTS,
    GAPS,
    RESIDUALS,
    counts_of_files,
    counts_told,
    gaps_simulated,
    gaps_told,
)
from tests.support.dbt.many_worlds import ManyWorlds
from tests.support.dbt.world import fill_from_world

_SELECTED = ("+mart_metric_gap", "+mart_metric_period")
#: What each of twenty companies is asked to be: they end at other hours, and some have one system.
_WORLDS = [
    (seed, 60 + 20 * (seed % 4), datetime(2026, 1 + seed % 12, 1 + seed, seed, tzinfo=UTC), systems)
    for seed in range(20)
    for systems in [(("hubspot",), ("salesforce",))[seed % 2] if seed % 7 == 0 else SYSTEMS]
]
_TESTS = ("assert_every_gap_is_explained", "assert_gaps_of_periods_are_the_published_metrics")


def _built(build: Build, world: Path) -> str:
    fill_from_world(build, world)
    build.dbt(*_SELECTED)
    return build.schema("marts")


@pytest.mark.parametrize("seed", [3, pytest.param(8, marks=pytest.mark.nightly)])
def test_every_planted_cause_is_told_with_its_record(tmp_path: Path, seed: int) -> None:
    world = write_world(tmp_path / "world", seed=seed, people=150, defects=False)
    build = Build.on_duckdb(tmp_path)
    marts = _built(build, world)
    answers = gaps_simulated(world)
    assert {cause for _, _, _, cause, _, _ in answers} >= {"time_zone", "merged_away", "imputed"}
    assert gaps_told(build.rows(GAPS.format(schema=marts)), answers) == answers
    assert counts_told(build.rows(COUNTS.format(schema=marts))) == counts_of_files(world)
    assert build.rows(RESIDUALS.format(schema=marts)) == []


@pytest.fixture(scope="module")
def companies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ManyWorlds]:
    made = ManyWorlds(tmp_path_factory.mktemp("worlds"), "mart_metric_gap", "mart_metric_period")
    yield made
    made.close()


@pytest.mark.nightly
@pytest.mark.parametrize(("seed", "people", "as_of", "systems"), _WORLDS)
def test_no_remainder_in_twenty_worlds(
    companies: ManyWorlds,
    tmp_path: Path,
    seed: int,
    people: int,
    as_of: datetime,
    systems: tuple[str, ...],
) -> None:
    world = write_world(tmp_path / "w", seed=seed, people=people, as_of=as_of, systems=systems)
    models = companies.land(world)
    answers = gaps_simulated(world)
    assert gaps_told(companies.build.rows(GAPS.format(schema="marts")), answers) == answers
    assert counts_told(companies.build.rows(COUNTS.format(schema="marts"))) == counts_of_files(
        world
    )
    assert companies.build.rows(RESIDUALS.format(schema="marts")) == []
    for test in _TESTS:
        assert models.hits(test) == []
