"""Records that look alike: side by side, and as a list that `hymnsheet matches` takes back."""

from __future__ import annotations

import csv
from pathlib import Path

from sqlalchemy import Engine

from orchestration.compile.matches import parse_matches
from orchestration.report import render_report
from orchestration.sources.registry import VENDORS
from tests.support.report.published_tables import insert
from tests.support.report.told import Tell, words

LEAD = "00Q5g00000A0001AAA"


def pair(number: int, **changes: object) -> dict[str, object]:
    """A HubSpot contact and a Salesforce lead."""
    return {
        "match_key": f"{number:08d}f00d",
        "kind": "person",
        "state": "open",
        "reason": "under_threshold",
        "score": 0.9,
        "why": "same name; same telephone number",
        "source_system": "hubspot",
        "source_object": "contacts",
        "source_id": f"70{number}",
        "name": "Ann Lee",
        "phone": "020 7946 0018",
        "web_or_mail": "ann@lee.example",
        "other_source_system": "salesforce",
        "other_source_object": "lead",
        "other_source_id": LEAD,
        "other_name": "Ann Leigh",
        "other_phone": "020 7946 0018",
        "other_birthday": "1985-03-09",
    } | changes


def fill(engine: Engine) -> None:
    insert(engine, "marts.dim_source_system", [
        {"source_system": "hubspot", "ui_url": "https://app-eu1.hubspot.com/contacts/14599"},
        {"source_system": "salesforce", "ui_url": "https://acme.my.salesforce.com"},
    ])  # fmt: skip
    merged = pair(99, state="merged", reason=None, score=0.995)
    insert(engine, "quality.match_proposal", [*(pair(n) for n in range(12)), merged])
    insert(engine, "quality.match_decision", [
        {"match_decision": 1, "state": "in_force", "decision": "same"},
        {"match_decision": 2, "state": "overruled", "decision": "different"},
    ])  # fmt: skip


def test_both_records_stand_side_by_side_and_say_why(engine: Engine, markup: Tell) -> None:
    fill(engine)
    page = markup("matches")
    said = words(page)
    assert "Are these one person? 12 1" in said
    assert "The likeliest 10 of 12: are these one person?" in said
    assert "00000000 0.90" in said
    assert "Why same name; same telephone number" in said
    assert "Name Ann Lee Ann Leigh" in said
    assert "<b><bdi>Ann Leigh</bdi></b>" in page  # what differs is bold
    assert "<b><bdi>020 7946 0018</bdi></b>" not in page
    assert "Birthday – 1985-03-09" in said
    assert f'href="https://acme.my.salesforce.com/lightning/r/Lead/{LEAD}/view"' in page
    assert "1 decision that two are same, in force; 1 decision that two are different" in said


def test_the_list_filled_in_is_what_the_command_takes(engine: Engine, tmp_path: Path) -> None:
    fill(engine)
    render_report(engine, tmp_path)
    file = tmp_path / "hymnsheet-lists" / "matches-to-decide.csv"
    text = file.read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert len(rows) == 13
    filled = text.replace(f'"{LEAD}",""', f'"{LEAD}","same"', 1)
    streams = {name: vendor.specs for name, vendor in VENDORS.items()}
    defaults = {"by": "Ann", "on": "2026-11-22"}
    [decision] = parse_matches(filled, file.name, streams, defaults)
    assert (decision.other, decision.decision) == (("salesforce", "lead", LEAD), "same")


def test_a_redacted_pair_holds_ids_and_no_names(engine: Engine, tell: Tell, tmp_path: Path) -> None:
    fill(engine)
    assert "Ann" in tell("matches")
    said = tell("matches", redact=True)
    assert "Ann" not in said
    assert "7946" not in said
    assert LEAD in said


def test_nothing_alike_is_said(tell: Tell) -> None:
    assert "No two records look like one that are not" in tell("matches")
