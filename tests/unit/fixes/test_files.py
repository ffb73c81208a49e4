"""The files of a folder: bytes for the vendors' tools, lists that no spreadsheet runs, a README."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from orchestration.errors import ConfigError
from orchestration.fixes import (
    Fix,
    Places,
    PublishedRun,
    RetireCandidate,
    folders_of,
    write_folders,
    write_retire_list,
)
from orchestration.report.links import LinkTemplates
from tests.support.paths import ROOT

RUN = PublishedRun("run-1", datetime(2026, 2, 2, 7))  # noqa: DTZ001  the warehouse keeps UTC
LEAD = Fix(
    finding_key="k1",
    rule_id="V003",
    rule_name="Country *spelt* in more than one way",
    how_to_fix="Use one spelling.",
    takes="the spelling that most records use",
    source_system="salesforce",
    source_object="lead",
    field="country",
    vendor_field="Country",
    field_label="Country",
    data_type="text",
    source_id="00Q000000000001AAA",
    record_name="=HYPERLINK(1)",
    owner_key="0a1b2c3d4e",
    owner_name="Zoë Lee",
    detail="Österreich instead of Austria",
    other_value=None,
    fix_kind="set",
    value_before=' Öster"reich,\r\n=1 ',
    value_after="Austria",
    way="file",
    refused_because=None,
    caution=None,
    amount_corporate=Decimal("12.5000"),
)
CONTACT = replace(
    LEAD,
    source_system="hubspot",
    source_object="contacts",
    vendor_field="country",
    source_id="7",
)


def written(tmp_path: Path, *fixes: Fix, is_redacted: bool = False) -> Path:
    folders = list(folders_of(fixes, is_redacted=is_redacted))
    [path] = write_folders(folders, tmp_path / "out", RUN, is_redacted=is_redacted)
    return path


def cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_a_loader_file_holds_the_id_first_and_every_value_byte_by_byte(tmp_path: Path) -> None:
    path = written(tmp_path, LEAD)
    assert path.name == "V003-zoe-lee-0a1b2c3d"
    assert (path / "salesforce-lead-country.csv").read_bytes() == (
        b'"Id","Country"\n"00Q000000000001AAA","Austria"\n'
    )
    assert (path / "salesforce-lead-country.before.csv").read_bytes() == (
        '"Id","Country"\n"00Q000000000001AAA"," Öster""reich,\r\n=1 "\n'.encode()
    )


def test_a_field_is_emptied_as_the_vendor_takes_it(tmp_path: Path) -> None:
    path = written(tmp_path, replace(LEAD, fix_kind="blank", value_after=None))
    assert cells(path / "salesforce-lead-country.csv")[1] == ["00Q000000000001AAA", "#N/A"]


def test_what_no_file_can_write_is_for_hands(tmp_path: Path) -> None:
    path = written(tmp_path, replace(CONTACT, way="by_hand", source_id="8"), CONTACT)
    assert cells(path / "hubspot-contacts-country.csv") == [
        ["Record ID", "country"],
        ["7", "Austria"],
    ]
    assert [row[1] for row in cells(path / "by-hand.csv")[1:]] == ["8"]


def test_times_are_written_as_the_vendor_takes_them(tmp_path: Path) -> None:
    moved = replace(
        CONTACT,
        vendor_field="closedate",
        data_type="timestamp",
        value_before="2026-01-02T12:00:00.500Z",
        value_after="2026-01-03 12:00:00",
    )
    path = written(
        tmp_path, moved, replace(moved, source_system="salesforce", source_object="lead")
    )
    assert cells(path / "hubspot-contacts-country.csv")[1] == ["7", "1767441600000"]
    assert cells(path / "hubspot-contacts-country.before.csv")[1] == ["7", "1767355200500"]
    assert cells(path / "salesforce-lead-country.csv")[1] == ["7", "2026-01-03 12:00:00"]


def test_one_file_changes_one_field_of_one_object(tmp_path: Path) -> None:
    other_field = replace(LEAD, field="status", vendor_field="Status")
    other_object = replace(LEAD, source_object="contact")
    path = written(tmp_path, other_field, LEAD, other_object, CONTACT)
    assert sorted(file.name for file in path.glob("*.csv") if "before" not in file.name) == [
        "hubspot-contacts-country.csv",
        "salesforce-contact-country.csv",
        "salesforce-lead-country.csv",
        "salesforce-lead-status.csv",
    ]


def test_a_list_for_people_runs_no_formula_and_asks_for_the_value(tmp_path: Path) -> None:
    asked = replace(
        LEAD, fix_kind="decide", way="decide", value_after=None, value_before="@x", detail="\tx"
    )
    path = written(tmp_path, asked)
    header, row = cells(path / "to-decide.csv")
    by_name = dict(zip(header, row, strict=True))
    assert by_name["record"] == "'=HYPERLINK(1)"
    assert by_name["value now"] == "'@x"
    assert by_name["what was found"].startswith("'")
    assert by_name["right value"] == ""
    assert not list(path.glob("salesforce-*"))


def test_what_is_refused_is_in_no_loader_file_and_says_why(tmp_path: Path) -> None:
    path = written(tmp_path, replace(LEAD, way="refused", refused_because="fix it there"))
    assert not list(path.glob("salesforce-*"))
    header, row = cells(path / "refused.csv")
    assert dict(zip(header, row, strict=True))["note"] == "fix it there"


def test_the_readme_says_rule_count_run_and_both_ways(tmp_path: Path) -> None:
    fixes = (LEAD, replace(CONTACT, caution="stands elsewhere too"))
    text = (written(tmp_path, *fixes) / "README.md").read_text(encoding="utf-8")
    for said in (
        r"Country \*spelt\* in more than one way (V003)",
        "Findings: 2",
        "Run: run-1, as of 2026-02-02 07:00 UTC",
        "salesforce-lead-country.before.csv",
        "Data Loader",
        "Record ID",
        "Mind: stands elsewhere too.",
        "`hymnsheet fix verify`",
    ):
        assert said in text


def test_redacted_lists_name_nobody(tmp_path: Path) -> None:
    asked = replace(LEAD, fix_kind="decide", way="decide", value_after=None)
    path = written(tmp_path, asked, is_redacted=True)
    assert path.name == "V003-0a1b2c3d"
    told = "".join(file.read_text(encoding="utf-8") for file in path.iterdir())
    assert "00Q000000000001AAA" in told
    assert not {word for word in ("Zo", "reich", "HYPERLINK") if word in told}


def test_two_colleagues_of_one_name_and_nobody_have_folders_of_their_own() -> None:
    fixes = [LEAD, replace(LEAD, owner_key="ffff"), replace(LEAD, owner_key=None, owner_name=None)]
    names = [folder.name for folder in folders_of(fixes)]
    assert names == ["V003-zoe-lee-0a1b2c3d", "V003-zoe-lee-ffff", "V003-nobody"]


def test_last_weeks_folders_go_and_others_stay(tmp_path: Path) -> None:
    old = written(tmp_path, LEAD)
    mine = tmp_path / "out" / "mine"
    mine.mkdir()
    (mine / "README.md").write_text("# Mine", encoding="utf-8")
    new = written(tmp_path, replace(LEAD, rule_id="V005"))
    assert not old.exists()
    assert new.exists()
    assert (mine / "README.md").exists()


def test_files_are_their_owners_alone(tmp_path: Path) -> None:
    path = written(tmp_path, LEAD)
    assert {file.stat().st_mode & 0o077 for file in (path, *path.iterdir())} == {0}


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with pytest.raises(ConfigError, match="could not be written"):
        written(tmp_path, LEAD)


def test_a_list_leads_to_the_record_in_every_system(tmp_path: Path) -> None:
    asked = replace(CONTACT, fix_kind="decide", way="decide", value_after=None)
    links = LinkTemplates.of_accounts({
        "hubspot": "https://app-eu1.hubspot.com/contacts/7",
        "salesforce": "https://acme.lightning.force.com",
    })  # fmt: skip
    twin = ("salesforce", "lead", "00Q000000000001AAA")
    places = Places(links, {("hubspot", "contacts", "7"): (twin,)})
    [path] = write_folders(list(folders_of([asked])), tmp_path / "out", RUN, places)
    header, row = cells(path / "to-decide.csv")
    assert dict(zip(header, row, strict=True))["opens at"] == (
        "https://app-eu1.hubspot.com/contacts/7/record/0-1/7"
        " https://acme.lightning.force.com/lightning/r/Lead/00Q000000000001AAA/view"
    )


def test_fields_to_retire_are_listed_with_what_reads_them_and_what_was_not_seen(
    tmp_path: Path,
) -> None:
    fax = RetireCandidate(
        source_system="salesforce",
        source_object="lead",
        field="fax",
        vendor_field="Fax",
        label="=Fax",
        data_type="text",
        records=9,
        filled=0,
        last_written_at=None,
        died_in_month=None,
        evidence="none of 9 records holds a value",
        read_by_rules="V004",
        read_as="phone",
        winner_in_sync="hubspot",
        referred_by="page layouts: =Lead Layout",
        could_not_see="layouts, flows",
    )
    path = write_retire_list([fax], tmp_path, RUN)
    assert path == tmp_path / "retire"
    header, row = cells(path / "fields.csv")
    said = dict(zip(header, row, strict=True))
    assert said["field"] == "'=Fax"
    assert said["our rules that read it"] == "V004"
    assert said["could not see"] == "layouts, flows"
    assert said["wins in the sync"] == "HubSpot"
    assert said["referred to in its system by"] == "page layouts: =Lead Layout"
    assert said["decision"] == ""
    assert "Not seen is not unused" in (path / "README.md").read_text("utf-8")
    assert write_retire_list([], tmp_path, RUN) is None


def test_every_list_for_people_goes_through_the_one_writer() -> None:
    """What else writes CSV is read by machines: loaders, dbt's seeds, a staged audit, worlds."""
    machines = {
        "orchestration/audit/staging.py",
        "orchestration/compile/text.py",
        "orchestration/fixes/write.py",
    }
    found = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "orchestration").rglob("*.py")
        if re.search(r"csv\.(writer|DictWriter)\(|\.to_csv\(", path.read_text("utf-8"))
        if not path.is_relative_to(ROOT / "orchestration" / "worlds")
        if not path.is_relative_to(ROOT / "orchestration" / "emulator")
    }
    assert found == {*machines, "orchestration/report/files.py"}


def test_every_rule_with_a_fix_says_in_the_documentation_what_is_written() -> None:
    page = (ROOT / "docs" / "fixes.md").read_text("utf-8")
    known = page.split("## Which values are known")[1].split("## Why the other rules")[0]
    models = (ROOT / "dbt_project" / "models" / "quality" / "fixes").glob("fix_*.sql")
    rules = {path.stem.split("_")[1].upper() for path in models}
    assert rules
    assert rules == set(re.findall(r"\b[A-Z]\d{3}\b", known))
