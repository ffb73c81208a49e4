"""What definitions said before."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell

_ROW = {
    "definition_id": "recycle_idle_days",
    "version_number": 1,
    "fingerprint": "abc",
    "content": "180",
    "is_signed": True,
    "signed_by": "Ada and Ben",
    "valid_from_at": "2026-01-05 08:00:00",
    "valid_to_at": "2026-03-01 08:00:00",
}


def test_a_definition_that_changed_is_told_with_both_versions(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.dim_definition_version", [
        _ROW,
        _ROW | {"version_number": 2, "fingerprint": "def", "content": "90", "is_signed": False,
                "signed_by": None, "valid_from_at": "2026-03-01 08:00:00", "valid_to_at": None},
        _ROW | {"definition_id": "stages", "valid_to_at": None},
    ])  # fmt: skip
    said = tell("versions")
    assert "1 of 2 definitions changed since 2026-01-05" in said
    assert "version 2, def 2026-03-01 in use 90 unsigned" in said
    assert "version 1, abc 2026-01-05 2026-03-01 180 Ada and Ben" in said


def test_none_that_changed_is_said_too(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.dim_definition_version", [_ROW | {"valid_to_at": None}])
    assert "None of the 1 definitions changed since 2026-01-05" in tell("versions")
