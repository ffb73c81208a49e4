"""What is built by key, of changed keys alone, holds what it would if all were built."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.attribution.changing import ChangingCompany
from tests.support.dbt.build import Build
from tests.support.dbt.drawn import FIRST_SEED


def _lives(company: ChangingCompany, cycles: int) -> None:
    """Build after build, each of what a few changes made of it."""
    company.run()
    for cycle in range(cycles):
        happened = company.happen(1 + cycle % 4)
        company.run()
        assert company.differing() == [], f"cycle {cycle}: {happened}"


def _only_changed_keys_are_made(company: ChangingCompany) -> None:
    """What somebody wrote into a row stays there until its key changes, or all is made anew."""
    touches = company.place("fct_touchpoint")
    ((one, other),) = company.build.rows(f"select min(person_key), max(person_key) from {touches}")
    company.say(
        f"update {touches} set content = 'mine' where person_key in ('{one}', '{other}')",
        f"update {company.place('dim_person')} set account_key = 'new' where person_key = '{one}'",
    )
    company.run()
    mine = company.build.rows(f"select distinct person_key from {touches} where content = 'mine'")
    assert mine == [(other,)]
    company.run("--full-refresh")
    assert company.differing() == []


def _settings_change_all(company: ChangingCompany) -> None:
    company.other_glossary()
    company.run()
    assert company.differing() == []


def test_what_changed_is_built_as_if_all_were(tmp_path: Path) -> None:
    company = ChangingCompany(Build.on_duckdb(tmp_path), FIRST_SEED)
    _lives(company, 2)
    _only_changed_keys_are_made(company)
    _settings_change_all(company)
    company.build.engine.dispose()


@pytest.mark.nightly
@pytest.mark.parametrize("seed", [FIRST_SEED + 1, FIRST_SEED + 2])
def test_so_it_is_in_a_long_life(tmp_path: Path, seed: int) -> None:
    company = ChangingCompany(Build.on_duckdb(tmp_path), seed)
    _lives(company, 8)
    company.build.engine.dispose()


@pytest.mark.nightly
@pytest.mark.postgres
def test_so_it_is_on_postgres(postgres_database_url: str, tmp_path: Path) -> None:
    company = ChangingCompany(Build.on_postgres(postgres_database_url, tmp_path), FIRST_SEED)
    _lives(company, 4)
    _only_changed_keys_are_made(company)
    _settings_change_all(company)
    company.build.engine.dispose()
