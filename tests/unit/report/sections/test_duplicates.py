"""Pairs that are one: what stays and why, what is to be done, and why an empty page is empty."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Engine

from orchestration.report import render_report
from tests.support.report.published_tables import insert
from tests.support.report.told import Tell, rule, words

OLDER, LEAD = "0035g00000C0001AAA", "00Q5g00000A0001AAA"


def pair(number: int, **changes: object) -> dict[str, object]:
    """Two contacts of one system, the second of which is older and stays."""
    return {
        "pair_key": f"pair {number}",
        "kind": "person",
        "certainty": "certain",
        "action": "merge",
        "rule_id": "I001",
        "finding_key": f"pair {number}",
        "severity": "major",
        "why": f"has the address of {OLDER}, which is older",
        "source_system": "salesforce",
        "source_object": "contact",
        "source_id": f"0035g00000C1{number:03d}AAA",
        "name": "Ann Lee",
        "web_or_mail": "ann@lee.example",
        "created_at": "2026-02-01 09:00:00",
        "opportunities": 1,
        "other_source_system": "salesforce",
        "other_source_object": "contact",
        "other_source_id": OLDER,
        "other_name": "Ann Leigh",
        "other_web_or_mail": "ANN@lee.example",
        "other_created_at": "2025-02-01 09:00:00",
        "other_opportunities": 1,
        "is_survivor": False,
        "survivor_reason": "older",
        "is_waived": False,
        "duplicate_rank": number,
    } | changes


def fill(engine: Engine, *pairs: Mapping[str, object], **changes: object) -> None:
    told = {"outcome": "passed", "failed": 0, "failed_open": 0, "failed_waived": 0} | changes
    insert(engine, "quality.rule_result", [rule("I001", **told), rule("I002", **told)])
    insert(engine, "quality.duplicate", list(pairs))


def test_a_pair_says_which_record_stays_why_and_what_hangs_on_it(
    engine: Engine, markup: Tell
) -> None:
    fill(engine, pair(1, amount_corporate=50_000, amount_estimated=7_000))
    page = markup("duplicates")
    said = words(page)
    assert "People, in Salesforce certain merge the two 1 1" in said
    assert f"{OLDER} stays" in said
    assert "Which stays The older: nothing else tells them apart." in said
    assert "Name Ann Lee Ann Leigh" in said
    assert "<b><bdi>Ann Leigh</bdi></b>" in page  # what differs is bold
    assert "<b><bdi>ANN@lee.example</bdi></b>" not in page
    assert "Created 2026-02-01 2025-02-01" in said
    assert "50k and about 7k on those without an amount" in said


def test_each_thing_to_do_has_its_list_and_what_is_undecided_stands_below(
    engine: Engine, tell: Tell
) -> None:
    lead = {"source_object": "lead", "source_id": LEAD, "rule_id": "I003"}
    across = {"other_source_system": "hubspot", "other_source_object": "contacts"}
    alike = {"rule_id": None, "severity": None, "finding_key": None, "survivor_reason": None}
    fill(
        engine,
        *(pair(number) for number in range(12)),
        pair(20, **lead, action="convert", survivor_reason="not_a_lead"),
        pair(21, **across, **alike, action="tie", is_survivor=None, score=0.991),
        pair(22, **across, **alike, action="decide", certainty="to_decide", is_survivor=None),
        pair(23, is_waived=True),
    )
    said = tell("duplicates")
    assert "The worst 10 of 12 pairs" in said
    assert "Convert it into that contact" in said
    assert "0.99 Salesforce contacts" in said
    assert "undecided say whether they are one 1 0" in said
    assert "0035g00000C1022AAA" not in said
    assert "0035g00000C1023AAA" not in said


def test_a_redacted_pair_holds_ids_and_no_names(engine: Engine, tell: Tell) -> None:
    fill(engine, pair(1))
    said = tell("duplicates", redact=True)
    assert "Ann" not in said
    assert "lee.example" not in said
    assert OLDER in said


def test_the_list_names_the_record_that_stays(engine: Engine, tmp_path: Path) -> None:
    fill(engine, pair(1), pair(2, is_survivor=True), pair(3, is_survivor=None))
    render_report(engine, tmp_path)
    file = tmp_path / "hymnsheet-lists" / "duplicates-all-pairs.csv"
    rows = list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))
    assert [row["record_that_stays"] for row in rows] == [OLDER, "0035g00000C1002AAA", ""]


def test_an_empty_page_says_what_looked(engine: Engine, tell: Tell) -> None:
    fill(engine)
    assert "No two records are one, of those that were compared (400 by I001" in tell("duplicates")


def test_nothing_is_concluded_from_what_nobody_could_see(engine: Engine, tell: Tell) -> None:
    fill(engine, outcome="could_not_see", could_not_see="hubspot.contacts.email", population=0)
    said = tell("duplicates")
    assert "this page being empty says nothing" in said
    assert "Rule I001 (I001) could not see hubspot.contacts.email." in said


def test_where_no_rule_ran_there_is_no_section(tell: Tell) -> None:
    assert tell("duplicates") == ""
