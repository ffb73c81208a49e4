"""States of findings are meant since the last publication, and new ones stay new for a week."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from expectations import read_standings
from tests.support.dbt import quality_company as company
from tests.support.dbt.build import Build

START = company.AS_OF
HOUR = timedelta(hours=1)
#: What is between an address and what is asked here of findings.
ASKED = ("finding", "finding_history", "rule_result", "int_quality__since_publication")
CHANGED = tuple(f"rule_v001_email_syntax+,+{table}" for table in ASKED)
FIXED, BROKEN = "ann@somewhere.example", "ann@nowhere"
#: What is published, and what expectations read beside it.
PUBLISHED = "HYMNSHEET_DBT_PUBLISHED_PATH"


@pytest.fixture
def build(flawed: Build, tmp_path: Path) -> Build:
    return flawed.copy(tmp_path)


@pytest.fixture
def postgres_build(postgres_database_url: str, tmp_path: Path) -> Build:
    return company.built(Build.on_postgres(postgres_database_url, tmp_path))


def rebuild(build: Build, as_of: datetime) -> None:
    """What an address and the hour of the run change; the rest of the tables stay as they are."""
    build.at(as_of)
    build.dbt(*CHANGED, command="run")


def set_email(build: Build, contact: str, email: str) -> None:
    build.execute(f"update raw_hubspot.contacts set email = '{email}' where id = '{contact}'")


def statuses(build: Build) -> dict[str, int]:
    table = f"{build.schema('quality')}.finding"
    return dict(build.rows(f"select status, count(*) from {table} group by status"))  # type: ignore[arg-type]


def emails(build: Build) -> dict[str, tuple[Any, ...]]:
    rows = build.rows(
        "select source_id, status, is_recent, first_seen_at, last_seen_at, fixed_at"
        f" from {build.schema('quality')}.finding"
        " where rule_id = 'V001' and source_system = 'hubspot' and source_object = 'contacts'"
    )
    return {str(row[0]): row[1:] for row in rows}


def standing(build: Build) -> tuple[int, int | None, int | None, bool]:
    """Of wrong addresses: found now, found in the publication, new since, worse."""
    found = read_standings(build.engine, build.schema)["V001"]
    return found.failed, found.failed_before, found.appeared, found.is_worse


def year_of_a_finding(build: Build) -> None:
    """Found, fixed in a run that dies, fixed in one that does not, broken again, forgotten."""
    everything = statuses(build)
    assert set(everything) == {"new"}
    wrong = standing(build)[0]
    assert standing(build) == (wrong, None, None, True), "nobody has seen any of them"
    build.publish()

    rebuild(build, START)
    assert statuses(build) == everything, "a run repeated at its own instant changes nothing"
    assert standing(build) == (wrong, wrong, 0, False)

    set_email(build, "4", FIXED)
    set_email(build, "1", BROKEN)
    rebuild(build, START + HOUR)  # dies before it publishes
    assert emails(build)["1"][:2] == ("new", True)

    at = START + 2 * HOUR
    rebuild(build, at)
    assert emails(build)["1"] == ("new", True, at, at, None)
    assert emails(build)["4"] == ("fixed", True, START, START, at)
    assert statuses(build) == {"open": everything["new"] - 1, "new": 1, "fixed": 1}
    assert standing(build) == (wrong, wrong, 1, True), "as many as before, and one of them new"
    build.publish()

    set_email(build, "4", BROKEN)
    again = START + 3 * HOUR
    rebuild(build, again)
    assert emails(build)["1"] == ("new", True, at, again, None), "new for a week, not for an hour"
    assert emails(build)["4"] == ("reappeared", True, START, again, None)
    assert standing(build) == (wrong + 1, wrong, 1, True), "one that was fixed is new again"
    build.publish()

    set_email(build, "1", FIXED)
    later = at + timedelta(days=8)
    rebuild(build, later)
    assert emails(build)["1"] == ("fixed", True, at, again, later)
    assert emails(build)["4"] == ("open", False, START, later, None)
    assert standing(build) == (wrong, wrong + 1, 0, False)
    build.publish()

    much_later = later + timedelta(days=8)
    rebuild(build, much_later)
    assert emails(build)["1"] == ("fixed", False, at, again, later), "fixed stays visible"
    assert build.rows(
        "select source_id, state, changed_at"
        f" from {build.schema('quality')}.finding_history"
        " where rule_id = 'V001' and source_system = 'hubspot' and source_id in ('1', '4')"
        " order by source_id, changed_at"
    ) == [
        ("1", "new", at), ("1", "fixed", later),
        ("4", "new", START), ("4", "fixed", at), ("4", "reappeared", again),
    ]  # fmt: skip


def assert_described(build: Build) -> None:
    """What readers open says of every table and column what it is, and carries every key."""
    is_duckdb = build.warehouse().kind == "duckdb"
    words = (
        "select schema_name, table_name, null, comment from duckdb_tables() union all"
        " select schema_name, table_name, column_name, comment from duckdb_columns()"
        " where not internal"
        if is_duckdb
        else "select table_schema, table_name, column_name, col_description(place, number)"
        " from (select *, format('%I.%I', table_schema, table_name)::regclass as place,"
        " ordinal_position::int as number from information_schema.columns) c union all"
        " select table_schema, table_name, null,"
        " obj_description(format('%I.%I', table_schema, table_name)::regclass)"
        " from information_schema.tables"
    )
    keys = (
        "select u.table_schema, u.table_name, u.constraint_name, u.column_name"
        " from information_schema.key_column_usage u where u.table_schema in ('marts', 'quality')"
    )
    required = "select table_schema, table_name, column_name, is_nullable"
    required += " from information_schema.columns"
    described = build.described()
    with build.warehouse().published_engine().connect() as connection:
        said = {tuple(row[:3]): row[3] for row in connection.execute(text(words))}
        found: dict[tuple[str, str, str], set[str]] = {}
        for schema, table, constraint, column in connection.execute(text(keys)):
            found.setdefault((schema, table, constraint), set()).add(column)
        filled = {
            tuple(row[:3]) for row in connection.execute(text(required)) if row.is_nullable == "NO"
        }
    promised = {(place, frozenset(key)) for place, table in described.items() for key in table.keys}
    assert len(described) > 25
    assert promised == {(key[:2], frozenset(columns)) for key, columns in found.items()}
    for place, table in described.items():
        assert said[*place, None] == table.words
        assert {name: said[*place, name] for name in table.columns} == table.columns
        assert {(*place, name) for name in table.not_null} <= filled


def test_states_follow_publications_on_duckdb(build: Build) -> None:
    year_of_a_finding(build)
    assert_described(build)


@pytest.mark.postgres
@pytest.mark.nightly
def test_states_follow_publications_on_postgres(postgres_build: Build) -> None:
    year_of_a_finding(postgres_build)
    assert_described(postgres_build)


def test_a_rule_that_changed_its_meaning_fixed_nothing(build: Build) -> None:
    build.publish()
    set_email(build, "4", FIXED)
    build.at(START + HOUR)
    build.execute("update staging.quality_rules set version = version + 1 where id = 'V001'")
    build.dbt("rule_v001_email_syntax+", "int_quality__rules+", command="run")
    assert "4" not in emails(build)
    assert standing(build)[1:] == (None, None, True), "judged anew: nothing to compare with"
    assert build.rows(
        "select state from quality.finding_history"
        " where rule_id = 'V001' and source_system = 'hubspot' and source_id = '4'"
        " order by changed_at"
    ) == [("new",), ("withdrawn",)]


def test_what_was_published_under_earlier_names_is_remembered(build: Build) -> None:
    build.publish()
    published = create_engine(f"duckdb:///{build.warehouse().dbt_environment()[PUBLISHED]}")
    with published.begin() as connection:
        for table in ("finding", "finding_history"):
            connection.execute(
                text(
                    f"create or replace table quality.{table} as select * rename ("
                    "source_system as system, source_object as object, source_id as record_id"
                    f") from quality.{table}"
                )
            )
    published.dispose()
    set_email(build, "4", FIXED)
    rebuild(build, START + HOUR)
    assert emails(build)["4"] == ("fixed", True, START, START, START + HOUR)
