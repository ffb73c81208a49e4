"""Every table whole, beside the pages: what it holds, how it is named, and who may open it."""

from __future__ import annotations

import csv
import re
import shutil
import stat
from codecs import BOM_UTF8
from pathlib import Path

import pytest
from sqlalchemy import Engine

from orchestration.report import render_report
from orchestration.report.csv_names import file_name, slug
from orchestration.report.files import replaced_site, safe_cell
from tests.support.report.published_tables import execute, field_row, insert
from tests.support.report.sample_rules import RULES

OPPORTUNITY, DEAL = "0065g00000A0001AAA", "9001"
OWNER = "0055g00000A0001AAA"


def read_list(site: Path, name: str) -> list[dict[str, str]]:
    path = site / "hymnsheet-lists" / name
    assert path.read_bytes().startswith(BOM_UTF8), "Excel spoils names in a file without it"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def names(site: Path) -> set[str]:
    return {path.name for path in (site / "hymnsheet-lists").iterdir()}


def written(engine: Engine, site: Path) -> str:
    """All pages of a fresh report, one after the other."""
    render_report(engine, site)
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(site.glob("*.html")))


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


def test_the_list_of_a_problem_is_whole_and_links_to_both_systems(
    engine: Engine, site: Path
) -> None:
    fill(engine)
    page = written(engine, site)
    rows = read_list(site, "problems-d001.csv")
    assert len(rows) == 12
    assert rows[0] == {
        "Severity": "critical", "Rule": "D001", "Problem": "Past close date", "State": "open",
        "First seen": "2026-11-20 06:00 UTC", "Fixed": "", "System": "Salesforce",
        "Object": "opportunities", "Field": "closedate", "Column": "closedate",
        "Record id": OPPORTUNITY,
        "Record": "Northwind", "Owner": "Rita Campos",
        "What was found": "close date 2026-08-01", "The other system says": "",
        "Open amount": "1000.00", "Estimated open amount": "", "Currency": "EUR",
        "Waived until": "", "HubSpot id": DEAL,
        "HubSpot link": f"https://app-eu1.hubspot.com/contacts/14599/record/0-3/{DEAL}",
        "Salesforce id": OPPORTUNITY,
        "Salesforce link":
            f"https://acme.my.salesforce.com/lightning/r/Opportunity/{OPPORTUNITY}/view",
        "How to fix": "Set the date.",
    }  # fmt: skip
    assert 'href="hymnsheet-lists/problems-d001.csv" download>All 12 as CSV' in page
    for link in (rows[0]["HubSpot link"], rows[0]["Salesforce link"]):
        assert f'href="{link}"' in page


def test_a_conflict_opens_in_both_systems_whatever_script_its_name_has(
    engine: Engine, site: Path
) -> None:
    fill(engine)
    name = "Łódź Überland 東京 שלום"
    execute(engine, "update marts.fct_opportunity set name = :name", name=name)
    insert(engine, "quality.conflict", [
        {"field": "amount", "opportunity_key": "o", "source_system": "salesforce",
         "source_object": "opportunity", "source_id": OPPORTUNITY, "value": "5350",
         "other_source_system": "hubspot", "other_source_object": "deals",
         "other_source_id": DEAL, "other_value": "53507",
         "is_comparable": True, "is_conflict": True}
    ])  # fmt: skip
    page = written(engine, site)
    assert f'<bdi class="name">{name}</bdi>' in page, "a name from right to left turns no line"
    [row] = read_list(site, "conflicts-amount.csv")
    assert row["name"] == name
    assert row["other_record_link"].endswith(f"/record/0-3/{DEAL}")
    assert row["record_link"].endswith(f"/Opportunity/{OPPORTUNITY}/view")
    assert {found["Record"] for found in read_list(site, "problems-d001.csv")[:1]} == {name}


def test_every_owner_has_a_list_and_no_hash_for_a_name(engine: Engine, site: Path) -> None:
    fill(engine)
    page = written(engine, site)
    mine = read_list(site, "owners-rita-campos-0055g00000a0001aaa.csv")
    nameless = read_list(site, "owners-77.csv")
    assert (len(mine), len(nameless)) == (6, 6)
    assert {row["Owner"] for row in nameless} == {"HubSpot owner 77"}
    assert '<a href="hymnsheet-lists/owners-77.csv"><bdi>HubSpot owner 77</bdi></a>' in page
    assert [row["List"] for row in read_list(site, "owners.csv")] == [
        "owners-rita-campos-0055g00000a0001aaa.csv", "owners-77.csv",
    ]  # fmt: skip


def test_what_a_killed_run_left_half_written_is_removed(engine: Engine, site: Path) -> None:
    fill(engine)
    with replaced_site(site, "hymnsheet-lists") as files:
        files.page("index.html", "somebody's name")
        files.table("owners-of-last-week.csv", ("Owner",), [("somebody's name",)])
        shutil.copytree(site, site.with_name("killed"))
    shutil.rmtree(site)
    site.with_name("killed").rename(site)
    assert [path for path in site.rglob("*") if path.is_file()]
    render_report(engine, site)
    hidden = [path for path in site.rglob("*") if ".hymnsheet" in str(path.relative_to(site))]
    assert hidden == []
    assert "owners-of-last-week.csv" not in names(site)


def test_nothing_takes_its_place_before_all_is_whole(engine: Engine, site: Path) -> None:
    render_report(engine, site)
    before = {path.name: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    with pytest.raises(ZeroDivisionError), replaced_site(site, "hymnsheet-lists") as files:
        files.page("index.html", "half a page")
        files.table("fields.csv", ("a",), [(1 // 0,) for _ in "a"])
    assert {path.name: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before


def test_two_tables_of_one_name_get_a_file_each(tmp_path: Path) -> None:
    with replaced_site(tmp_path, "lists") as files:
        for cell in ("one", "two"):
            files.table("owners-a.csv", ("Owner",), [(cell,)])
    assert sorted(path.name for path in (tmp_path / "lists").iterdir()) == [
        "owners-a-2.csv", "owners-a.csv",
    ]  # fmt: skip


def test_a_page_that_the_report_no_longer_has_is_removed_and_a_strangers_is_not(
    engine: Engine, site: Path
) -> None:
    render_report(engine, site)
    (site / "old.html").write_bytes((site / "index.html").read_bytes())
    (site / "mine.html").write_text("<p>mine</p>")
    render_report(engine, site)
    assert not (site / "old.html").exists()
    assert (site / "mine.html").exists()


def test_what_is_fixed_leaves_the_lists_and_is_said_to_be_fixed(engine: Engine, site: Path) -> None:
    fill(engine)
    execute(engine, "update quality.rule_result set failed = 11, failed_open = 11")
    execute(
        engine,
        "update quality.finding set status = 'fixed', is_recent = true,"
        " fixed_at = timestamp '2026-11-22 06:00:00' where finding_key = 'f0'",
    )
    page = written(engine, site)
    assert len(read_list(site, "problems-d001.csv")) == 11
    (fixed,) = read_list(site, "fixed.csv")
    assert (fixed["State"], fixed["Fixed"]) == ("fixed", "2026-11-22 06:00 UTC")
    assert "Fixed in the last week" in page
    assert '<span class="tag">1 fixed</span>' in page


def test_every_file_that_a_page_links_to_is_there_and_no_other(
    sample_pages: dict[str, str], sample_site: Path
) -> None:
    linked = {
        name
        for page in sample_pages.values()
        for name in re.findall(r'href="hymnsheet-lists/([^"]+)"', page)
    }
    assert linked <= names(sample_site)
    # lists of owners that no page names, and an empty one
    assert names(sample_site) - linked <= {"fixed.csv", "owners-none.csv"}
    assert {f"problems-{rule.rule_id.lower()}.csv" for rule in RULES if rule.failed} <= linked


def test_every_table_of_a_page_is_followed_by_its_file(sample_pages: dict[str, str]) -> None:
    for name, page in sample_pages.items():
        for section in re.findall(r"<section.*?</section>", page, re.S):
            if "<table" in section:
                assert "hymnsheet-lists/" in section, f"{name}: {section[:60]}"


def test_lists_of_earlier_pages_are_removed_and_other_files_are_not(
    engine: Engine, site: Path
) -> None:
    fill(engine)
    render_report(engine, site)
    theirs = site / "hymnsheet-lists" / "notes.txt"
    theirs.write_text("mine")
    execute(engine, "delete from quality.finding where owner_key = 'n'")
    render_report(engine, site)
    assert "owners-77.csv" not in names(site)
    assert "owners-rita-campos-0055g00000a0001aaa.csv" in names(site)
    assert theirs.exists()


def test_page_and_lists_are_for_their_owner_only(engine: Engine, site: Path) -> None:
    fill(engine)
    render_report(engine, site)
    folder = site / "hymnsheet-lists"
    assert stat.S_IMODE(folder.stat().st_mode) == stat.S_IMODE(site.stat().st_mode) == 0o700
    for path in (*site.glob("*.html"), *folder.iterdir()):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name


def test_redacted_lists_hold_ids_and_no_names_or_values(engine: Engine, site: Path) -> None:
    fill(engine)
    insert(engine, "quality.field_profile", [
        field_row("hubspot", "contacts", "nick", "constant", top_value="private nick")
    ])  # fmt: skip
    insert(engine, "marts.mart_channel_performance", [
        {"breakdown": "landing_page", "breakdown_value": "/private@x.example", "count_inq": 1,
         "count_mql": 1, "count_sal": 0, "count_sql": 0, "count_opp": 0, "count_won": 0}
    ])  # fmt: skip
    render_report(engine, site, redact=True)
    assert "owners-0055g00000a0001aaa.csv" in names(site)
    assert not any("rita" in name or "landing" in name for name in names(site))
    for path in (site / "hymnsheet-lists").iterdir():
        said = path.read_text(encoding="utf-8-sig").lower()
        assert not re.search("rita|northwind|close date 2026|private", said), path.name
    assert read_list(site, "problems-d001.csv")[0]["Record id"] == OPPORTUNITY


def test_a_list_of_many_thousands_is_whole(engine: Engine, site: Path) -> None:
    fill(engine, records=1)
    execute(
        engine,
        "insert into quality.finding (finding_key, rule_id, severity, source_system,"
        " source_object, source_id, status, is_recent) select 'g' || n, 'D001', 'critical',"
        " 'hubspot', 'deals', 'd' || n, 'open', false from generate_series(1, 12000) as t(n)",
    )
    render_report(engine, site)
    assert len(read_list(site, "problems-d001.csv")) == 12001


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


def test_a_file_is_named_after_section_and_table() -> None:
    assert file_name("fields", "fields") == "fields.csv"
    assert file_name("fields", "placeholders") == "fields-placeholders.csv"
    assert file_name("problems", "problems", "D001") == "problems-d001.csv"
    assert file_name("owners", "owners", "北京") == "owners-unnamed.csv"
