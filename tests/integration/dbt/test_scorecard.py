"""The scorecard of generated companies: every number of it as it was simulated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from orchestration.compile.build_copy import build_copy
from orchestration.worlds.generator import write_world
from orchestration.worlds.generator.spec import DEFAULT_AS_OF
from tests.support.dbt.build import Build
from tests.support.dbt.world import copy_raw, fill_from_world
from tests.support.paths import PROJECT
from tests.support.product_goals import product_goals_told, product_goals_wanted
from tests.support.scorecard.reference import Calendar, Reference
from tests.support.scorecard.simulated import (
    agreed,
    answers,
    differences,
    periods_told,
    reference,
    scorecard_told,
)

SCORED = (
    "mart_scorecard",
    "mart_goal_conflict",
    "mart_agreement",
    "mart_product_goal",
    "dim_product",
)


class Company(NamedTuple):
    """What is asked for: a seed, an end, a size, a calendar."""

    seed: int
    as_of: datetime = DEFAULT_AS_OF
    people: int = 150
    calendar: Calendar = Calendar()


COMPANIES = (
    Company(23),
    Company(5, DEFAULT_AS_OF.replace(month=1, day=1), 200, Calendar("sunday", 4)),
    Company(41, DEFAULT_AS_OF.replace(month=3, day=29), 250, Calendar("saturday", 11, "first_day")),
)


class Known(NamedTuple):
    """A built company, its answers, and the scorecard once more."""

    build: Build
    world: Path
    reference: Reference


@pytest.fixture(
    scope="module",
    params=[COMPANIES[0], *(pytest.param(one, marks=pytest.mark.nightly) for one in COMPANIES[1:])],
    ids=lambda company: str(company.seed),
)
def known(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Known]:
    folder = tmp_path_factory.mktemp("scorecard")
    made = Build.on_duckdb(folder)
    yield _built(made, made, folder, request.param)
    made.engine.dispose()


def _built(landed: Build, build: Build, folder: Path, company: Company) -> Known:
    """The company, its raw rows landed by DuckDB, and built on either engine."""
    world = write_world(
        folder / "world", seed=company.seed, people=company.people, as_of=company.as_of
    )
    fill_from_world(landed, world)
    if build is not landed:
        copy_raw(landed, build)
    build.score()
    models = (f"+{model}" for model in SCORED)
    build.dbt(*models, project=_agreed(folder, world, company.calendar))
    today = company.as_of.date()
    return Known(build, world, reference(world, build, today, company.calendar))


def _agreed(folder: Path, world: Path, calendar: Calendar) -> Path:
    """The project with the company's own goals, clauses and calendar."""
    settings = {
        "week_starts_on": calendar.week_starts_on,
        "fiscal_year_starts_in": calendar.year_starts_in,
        "fiscal_year_named_by": calendar.named_by,
    }
    said = "".join(
        f"  - {{id: {name}, value: {value}, definition: Ours., unit: ours, owner_team: revops,"
        " agreed_by: nobody yet, why: Ours., version: 2}\n"
        for name, value in settings.items()
    )
    glossary = folder / "glossary.yml"
    glossary.write_text(f"settings:\n{said}{(world / 'glossary.yml').read_text('utf-8')}", "utf-8")
    none = folder / "none"
    return build_copy(PROJECT, folder / "copies", glossary, none, none, none)


def test_every_metric_of_every_period_and_scope_is_as_simulated(known: Known) -> None:
    wanted = {key: sums for key, sums in known.reference.sums().items() if any(sums)}
    assert {key[0] for key in wanted} == known.reference.metrics.keys()
    assert {key[3] for key in wanted} == {"all", "channel", "owner", "team"}
    assert periods_told(known.build) == wanted


def test_every_number_of_the_scorecard_follows_from_it(known: Known) -> None:
    """Target, actual, pace, projection, status, the period before and the one a year ago."""
    told = scorecard_told(known.build)
    assert {score.status for score in told.values()} >= {"green", "red", None}
    assert differences(told, known.reference.scorecard(agreed(known.world, "goals"))) == []


def test_every_promise_is_kept_or_not_as_simulated(known: Known) -> None:
    wanted = [known.reference.kept(clause) for clause in agreed(known.world, "agreement")]
    found = known.build.rows(
        f"select clause_id, period_start, status from {known.build.schema('marts')}.mart_agreement"
    )
    assert {(clause, start): status for clause, start, status in found} == {
        key: status for one in wanted for key, status in one.items()
    }
    if known.reference.calendar == Calendar():
        planned = {
            (row["clause_id"], date.fromisoformat(row["period_start"]), row["status"])
            for row in answers(known.world, "agreement")
        }
        assert planned <= {*found}
        assert {row[2] for row in planned} == {"met", "missed", "cannot be measured"}


def test_goals_that_pull_against_each_other_are_found(known: Known) -> None:
    planned = {tuple(row.values()) for row in answers(known.world, "goal_conflicts")}
    rows = known.build.rows(
        "select conflict_kind, metric_id, other_metric_id, scope, correlation"
        f" from {known.build.schema('marts')}.mart_goal_conflict order by 1, 2, 3"
    )
    assert {row[:4] for row in rows if row[0] != "moved_apart"} == {
        one for one in planned if one[0] != "moved_apart"
    }
    apart = known.reference.moved_apart(agreed(known.world, "goals"))
    assert {row[1:3]: round(float(row[4]), 4) for row in rows if row[4] is not None} == {
        pair: round(correlation, 4) for pair, correlation in apart.items()
    }
    assert {one[1:3] for one in planned if one[0] == "moved_apart"} <= apart.keys()


def test_goals_of_products_are_met_or_opposed_as_its_sales_have_it(known: Known) -> None:
    told, wanted = product_goals_told(known.build), product_goals_wanted(known.build, known.world)
    assert told == wanted
    if known.reference.calendar == Calendar():
        quadrants = {one.quadrant for one in told.values()}
        assert quadrants >= {"buying_volume", "cherry_picking", "both", None}
        assert {one.is_opposing for one in told.values()} == {True, False, None}


@pytest.mark.nightly
def test_so_it_is_on_postgres(postgres_database_url: str, tmp_path: Path) -> None:
    here, there = Build.on_duckdb(tmp_path), Build.on_postgres(postgres_database_url, tmp_path)
    company = Company(6, DEFAULT_AS_OF.replace(year=2024, month=2, day=29), 120)
    known = _built(here, there, tmp_path, company)
    test_every_metric_of_every_period_and_scope_is_as_simulated(known)
    test_every_number_of_the_scorecard_follows_from_it(known)
    test_every_promise_is_kept_or_not_as_simulated(known)
    test_goals_that_pull_against_each_other_are_found(known)
    test_goals_of_products_are_met_or_opposed_as_its_sales_have_it(known)
    there.engine.dispose()
    here.engine.dispose()
