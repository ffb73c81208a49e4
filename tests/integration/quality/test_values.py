"""What counts as a value: placeholders do not, misfits do, and what was not shown is not judged."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from expectations import run_expectations
from orchestration.rules import read_rules
from tests.support.dbt import quality_oddities as company
from tests.support.dbt.build import EVERYTHING, QUALITY_TABLES, Build
from tests.support.paths import PROJECT

EVERY_RULE = read_rules(PROJECT)


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Build]:
    made = Build.on_duckdb(tmp_path_factory.mktemp("oddities"))
    made.fill(company.rows(), company.EXTRA_COLUMNS)
    made.at(company.AS_OF)
    made.dbt(*EVERYTHING)
    yield made
    made.engine.dispose()


def _profile(build: Build, field: str, columns: str) -> tuple[Any, ...]:
    (row,) = build.rows(f"select {columns} from quality.field_profile where field = '{field}'")
    return row


@pytest.mark.parametrize(
    ("field", "filled_raw", "filled", "verdict"),
    [
        ("specialization__c", 60, 0, "never_populated"),
        ("brand__c", 60, 0, "never_populated"),
        ("delivered_on__c", 60, 0, "never_populated"),
        ("remark__c", 60, 51, "used"),
        ("tier__c", 60, 60, "used"),  # the vendor's own list declares Select and None
        ("prompted__c", 60, 0, "never_populated"),  # no list means its prompt
        ("region__c", 60, 60, "used"),  # North America
        ("old_surname__c", 60, 0, "never_populated"),  # nobody's name, borne by everybody
        ("blank__c", 0, 0, "never_populated"),
        ("born__c", 60, 0, "never_populated"),
        ("visits__c", 60, 60, "used"),
        ("lastname", 60, 60, "used"),
        ("list_price", 36, 36, "used"),
        ("ticket_refs", 36, 36, "used"),
        ("amount", 36, 35, "used"),
        ("closedate", 36, 36, "used"),
    ],
)
def test_effective_fill_stands_beside_raw_fill(
    build: Build, field: str, filled_raw: int, filled: int, verdict: str
) -> None:
    found = _profile(build, field, "filled_raw, filled, verdict")
    assert found == (filled_raw, filled, verdict)


@pytest.mark.parametrize(
    ("field", "filled_raw", "filled"), [("amount", 36, 35), ("brand__c", 60, 0), ("born__c", 60, 0)]
)
def test_groups_of_records_hold_what_the_field_holds(
    build: Build, field: str, filled_raw: int, filled: int
) -> None:
    """Misfits, which stand beside their column, are in their record's group."""
    assert build.rows(
        "select sum(filled_raw), sum(filled) from quality.field_segment"
        f" where field = '{field}' and segment_kind = 'created_month'"
    ) == [(filled_raw, filled)]


def test_placeholders_are_named_with_their_count_and_share(build: Build) -> None:
    assert build.rows(
        "select placeholder, spelling, records, record_ratio, is_counted_empty"
        " from quality.placeholder where field = 'specialization__c'"
    ) == [("select", " SELECT ", 60, Decimal(1), True)]
    (told,) = _profile(build, "brand__c", "placeholders")
    assert told == "'None' (60)"
    (detail,) = build.rows(
        "select detail from quality.finding where rule_id = 'F001' and field = 'brand__c'"
    )
    assert detail == (
        "none of 60 records holds a value; placeholders stand in their place: 'None' (60)",
    )


def test_a_field_keeps_the_name_that_its_vendor_gave_it(build: Build) -> None:
    assert _profile(build, "born__c", "vendor_field, label") == ("Born__c", "Born on")
    assert _profile(build, "visits__c", "vendor_field") == ("visits__c",)
    assert _profile(build, "brand__c", "placeholder_records, placeholder_ratio") == (60, 1)


def test_what_may_be_real_is_named_and_counted_as_filled(build: Build) -> None:
    found = build.rows(
        "select field, placeholder, records, why_not_empty from quality.placeholder"
        " where not is_counted_empty order by 1, 2"
    )
    assert found == [
        ("company", "na", 1, "may be real in a field of this kind"),
        ("lastname", "na", 2, "may be real in a field of this kind"),
        ("lastname", "none", 1, "may be real in a field of this kind"),
        ("lastname", "null", 3, "may be real in a field of this kind"),
        ("region__c", "na", 30, "may be real in a field of this kind"),
        ("tier__c", "none", 20, "an option that the vendor declares"),
        ("tier__c", "select", 20, "an option that the vendor declares"),
        ("visits__c", "99999", 3, "may be a real value"),
    ]
    assert _profile(build, "visits__c", "placeholder_candidates") == ("'99999' (3)",)


def test_filler_needs_more_than_a_name_that_looks_like_it(build: Build) -> None:
    found = build.rows("select field, source_id from quality.finding where rule_id = 'V002'")
    assert set(found) == company.filler_findings()


def test_a_misfit_is_filled_and_told_with_an_example_and_its_record(build: Build) -> None:
    assert _profile(
        build, "list_price", "records, filled, misfits, distinct_values, min_value"
    ) == (
        36,
        36,
        36,
        36,
        None,
    )
    details = dict(build.rows("select field, detail from quality.finding where rule_id = 'F010'"))
    assert set(details) == {"list_price", "ticket_refs", "amount", "closedate"}
    assert details["list_price"] == (
        "36 of 36 values do not fit the declared type, number:"
        " '11,500' (record 1), '12,500' (record 2), '13,500' (record 3), ..."
    )
    assert details["closedate"] == (
        "1 of 36 values do not fit the declared type, timestamp:"
        " '20251-05-01T00:00:00Z' (record 30)"
    )


def test_a_grouped_number_is_read_where_it_has_one_meaning(build: Build) -> None:
    found = {
        value: (reading, None if number is None else float(number))
        for value, reading, number in build.rows(
            "select value, reading, reads_as_number from quality.misfit where field = 'amount'"
        )
    }
    assert found == dict(company.AMOUNTS)


def test_an_open_deal_says_that_its_amount_is_there_and_no_number(build: Build) -> None:
    details = dict(
        build.rows("select source_id, detail from quality.finding where rule_id = 'D002'")
    )
    assert len(details) == len(company.AMOUNTS) + 1
    assert details["1"] == (
        "an amount is there and is no number: '1,800.00' (plainly 1800.00); no total contains it"
    )
    assert "depends on the country" in details["6"]
    assert details["14"] == "an amount is there and is no number: '2 Mio'; no total contains it"
    assert details["18"] == "no amount, created on 2026-04-02"


def test_a_close_date_in_the_year_20251_is_found(build: Build) -> None:
    assert build.rows("select source_id, detail from quality.finding where rule_id = 'D006'") == [
        ("30", "a close date is there and is no date: '20251-05-01T00:00:00Z'")
    ]


@pytest.mark.parametrize(
    ("rule", "outcome", "unseen"),
    [
        ("F001", "found", "salesforce opportunity"),
        ("D001", "could_not_see", "salesforce opportunity"),
        ("L001", "could_not_see", "salesforce lead.leadsource"),
        ("X001", "could_not_see", "salesforce opportunity"),
        ("V001", "passed", None),
        ("V003", "nothing_to_judge", None),
    ],
)
def test_a_rule_says_whether_it_had_anything_to_judge(
    build: Build, rule: str, outcome: str, unseen: str | None
) -> None:
    found = build.rows(
        "select outcome, could_not_see, population = 0 from quality.rule_result"
        f" where rule_id = '{rule}'"
    )
    assert [row[:2] for row in found] == [(outcome, unseen)]


def test_a_field_that_was_not_read_says_why_and_is_not_called_empty(build: Build) -> None:
    found = build.rows(
        "select field, could_not_see, verdict from quality.field_profile"
        " where could_not_see is not null order by 1"
    )
    assert found == [
        ("last_of_many__c", "a table has 1600 columns", "could_not_see"),
        ("leadsource", "not shown to us", "could_not_see"),
    ]


def test_a_check_of_nothing_has_not_succeeded(build: Build) -> None:
    verdicts = {
        result.rule_id: result.success
        for result in run_expectations(build.engine, build.schema, EVERY_RULE)
    }
    assert (verdicts["F001"], verdicts["V001"]) == (False, True)
    assert (verdicts["V003"], verdicts["D001"], verdicts["L001"]) == (None, None, None)


def test_a_hidden_field_makes_no_record_a_finding(build: Build) -> None:
    assert build.rows("select count(*) from quality.finding where rule_id = 'L001'") == [(0,)]
    assert build.rows(
        "select population, fail_ratio, open_amount_touched from quality.rule_result"
        " where rule_id = 'L001'"
    ) == [(0, None, None)]


def test_scores_of_what_was_not_seen_are_null(build: Build) -> None:
    scores = {
        (metric, scope): (value, outcome)
        for metric, scope, value, outcome in build.rows(
            "select metric, scope, value, outcome from quality.score"
        )
    }
    assert scores["record_health", "opportunity"] == (None, "could_not_see")
    assert scores["pipeline_trust", "(all)"][1] == "partly_seen"
    assert scores["record_health", "lead"][1] == "judged"


def test_problems_stand_by_severity_and_estimated_money_counts(build: Build) -> None:
    ranked = build.rows(
        "select rule_id, severity, open_amount_touched, open_amount_estimated"
        " from quality.rule_result where outcome = 'found' order by problem_rank"
    )
    severities = [severity for _, severity, _, _ in ranked]
    assert severities == sorted(severities, key=["critical", "major", "minor"].index)
    assert ranked[0] == ("D002", "critical", None, Decimal(500 * (len(company.AMOUNTS) + 1)))
    findings = build.rows("select severity from quality.finding order by finding_rank")
    assert [row[0] for row in findings] == sorted(
        (row[0] for row in findings), key=["critical", "major", "minor"].index
    )


@pytest.mark.nightly
@pytest.mark.postgres
def test_postgres_and_duckdb_hold_the_same_rows(
    build: Build, postgres_database_url: str, tmp_path: Path
) -> None:
    other = Build.on_postgres(postgres_database_url, tmp_path)
    other.fill(company.rows(), company.EXTRA_COLUMNS)
    other.at(company.AS_OF)
    other.dbt(*EVERYTHING)
    for table in QUALITY_TABLES:
        assert other.table(table) == build.table(table), table
    assert all(
        r.success for r in run_expectations(other.engine, other.schema, EVERY_RULE) if r.blocking
    )
