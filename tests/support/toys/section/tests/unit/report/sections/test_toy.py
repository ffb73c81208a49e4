"""Every owner by name, and by key where there is none."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.support.report.published_tables import insert
from tests.support.report.told import Tell


def test_an_owner_without_a_name_is_named_by_key(engine: Engine, tell: Tell) -> None:
    insert(engine, "marts.dim_user", [
        {"owner_key": "a", "name": "Ann"},
        {"owner_key": "b", "name": None},
    ])  # fmt: skip
    assert "Owners: Ann, b" in tell("toy")
