"""Every list whole, beside the page: what it holds, how it is named, and who may open it."""

from __future__ import annotations

import csv
import re
import stat
from codecs import BOM_UTF8
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from orchestration.report import render_report
from orchestration.report.files import replaced_whole, safe_cell, slug
from tests.support.report.published_tables import execute, field_row, insert
from tests.support.report.sample_rules import RULES

OPPORTUNITY, DEAL = "0065g00000A0001AAA", "9001"
OWNER = "0055g00000A0001AAA"


def read_list(page: Path, name: str) -> list[dict[str, str]]:
    path = page.parent / "hymnsheet-lists" / name
    assert path.read_bytes().startswith(BOM_UTF8), "Excel spoils names in a file without it"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def names(page: Path) -> set[str]:
    return {path.name for path in (page.parent / "hymnsheet-lists").iterdir()}


def fill(engine: Engine, records: int = 12) -> None:
    """A deal known to both systems, its owner, a rule, and findings on it and on others."""
    insert(engine, "marts.dim_source_system", [
        {"source_system": "hubspot", "ui_url": "https://app-eu1.hubspot.com/contacts/14599"},
        {"source_system": "salesforce", "ui_url": "https://acme.my.salesforce.com"},
    ])  # fmt: skip
    insert(engine, "marts.dim_user", [
        {"owner_key": "k", "name": "Rita Campos", "salesforce_user_id": OWNER},
        {"owner_key": "n", "hubspot_owner_id": "77"},
    ])  # fmt: skip
    insert(engine, "marts.fct_opportunity", [{"opportunity_key": "o", "name": "Northwind"}])
    insert(engine, "marts.dim_currency", [
        {"currency_code": "EUR", "minor_units": 2, "is_corporate": True}
    ])  # fmt: skip
    insert(engine, "marts.bridge_opportunity_source", [
        {"source_system": system, "source_object": place, "source_id": record,
         "opportunity_key": "o"}
        for system, place, record in (
            ("salesforce", "opportunity", OPPORTUNITY), ("hubspot", "deals", DEAL))
    ])  # fmt: skip
    insert(engine, "quality.rule_result", [
        {"rule_id": "D001", "name": "Past close date", "severity": "critical", "level": "record",
         "population": 100, "failed": records, "how_to_fix": "Set the date."}
    ])  # fmt: skip
    insert(engine, "quality.finding", [
        {"finding_key": f"f{n}", "rule_id": "D001", "severity": "critical", "status": "open",
         "source_system": "salesforce", "source_object": "opportunity", "field": "closedate",
         "source_id": OPPORTUNITY if n == 0 else f"006{n:015d}", "owner_key": "kn"[n % 2],
         "detail": "close date 2026-08-01", "amount_corporate": 1000 - n, "is_recent": False,
         "first_seen_at": "2026-11-20 06:00:00"}
        for n in range(records)
    ])  # fmt: skip


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "site" / "index.html"


def test_the_list_of_a_problem_is_whole_and_links_to_both_systems(
    engine: Engine, out: Path
) -> None:
    fill(engine)
    page = render_report(engine, out).read_text(encoding="utf-8")
    rows = read_list(out, "problem-d001.csv")
    assert len(rows) == 12
    assert rows[0] == {
        "Severity": "critical", "Rule": "D001", "Problem": "Past close date", "State": "open",
        "First seen": "2026-11-20 06:00 UTC", "Fixed": "", "System": "Salesforce",
        "Object": "opportunities", "Field": "closedate", "Column": "closedate",
        "Record id": OPPORTUNITY,
        "Record": "Northwind", "Owner": "Rita Campos",
        "What was found": "close date 2026-08-01", "The other system says": "",
        "Open amount": "1000.00", "Currency": "EUR", "HubSpot id": DEAL,
        "HubSpot link": f"https://app-eu1.hubspot.com/contacts/14599/record/0-3/{DEAL}",
        "Salesforce id": OPPORTUNITY,
        "Salesforce link":
            f"https://acme.my.salesforce.com/lightning/r/Opportunity/{OPPORTUNITY}/view",
        "How to fix": "Set the date.",
    }  # fmt: skip
    assert 'href="hymnsheet-lists/problem-d001.csv" download>All 12 as CSV' in page
    for link in (rows[0]["HubSpot link"], rows[0]["Salesforce link"]):
        assert f'href="{link}"' in page


def test_a_conflict_opens_in_both_systems_whatever_script_its_name_has(
    engine: Engine, out: Path
) -> None:
    fill(engine)
    name = "Łódź Überland 東京 שלום"
    execute(engine, "update marts.fct_opportunity set name = :name", name=name)
    insert(engine, "quality.conflict", [
        {"field": "amount", "opportunity_key": "o", "hubspot_deal_id": DEAL,
         "salesforce_opportunity_id": OPPORTUNITY, "hubspot_value": "53507",
         "salesforce_value": "5350", "is_comparable": True, "is_conflict": True}
    ])  # fmt: skip
    page = render_report(engine, out).read_text(encoding="utf-8")
    assert f'<bdi class="name">{name}</bdi>' in page, "a name from right to left turns no line"
    [row] = read_list(out, "conflict-amount.csv")
    assert row["name"] == name
    assert row["hubspot_link"].endswith(f"/record/0-3/{DEAL}")
    assert row["salesforce_link"].endswith(f"/Opportunity/{OPPORTUNITY}/view")
    assert {found["Record"] for found in read_list(out, "problem-d001.csv")[:1]} == {name}


def test_every_owner_has_a_list_and_no_hash_for_a_name(engine: Engine, out: Path) -> None:
    fill(engine)
    page = render_report(engine, out).read_text(encoding="utf-8")
    mine = read_list(out, "owner-rita-campos-0055g00000a0001aaa.csv")
    nameless = read_list(out, "owner-77.csv")
    assert (len(mine), len(nameless)) == (6, 6)
    assert {row["Owner"] for row in nameless} == {"HubSpot owner 77"}
    assert '<a href="hymnsheet-lists/owner-77.csv"><bdi>HubSpot owner 77</bdi></a>' in page
    assert [row["List"] for row in read_list(out, "owners.csv")] == [
        "owner-rita-campos-0055g00000a0001aaa.csv", "owner-77.csv",
    ]  # fmt: skip


def test_what_a_killed_run_left_half_written_is_removed(engine: Engine, out: Path) -> None:
    fill(engine)
    for path in (out, out.parent / "hymnsheet-lists" / "owner-of-last-week.csv"):
        path.parent.mkdir(parents=True, exist_ok=True)
        with replaced_whole(path) as file:
            file.write("somebody's name")
            file.flush()
            (left,) = path.parent.glob(f".*{path.name}*")
            kept = left.read_bytes()
        left.write_bytes(kept)
    render_report(engine, out)
    hidden = [path for path in out.parent.rglob(".*") if path.is_file()]
    assert hidden == []


def test_what_is_fixed_leaves_the_lists_and_is_said_to_be_fixed(engine: Engine, out: Path) -> None:
    fill(engine)
    execute(engine, "update quality.rule_result set failed = 11")
    execute(
        engine,
        "update quality.finding set status = 'fixed', is_recent = true,"
        " fixed_at = timestamp '2026-11-22 06:00:00' where finding_key = 'f0'",
    )
    page = render_report(engine, out).read_text(encoding="utf-8")
    assert len(read_list(out, "problem-d001.csv")) == 11
    (fixed,) = read_list(out, "fixed.csv")
    assert (fixed["State"], fixed["Fixed"]) == ("fixed", "2026-11-22 06:00 UTC")
    assert "Fixed in the last week" in page
    assert '<span class="tag">1 fixed</span>' in page


def test_every_list_that_the_page_links_to_is_there_and_no_other(
    sample_report: Engine, tmp_path: Path
) -> None:
    out = tmp_path / "site" / "index.html"
    page = render_report(sample_report, out).read_text(encoding="utf-8")
    linked = set(re.findall(r'href="hymnsheet-lists/([^"]+)"', page))
    assert linked <= names(out)
    assert names(out) - linked <= {"fixed.csv", "owners.csv", "owner-none.csv"}
    assert {f"problem-{rule.rule_id.lower()}.csv" for rule in RULES if rule.failed} <= linked


def test_lists_of_earlier_pages_are_removed_and_other_files_are_not(
    engine: Engine, out: Path
) -> None:
    fill(engine)
    render_report(engine, out)
    theirs = out.parent / "hymnsheet-lists" / "notes.txt"
    theirs.write_text("mine")
    execute(engine, "delete from quality.finding where owner_key = 'n'")
    render_report(engine, out)
    assert "owner-77.csv" not in names(out)
    assert "owner-rita-campos-0055g00000a0001aaa.csv" in names(out)
    assert theirs.exists()


def test_page_and_lists_are_for_their_owner_only(engine: Engine, out: Path) -> None:
    fill(engine)
    render_report(engine, out)
    folder = out.parent / "hymnsheet-lists"
    assert stat.S_IMODE(folder.stat().st_mode) == stat.S_IMODE(out.parent.stat().st_mode) == 0o700
    for path in (out, *folder.iterdir()):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name


def test_redacted_lists_hold_ids_and_no_names_or_values(engine: Engine, out: Path) -> None:
    fill(engine)
    insert(engine, "quality.field_profile", [
        field_row("hubspot", "contacts", "nick", "constant", top_value="private nick")
    ])  # fmt: skip
    insert(engine, "marts.mart_channel_performance", [
        {"breakdown": "landing_page", "breakdown_value": "/private@x.example", "count_inq": 1,
         "count_mql": 1, "count_sal": 0, "count_sql": 0, "count_opp": 0, "count_won": 0}
    ])  # fmt: skip
    render_report(engine, out, redact=True)
    assert "owner-0055g00000a0001aaa.csv" in names(out)
    assert not any("rita" in name or "landing" in name for name in names(out))
    for path in (out.parent / "hymnsheet-lists").iterdir():
        said = path.read_text(encoding="utf-8-sig").lower()
        assert not re.search("rita|northwind|close date 2026|private", said), path.name
    assert read_list(out, "problem-d001.csv")[0]["Record id"] == OPPORTUNITY


def test_a_list_of_many_thousands_is_whole(engine: Engine, render: Callable[..., str], out: Path):
    fill(engine, records=1)
    execute(
        engine,
        "insert into quality.finding (finding_key, rule_id, severity, source_system,"
        " source_object, source_id, status, is_recent) select 'g' || n, 'D001', 'critical',"
        " 'hubspot', 'deals', 'd' || n, 'open', false from generate_series(1, 12000) as t(n)",
    )
    render_report(engine, out)
    assert len(read_list(out, "problem-d001.csv")) == 12001


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"), ("+49 30 1", "'+49 30 1"), ("-1+2", "'-1+2"),
        ("@SUM(1)", "'@SUM(1)"), ("\t=1", "'\t'=1"), (" =1", "' =1"), ("＝1", "'＝1"),
        ("\x1b=1", "'\ufffd=1"), ("Müller & Söhne", "Müller & Söhne"), (-5, "-5"), (None, ""),
        ("a;=1", "a;'=1"), ("a\n-1", "a\n'-1"), ('a; "+1', """a; "'+1"""), ("a;\t@1", "a;\t'@1"),
        ("a; b-1", "a; b-1"), (True, "yes"), ("\u202egpj", "\ufffdgpj"),
    ],
)  # fmt: skip
def test_no_cell_is_a_formula(value: object, cell: str) -> None:
    assert safe_cell(value) == cell  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "part"),
    [("../../etc/passwd", "etc-passwd"), ("Zoë Ångström", "zoe-angstrom"), ("北京", ""),
     ("CON", "con"), ("a" * 99, "a" * 40), ("\x00", "")],
)  # fmt: skip
def test_a_part_of_a_file_name_is_plain(text: str, part: str) -> None:
    assert slug(text) == part
