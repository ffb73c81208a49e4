"""`hymnsheet glossary log`: which definitions runs used, and what changed between them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, create_engine, text

from orchestration.cli.glossary import glossary
from orchestration.errors import WarehouseError
from tests.support.report.published_tables import create_tables, insert

_STAGES = [{"code": "INQ", "rank": 1}, {"code": "MQL", "rank": 2}]
_ROW = {
    "definition_id": "stages",
    "version_number": 1,
    "stated_version": 1,
    "fingerprint": "abc",
    "definition": "The steps.",
    "unit": "one row per entry",
    "content": json.dumps(_STAGES),
    "is_signed": True,
    "signed_by": "Ada and Ben",
    "valid_from_at": "2026-01-05 08:00:00",
    "last_used_at": "2026-02-05 08:00:00",
    "valid_to_at": "2026-03-01 08:00:00",
}


@pytest.fixture
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    path = tmp_path / "published.duckdb"
    monkeypatch.setenv("HYMNSHEET_WAREHOUSE_URL", f"duckdb:///{path}")
    engine = create_engine(f"duckdb:///{path}")
    create_tables(engine)
    insert(engine, "marts.dim_definition_version", [
        _ROW,
        _ROW | {"version_number": 2, "fingerprint": "def", "is_signed": False, "signed_by": None,
                "content": json.dumps([_STAGES[0], {"code": "SQL", "rank": 2}]),
                "valid_from_at": "2026-03-01 08:00:00", "valid_to_at": None},
        _ROW | {"definition_id": "recycle_idle_days", "content": "180", "valid_to_at": None},
    ])  # fmt: skip
    engine.dispose()
    return engine


def _ran(*words: str) -> Result:
    return CliRunner().invoke(glossary, ["log", *words])


def test_every_version_stands_with_its_runs_and_its_signature(published: Engine) -> None:
    lines = _ran().output.splitlines()
    assert lines == [
        "recycle_idle_days version 1 (abc): from 2026-01-05 08:00 in use; signed by Ada and Ben",
        "stages version 1 (abc): from 2026-01-05 08:00 until 2026-03-01 08:00;"
        " signed by Ada and Ben",
        "stages version 2 (def): from 2026-03-01 08:00 in use; agreed by nobody yet",
    ]


def test_of_one_definition_it_is_told_what_changed(published: Engine) -> None:
    lines = _ran("stages").output.splitlines()
    assert lines[1:4] == ["  The steps.", "  + code: INQ, rank: 1", "  + code: MQL, rank: 2"]
    assert lines[5:] == ["  - code: MQL, rank: 2", "  + code: SQL, rank: 2"]


def test_as_json_the_content_is_a_document(published: Engine) -> None:
    versions = json.loads(_ran("stages", "--json").output)["versions"]
    assert [version["content"][1]["code"] for version in versions] == ["MQL", "SQL"]


def test_what_is_not_set_is_told_so(published: Engine) -> None:
    unset = _ROW | {"definition_id": "corporate_currency", "content": None, "valid_to_at": None}
    insert(published, "marts.dim_definition_version", [unset])
    published.dispose()
    assert _ran("corporate_currency").output.splitlines()[1:] == ["  The steps.", "  + null"]
    [version] = json.loads(_ran("corporate_currency", "--json").output)["versions"]
    assert version["content"] is None


def test_an_unknown_definition_is_told_what_there_is(published: Engine) -> None:
    told = _ran("stage").exception
    assert "Is it 'stages'" in str(told)


def test_a_publication_without_versions_says_to_build(published: Engine) -> None:
    with published.begin() as connection:
        connection.execute(text("drop table marts.dim_definition_version"))
    published.dispose()
    told = _ran().exception
    assert isinstance(told, WarehouseError)
    assert "no published table marts.dim_definition_version" in str(told)
    assert "`hymnsheet run`" in told.next_step
