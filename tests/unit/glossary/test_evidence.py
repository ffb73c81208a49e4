"""A source of stage evidence names a field of any name, a value it takes, or a kind of record."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from orchestration.glossary import read_glossary
from orchestration.glossary.evidence import FieldEvidence, field_evidence, is_readable
from orchestration.settings import DBT_PROJECT_DIR

MQL_FIELD = "lead.mql_date__c"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copy(DBT_PROJECT_DIR / "glossary.yml", tmp_path / "glossary.yml")
    return tmp_path


@pytest.mark.parametrize(
    ("system", "source", "expected"),
    [
        ("salesforce", "lead.Became_MQL__c", ("lead", "became_mql__c", "", "")),
        ("hubspot", "contacts.lifecyclestage=1234", ("contacts", "lifecyclestage", "=", "1234")),
        ("salesforce", "lead.status=Sales Ready", ("lead", "status", "=", "Sales Ready")),
        ("hubspot", "contacts.hubspotscore>=60", ("contacts", "hubspotscore", ">=", "60")),
    ],
)
def test_a_field_is_told_from_its_source(
    system: str, source: str, expected: tuple[str, str, str, str]
) -> None:
    assert field_evidence(system, source) == FieldEvidence(system, *expected)


@pytest.mark.parametrize(
    ("system", "source"),
    [("hubspot", "lead.mql"), ("salesforce", "account.x"), ("hubspot", "calls"), ("hubspot", "")],
)
def test_what_nobody_reads_is_not_readable(system: str, source: str) -> None:
    assert not is_readable(system, source)


def test_every_source_of_the_shipped_glossary_is_readable() -> None:
    rows = read_glossary(DBT_PROJECT_DIR).stage_evidence.rows
    assert [row.source for row in rows if not is_readable(row.system, row.source)] == []
