"""A vendor's model with other columns or types than its shape is told by name, on both engines."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.support.dbt.build import Build
from tests.support.paths import PROJECT

pytestmark = pytest.mark.nightly  # each project is parsed anew

OWNERS = Path("models/conformed/hubspot/cnf_hubspot__owners.sql")
TYPES = "assert_vendors_fill_shapes_in_their_types"
_LEFT_BEHIND = shutil.ignore_patterns("target", "logs", "dbt_packages")
#: A column of OWNERS as it is written, and what stands there instead.
WRONG_TYPES = {"    2 as name_rank,\n": "    '2' as name_rank,\n",
               "    owners.email,\n": "    owners.created_at as email,\n"}  # fmt: skip
MISSING = {"    'owners' as source_object,\n": ""}


def _changed(project: Path, changes: dict[str, str]) -> Path:
    shutil.copytree(PROJECT, project, ignore=_LEFT_BEHIND)
    text_of_owners = (project / OWNERS).read_text(encoding="utf-8")
    for written, instead in changes.items():
        assert written in text_of_owners
        text_of_owners = text_of_owners.replace(written, instead)
    (project / OWNERS).write_text(text_of_owners, encoding="utf-8")
    return project


def _holds(build: Build, tmp_path: Path) -> None:
    build.fill({}, {})
    lacking = _changed(tmp_path / "lacking", MISSING)
    with pytest.raises(AssertionError) as refused:
        build.dbt("+cnf_owners", command="run", project=lacking)
    message = str(refused.value)
    assert "cnf_hubspot__owners" in message
    assert "source_object" in message

    mistyped = _changed(tmp_path / "mistyped", WRONG_TYPES)
    with pytest.raises(AssertionError, match=TYPES):
        build.dbt(f"+{TYPES}", project=mistyped)
    query = next(tmp_path.rglob(f"compiled/**/{TYPES}.sql")).read_text(encoding="utf-8")
    with build.engine.connect() as connection:
        told_of = dict(connection.execute(text(query)).all())
    assert [*told_of] == ["cnf_hubspot__owners"], told_of
    faults = told_of["cnf_hubspot__owners"]
    told = [fault.split(" is ")[0] for fault in faults.split("; ") if fault]
    assert sorted(told) == ["email", "name_rank"]
    assert faults.count(" and should be ") == 2
    build.engine.dispose()


def test_other_columns_are_told_on_duckdb(tmp_path: Path) -> None:
    _holds(Build.on_duckdb(tmp_path), tmp_path)


@pytest.mark.postgres
def test_other_columns_are_told_on_postgres(postgres_database_url: str, tmp_path: Path) -> None:
    _holds(Build.on_postgres(postgres_database_url, tmp_path), tmp_path)
