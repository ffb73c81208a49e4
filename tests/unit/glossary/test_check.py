"""The glossary against raw tables: terms nobody signed, meanings the vendors contradict."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine
from sqlalchemy.pool import NullPool

from orchestration.errors import WarehouseError
from orchestration.glossary import (
    Glossary,
    check_against_data,
    require_known_terms,
)
from tests.support.raw_terms import GLOSSARY, insert, refusal, stage


def _opportunities(engine: Engine, stage: str, closed: bool, won: bool, chance: float) -> None:
    insert(
        engine,
        "raw_salesforce.opportunity",
        f"('{stage}', {closed}, {won}, {chance}), ('{stage}', {closed}, {won}, {chance})",
        "stagename, isclosed, iswon, probability",
    )


def test_known_terms_and_blanks_pass(engine: Engine) -> None:
    found = check_against_data(engine, GLOSSARY)
    assert (found.unknown, found.unmapped, found.contradictions) == ((), (), ())
    assert not require_known_terms(engine, GLOSSARY).is_fatal


def test_unknown_terms_come_with_their_number_of_live_records(engine: Engine) -> None:
    insert(engine, "raw_salesforce.lead", "('Parked'), ('Parked')", "status")
    insert(engine, "raw_salesforce.lead", "('Gone', now())", "status, _deleted_at")
    insert(engine, "raw_hubspot.contacts", "('fan', 'MAYBE')", "lifecyclestage, hs_lead_status")
    insert(engine, "raw_hubspot.deals", "('1')", "dealstage")
    unknown = check_against_data(engine, GLOSSARY).unknown
    assert [(t.table, t.system, t.object, t.field, t.value, t.records) for t in unknown] == [
        ("lead_statuses", "salesforce", "lead", "status", "Parked", 2),
        ("lead_statuses", "hubspot", "contacts", "hs_lead_status", "MAYBE", 1),
        ("lifecycle_stages", "hubspot", "contacts", "lifecyclestage", "fan", 1),
        ("opportunity_stages", "hubspot", "deals", "dealstage", "1", 1),
    ]


@pytest.mark.parametrize(
    ("table", "row", "columns", "value"),
    [
        (
            "raw_salesforce.lead_history",
            "('Status', 'New', 'Old word')",
            "field, oldvalue, newvalue",
            "Old word",
        ),
        (
            "raw_salesforce.lead_history",
            "('Status', 'Older', 'New')",
            "field, oldvalue, newvalue",
            "Older",
        ),
        ("raw_salesforce.opportunity_history", "('Handshake')", "stagename", "Handshake"),
        (
            "raw_salesforce.opportunity_field_history",
            "('StageName', 'A', 'Closed Won')",
            "field, oldvalue, newvalue",
            "A",
        ),
        (
            "raw_hubspot._history",
            "('contacts', 'hs_lead_status', 'ONCE')",
            "object_type, property, value",
            "ONCE",
        ),
    ],
)
def test_a_term_that_only_history_holds_is_found(
    engine: Engine, table: str, row: str, columns: str, value: str
) -> None:
    insert(engine, table, row, columns)
    assert [term.value for term in check_against_data(engine, GLOSSARY).unknown] == [value]


def test_other_fields_of_a_history_are_no_terms(engine: Engine) -> None:
    insert(
        engine, "raw_salesforce.lead_history", "('Owner', 'Ann', 'Bo')", "field, oldvalue, newvalue"
    )
    assert not check_against_data(engine, GLOSSARY).is_fatal


def test_the_refusal_names_table_meanings_and_lines_that_can_be_pasted(engine: Engine) -> None:
    insert(engine, "raw_salesforce.lead", "('Disqualified - no budget'), ('NO')", "status")
    _opportunities(engine, "Verbal yes", False, False, 80)
    _opportunities(engine, "Signed", True, True, 100)
    message = refusal(engine)
    assert (
        "lead_statuses: (meaning: new, accepted, qualified, disqualified, recycled, converted)"
    ) in message
    lines = [line for line in message.splitlines() if line.startswith("    - ")]
    rows = yaml.safe_load("\n".join(lines))
    assert {"system": "salesforce", "value": "NO", "meaning": "new"} in rows
    assert {
        "system": "salesforce",
        "value": "Disqualified - no budget",
        "meaning": "disqualified",
    } in rows
    assert {"system": "salesforce", "value": "Verbal yes", "shared_stage": "negotiation"} in rows
    assert {"system": "salesforce", "value": "Signed", "shared_stage": "won"} in rows
    assert "a guess from open, probability 0.8" in message
    assert "salesforce lead.status; a guess, like 'Disqualified'" in message


def test_the_pasted_lines_are_enough(engine: Engine) -> None:
    insert(engine, "raw_salesforce.lead", "('Parked')", "status")
    insert(engine, "raw_hubspot.contacts", "('fan', 'MAYBE')", "lifecyclestage, hs_lead_status")
    _opportunities(engine, "Signed", True, True, 100)
    content = GLOSSARY.model_dump()
    table = ""
    for line in refusal(engine).splitlines():
        if line.startswith("    - "):
            content[table]["rows"] += yaml.safe_load(line)
        else:
            table = line.partition(":")[0]
    assert not check_against_data(engine, Glossary.model_validate(content)).is_fatal


def test_a_renamed_stage_contradicts_its_id(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("delete from raw_hubspot.pipelines where stage_id = 'closedwon'"))
    stage(engine, "closedwon", "Declined", True, 0.0)
    message = refusal(engine)
    assert (
        "hubspot stage 'closedwon' (Declined in Sales): the glossary says won,"
        " hubspot says lost, probability 0 (1 records)"
    ) in message
    assert '- {system: hubspot, value: "closedwon", shared_stage: lost}' in message


@pytest.mark.parametrize(
    ("stage_id", "closed", "chance", "contradicts"),
    [
        ("contractsent", True, 1.0, True),
        ("contractsent", False, 0.9, False),
        ("closedlost", True, 0.0, False),
        ("closedlost", False, 0.0, True),
        ("closedlost", None, 0.0, False),
        ("closedlost", None, 1.0, True),
        ("qualifiedtobuy", None, 0.4, False),
    ],
)
def test_a_pipeline_stage_is_what_its_flags_say(
    engine: Engine, stage_id: str, closed: bool | None, chance: float, contradicts: bool
) -> None:
    stage(engine, stage_id, stage_id, closed, chance)
    assert bool(check_against_data(engine, GLOSSARY).contradictions) is contradicts


@pytest.mark.parametrize(
    ("stage", "closed", "won", "contradicts"),
    [
        ("Closed Won", True, True, False),
        ("Closed Won", True, False, True),
        ("Closed Won", False, False, True),
        ("Closed Lost", True, False, False),
        ("Closed Lost", True, True, True),
        ("Prospecting", False, False, False),
        ("Prospecting", True, False, True),
    ],
)
def test_an_opportunity_stage_is_what_its_flags_say(
    engine: Engine, stage: str, closed: bool, won: bool, contradicts: bool
) -> None:
    _opportunities(engine, stage, closed, won, 50)
    assert bool(check_against_data(engine, GLOSSARY).contradictions) is contradicts


def test_sources_and_own_stages_outside_the_glossary_are_named_and_stop_nothing(
    engine: Engine,
) -> None:
    insert(engine, "raw_salesforce.lead", "('Tarot'), ('Tarot'), ('web')", "leadsource")
    insert(engine, "raw_hubspot.deals", "('4711')", "dealstage")
    found = require_known_terms(engine, GLOSSARY)
    assert [(t.table, t.value, t.records) for t in found.unmapped] == [
        ("source_channels", "Tarot", 2),
        ("opportunity_stages", "4711", 1),
    ]
    assert "a guess from Pilot in Sales: open, probability 0.6" in found.notice_text


def test_what_the_last_sync_could_not_read_is_said_not_passed(engine: Engine) -> None:
    insert(
        engine,
        "raw_hubspot._runs",
        "('_history', 'ok', null, timestamp '2026-01-01'),"
        " ('_history', 'unavailable', 'No scope.', timestamp '2026-01-02'),"
        " ('deals', 'unavailable', null, timestamp '2026-01-01'),"
        " ('deals', 'ok', null, timestamp '2026-01-02'),"
        " ('tasks', 'unavailable', null, timestamp '2026-01-02')",
        "stream, status, note, started_at",
    )
    found = require_known_terms(engine, GLOSSARY)
    assert found.not_seen == ("hubspot _history: No scope.",)
    assert "Could not be seen" in found.notice_text


def test_a_reason_without_a_meaning_is_named(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(
            text("alter table raw_salesforce.lead add column recycle_reason__c text")
        )
    insert(engine, "raw_salesforce._fields", "('lead', 'Recycle_Reason__c')", "object, field")
    insert(
        engine,
        "raw_salesforce.lead",
        "('No Budget'), ('Budget is gone'), (' ')",
        "recycle_reason__c",
    )
    found = require_known_terms(engine, GLOSSARY)
    assert [(term.table, term.value) for term in found.unmapped] == [
        ("reason_words", "Budget is gone")
    ]
    assert '{system: salesforce, value: "Budget is gone", reason: no_budget}' in found.notice_text


def test_a_stage_that_only_the_history_of_deals_knows_is_named(engine: Engine) -> None:
    insert(
        engine,
        "raw_hubspot._history",
        "('deals', 'dealstage', '99')",
        "object_type, property, value",
    )
    found = require_known_terms(engine, GLOSSARY)
    assert [(term.object, term.value) for term in found.unmapped] == [("_history", "99")]


def test_a_warehouse_without_raw_tables_says_to_sync(tmp_path: Path) -> None:
    engine = create_engine(f"duckdb:///{tmp_path / 'empty.duckdb'}", poolclass=NullPool)
    with pytest.raises(WarehouseError, match="Run a sync first"):
        check_against_data(engine, GLOSSARY)


def test_the_error_carries_no_address_and_no_novel(engine: Engine) -> None:
    insert(engine, "raw_salesforce.lead", "('ask jo@private.example')", "status")
    insert(engine, "raw_salesforce.lead", f"('{'x' * 5000}')", "status")
    for number in range(60):
        insert(engine, "raw_hubspot.deals", f"('s{number}')", "dealstage")
    message = refusal(engine)
    assert "private.example" not in message
    assert "xxx" not in message
    assert "and 10 more" in message
    assert len(message) < 9000
