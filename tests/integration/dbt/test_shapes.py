"""A vendor's model that lacks what its shape has is refused by its name, on both engines."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.support.dbt.build import Build
from tests.support.paths import PROJECT

OWNERS = Path("models/conformed/hubspot/cnf_hubspot__owners.sql")
_LEFT_BEHIND = shutil.ignore_patterns("target", "logs", "dbt_packages")
#: A column as it is written, what stands there instead, and what is said of it.
WRONG = (
    ("    2 as name_rank,\n", "    '2' as name_rank,\n", r"name_rank is \w+ and should be \w+ "),
    ("    email,\n", "    created_at as email,\n", r"email is \w+ and should be \w+ "),
    ("    'owners' as source_object,\n", "", "source_object is not there"),
)


def _refused(build: Build, project: Path) -> str:
    """What dbt says of a project in which one vendor's owners are written wrongly."""
    shutil.copytree(PROJECT, project, ignore=_LEFT_BEHIND)
    text = (project / OWNERS).read_text(encoding="utf-8")
    for written, instead, _ in WRONG:
        assert written in text
        text = text.replace(written, instead)
    (project / OWNERS).write_text(text, encoding="utf-8")
    build.fill({}, {})
    with pytest.raises(AssertionError) as refused:
        build.dbt("+cnf_owners", command="run", project=project)
    build.engine.dispose()
    return " ".join(str(refused.value).split())


def _is_told(message: str) -> None:
    assert "cnf_hubspot__owners does not have the columns of owners" in message
    for *_, said in WRONG:
        assert re.search(said, message), message
    assert message.count(" should be ") == 2, "what is right is not complained of"


def test_other_columns_are_refused_on_duckdb(tmp_path: Path) -> None:
    _is_told(_refused(Build.on_duckdb(tmp_path), tmp_path / "project"))


@pytest.mark.postgres
def test_other_columns_are_refused_on_postgres(postgres_database_url: str, tmp_path: Path) -> None:
    _is_told(_refused(Build.on_postgres(postgres_database_url, tmp_path), tmp_path / "project"))
