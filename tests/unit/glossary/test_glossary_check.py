"""The glossary against raw tables: terms in use that nobody signed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine
from sqlalchemy.pool import NullPool

from orchestration.errors import GlossaryError, WarehouseError
from orchestration.glossary import (
    UnknownTerm,
    check_against_data,
    read_glossary,
    require_known_terms,
)

GLOSSARY = read_glossary(Path(__file__).parents[3] / "dbt_project")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = create_engine(f"duckdb:///{tmp_path / 'raw.duckdb'}", poolclass=NullPool)
    with made.begin() as connection:
        for statement in (
            "create schema raw_hubspot",
            "create schema raw_salesforce",
            "create table raw_salesforce.lead (status text, _deleted_at timestamp)",
            "create table raw_salesforce.opportunity (stagename text, _deleted_at timestamp)",
            "create table raw_hubspot.contacts"
            " (lifecyclestage text, hs_lead_status text, _deleted_at timestamp)",
            "create table raw_hubspot.deals (dealstage text, _deleted_at timestamp)",
            "create table raw_hubspot.pipelines (object_type text, stage_id text)",
            "insert into raw_salesforce.lead values ('New', null), (null, null), (' ', null)",
            "insert into raw_hubspot.pipelines values ('deals', '4711'), ('tickets', '1')",
            "insert into raw_hubspot.deals values ('closedwon', null), ('4711', null)",
        ):
            connection.execute(text(statement))
    yield made
    made.dispose()


def _insert(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(f"insert into {statement}"))


def test_known_terms_blanks_and_own_pipeline_stages_pass(engine: Engine) -> None:
    assert check_against_data(engine, GLOSSARY) == []
    require_known_terms(engine, GLOSSARY)


def test_unknown_terms_come_with_their_number_of_live_records(engine: Engine) -> None:
    _insert(engine, "raw_salesforce.lead values ('Parked', null), ('Parked', null)")
    _insert(engine, "raw_salesforce.lead values ('Gone', timestamp '2026-01-01 00:00:00')")
    _insert(engine, "raw_hubspot.contacts values ('fan', 'MAYBE', null)")
    _insert(engine, "raw_hubspot.deals values ('1', null)")
    assert check_against_data(engine, GLOSSARY) == [
        UnknownTerm("salesforce", "lead", "status", "Parked", 2),
        UnknownTerm("hubspot", "contacts", "hs_lead_status", "MAYBE", 1),
        UnknownTerm("hubspot", "contacts", "lifecyclestage", "fan", 1),
        UnknownTerm("hubspot", "deals", "dealstage", "1", 1),
    ]


def test_the_error_lists_every_unknown_term(engine: Engine) -> None:
    _insert(engine, "raw_salesforce.lead values ('Parked', null)")
    _insert(engine, "raw_salesforce.opportunity values ('Handshake', null)")
    with pytest.raises(GlossaryError) as raised:
        require_known_terms(engine, GLOSSARY)
    message = str(raised.value)
    assert "salesforce lead.status = 'Parked' (1 records)" in message
    assert "salesforce opportunity.stagename = 'Handshake' (1 records)" in message


def test_a_warehouse_without_raw_tables_says_to_sync(tmp_path: Path) -> None:
    engine = create_engine(f"duckdb:///{tmp_path / 'empty.duckdb'}", poolclass=NullPool)
    with pytest.raises(WarehouseError, match="Run a sync first"):
        check_against_data(engine, GLOSSARY)


def test_the_error_carries_no_address_and_no_novel(engine: Engine) -> None:
    _insert(engine, "raw_salesforce.lead values ('ask jo@private.example', null)")
    _insert(engine, f"raw_salesforce.lead values ('{'x' * 5000}', null)")
    for number in range(60):
        _insert(engine, f"raw_hubspot.deals values ('s{number}', null)")
    with pytest.raises(GlossaryError) as caught:
        require_known_terms(engine, GLOSSARY)
    assert "private.example" not in str(caught.value)
    assert "xxx" not in str(caught.value)
    assert "and 12 more" in str(caught.value)
    assert len(str(caught.value)) < 5000
