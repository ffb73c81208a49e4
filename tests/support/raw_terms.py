"""The raw tables that the glossary is compared with, nearly empty: for tests of the comparison."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine
from sqlalchemy.pool import NullPool

from orchestration.errors import GlossaryError
from orchestration.glossary import Glossary, read_glossary, require_known_terms
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
    "raw_salesforce._fields": "object text, field text, column_type text, is_loaded boolean",
    "raw_salesforce._field_options": "object text, field text, value text",
    "raw_salesforce._runs": "stream text, status text, note text, started_at timestamp",
    "raw_hubspot.contacts": "lifecyclestage text, hs_lead_status text, hs_analytics_source text",
    "raw_hubspot.deals": "dealstage text",
    "raw_hubspot.forms": "name text",
    "raw_salesforce.campaign": "name text",
    "raw_hubspot.pipelines": (
        "object_type text, stage_id text, stage_label text, pipeline_label text,"
        " is_closed boolean, probability double"
    ),
    "raw_hubspot._history": "object_type text, property text, value text",
    "raw_hubspot._fields": "object text, field text, column_type text, is_loaded boolean",
    "raw_hubspot._field_options": "object text, field text, value text",
    "raw_hubspot._runs": "stream text, status text, note text, started_at timestamp",
}


def raw_tables(tmp_path: Path) -> Iterator[Engine]:
    made = create_engine(f"duckdb:///{tmp_path / 'raw.duckdb'}", poolclass=NullPool)
    with made.begin() as connection:
        for schema in ("raw_hubspot", "raw_salesforce"):
            connection.execute(text(f"create schema {schema}"))
        for table, columns in _TABLES.items():
            connection.execute(text(f"create table {table} ({columns}, _deleted_at timestamp)"))
    insert(
        made,
        "raw_salesforce.lead",
        "('New', 'Web'), (null, null), (' ', ' ')",
        "status, leadsource",
    )
    stage(made, "closedwon", "Closed won", True, 1.0)
    stage(made, "4711", "Pilot", False, 0.6)
    insert(made, "raw_hubspot.deals", "('closedwon')", "dealstage")
    yield made
    made.dispose()


def insert(engine: Engine, table: str, rows: str, columns: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(f"insert into {table} ({columns}) values {rows}"))


def stage(engine: Engine, stage_id: str, label: str, closed: bool | None, chance: float) -> None:
    flag = "null" if closed is None else str(closed).lower()
    insert(
        engine,
        "raw_hubspot.pipelines",
        f"('deals', '{stage_id}', '{label}', 'Sales', {flag}, {chance})",
        "object_type, stage_id, stage_label, pipeline_label, is_closed, probability",
    )


def refusal(engine: Engine, glossary: Glossary = GLOSSARY) -> str:
    with pytest.raises(GlossaryError) as raised:
        require_known_terms(engine, glossary)
    return str(raised.value)
