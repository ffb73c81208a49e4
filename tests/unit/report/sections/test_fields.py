"""The field inventory: fill with and without placeholders, misfits, and the vendors' spellings."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from sqlalchemy import Engine

from orchestration.report import render_report
from tests.support.report.published_tables import field_row, insert
from tests.support.report.told import Tell, words


@pytest.fixture
def fields(engine: Engine) -> Engine:
    insert(engine, "quality.field_profile", [
        field_row(
            "salesforce", "lead", "Deal_Size__c", "used", label="Deal size",
            records=400, filled=100, filled_90d=3, records_90d=4, filled_365d=20, records_365d=40,
            top_value_count=25,
            filled_raw=300, fill_ratio_raw=0.75, placeholder_records=200, placeholder_ratio=0.5,
            placeholders="'Select' (200)", placeholder_candidates="'0' (7)",
            misfits=3, misfit_examples="'13,500' (record 1)",
        ),
        field_row("hubspot", "deals", "amount_2", "used", vendor_field="amount;2"),
    ])  # fmt: skip
    insert(engine, "quality.placeholder", [
        {"source_system": "salesforce", "source_object": "lead", "field": "deal_size__c",
         "spelling": "Select", "placeholder": "select", "records": 200, "record_ratio": 0.5,
         "is_counted_empty": True}
    ])  # fmt: skip
    insert(engine, "quality.misfit", [
        {"source_system": "hubspot", "source_object": "deals", "field": "amount_2",
         "source_id": "17", "declared_type": "number", "value": "13,500"}
    ])  # fmt: skip
    return engine


@pytest.mark.usefixtures("fields")
def test_fill_is_told_with_and_without_placeholders(tell: Tell) -> None:
    said = tell("fields")
    assert "text custom 25 % 75 % with placeholders 75 % 50 % 5,068 25 %" in said
    assert "counted as empty: 'Select' (200); 50 % of records" in said
    assert "may mean nothing: '0' (7)" in said
    assert "3 values do not fit the type: '13,500' (record 1)" in said


@pytest.mark.usefixtures("fields")
def test_a_field_is_named_as_its_vendor_spells_it(markup: Tell) -> None:
    page = markup("fields")
    assert "<code>Deal_Size__c</code>" in page
    assert "deal_size__c" not in page
    assert "<code>amount;2</code><small>column <code>amount_2</code></small>" in page


def test_a_verdict_that_nobody_worded_is_told_as_it_is(engine: Engine, markup: Tell) -> None:
    insert(engine, "quality.field_profile", [
        field_row("hubspot", "deals", "amount", "mislaid"),
        field_row("hubspot", "deals", "source", "abandoned"),
    ])  # fmt: skip
    page = markup("fields")
    assert page.count('<span class="verdict v-mislaid">mislaid</span>') == 2
    assert page.index("v-abandoned") < page.index("v-mislaid")


@pytest.mark.usefixtures("fields")
def test_an_example_names_the_field_as_its_vendor_spells_it(engine: Engine, markup: Tell) -> None:
    insert(engine, "quality.rule_result", [
        {"rule_id": "F001", "name": "Rule", "severity": "minor", "level": "field", "failed": 2}
    ])  # fmt: skip
    insert(engine, "quality.finding", [
        {"finding_key": field, "rule_id": "F001", "severity": "minor", "status": "open",
         "source_system": system, "source_object": place, "field": field}
        for system, place, field in
        (("hubspot", "deals", "amount_2"), ("salesforce", "lead", "deal_size__c"))
    ])  # fmt: skip
    page = markup("problems")
    assert '<code title="column amount_2">amount;2</code>' in page
    assert "<code>Deal_Size__c</code></th>" in page or "<br><code>Deal_Size__c</code>" in page


KEY = "0f" * 16


@pytest.fixture
def ledger(fields: Engine) -> Engine:
    place = {"source_system": "salesforce", "source_object": "lead", "field": "deal_size__c"}
    insert(fields, "quality.field_ledger", [
        {**place, "field_key": KEY, "unused": "no", "advice": "fix", "attention_rank": 1,
         "evidence": "filled on 100 of 400 records; 'Select' (200)", "is_broken": True,
         "broke_in_month": "2026-04", "no_write_known_because": "its history is not read"},
        {"source_system": "hubspot", "source_object": "deals", "field": "amount_2",
         "field_key": "1f" * 16, "unused": "no", "advice": "keep", "evidence": "fine"},
    ])  # fmt: skip
    insert(fields, "quality.field_segment", [
        {**place, "segment_kind": kind, "segment": segment, "label": label, "records": records,
         "filled": filled, "fill_ratio": filled / records}
        for kind, segment, label, records, filled in (
            ("created_month", "2026-03", "2026-03", 40, 38),
            ("created_month", "2026-04", "2026-04", 50, 5),
            ("record_kind", "012", "New <b>business</b>", 60, 30),
            ("record_kind", "", None, 30, 13),
            ("owner", "005", "Ann Private", 90, 43),
        )
    ])  # fmt: skip
    insert(fields, "quality.field_option", [
        {**place, "value": value, "label": label, "position": position, "verdict": verdict,
         "records": records, "stands_for": meant}
        for value, label, position, verdict, records, meant in (
            ("s", "Small", 0, "used", 90, None), ("xl", "Huge", 1, "never_used", 0, None),
            ("small", None, None, "relabelled", 3, "s"),
        )
    ])  # fmt: skip
    insert(fields, "quality.field_break", [
        {**place, "break_key": "b", "break_kind": "value_began", "broke_on": "2026-04-03",
         "value_after": "Bo Birch", "records_touched": 45, "actor_kind": "user",
         "actor": "Ann Ash", "evidence": "'Bo Birch' on 0 %; Ann Ash wrote the values"},
    ])  # fmt: skip
    insert(fields, "quality.field_profile", [
        field_row("salesforce", "lead", "Deal_Size_2__c", "used", label="Deal size (new)"),
        field_row("salesforce", "lead", "Deal_Sizes__c", "used", label="<i>Deal sizes</i>"),
    ])  # fmt: skip
    pair = {"source_system": "salesforce", "source_object": "lead", "by_name": True}
    insert(fields, "quality.look_alike", [
        {**pair, "field": "deal_size__c", "other_field": "deal_sizes__c", "by_label": False,
         "filled": 100, "other_filled": 70, "both_filled": 60, "equal_values": 6,
         "agreement_ratio": 0.1, "verdict": "different", "is_to_merge": False},
        {**pair, "field": "deal_size_2__c", "other_field": "deal_size__c", "by_label": True,
         "filled": 90, "other_filled": 100, "both_filled": 50, "equal_values": 48,
         "agreement_ratio": 0.96, "verdict": "same_values", "is_to_merge": True},
    ])  # fmt: skip
    insert(fields, "quality.field_reference", [
        {**place, "field_key": KEY, "reference_kind": kind, "kind_label": label, "reference_rank":
         rank, "verdict": answer, "referrers": 1, "referred_by": which, "could_not_see": why}
        for rank, (kind, label, answer, which, why) in enumerate((
            ("rule", "quality rules of ours", "no", None, None),
            ("formula", "formulas", "yes", "Margin__c <b>", None),
            ("layout", "page layouts", "could_not_see", None, "not read"),
        ))
    ])  # fmt: skip
    insert(fields, "quality.finding", [
        {"finding_key": "k", "rule_id": "F007", "status": "open", **place, "source_id": "00Q1",
         "detail": "not an active option: small"}
    ])  # fmt: skip
    return fields


def test_a_field_that_needs_a_decision_has_a_page(ledger: Engine, tmp_path: Path) -> None:
    render_report(ledger, tmp_path)
    inventory = (tmp_path / "fields.html").read_text(encoding="utf-8")
    assert f'<a href="fields/{KEY}.html"><bdi>Deal size</bdi></a>' in inventory
    assert '<span class="advice a-fix">FIX</span> <b>1</b>' in inventory
    assert "<small>fill broke in 2026-04</small>" in inventory
    assert [page.name for page in (tmp_path / "fields").iterdir()] == [f"{KEY}.html"]
    page = (tmp_path / "fields" / f"{KEY}.html").read_text(encoding="utf-8")
    said = words(page)
    assert "Salesforce, leads: Deal_Size__c (text, custom)." in said
    assert "wrote the values 2026-04-03 45 the user Ann Ash" in said
    assert "2026-03 40 38 95 %" in said
    assert "2026-04 50 5 10 %" in said
    assert "New <b>business</b> 60 30 50 % none 30 13 43 %" in said
    options = said[said.index("Value as stored") :]
    assert options.index("xl Huge never chosen") < options.index("small – stands for s 3")
    assert options.index("small – stands for s 3") < options.index("s Small in use 90")
    assert (
        "Deal size (new) Deal_Size_2__c label and name 90 50 48 (96 %) says the same; may be"
        " merged into this one"
        " <i>Deal sizes</i> Deal_Sizes__c name 70 60 6 (10 %) says something else"
    ) in said
    assert "00Q1 F007 not an active option: small" in said
    assert "When it was last written: its history is not read." in said
    assert (
        "Quality rules of ours no – Formulas yes Margin__c <b> Page layouts could not see not read"
    ) in said


def test_a_redacted_page_of_a_field_names_no_person_and_quotes_no_value(
    ledger: Engine, tmp_path: Path
) -> None:
    for redact, says in ((False, True), (True, False)):
        folder = tmp_path / str(redact)
        render_report(ledger, folder, redact=redact)
        page = (folder / "fields" / f"{KEY}.html").read_text(encoding="utf-8")
        assert "2026-04-03" in page
        assert [told in page for told in ("Ann Private", "active option: small")] == [says, says]
        assert [told in page for told in ("Ann Ash", "Bo Birch")] == [says, says]
        assert ("Select" in page) is says
        assert ("<bdi>small</bdi>" in page) is says


def test_placeholders_and_misfits_are_listed_whole(fields: Engine, tmp_path: Path) -> None:
    render_report(fields, tmp_path)
    page = (tmp_path / "fields.html").read_text(encoding="utf-8")
    folder = tmp_path / "hymnsheet-lists"

    def read(name: str) -> list[dict[str, str]]:
        assert f'href="hymnsheet-lists/{name}"' in page
        with (folder / name).open(encoding="utf-8-sig", newline="") as lines:
            return list(csv.DictReader(lines))

    (placeholder,) = read("fields-placeholders.csv")
    assert (placeholder["vendor_field"], placeholder["records"]) == ("Deal_Size__c", "200")
    (misfit,) = read("fields-misfits.csv")
    assert (misfit["vendor_field"], misfit["field"]) == ("amount;2", "amount_2")
    assert misfit["value"] == "13,500"
    profiled = read("fields.csv")
    assert {row["vendor_field"] for row in profiled} == {"Deal_Size__c", "amount;2"}


def test_fields_are_sorted_by_verdict_then_name(engine: Engine, markup: Tell) -> None:
    insert(engine, "quality.field_profile", [
        field_row("hubspot", "contacts", "zeta", "never_populated"),
        field_row("hubspot", "contacts", "beta", "used"),
        field_row("salesforce", "lead", "alpha__c", "abandoned"),
        field_row("salesforce", "lead", "Eta__c", "never_populated"),
        field_row("salesforce", "lead", "gamma", "constant"),
        field_row("salesforce", "lead", "delta", "could_not_see"),
        field_row("salesforce", "lead", "theta", "too_few"),
    ])  # fmt: skip
    page = markup("fields")
    assert re.findall(r"<bdi>[^<]*</bdi><code>(\w+)</code>", page) == [
        "Eta__c", "zeta", "alpha__c", "gamma", "delta", "theta", "beta",
    ]  # fmt: skip
    assert "Not specified" in page


def test_a_field_that_could_not_be_seen_is_not_called_empty(engine: Engine, tell: Tell) -> None:
    insert(engine, "quality.field_profile", [
        field_row("salesforce", "lead", "secret__c", "could_not_see", filled=0)
    ])  # fmt: skip
    said = tell("fields")
    assert "could not see Salesforce leads text custom – – – – – –" in said


def test_a_redacted_inventory_holds_no_values(engine: Engine, tell: Tell) -> None:
    insert(engine, "quality.field_profile", [
        field_row("hubspot", "contacts", "nick", "constant", top_value="private nick",
                  misfits=1, misfit_examples="'private misfit' (record 1)")
    ])  # fmt: skip
    assert tell("fields").count("private") == 2
    assert "private" not in tell("fields", redact=True)


def test_before_a_field_was_profiled_that_is_said(tell: Tell) -> None:
    assert "No field has been profiled yet." in tell("fields")
