"""Weak evidence joins nobody who is not alike: domains, mailboxes and names, on both warehouses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.support.dbt import identity_links as links
from tests.support.dbt import identity_situations as situations
from tests.support.dbt.account_situations import ACCOUNTS
from tests.support.dbt.build import Build, Rows
from tests.support.dbt.person_situations import PEOPLE
from tests.support.dbt.situations import Groups

AS_OF = datetime.fromisoformat("2026-07-01T12:00:00")
BUILT = ("+path:models/marts", "+identity_conflict", "identity_kinds", "+match_proposal")


def _rows() -> Rows:
    made: Rows = {}
    for part in (situations.rows(), links.rows()):
        for place, rows in part.items():
            made.setdefault(place, []).extend(rows)
    return made


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Build]:
    made = Build.on_duckdb(tmp_path_factory.mktemp("identity"))
    made.fill(_rows(), {})
    made.at(AS_OF)
    made.score()
    made.dbt(*BUILT)
    yield made
    made.engine.dispose()


def _groups(build: Build, kind: str, letter: str) -> dict[int, Groups]:
    """Situation number -> the groups its records ended in."""
    keys: dict[int, dict[str, set[str]]] = {}
    query = f"select source_id, {kind}_key from {build.schema('marts')}.bridge_{kind}_source"
    for source_id, key in build.rows(f"{query} where source_id like '{letter}%-%'"):
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
    query = "select source_id, other_source_id, reason from quality.identity_conflict"
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


def _joined(build: Build, kind: str, name: str, source_id: str) -> set[str]:
    """Ids of all records that are one with this one."""
    bridge = f"{build.schema('marts')}.bridge_{kind}_source"
    query = (
        f"select source_id from {bridge} where {kind}_key in (select {kind}_key from {bridge}"
        f" where source_object = '{name}' and source_id = '{source_id}')"
    )
    return {row[0] for row in build.rows(query)}


def test_ids_lead_to_their_records_however_they_are_spelt(build: Build) -> None:
    anna = {"1", links.LEAD["Anna"], links.CONTACT["old"], links.CONTACT["aNNa"]}
    assert _joined(build, "person", "contacts", "1") == anna
    assert _joined(build, "person", "contacts", "2") == {"2", links.CONTACT["beRT"]}
    assert _joined(build, "person", "contacts", "8") == {"8", links.LEAD["finn"]}
    assert _joined(build, "opportunity", "deals", "31") == {"31", links.DEAL["Live"]}


def test_chains_of_merges_are_followed_on_both_sides(build: Build) -> None:
    live = {"21", *(links.ACCOUNT[name] for name in ("Live", "mErged", "chAin"))}
    assert _joined(build, "account", "companies", "21") == live
    assert _joined(build, "person", "contacts", "9") == {"9", "10", "11"}
    accounts = build.rows(
        "select a.salesforce_account_id from marts.fct_opportunity as o"
        " join marts.dim_account as a on a.account_key = o.account_key"
        f" where o.source_id = '{links.DEAL['Live']}'"
    )
    assert accounts == [(links.ACCOUNT["Live"],)]


def test_a_link_to_nothing_is_told(build: Build) -> None:
    query = (
        "select source_object, source_id, evidence, reason, other_source_id"
        " from quality.identity_conflict where kind = 'link'"
    )
    assert set(build.rows(query)) == {
        ("contacts", "3", "salesforcecontactid", "capitals_lost", links.CONTACT["dana"]),
        ("contacts", "4", "salesforcecontactid", "not_an_id", None),
        ("contacts", "5", "salesforcecontactid", "not_found", None),
        ("contacts", "6", "salesforceleadid", "deleted", None),
        ("companies", "22", "salesforceaccountid", "deleted", None),
        ("companies", "23", "salesforceaccountid", "deleted", None),
        ("deals", "32", "hs_salesforceopportunityid", "deleted", None),
        ("lead", links.LEAD["Anna"], "convertedopportunityid", "deleted", None),
        ("contact", links.CONTACT["beRT"], "accountid", "not_found", None),
        ("opportunity_contact_role", links.ROLE["lost"], "contactid", "not_found", None),
        ("opportunity_contact_role", links.ROLE["dead"], "opportunityid", "deleted", None),
        ("campaign_member", links.MEMBER["gone"], "leadid", "deleted", None),
    }


def test_owners_are_one_across_a_sandbox(build: Build) -> None:
    query = "select hubspot_owner_id, salesforce_user_id, email from marts.dim_user"
    assert set(build.rows(query)) == {
        ("71", "005A", "ann@us.example"),
        ("72", "005B", "ben@us.example"),
    }


def test_a_private_customer_is_the_buyer_of_the_account_that_is_that_person(build: Build) -> None:
    assert _joined(build, "person", "contacts", "7") == {"7", links.CONTACT["Vera"]}
    query = (
        "select p.last_name, p.is_customer, a.is_customer, a.is_person_account, m.disposition"
        " from marts.mart_pipeline as m"
        " join marts.dim_person as p on p.person_key = m.person_key"
        " join marts.dim_account as a on a.account_key = p.account_key"
        f" where m.salesforce_opportunity_id = '{links.DEAL['Vera']}'"
    )
    assert build.rows(query) == [("Olm", True, True, True, "won")]


def test_of_several_deal_contacts_the_primary_one_buys(build: Build) -> None:
    query = (
        "select p.hubspot_contact_id from marts.mart_pipeline as m"
        " join marts.dim_person as p on p.person_key = m.person_key where m.hubspot_deal_id = '33'"
    )
    assert build.rows(query) == [("9",)]


@pytest.mark.nightly
@pytest.mark.postgres
def test_both_warehouses_tell_the_same_apart(
    build: Build, postgres_database_url: str, tmp_path: Path
) -> None:
    other = Build.on_postgres(postgres_database_url, tmp_path)
    other.fill(_rows(), {})
    other.at(AS_OF)
    other.score()
    other.dbt(*BUILT)
    for kind, letter in (("account", "A"), ("person", "P")):
        assert _groups(other, kind, letter) == _groups(build, kind, letter)
    for table in ("identity_conflict", "match_proposal"):
        assert other.table(table) == build.table(table)
    other.engine.dispose()
