"""Records that may be one, and links that lead nowhere: told by severity, listed whole."""

from __future__ import annotations

import csv
from pathlib import Path

from sqlalchemy import Engine

from orchestration.report import render_report
from tests.support.report.published_tables import field_row, insert
from tests.support.report.told import Tell, words

ACCOUNT, OTHER = "0015g00000B0001AAA", "0015g00000B0002AAA"


def case(number: int, **changes: object) -> dict[str, object]:
    """Two Salesforce accounts of one domain."""
    return {
        "conflict_key": f"k{number}",
        "kind": "account",
        "severity": "critical",
        "reason": "two_salesforce_accounts",
        "explanation": "Salesforce holds two accounts.",
        "how_to_fix": "Merge the two.",
        "evidence": "domain",
        "evidence_value": "litware.example",
        "source_system": "salesforce",
        "source_object": "account",
        "source_id": ACCOUNT,
        "value": "Litware",
        "other_source_system": "salesforce",
        "other_source_object": "account",
        "other_source_id": OTHER,
        "other_value": "Litware AG",
    } | changes


def lost_link(number: int) -> dict[str, object]:
    """A HubSpot contact that names a deleted Salesforce contact."""
    return case(
        number,
        kind="link",
        severity="major",
        reason="deleted",
        explanation="The record it names was deleted.",
        how_to_fix="Clear the link.",
        evidence="salesforcecontactid",
        evidence_value="0035g00000C0001AAA",
        source_system="hubspot",
        source_object="contacts",
        source_id=f"70{number}",
        value=None,
        other_source_object="contact",
        other_source_id=None,
        other_value=None,
    )


def fill(engine: Engine) -> None:
    insert(engine, "marts.dim_source_system", [
        {"source_system": "hubspot", "ui_url": "https://app-eu1.hubspot.com/contacts/14599"},
        {"source_system": "salesforce", "ui_url": "https://acme.my.salesforce.com"},
    ])  # fmt: skip
    insert(engine, "quality.field_profile", [
        field_row("hubspot", "contacts", "salesforcecontactid", "used", label="Contact of Sales")
    ])  # fmt: skip
    insert(engine, "quality.identity_conflict", [*(lost_link(n) for n in range(8)), case(9)])


def test_what_is_undecided_is_told_by_severity_before_count(engine: Engine, markup: Tell) -> None:
    fill(engine)
    page = markup("identities")
    said = words(page)
    assert said.index("Are these one company? critical 1 Salesforce holds two accounts.") < (
        said.index("Where should this link lead? major 8 The record it names was deleted.")
    )
    assert f"Litware Salesforce accounts {ACCOUNT} domain litware.example Litware AG" in said
    assert "Contact of Sales 0035g00000C0001AAA no record" in said
    assert "5 of 8: where should this link lead?" in said
    for record in (ACCOUNT, OTHER):
        address = f"https://acme.my.salesforce.com/lightning/r/Account/{record}/view"
        assert f'href="{address}"' in page
    assert 'href="https://app-eu1.hubspot.com/contacts/14599/record/0-1/700"' in page


def test_the_list_of_what_is_undecided_is_whole(engine: Engine, tmp_path: Path) -> None:
    fill(engine)
    render_report(engine, tmp_path)
    page = (tmp_path / "systems.html").read_text(encoding="utf-8")
    assert 'href="hymnsheet-lists/identities.csv" download>All 9 as CSV' in page
    file = tmp_path / "hymnsheet-lists" / "identities.csv"
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["severity"] for row in rows] == ["critical", *["major"] * 8]
    assert rows[0]["record_link"].endswith(f"/Account/{ACCOUNT}/view")
    assert rows[0]["other_record_link"].endswith(f"/Account/{OTHER}/view")
    assert rows[0]["how_to_fix"] == "Merge the two."
    assert rows[1]["record_link"].endswith("/record/0-1/700")
    assert rows[1]["other_record_link"] == ""


def test_the_first_page_says_what_is_undecided(engine: Engine, tell: Tell) -> None:
    fill(engine)
    said = tell("trust")
    assert "Left undecided: 1 possible pair of accounts, 8 links that lead nowhere; 1 case" in said


def test_a_redacted_case_holds_ids_and_no_names(engine: Engine, tell: Tell) -> None:
    fill(engine)
    assert "Litware" in tell("identities")
    assert "itware" not in tell("identities", redact=True)
    assert ACCOUNT in tell("identities", redact=True)


def test_nothing_undecided_is_said(tell: Tell) -> None:
    assert "Nothing is left open" in tell("identities")
