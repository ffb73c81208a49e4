"""What is waived: no open problem, told with reason, owner and last day, and never lost."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from orchestration.report import render_report
from tests.support.report.published_tables import insert
from tests.support.report.told import Tell, finding, rule, words

SAID: dict[str, Any] = {
    "waiver_reason": "Agreed with sales",
    "waiver_owner": "Ann",
    "waived_until": "2026-12-31",
}


def _waiver(place: int, rule_id: str, **changes: Any) -> dict[str, Any]:
    row = {"waiver": place, "rule_id": rule_id, "reason": "Agreed with sales", "owner": "Ann"}
    counts = {"state": "in_force", "findings": 1, "findings_waived": 1}
    return {**row, **counts, "waived_until": "2026-12-31", **changes}


@pytest.fixture
def waived(engine: Engine) -> Engine:
    """Of rule A1 two are open (one since its waiver ended) and one is waived; B1 is all waived."""
    insert(engine, "quality.rule_result", [
        rule("A1", failed=3, failed_waived=1, fail_open_ratio=0.005, problem_rank=1),
        rule("B1", failed=1, failed_waived=1),
    ])  # fmt: skip
    ended = {**SAID, "waived_until": "2026-10-31"}
    insert(engine, "quality.finding", [
        finding("A1", "1", finding_key="1", owner_key="ann"),
        finding("A1", "2", finding_key="2", owner_key="ann", **ended),
        finding("A1", "3", finding_key="3", owner_key="ann", status="waived", **SAID),
        finding("B1", "4", finding_key="4", owner_key="bob", status="waived", **SAID),
    ])  # fmt: skip
    place = {"source_system": "salesforce", "source_object": "opportunity"}
    insert(engine, "quality.waiver", [
        _waiver(1, "A1", **place, source_id="3", field="amount"),
        _waiver(2, "A1", **place, source_id="2", state="expired", findings_waived=0,
                waived_until="2026-10-31"),
        _waiver(3, "B1"),
        _waiver(4, "B1", source_system="hubspot", findings=0, findings_waived=0),
        _waiver(5, "A1", state="not_yet", waived_from="2026-12-01", findings=3, findings_waived=0),
    ])  # fmt: skip
    return engine


def test_each_waiver_says_what_why_who_and_until_when(waived: Engine, tell: Tell) -> None:
    said = tell("waivers")
    assert (
        "Rule A1 A1 Salesforce opportunities 3 amount Agreed with sales Ann until 2026-12-31 1"
        in said
    )
    assert "expired 2026-10-31; 1 finding open again" in said
    assert "Rule B1 B1 everywhere Agreed with sales Ann until 2026-12-31 1" in said
    assert "Rule B1 B1 HubSpot Agreed with sales Ann until 2026-12-31; covers nothing 0" in said
    assert "from 2026-12-01 until 2026-12-31" in said
    assert "All 2 waived findings" in said


def test_the_page_says_that_no_score_is_better_for_it(waived: Engine, tell: Tell) -> None:
    assert "count it as if nothing were waived" in tell("waivers")


def test_what_is_waived_is_no_open_problem(waived: Engine, markup: Tell, tell: Tell) -> None:
    problems = markup("problems")
    assert 'id="rule-A1"' in problems
    assert 'id="rule-B1"' not in problems
    said = words(problems)
    assert "2 records 0.5 % of 400 how it is judged and 1 waived" in said
    assert "1 found only what is waived" in said
    assert "waiver expired 2026-10-31" in said
    assert "All 2" in said
    assert "bob" not in tell("owners")
    assert "2 records" in tell("worst")
    assert "Rule B1" not in tell("worst")


def test_the_lists_hold_every_waived_finding_and_every_waiver(waived: Engine, site: Path) -> None:
    render_report(waived, site)
    lists = site / "hymnsheet-lists"
    rows = {
        name: list(csv.DictReader((lists / name).read_text("utf-8-sig").splitlines()))
        for name in ("waivers-findings.csv", "waivers.csv", "problems-a1.csv")
    }
    assert [
        (row["Rule"], row["Record id"], row["State"], row["Waived until"], row["Waiver reason"])
        for row in rows["waivers-findings.csv"]
    ] == [(rule_id, record, "waived", "2026-12-31", "Agreed with sales")
          for rule_id, record in (("A1", "3"), ("B1", "4"))]  # fmt: skip
    assert {row["Waiver owner"] for row in rows["waivers-findings.csv"]} == {"Ann"}
    assert [row["state"] for row in rows["waivers.csv"]] == [
        "in_force", "expired", "in_force", "in_force", "not_yet"
    ]  # fmt: skip
    assert [(row["Record id"], row["Waived until"]) for row in rows["problems-a1.csv"]] == [
        ("1", ""), ("2", "2026-10-31")
    ]  # fmt: skip


def test_a_companys_own_words_stay_out_of_a_redacted_report(waived: Engine, site: Path) -> None:
    render_report(waived, site, redact=True)
    written = "".join(
        path.read_text(encoding="utf-8") for path in site.rglob("*") if path.is_file()
    )
    assert "left out of this report" in written
    assert "Agreed with sales" not in written
    assert "Ann" not in written


def test_without_a_waiver_nothing_is_said(engine: Engine, tell: Tell) -> None:
    insert(engine, "quality.finding", [finding("A1", "1")])
    assert tell("waivers") == ""
