"""The glossary against raw tables: terms nobody signed, meanings the vendors contradict."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine
from sqlalchemy.pool import NullPool

from orchestration.errors import GlossaryError, WarehouseError
from orchestration.glossary import (
    Glossary,
    check_against_data,
    read_glossary,
    require_known_terms,
)
from tests.support.paths import PROJECT

GLOSSARY = read_glossary(PROJECT)
_TABLES = {
    "raw_salesforce.lead": "status text, leadsource text",
    "raw_salesforce.contact": "leadsource text",
    "raw_salesforce.opportunity": (
        "stagename text, leadsource text, isclosed boolean, iswon boolean, probability double"
    ),
    "raw_salesforce.opportunity_history": "stagename text",
    "raw_salesforce.lead_history": "field text, oldvalue text, newvalue text",
    "raw_salesforce.opportunity_field_history": "field text, oldvalue text, newvalue text",
    "raw_salesforce._fields": "object text, field text",
    "raw_hubspot.contacts": "lifecyclestage text, hs_lead_status text, hs_analytics_source text",
    "raw_hubspot.deals": "dealstage text",
    "raw_hubspot.pipelines": (
        "object_type text, stage_id text, stage_label text, pipeline_label text,"
        " is_closed boolean, probability double"
    ),
    "raw_hubspot._history": "object_type text, property text, value text",
    "raw_hubspot._fields": "object text, field text",
}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = create_engine(f"duckdb:///{tmp_path / 'raw.duckdb'}", poolclass=NullPool)
    with made.begin() as connection:
        for schema in ("raw_hubspot", "raw_salesforce"):
            connection.execute(text(f"create schema {schema}"))
        for table, columns in _TABLES.items():
            connection.execute(text(f"create table {table} ({columns}, _deleted_at timestamp)"))
    _insert(
        made,
        "raw_salesforce.lead",
        "('New', 'Web'), (null, null), (' ', ' ')",
        "status, leadsource",
    )
    _stage(made, "closedwon", "Closed won", True, 1.0)
    _stage(made, "4711", "Pilot", False, 0.6)
    _insert(made, "raw_hubspot.deals", "('closedwon')", "dealstage")
    yield made
    made.dispose()


def _insert(engine: Engine, table: str, rows: str, columns: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(f"insert into {table} ({columns}) values {rows}"))


def _stage(engine: Engine, stage_id: str, label: str, closed: bool | None, chance: float) -> None:
    flag = "null" if closed is None else str(closed).lower()
    _insert(
        engine,
        "raw_hubspot.pipelines",
        f"('deals', '{stage_id}', '{label}', 'Sales', {flag}, {chance})",
        "object_type, stage_id, stage_label, pipeline_label, is_closed, probability",
    )


def _opportunities(engine: Engine, stage: str, closed: bool, won: bool, chance: float) -> None:
    _insert(
        engine,
        "raw_salesforce.opportunity",
        f"('{stage}', {closed}, {won}, {chance}), ('{stage}', {closed}, {won}, {chance})",
        "stagename, isclosed, iswon, probability",
    )


def _refusal(engine: Engine, glossary: Glossary = GLOSSARY) -> str:
    with pytest.raises(GlossaryError) as raised:
        require_known_terms(engine, glossary)
    return str(raised.value)


def test_known_terms_and_blanks_pass(engine: Engine) -> None:
    found = check_against_data(engine, GLOSSARY)
    assert (found.unknown, found.unmapped, found.contradictions) == ((), (), ())
    assert not require_known_terms(engine, GLOSSARY).is_fatal


def test_unknown_terms_come_with_their_number_of_live_records(engine: Engine) -> None:
    _insert(engine, "raw_salesforce.lead", "('Parked'), ('Parked')", "status")
    _insert(engine, "raw_salesforce.lead", "('Gone', now())", "status, _deleted_at")
    _insert(engine, "raw_hubspot.contacts", "('fan', 'MAYBE')", "lifecyclestage, hs_lead_status")
    _insert(engine, "raw_hubspot.deals", "('1')", "dealstage")
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
    _insert(engine, table, row, columns)
    assert [term.value for term in check_against_data(engine, GLOSSARY).unknown] == [value]


def test_other_fields_of_a_history_are_no_terms(engine: Engine) -> None:
    _insert(
        engine, "raw_salesforce.lead_history", "('Owner', 'Ann', 'Bo')", "field, oldvalue, newvalue"
    )
    assert not check_against_data(engine, GLOSSARY).is_fatal


def test_the_refusal_names_table_meanings_and_lines_that_can_be_pasted(engine: Engine) -> None:
    _insert(engine, "raw_salesforce.lead", "('Disqualified - no budget'), ('NO')", "status")
    _opportunities(engine, "Verbal yes", False, False, 80)
    _opportunities(engine, "Signed", True, True, 100)
    message = _refusal(engine)
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


def test_the_pasted_lines_are_enough(engine: Engine) -> None:
    _insert(engine, "raw_salesforce.lead", "('Parked')", "status")
    _insert(engine, "raw_hubspot.contacts", "('fan', 'MAYBE')", "lifecyclestage, hs_lead_status")
    _opportunities(engine, "Signed", True, True, 100)
    content = GLOSSARY.model_dump()
    table = ""
    for line in _refusal(engine).splitlines():
        if line.startswith("    - "):
            content[table]["rows"] += yaml.safe_load(line)
        else:
            table = line.partition(":")[0]
    assert not check_against_data(engine, Glossary.model_validate(content)).is_fatal


def test_a_renamed_stage_contradicts_its_id(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("delete from raw_hubspot.pipelines where stage_id = 'closedwon'"))
    _stage(engine, "closedwon", "Declined", True, 0.0)
    message = _refusal(engine)
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
    _stage(engine, stage_id, stage_id, closed, chance)
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
    _insert(engine, "raw_salesforce.lead", "('Tarot'), ('Tarot'), ('web')", "leadsource")
    _insert(engine, "raw_hubspot.deals", "('4711')", "dealstage")
    found = require_known_terms(engine, GLOSSARY)
    assert [(t.table, t.value, t.records) for t in found.unmapped] == [
        ("source_channels", "Tarot", 2),
        ("opportunity_stages", "4711", 1),
    ]
    assert "a guess from Pilot in Sales: open, probability 0.6" in found.notice_text


def test_evidence_that_no_record_can_give_is_named_with_what_exists(engine: Engine) -> None:
    _insert(
        engine,
        "raw_salesforce._fields",
        "('lead', 'mql_on__c'), ('lead', 'status')",
        "object, field",
    )
    (line, *_) = [
        one for one in check_against_data(engine, GLOSSARY).absent_fields if "mql_date__c" in one
    ]
    assert line == (
        "stage_evidence: MQL is to be proved by salesforce lead.mql_date__c,"
        " and lead has no such field; it has mql_on__c."
    )


def test_a_warehouse_without_raw_tables_says_to_sync(tmp_path: Path) -> None:
    engine = create_engine(f"duckdb:///{tmp_path / 'empty.duckdb'}", poolclass=NullPool)
    with pytest.raises(WarehouseError, match="Run a sync first"):
        check_against_data(engine, GLOSSARY)


def test_the_error_carries_no_address_and_no_novel(engine: Engine) -> None:
    _insert(engine, "raw_salesforce.lead", "('ask jo@private.example')", "status")
    _insert(engine, "raw_salesforce.lead", f"('{'x' * 5000}')", "status")
    for number in range(60):
        _insert(engine, "raw_hubspot.deals", f"('s{number}')", "dealstage")
    message = _refusal(engine)
    assert "private.example" not in message
    assert "xxx" not in message
    assert "and 10 more" in message
    assert len(message) < 9000
