"""Every planted defect is flagged, and nothing else is: precision and recall are 1."""

from __future__ import annotations

import csv
import json

import pytest

from tests.support.company import Company

Finding = tuple[str, str, str, str, str]


@pytest.fixture(scope="module")
def planted(larkspur: Company) -> set[Finding]:
    with (larkspur.world_dir / "truth" / "defects.csv").open(encoding="utf-8") as handle:
        return {
            (row["rule_id"], row["system"], row["object"], row["field"], row["record_id"])
            for row in csv.DictReader(handle)
        }


@pytest.fixture(scope="module")
def flagged(larkspur: Company) -> set[Finding]:
    rows = larkspur.rows(
        "select rule_id, source_system, source_object, field, coalesce(source_id, '') as source_id"
        " from quality.finding where status <> 'fixed'"
    )
    return {tuple(row) for row in rows}  # type: ignore[misc]


RULES = [
    "F001",
    "F002",
    "F003",
    "F004",
    "F005",
    "F006",
    "F007",
    "F008",
    "F009",
    "F010",
    "F011",
    "F012",
    "V001",
    "V002",
    "V003",
    "I001",
    "I002",
    "I003",
    "V004",
    "V005",
    "V006",
    "I004",
    "I005",
    "Q001",
    "Q002",
    "Q003",
    "Q004",
    "Q005",
    "X001",
    "X002",
    "X003",
    "X004",
    "X005",
    "X006",
    "X007",
    "X008",
    "X009",
    "X010",
    "D001",
    "D002",
    "D003",
    "D004",
    "D005",
    "D006",
    "D007",
    "D008",
    "D009",
    "D010",
    "D011",
    "L001",
    "L002",
]


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_finds_all_that_was_planted_and_nothing_else(
    rule: str, planted: set[Finding], flagged: set[Finding]
) -> None:
    wanted = {finding for finding in planted if finding[0] == rule}
    found = {finding for finding in flagged if finding[0] == rule}
    assert wanted, f"nothing was planted for {rule}: the check could not fail"
    assert found - wanted == set(), "flagged without cause"
    assert wanted - found == set(), "planted and missed"


def test_no_other_rule_flags_anything(planted: set[Finding], flagged: set[Finding]) -> None:
    assert {finding[0] for finding in flagged} == {finding[0] for finding in planted}


@pytest.mark.parametrize(
    ("system", "field", "kind", "verdict", "referred_by"),
    [
        ("salesforce", "lead.region__c", "layout", "yes", "Lead Layout"),
        ("salesforce", "lead.employee_band__c", "flow", "yes", "Route leads by size"),
        ("salesforce", "lead.employee_band__c", "layout", "no", None),
        ("salesforce", "opportunity.handling_cost__c", "formula", "yes", "net_of_handling__c"),
        ("salesforce", "opportunity.amount", "layout", "could_not_see", None),
        ("salesforce", "lead.region__c", "report", "could_not_see", None),
        ("hubspot", "contacts.preferred_language", "list", "yes", "Marketing qualified"),
        ("hubspot", "contacts.preferred_language", "form", "no", None),
        ("hubspot", "deals.handling_fee", "formula", "yes", "net_of_handling"),
        ("hubspot", "companies.supply_depot", "flow", "no", None),
        ("hubspot", "companies.supply_depot", "layout", "could_not_see", None),
    ],
)
def test_what_refers_to_a_field_is_seen_where_a_system_shows_it(
    larkspur: Company, system: str, field: str, kind: str, verdict: str, referred_by: str | None
) -> None:
    rows = larkspur.rows(
        "select verdict, referred_by from quality.field_reference where source_system = :system"
        " and source_object || '.' || field = :field and reference_kind = :kind",
        system=system,
        field=field,
        kind=kind,
    )
    assert [tuple(row) for row in rows] == [(verdict, referred_by)]


def test_great_expectations_names_the_same_records(larkspur: Company) -> None:
    rows = larkspur.rows("select rule_id, finding_key from quality.finding where status <> 'fixed'")
    by_rule: dict[str, set[str]] = {}
    for row in rows:
        by_rule.setdefault(row.rule_id, set()).add(row.finding_key)
    results = larkspur.rows(
        "select rule_id, unexpected_ids from quality.expectation_result where rule_id is not null"
    )
    judged: dict[str, set[str]] = {}
    for row in results:
        judged.setdefault(row.rule_id, set()).update(json.loads(row.unexpected_ids))
    assert {rule: ids for rule, ids in judged.items() if ids} == by_rule
