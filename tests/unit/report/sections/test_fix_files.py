"""What can be set right from a file: which file, for whom, with what; what is refused, and why."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell, rule


def _fix(rule_id: str, record: str, **changes: Any) -> dict[str, Any]:
    return {
        "finding_key": f"{rule_id} {record}",
        "rule_id": rule_id,
        "rule_name": f"Rule {rule_id}",
        "finding_rank": 1,
        "source_system": "salesforce",
        "source_object": "lead",
        "field": "country",
        "vendor_field": "Country",
        "field_label": "Country/Region",
        "source_id": record,
        "owner_key": "ann",
        "fix_kind": "set",
        "way": "file",
        "import_tool": "Data Loader",
        **changes,
    }


@pytest.fixture
def fixes(engine: Engine) -> Engine:
    """A1 has two files, one value for hands and two refused; B1 is for people alone."""
    insert(engine, "marts.dim_user", [{"owner_key": "ann", "name": "Ann Lee"}])
    imported = {"source_system": "hubspot", "source_object": "contacts", "import_tool": "Import"}
    lost = {"way": "refused", "refused_because": "HubSpot wins this field"}
    insert(engine, "quality.fix", [
        _fix("A1", "1", takes="the usual spelling"),
        _fix("A1", "2", takes="the usual spelling"),
        _fix("A1", "3", takes="the usual spelling", owner_key=None, vendor_field="country",
             caution="stands elsewhere too", **imported),
        _fix("A1", "4", takes="the usual spelling", way="by_hand"),
        _fix("A1", "5", takes="the usual spelling", **lost),
        _fix("A1", "6", takes="the usual spelling", **lost),
        _fix("B1", "7", finding_rank=2, fix_kind="decide", way="decide"),
    ])  # fmt: skip
    return engine


def test_each_file_says_whose_it_is_what_it_changes_and_where_it_lies(
    fixes: Engine, tell: Tell
) -> None:
    said = tell("fix_files")
    assert "Rule A1 A1 3 in files , 1 to be written by hand , 2 refused ." in said
    assert "What is written: the usual spelling." in said
    assert (
        "Ann Lee Salesforce leads, Country/Region Country Data Loader"
        " A1-ann-lee-ann/salesforce-lead-country.csv 2"
    ) in said
    assert (
        "no known owner HubSpot contacts, Country/Region country stands elsewhere too Import"
        " A1-nobody/hubspot-contacts-country.csv 1"
    ) in said


def test_what_is_refused_says_why_and_what_people_decide_is_apart(
    fixes: Engine, tell: Tell
) -> None:
    said = tell("fix_files")
    assert "Refused. 2: HubSpot wins this field" in said
    assert said.index("For people to decide") < said.index("Rule B1 B1 1")


def test_each_tool_says_how_it_loads_and_how_it_is_undone(fixes: Engine, tell: Tell) -> None:
    said = tell("fix_files")
    assert "HubSpot: Import" in said
    assert "Salesforce: Data Loader" in said
    assert ".before.csv" in said


def test_names_are_left_out_of_a_redacted_page(fixes: Engine, tell: Tell) -> None:
    said = tell("fix_files", redact=True)
    assert "A1-ann/salesforce-lead-country.csv" in said
    assert "Ann Lee" not in said


def test_only_the_largest_files_are_on_the_page(engine: Engine, tell: Tell) -> None:
    rows = [_fix("A1", str(place), owner_key=f"o{place:02}") for place in range(12)]
    insert(engine, "quality.fix", rows)
    said = tell("fix_files")
    assert "The largest of 12 files; the list below has them all." in said
    assert said.count("salesforce-lead-country.csv") == 10


def test_a_problem_leads_to_its_files(fixes: Engine, markup: Tell) -> None:
    insert(fixes, "quality.rule_result", [
        rule("A1", failed_open=6, fail_open_ratio=0.01, problem_rank=1),
        rule("B1", failed_open=1, fail_open_ratio=0.01, problem_rank=2),
    ])  # fmt: skip
    page = markup("problems")
    assert '<a href="fixes.html#fix-rule-A1">3 values from a file</a>' in page
    assert "fix-rule-B1" not in page


def test_nothing_to_fix_is_said(engine: Engine, tell: Tell) -> None:
    assert "there is nothing to fix" in tell("fix_files")
