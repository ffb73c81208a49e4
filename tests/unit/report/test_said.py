"""What the pages say as a whole: of nothing, of missing values, and of what is to be left out."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import Engine

from orchestration.report.site import PAGES
from tests.support.report.published_tables import insert, sync_row
from tests.support.report.told import Render, words


def test_an_empty_warehouse_reads_well(render: Render) -> None:
    said = words(render())
    assert "No system has been synced yet" in said
    assert "There is no open pipeline to judge." in said
    assert "No person has entered the pipeline yet." in said
    assert "No rule has run yet." in said
    assert "No field has been profiled yet." in said
    assert "%" not in said.replace("95 % Wilson interval", "")


@pytest.mark.parametrize("word", ["None", "NaN", "nan", "inf", "null", "undefined"])
def test_no_missing_value_leaks_as_a_word(
    engine: Engine, render: Render, sample_pages: dict[str, str], word: str
) -> None:
    fill_with_nulls(engine)
    for page in (render(), *sample_pages.values()):
        assert not re.search(rf"\b{word}\b", words(page))


def fill_with_nulls(engine: Engine) -> None:
    """One row per table in which everything that may be null is null."""
    insert(engine, "marts.mart_sync_status", [{"source_system": "hubspot", "stream": "contacts"}])
    insert(
        engine, "marts.dim_stage", [{"stage_code": "MQL", "is_exit": False, "is_handover": True}]
    )
    insert(engine, "marts.mart_cycle_origin", [{"count_cycles": 1}, {"cycle_type": "all"}])
    insert(engine, "marts.mart_funnel_cohort", [
        {"cohort_stage": "MQL", "cohort_month": "2026-01-01", "count_mql": 0, "count_sal": 0,
         "count_sql": 0, "count_opp": 0, "count_won": 0}
    ])  # fmt: skip
    insert(engine, "marts.mart_channel_performance", [
        {"breakdown": "channel", "count_inq": 0, "count_mql": 0, "count_sal": 0, "count_sql": 0,
         "count_opp": 0, "count_won": 0}
    ])  # fmt: skip
    insert(engine, "marts.fct_opportunity", [{"opportunity_key": "o", "is_open": True}])
    insert(engine, "quality.field_profile", [
        {"source_system": "hubspot", "source_object": "contacts", "field": "x",
         "verdict": "too_few"}
    ])  # fmt: skip
    insert(engine, "quality.finding", [
        {"finding_key": "z1", "rule_id": "Z1", "severity": "minor", "source_system": "hubspot",
         "source_object": "contacts"}
    ])  # fmt: skip
    insert(engine, "quality.rule_result", [
        {"rule_id": "Z1", "name": "Rule", "severity": "minor", "level": "field", "failed": 1}
    ])  # fmt: skip
    insert(engine, "quality.score", [{"metric": "pipeline_trust", "scope": "(all)"}])
    insert(engine, "quality.record_health", [
        {"source_system": "hubspot", "source_object": "contacts", "rules_failed": 1}
    ])  # fmt: skip
    insert(engine, "quality.conflict", [
        {"field": "amount", "source_system": "a", "source_object": "b", "source_id": "1",
         "other_source_system": "c", "other_source_object": "d", "other_source_id": "2",
         "is_comparable": True, "is_conflict": True}
    ])  # fmt: skip
    insert(engine, "quality.identity_conflict", [
        {"kind": "link", "reason": "deleted", "severity": "major", "evidence": "x",
         "source_system": "hubspot", "source_object": "contacts", "source_id": "1"}
    ])  # fmt: skip


def test_every_page_says_that_the_picture_is_not_complete(engine: Engine, render: Render) -> None:
    insert(engine, "marts.mart_sync_status", [sync_row("salesforce", "lead")])
    assert "Read with care" not in words(render())
    insert(engine, "marts.mart_sync_status", [
        sync_row("salesforce", "event", status="unavailable")
    ])  # fmt: skip
    assert words(render()).count("Read with care: this picture is not complete.") == len(PAGES)


def test_a_redacted_report_says_so(render: Render) -> None:
    assert words(render(redact=True)).count("names and values are left out") == len(PAGES)
    assert "left out." not in words(render())


def test_a_section_says_which_of_its_definitions_nobody_signed(
    engine: Engine, render: Render
) -> None:
    insert(engine, "marts.mart_follow_up", [{"breakdown": "all", "count_judged": 1}])
    insert(engine, "marts.dim_definition", [
        {"definition_id": "lead_types", "is_signed": False},
        {"definition_id": "work_hours", "is_signed": False},
        {"definition_id": "work_calendars", "is_signed": True},
    ])  # fmt: skip
    said = words(render())
    assert "definitions that both teams have yet to sign: lead types and work hours ." in said
    assert said.count("yet to sign") == 1
