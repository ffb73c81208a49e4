"""Baton pass and follow-up, counted by everything they are broken down by, as they were planned.

The company is a generated one of which only the leads are left whose way was planned; what is to
come out is the sum of the plans.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import inspect

from orchestration.worlds.generator.spec import DEFAULT_AS_OF
from orchestration.worlds.generator.writer import write_world
from tests.support.dbt.build import Build
from tests.support.dbt.world import fill_from_world

Row = Mapping[str, str]
Counts = dict[tuple[str, str | None], Counter[str]]

_OUTCOMES: Final = (
    *(
        "accepted",
        "rejected",
        "recycled",
        "returned",
        "nobodys",
        "never_followed_up",
        "pending",
        "unseen",
    ),
)
_STATUSES: Final = (
    *("on_time", "late", "never", "overdue", "pending", "already_engaged", "undated", "unseen"),
)
_PARTS: Final[Mapping[str, Callable[[Row], str | None]]] = {
    "all": lambda _: None,
    **{
        name: lambda row, name=name: row[name] or None
        for name in ("month", "team", "owner", "channel", "lead_type")
    },
}
#: Of Salesforce: what is about a lead, by the column that says which, and what is kept whole.
_OF_LEADS: Final = {"lead": "id", "lead_history": "leadid", "task": "whoid"}
_WHOLE: Final = frozenset({"user", "user_role", "group", "group_member", "record_type"})


def planned_company(folder: Path, seed: int) -> tuple[Build, list[Row]]:
    """Raw rows of the planned leads alone, and the plan of each of their hand-overs."""
    world = write_world(
        folder / "world", seed=seed, people=700, as_of=DEFAULT_AS_OF, name="planned"
    )
    with (world / "truth" / "handoffs.csv").open(encoding="utf-8", newline="") as handle:
        planned: list[Row] = [dict(row) for row in csv.DictReader(handle)]
    made = Build.on_duckdb(folder)
    fill_from_world(made, world)
    leads = ", ".join(sorted({f"'{row['lead_id']}'" for row in planned}))
    for schema, table in _tables(made):
        if schema == "raw_hubspot" or table not in {*_OF_LEADS, *_WHOLE}:
            made.execute(f'delete from {schema}."{table}"')
        elif table in _OF_LEADS:
            column = _OF_LEADS[table]
            made.execute(
                f"delete from {schema}.\"{table}\" where coalesce({column}, '') not in ({leads})"
            )
    return made, planned


def _tables(build: Build) -> Iterator[tuple[str, str]]:
    for schema in ("raw_hubspot", "raw_salesforce"):
        for table in inspect(build.engine).get_table_names(schema=schema):
            if table != "_source":
                yield schema, table


def on_postgres(company: Build, url: str, folder: Path) -> Build:
    """The same raw rows in Postgres."""
    rows: dict[tuple[str, str], list[dict[str, Any]]] = {}
    own: dict[tuple[str, str], dict[str, str]] = {}
    for schema in ("raw_hubspot", "raw_salesforce", "ops"):
        for table in inspect(company.engine).get_table_names(schema=schema):
            columns = inspect(company.engine).get_columns(table, schema=schema)
            names = [column["name"] for column in columns]
            own[schema, table] = {c["name"]: _kind(str(c["type"])) for c in columns}
            rows[schema, table] = [
                dict(zip(names, row, strict=True))
                for row in company.rows(f'select * from {schema}."{table}"')
            ]
    made = Build.on_postgres(url, folder)
    made.fill(rows, own)
    return made


def _kind(sql_type: str) -> str:
    named = {"VARCHAR": "text", "TIMESTAMP": "timestamp", "BOOLEAN": "boolean", "DATE": "date"}
    return named.get(sql_type, "integer" if sql_type in ("BIGINT", "INTEGER") else "number")


def as_planned(planned: list[Row]) -> tuple[Counts, Counts]:
    """How many hand-overs went which way, and how soon they were followed up, by each part."""
    passes: Counts = {}
    follow_ups: Counts = {}
    for row in planned:
        for part, of in _PARTS.items():
            key = (part, of(row))
            outcome = row["outcome"]
            passes.setdefault(key, Counter()).update(
                handed_over=1,
                settled=int(outcome != "pending"),
                followed_up=int(bool(row["first_attempt_at"])),
                assigned=int(bool(row["owner"])),
                ever_rejected=int(outcome == "rejected"),
                ever_recycled=int(outcome == "recycled"),
                ever_returned=int(outcome == "returned"),
                with_reason=int(bool(row["reason"])),
                **{name: int(name == outcome) for name in _OUTCOMES},
            )
            status = row["status"]
            follow_ups.setdefault(key, Counter()).update(
                handed_over=1,
                waited=1,
                judged=int(status != "pending"),
                business_minutes=int(status in ("on_time", "late")),
                **{name: int(name == status) for name in _STATUSES},
            )
    return passes, follow_ups


def as_told(build: Build, table: str, wanted: Counts) -> Counts:
    """The same of a mart; colleagues by address."""
    emails = dict(build.rows(f"select owner_key, email from {build.schema('marts')}.dim_user"))
    [names] = {tuple(sorted(counts)) for counts in wanted.values()}
    columns = ", ".join(f"count_{name}" for name in names)
    found: Counts = {}
    for part, value, *counts in build.rows(
        f"select breakdown, breakdown_value, {columns} from {build.schema('marts')}.{table}"
    ):
        told = emails[value] if part == "owner" and value is not None else value
        found[part, told] = Counter(dict(zip(names, counts, strict=True)))
    return found


def check(build: Build, planned: list[Row]) -> None:
    build.dbt("+mart_baton_pass", "+mart_follow_up", "dim_user")
    for table, wanted in zip(
        ("mart_baton_pass", "mart_follow_up"), as_planned(planned), strict=True
    ):
        found = as_told(build, table, wanted)
        assert found.keys() == wanted.keys()
        assert {key: dict(counts) for key, counts in found.items()} == {
            key: dict(counts) for key, counts in wanted.items()
        }
    kinds = {row["lead_type"]: row["status"] for row in planned}
    assert len(kinds) == 2, "each kind has terms of its own"


@pytest.mark.parametrize(
    "seed", [11, *(pytest.param(seed, marks=pytest.mark.nightly) for seed in (7, 23, 101))]
)
def test_every_part_is_counted_as_planned(seed: int, tmp_path: Path) -> None:
    company, planned = planned_company(tmp_path, seed)
    check(company, planned)
    company.engine.dispose()


@pytest.mark.nightly
@pytest.mark.parametrize("seed", [7, 23, 101])
def test_so_it_is_on_postgres(seed: int, postgres_database_url: str, tmp_path: Path) -> None:
    company, planned = planned_company(tmp_path, seed)
    made = on_postgres(company, postgres_database_url, tmp_path)
    check(made, planned)
    company.engine.dispose()
    made.engine.dispose()
