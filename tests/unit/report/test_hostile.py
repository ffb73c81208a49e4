"""Names and values are attacker-writable: they may look odd, and never become markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from orchestration.report.site import PAGES
from tests.support.report.published_tables import field_row, insert, sync_row

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "</script><script>alert(1)</script>",
    "</style><style>*{display:none}",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    '=HYPERLINK("https://evil.example")',
    "{{ 7 * 7 }}{% raw %}",
    "\u202eevil right to left \u05e9\u05dc\u05d5\u05dd",
    "W" * 5000,
    "line\nbreak\ttab\x0b",
]


@pytest.fixture(params=HOSTILE, ids=range(len(HOSTILE)))
def hostile(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def fill_everywhere(engine: Engine, words: str) -> None:
    """Put `words` into every text column that reaches the page."""
    insert(engine, "marts.mart_sync_status", [
        sync_row("hubspot", words, status="unavailable", note=words, rows_alive=3),
        sync_row("hubspot", "contacts"),
    ])  # fmt: skip
    insert(engine, "marts.dim_stage", [
        {"stage_code": "MQL", "stage_label": words, "owner_team": words, "definition": words,
         "is_exit": False, "is_handover": True}
    ])  # fmt: skip
    insert(engine, "marts.mart_cycle_origin", [
        {"cycle_type": kind, "count_cycles": 1} for kind in (words, "all")
    ])  # fmt: skip
    insert(engine, "marts.dim_channel", [{"channel": "c", "label": words}])
    insert(engine, "marts.mart_channel_performance", [
        {"breakdown": breakdown, "breakdown_value": value, "count_inq": 1, "count_mql": 1,
         "count_sal": 1, "count_sql": 1, "count_opp": 1, "count_won": 1}
        for breakdown, value in (("channel", "c"), ("landing_page", words))
    ])  # fmt: skip
    insert(engine, "marts.fct_opportunity", [
        {"opportunity_key": "o", "salesforce_opportunity_id": words, "name": words, "amount": 5,
         "amount_corporate": 5, "currency_code": words, "is_open": True}
    ])  # fmt: skip
    insert(engine, "marts.bridge_opportunity_source", [
        {"source_system": "salesforce", "source_object": "opportunity", "source_id": words,
         "opportunity_key": "o"}
    ])  # fmt: skip
    insert(engine, "marts.dim_user", [{"owner_key": words, "name": words}])
    insert(engine, "quality.rule_result", [
        {"rule_id": words, "name": words, "severity": words, "level": words, "population": 50,
         "failed": 3, "fail_ratio": 0.06, "open_amount_touched": 5, "why_it_matters": words,
         "how_to_fix": words, "is_judged": True}
    ])  # fmt: skip
    insert(engine, "quality.finding", [
        {"finding_key": words + status, "rule_id": words, "severity": "critical",
         "source_system": "salesforce", "source_object": "opportunity", "field": words,
         "source_id": words, "owner_key": words, "detail": words, "other_value": words,
         "amount_corporate": 5, "status": status or words, "waiver_reason": words,
         "waiver_owner": words, "waived_until": "2026-12-31"}
        for status in ("", "waived")
    ])  # fmt: skip
    insert(engine, "quality.waiver", [
        {"waiver": 1, "rule_id": words, "source_system": words, "source_object": words,
         "source_id": words, "field": words, "reason": words, "owner": words,
         "waived_until": "2026-12-31", "state": words, "findings": 1, "findings_waived": 1}
    ])  # fmt: skip
    insert(engine, "quality.record_health", [
        {"source_system": words, "source_object": words, "health_ratio": 0.5, "rules_failed": 1},
        {"source_system": "salesforce", "source_object": "opportunity", "rules_failed": 1},
    ])  # fmt: skip
    insert(engine, "marts.dim_definition", [
        {"definition_id": words, "value": words, "unit": words, "definition": words,
         "owner_team": words, "agreed_marketing": words, "agreed_sales": words, "is_signed": True}
    ])  # fmt: skip
    fill_quality(engine, words)


def fill_quality(engine: Engine, words: str) -> None:
    """The same for pairs, fields and checks."""
    insert(engine, "quality.conflict", [
        {"field": words, "opportunity_key": "o", "source_system": words, "source_object": words,
         "source_id": words, "value": words, "other_source_system": words,
         "other_source_object": words, "other_source_id": words, "other_value": words,
         "is_conflict": True}
    ])  # fmt: skip
    insert(engine, "quality.conflict_share", [
        {"field": words, "pairs": 1, "pairs_equal": 0, "pairs_in_conflict": 1,
         "pairs_not_comparable": 0}
    ])  # fmt: skip
    insert(engine, "quality.identity_conflict", [
        {"kind": kind, "severity": words, "reason": words, "explanation": words,
         "how_to_fix": words, "evidence": words, "evidence_value": words,
         "source_system": "hubspot", "source_object": words, "source_id": words, "value": words,
         "other_source_system": words, "other_source_object": words,
         "other_source_id": words, "other_value": words}
        for kind in ("link", words)
    ])  # fmt: skip
    insert(engine, "quality.field_profile", [
        field_row("hubspot", words, words, "constant", label=words, data_type=words,
                  top_value=words, vendor_field=words, placeholder_records=1, placeholders=words,
                  placeholder_candidates=words, misfits=1, misfit_examples=words)
    ])  # fmt: skip
    insert(engine, "quality.expectation_result", [{"suite": words, "success": True}])


def test_hostile_text_never_becomes_markup(
    engine: Engine, render: Callable[..., str], hostile: str
) -> None:
    fill_everywhere(engine, hostile)
    page = render()
    for raw in ("<img", "<svg onload", "<script>alert", "</style><style>", 'href="javascript'):
        assert raw not in page
    assert "' onmouseover='" not in page
    assert page.count("<script") == page.count("</script") == 1, "of the field inventory"
    assert page.count("<style") == page.count("</style") == len(PAGES)


def test_names_and_values_of_any_length_are_cut(engine: Engine, render: Callable[..., str]) -> None:
    fill_everywhere(engine, "W" * 5000)
    shown = re.findall(r"<bdi>(.*?)</bdi>", render())
    assert len(shown) >= 5
    assert max(len(text) for text in shown) <= 180
    assert all(text.endswith("…") for text in shown if "W" in text)


def test_text_that_runs_right_to_left_is_isolated(
    engine: Engine, render: Callable[..., str]
) -> None:
    fill_everywhere(engine, "\u05e9\u05dc\u05d5\u05dd")
    assert "<bdi>\u05e9\u05dc\u05d5\u05dd</bdi>" in render()


@pytest.mark.parametrize("steering", ["\u202e", "\u2066", "\x1b[31m", "\x9b"])
def test_what_steers_a_display_reaches_neither_page_nor_list(
    engine: Engine, render: Callable[..., str], tmp_path: Path, steering: str
) -> None:
    fill_everywhere(engine, f"{steering}evil")
    assert steering[0] not in render()
    for path in (tmp_path / "site" / "hymnsheet-lists").iterdir():
        assert steering[0] not in path.read_text(encoding="utf-8-sig"), path.name


def test_template_words_in_a_name_are_printed_not_run(
    engine: Engine, render: Callable[..., str]
) -> None:
    fill_everywhere(engine, "{{ 7 * 7 }}")
    assert "{{ 7 * 7 }}" in render()
