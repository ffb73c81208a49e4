"""A field that a definition hangs on is watched, and its past is read whole once."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from orchestration.checked_yaml import load_yaml
from orchestration.defs.watching import watching
from orchestration.errors import GlossaryError
from orchestration.glossary import Glossary
from orchestration.glossary.overrides import with_overrides
from orchestration.glossary.vendor_terms import with_vendor_terms
from orchestration.loading import LoadPolicy
from orchestration.warehouse import Warehouse, open_warehouse
from tests.support.paths import PROJECT
from tests.support.stages.own_project import proves

CONTENT = load_yaml(PROJECT / "glossary.yml", GlossaryError)


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    made = open_warehouse(f"duckdb:///{tmp_path / 'company.duckdb'}")
    with made.engine().begin() as connection:
        for statement in (
            "create schema raw_hubspot",
            "create table raw_hubspot._history (object_type text, property text)",
            "insert into raw_hubspot._history values ('contacts', 'lifecyclestage')",
            "create table raw_hubspot.contacts (lifecyclestage text, hubspotscore double)",
        ):
            connection.execute(text(statement))
    return made


def _policy(warehouse: Warehouse, source: str = "hubspot") -> LoadPolicy:
    change = proves("MQL", "hubspot", "contacts.hubspotscore>=40")
    content = with_vendor_terms(with_overrides(CONTENT, [change]), lambda _: {})
    return watching(LoadPolicy(), warehouse, Glossary.model_validate(content), source)


def test_a_score_is_watched_and_its_past_is_read_once_there_is_one(warehouse: Warehouse) -> None:
    watched = {"contacts": frozenset({"lifecyclestage", "hubspotscore"})}
    empty = _policy(warehouse)
    assert (empty.watched, empty.read_whole) == (watched, frozenset())
    with warehouse.engine().begin() as connection:
        connection.execute(text("insert into raw_hubspot.contacts values (null, 7)"))
    assert _policy(warehouse).read_whole == {"_history"}
    with warehouse.engine().begin() as connection:
        connection.execute(
            text("insert into raw_hubspot._history values ('contacts', 'hubspotscore')")
        )
    told = _policy(warehouse)
    assert (told.watched, told.read_whole) == (watched, frozenset())


def test_a_vendor_that_keeps_what_it_keeps_is_told_nothing(warehouse: Warehouse) -> None:
    assert _policy(warehouse, "salesforce") == LoadPolicy()
