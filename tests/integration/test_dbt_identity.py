"""Weak evidence joins nobody who is not alike: domains, mailboxes and names, on both warehouses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import identity_situations as situations
import pytest
from identity_situations import ACCOUNTS, PEOPLE, Groups
from quality_build import Build

AS_OF = datetime.fromisoformat("2026-07-01T12:00:00")
BUILT = ("+path:models/marts", "+identity_conflict")


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Build]:
    made = Build.on_duckdb(tmp_path_factory.mktemp("identity"))
    made.fill(situations.rows(), {})
    made.at(AS_OF)
    made.dbt(*BUILT)
    yield made
    made.engine.dispose()


def _groups(build: Build, kind: str, letter: str) -> dict[int, Groups]:
    """Situation number -> the groups its records ended in."""
    keys: dict[int, dict[str, set[str]]] = {}
    query = f"select source_id, {kind}_key from {build.schema('marts')}.bridge_{kind}_source"
    for source_id, key in build.rows(query):
        number, _, name = source_id.removeprefix(letter).partition("-")
        keys.setdefault(int(number), {}).setdefault(key, set()).add(name)
    return {n: frozenset(map(frozenset, groups.values())) for n, groups in keys.items()}


@pytest.fixture(scope="module")
def accounts(build: Build) -> dict[int, Groups]:
    return _groups(build, "account", "A")


@pytest.fixture(scope="module")
def people(build: Build) -> dict[int, Groups]:
    return _groups(build, "person", "P")


@pytest.mark.parametrize("number", range(len(ACCOUNTS)), ids=lambda n: ACCOUNTS[n].title)
def test_companies_are_told_apart(accounts: dict[int, Groups], number: int) -> None:
    assert accounts[number] == ACCOUNTS[number].wanted()


@pytest.mark.parametrize("number", range(len(PEOPLE)), ids=lambda n: PEOPLE[n].title)
def test_people_are_told_apart(people: dict[int, Groups], number: int) -> None:
    assert people[number] == PEOPLE[number].wanted()


def _reasons(build: Build, title: str) -> set[tuple[str, str, str]]:
    """(record, other record, reason) of one situation's conflicts."""
    letter, number = next(
        (letter, number)
        for letter, all_of_them in (("A", ACCOUNTS), ("P", PEOPLE))
        for number, situation in enumerate(all_of_them)
        if situation.title == title
    )
    query = "select record_id, other_record_id, reason from quality.identity_conflict"
    prefix = f"{letter}{number}-"
    return {
        (record.removeprefix(prefix), other.removeprefix(prefix), reason)
        for record, other, reason in build.rows(query)
        if record.startswith(prefix)
    }


@pytest.mark.parametrize(
    ("title", "reasons"),
    [
        ("one domain, two countries", {("a", "b", "countries_differ")}),
        ("one domain, two names", {("b", "a", "names_differ"), ("a", "b", "names_differ")}),
        ("two Salesforce accounts of one name", {("a", "b", "two_salesforce_accounts")}),
        ("two people behind office@", {("a", "b", "names_differ")}),
        ("the mailbox sales@", {("a", "b", "shared_mailbox")}),
        ("pages at facebook.com", set()),
    ],
)
def test_what_was_not_joined_is_a_conflict_to_decide(
    build: Build, title: str, reasons: set[tuple[str, str, str]]
) -> None:
    found = _reasons(build, title)
    assert found <= reasons
    assert bool(found) == bool(reasons)


def test_a_record_that_fits_two_joins_neither_and_says_so(build: Build) -> None:
    assert _reasons(build, "a company that fits two Salesforce accounts") == {
        ("a", "b", "fits_several"),
        ("a", "c", "fits_several"),
        ("b", "c", "two_salesforce_accounts"),
    }


def test_a_crowd_is_told_once_per_member(build: Build) -> None:
    found = _reasons(build, "a domain of everybody")
    assert len(found) == 21
    assert {reason for _, _, reason in found} == {"shared_by_many"}


@pytest.mark.postgres
def test_both_warehouses_tell_the_same_apart(
    build: Build, postgres_database_url: str, tmp_path: Path
) -> None:
    other = Build.on_postgres(postgres_database_url, tmp_path)
    other.fill(situations.rows(), {})
    other.at(AS_OF)
    other.dbt(*BUILT)
    for kind, letter in (("account", "A"), ("person", "P")):
        assert _groups(other, kind, letter) == _groups(build, kind, letter)
    assert other.table("identity_conflict") == build.table("identity_conflict")
    other.engine.dispose()
