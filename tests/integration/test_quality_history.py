"""States of findings are meant since the last publication, and new ones stay new for a week."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import quality_company as company
from quality_build import Build

START = company.AS_OF
HOUR = timedelta(hours=1)
FIXED, BROKEN = "ann@somewhere.example", "ann@nowhere"
MODELS = ("path:models/quality", "path:models/staging/ops")


def first_build(build: Build) -> Build:
    build.fill(company.rows(), company.EXTRA_COLUMNS)
    build.at(START)
    build.dbt("+path:models/quality", "+path:models/marts")
    return build


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Build:
    return first_build(Build.on_duckdb(tmp_path_factory.mktemp("first")))


@pytest.fixture
def build(first: Build, tmp_path: Path) -> Build:
    return first.copy(tmp_path)


@pytest.fixture
def postgres_build(postgres_database_url: str, tmp_path: Path) -> Build:
    return first_build(Build.on_postgres(postgres_database_url, tmp_path))


def rebuild(build: Build, as_of: datetime) -> None:
    build.at(as_of)
    build.dbt("+path:models/quality", "+path:models/marts", command="run")


def set_email(build: Build, contact: str, email: str) -> None:
    build.execute(f"update raw_hubspot.contacts set email = '{email}' where id = '{contact}'")


def statuses(build: Build) -> dict[str, int]:
    table = f"{build.schema('quality')}.finding"
    return dict(build.rows(f"select status, count(*) from {table} group by status"))  # type: ignore[arg-type]


def emails(build: Build) -> dict[str, tuple[Any, ...]]:
    rows = build.rows(
        "select record_id, status, is_recent, first_seen_at, last_seen_at, fixed_at"
        f" from {build.schema('quality')}.finding"
        " where rule_id = 'V001' and system = 'hubspot' and object = 'contacts'"
    )
    return {str(row[0]): row[1:] for row in rows}


def year_of_a_finding(build: Build) -> None:
    """Found, fixed in a run that dies, fixed in one that does not, broken again, forgotten."""
    everything = statuses(build)
    assert set(everything) == {"new"}
    build.publish()

    rebuild(build, START)
    assert statuses(build) == everything, "a run repeated at its own instant changes nothing"

    set_email(build, "4", FIXED)
    set_email(build, "1", BROKEN)
    rebuild(build, START + HOUR)  # dies before it publishes
    assert emails(build)["1"][:2] == ("new", True)

    at = START + 2 * HOUR
    rebuild(build, at)
    assert emails(build)["1"] == ("new", True, at, at, None)
    assert emails(build)["4"] == ("fixed", True, START, START, at)
    assert statuses(build) == {"open": everything["new"] - 1, "new": 1, "fixed": 1}
    build.publish()

    set_email(build, "4", BROKEN)
    again = START + 3 * HOUR
    rebuild(build, again)
    assert emails(build)["1"] == ("new", True, at, again, None), "new for a week, not for an hour"
    assert emails(build)["4"] == ("reappeared", True, START, again, None)
    build.publish()

    set_email(build, "1", FIXED)
    later = at + timedelta(days=8)
    rebuild(build, later)
    assert emails(build)["1"] == ("fixed", True, at, again, later)
    assert emails(build)["4"] == ("open", False, START, later, None)
    build.publish()

    much_later = later + timedelta(days=8)
    rebuild(build, much_later)
    assert emails(build)["1"] == ("fixed", False, at, again, later), "fixed stays visible"
    assert build.rows(
        "select record_id, state, changed_at"
        f" from {build.schema('quality')}.finding_history"
        " where rule_id = 'V001' and system = 'hubspot' and record_id in ('1', '4')"
        " order by record_id, changed_at"
    ) == [
        ("1", "new", at), ("1", "fixed", later),
        ("4", "new", START), ("4", "fixed", at), ("4", "reappeared", again),
    ]  # fmt: skip


def test_states_follow_publications_on_duckdb(build: Build) -> None:
    year_of_a_finding(build)


@pytest.mark.postgres
def test_states_follow_publications_on_postgres(postgres_build: Build) -> None:
    year_of_a_finding(postgres_build)


def test_a_rule_that_changed_its_meaning_fixed_nothing(build: Build) -> None:
    build.publish()
    set_email(build, "4", FIXED)
    build.at(START + HOUR)
    build.execute("update staging.quality_rules set version = version + 1 where id = 'V001'")
    build.dbt("+path:models/quality", "+path:models/marts", command="run")
    assert "4" not in emails(build)
    assert build.rows(
        "select state from quality.finding_history"
        " where rule_id = 'V001' and system = 'hubspot' and record_id = '4' order by changed_at"
    ) == [("new",), ("withdrawn",)]
