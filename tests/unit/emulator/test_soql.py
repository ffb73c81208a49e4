"""SOQL: grammar, date literals, and what WHERE, ORDER BY and GROUP BY select."""

from __future__ import annotations

import threading
from datetime import date
from typing import Any

import pytest

from orchestration.emulator.clock import EmulatorClock
from orchestration.emulator.salesforce.account import Org
from orchestration.emulator.salesforce.errors import SalesforceError
from orchestration.emulator.salesforce.records import SalesforceRecords
from orchestration.emulator.salesforce.soql.ast import Comparison, Logical
from orchestration.emulator.salesforce.soql.dates import day_range
from orchestration.emulator.salesforce.soql.parser import parse
from orchestration.emulator.salesforce.soql.query import (
    aggregate_results,
    make_plan,
    matching_rows,
)
from tests.support.emulator.salesforce_org import ACME, ADA, AS_OF, BOB, EVE, GLOBEX, org_world

TODAY = date(2024, 6, 15)


@pytest.fixture(scope="module")
def org() -> Org:
    world = org_world()
    lock = threading.RLock()
    store = SalesforceRecords(world.systems["salesforce"], EmulatorClock(AS_OF), lock)
    return Org(store, lock, AS_OF, world.name)


def ids(org: Org, text: str, *, include_deleted: bool = False) -> list[Any]:
    plan = make_plan(org, parse(text), TODAY, include_deleted=include_deleted)
    return [row["Id"] for row in matching_rows(plan)]


def groups(org: Org, text: str) -> list[dict[str, Any]]:
    plan = make_plan(org, parse(text), TODAY, include_deleted=False)
    results = aggregate_results(plan)
    return [{key: one[key] for key in one if key != "attributes"} for one in results]


def refusal(org: Org, text: str) -> tuple[str, str]:
    with pytest.raises(SalesforceError) as caught:
        ids(org, text)
    return caught.value.code, caught.value.message


# ---- grammar
def test_a_query_is_read_whatever_its_case_and_line_breaks() -> None:
    query = parse("select id,\n Account.Name from Opportunity where Amount>5 limit 3 offset 1")
    assert query.sobject == "Opportunity"
    assert (query.limit, query.offset) == (3, 1)
    assert isinstance(query.where, Comparison)
    assert query.where.operator == ">"


def test_parentheses_group_conditions() -> None:
    where = parse("SELECT Id FROM Lead WHERE A = 1 AND (B = 2 OR NOT C = 3)").where
    assert isinstance(where, Logical)
    assert where.operator == "AND"
    inner = where.parts[1]
    assert isinstance(inner, Logical)
    assert inner.operator == "OR"


@pytest.mark.parametrize(
    ("text", "culprit"),
    [
        ("SELECT Id FORM Lead", "'FORM'"),
        ("SELECT FROM Lead", "'FROM'"),
        ("SELECT Id FROM Lead WHERE A = 1 AND B = 2 OR C = 3", "'OR'"),
        ("SELECT Id FROM Lead LIMIT x", "'x'"),
        ('SELECT Id FROM Lead WHERE Name = "x"', "'\"x\"'"),
        ("SELECT Id FROM Lead WHERE Id IN ()", "')'"),
        ("SELECT Id FROM Lead extra words", "'words'"),
        ("SELECT Id,", "'<EOF>'"),
        ("", "'<EOF>'"),
    ],
)
def test_a_malformed_query_is_refused_at_its_first_wrong_token(text: str, culprit: str) -> None:
    with pytest.raises(SalesforceError) as caught:
        parse(text)
    assert caught.value.code == "MALFORMED_QUERY"
    assert caught.value.message.endswith(f"unexpected token: {culprit}")


def test_an_error_points_at_row_and_column() -> None:
    with pytest.raises(SalesforceError) as caught:
        parse("SELECT Id\nFROM Lead WHERE = 3")
    assert "ERROR at Row:2:Column:17" in caught.value.message
    lines = caught.value.message.split("\n")
    assert lines[2].index("^") == lines[1].index("= 3")


def test_an_offset_beyond_2000_is_refused() -> None:
    with pytest.raises(SalesforceError, match="NUMBER_OUTSIDE_VALID_RANGE"):
        parse("SELECT Id FROM Lead OFFSET 2001")


# ---- date literals
@pytest.mark.parametrize(
    ("name", "amount", "first", "end"),
    [
        ("TODAY", None, "2024-06-15", "2024-06-16"),
        ("LAST_N_DAYS", 30, "2024-05-16", "2024-06-16"),
        ("NEXT_N_DAYS", 2, "2024-06-16", "2024-06-18"),
        ("N_DAYS_AGO", 1, "2024-06-14", "2024-06-15"),
        ("THIS_WEEK", None, "2024-06-09", "2024-06-16"),
        ("LAST_MONTH", None, "2024-05-01", "2024-06-01"),
        ("LAST_N_MONTHS", 2, "2024-04-01", "2024-06-01"),
        ("THIS_QUARTER", None, "2024-04-01", "2024-07-01"),
        ("NEXT_YEAR", None, "2025-01-01", "2026-01-01"),
        ("LAST_90_DAYS", None, "2024-03-17", "2024-06-16"),
    ],
)
def test_a_date_literal_is_a_span_of_days(
    name: str, amount: int | None, first: str, end: str
) -> None:
    expected = (date.fromisoformat(first), date.fromisoformat(end))
    assert day_range(name, amount, TODAY) == expected


# ---- filters
@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("Email = 'ADA@example.COM'", [ADA]),
        ("Email LIKE '%example.com'", [ADA, BOB]),
        ("Email LIKE 'a_a@%'", [ADA]),
        ("Email LIKE '\\%%'", []),
        ("Email != 'ada@example.com'", [BOB]),
        ("FirstName = null", [BOB]),
        ("FirstName = ''", [BOB]),
        ("FirstName != NULL", [ADA]),
        ("NumberOfEmployees >= 12", [ADA]),
        ("score__c < 41.5", [BOB]),
        ("IsConverted = TRUE", [BOB]),
        ("SystemModstamp >= 2024-06-10T10:00:00Z", [BOB]),
        ("SystemModstamp > 2024-06-10T10:00:00Z", []),
        ("SystemModstamp > 2024-06-10T11:59:59+02:00", [BOB]),
        ("SystemModstamp >= 2024-06-01T00:00:00Z AND SystemModstamp < 2024-06-10T10:00:00.000Z",
         [ADA]),
        ("CreatedDate = 2024-06-01T10:00:00Z", [ADA]),
        ("CreatedDate = LAST_N_DAYS:7", [BOB]),
        ("CreatedDate < LAST_N_DAYS:7", [ADA]),
        (f"Id = '{ADA}'", [ADA]),
        (f"Id = '{ADA[:15]}'", [ADA]),
        (f"Id IN ('{BOB}', '{ADA[:15]}')", [ADA, BOB]),
        (f"Id NOT IN ('{BOB}')", [ADA]),
        ("interests__c INCLUDES ('Engines')", [ADA]),
        ("interests__c INCLUDES ('Maths;Engines', 'None')", [ADA]),
        ("interests__c EXCLUDES ('Engines')", [BOB]),
        ("NOT (Rating = 'hot')", [BOB]),
        ("Rating = 'Hot' OR (LastName LIKE 'bob%' AND IsConverted = true)", [ADA, BOB]),
        ("Owner.Name = 'olive owner'", [ADA, BOB]),
    ],
)  # fmt: skip
def test_where_selects(org: Org, where: str, found: list[str]) -> None:
    assert sorted(ids(org, f"SELECT Id FROM Lead WHERE {where}")) == found


def test_deleted_records_show_only_when_asked_for(org: Org) -> None:
    assert EVE not in ids(org, "SELECT Id FROM Lead")
    assert EVE in ids(org, "SELECT Id FROM Lead", include_deleted=True)
    deleted = ids(org, "SELECT Id FROM Lead WHERE IsDeleted = true", include_deleted=True)
    assert deleted == [EVE]


def test_a_date_field_compares_with_days_and_literals(org: Org) -> None:
    base = "SELECT Id FROM Opportunity WHERE CloseDate"
    assert len(ids(org, f"{base} < 2024-06-15")) == 1
    assert len(ids(org, f"{base} >= TODAY")) == 2
    assert len(ids(org, f"{base} = TODAY")) == 1


def test_a_semi_join_selects_by_the_ids_of_another_query(org: Org) -> None:
    outer = "SELECT Id FROM Account WHERE Id {} (SELECT AccountId FROM Opportunity)"
    assert ids(org, outer.format("IN")) == [ACME]
    assert ids(org, outer.format("NOT IN")) == [GLOBEX]


def test_order_by_puts_nulls_first_unless_told_otherwise(org: Org) -> None:
    base = "SELECT Id FROM Opportunity ORDER BY Amount"
    small, big, lone = "006000000000002AAA", "006000000000001AAA", "006000000000003AAA"
    assert ids(org, base) == [lone, small, big]
    assert ids(org, f"{base} DESC") == [lone, big, small]
    assert ids(org, f"{base} DESC NULLS LAST") == [big, small, lone]
    assert ids(org, f"{base} NULLS LAST LIMIT 1 OFFSET 1") == [big]


# ---- groups
def test_groups_fold_case_and_count_non_null_values(org: Org) -> None:
    text = (
        "SELECT StageName, COUNT(Id) n, COUNT(Amount), SUM(Amount) total FROM Opportunity "
        "GROUP BY StageName ORDER BY COUNT(Id) DESC"
    )
    assert groups(org, text) == [
        {"StageName": "Closed Won", "n": 2, "expr0": 1, "total": 10.5},
        {"StageName": "Prospecting", "n": 1, "expr0": 1, "total": 1000.0},
    ]


def test_having_keeps_groups(org: Org) -> None:
    text = "SELECT AccountId FROM Opportunity GROUP BY AccountId HAVING COUNT(Id) > 1"
    assert groups(org, text) == [{"AccountId": ACME}]


def test_minimum_and_maximum_of_times_read_as_rest_times(org: Org) -> None:
    found = groups(org, "SELECT MIN(SystemModstamp) lo, MAX(Amount) hi FROM Opportunity")
    assert found == [{"lo": "2024-05-01T10:00:00.000+0000", "hi": 1000.0}]


def test_aggregates_over_nothing_are_null_and_zero(org: Org) -> None:
    text = "SELECT COUNT(Id) n, SUM(Amount) s FROM Opportunity WHERE Name = 'none such'"
    assert groups(org, text) == [{"n": 0, "s": None}]


# ---- refusals
@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("SELECT Nope FROM Lead", "INVALID_FIELD", "No such column 'Nope' on entity 'Lead'"),
        ("SELECT Id FROM Nope", "INVALID_TYPE", "sObject type 'Nope' is not supported"),
        ("SELECT Nope.Name FROM Lead", "INVALID_FIELD", "Didn't understand relationship 'Nope'"),
        ("SELECT Id, id FROM Lead", "INVALID_FIELD", "duplicate field selected: Id"),
        ("SELECT IsDeleted FROM User", "INVALID_FIELD", "No such column 'IsDeleted'"),
        ("SELECT Id FROM Lead WHERE SystemModstamp > '2024-01-01T00:00:00Z'", "INVALID_FIELD",
         "must be of type dateTime and should not be enclosed in quotes"),
        ("SELECT Id FROM Lead WHERE Email = 5", "INVALID_FIELD", "should be enclosed in quotes"),
        ("SELECT Id FROM Lead WHERE Id = 'abc'", "INVALID_QUERY_FILTER_OPERATOR", "invalid ID"),
        ("SELECT FIELDS(ALL) FROM Lead", "MALFORMED_QUERY", "LIMIT of at most 200"),
        ("SELECT Id x FROM Lead", "MALFORMED_QUERY", "only aggregate expressions use field alias"),
    ],
)  # fmt: skip
def test_a_query_the_schema_cannot_answer_is_refused(
    org: Org, text: str, code: str, words: str
) -> None:
    found_code, message = refusal(org, text)
    assert found_code == code
    assert words in message


def test_an_ungrouped_field_beside_an_aggregate_is_refused(org: Org) -> None:
    with pytest.raises(SalesforceError, match="Field must be grouped or aggregated: Name"):
        groups(org, "SELECT Name, COUNT(Id) FROM Account")


def test_the_trail_of_the_set_up_is_there_and_takes_few_questions(org: Org) -> None:
    asked = "select Id from SetupAuditTrail"
    assert ids(org, f"{asked} where CreatedDate >= 2024-01-01T00:00:00Z order by CreatedDate") == []
    assert refusal(org, f"{asked} where Display like '%Lead%'")[0] == "INVALID_FIELD"
    assert refusal(org, "select IsDeleted from SetupAuditTrail")[0] == "INVALID_FIELD"
    with pytest.raises(SalesforceError, match="not supported"):
        groups(org, "select count(Id) from SetupAuditTrail")
    assert make_plan(
        org, parse("select count() from SetupAuditTrail"), TODAY, include_deleted=True
    ).query.is_count
