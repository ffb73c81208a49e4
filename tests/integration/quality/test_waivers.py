"""A waiver takes a finding off the list of problems for a time, and changes nothing else."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from expectations import read_standings
from tests.support.dbt import quality_company as company
from tests.support.dbt.build import Build

START, HOUR, DAY = company.AS_OF, timedelta(hours=1), timedelta(days=1)
TODAY = START.date()
LAST = TODAY + 10 * DAY
#: What a waiver, an address and the day change; and the scores, which no waiver may change.
CHANGED = (
    *("int_quality__waivers+", "rule_v001_email_syntax+"),
    *("int_quality__open_pipeline", "open_opportunity", "trust_slice", "score"),
)

EXACT, RULE_WIDE, FIELD_WIDE, RECORD_WIDE, EXPIRED, NOT_YET, NOTHING = range(1, 8)
#: Rule, system, object, record, field, first day, last day: by the place in the file.
WAIVERS: dict[int, tuple[Any, ...]] = {
    EXACT: ("V001", "hubspot", "contacts", "4", "email", None, LAST),
    RULE_WIDE: ("D002", None, None, None, None, None, LAST),
    FIELD_WIDE: ("F003", "hubspot", "contacts", None, "always_x", None, LAST),
    RECORD_WIDE: ("V002", "salesforce", "lead", "00Q000000000001AAA", None, TODAY, TODAY),
    EXPIRED: ("V003", "hubspot", None, None, None, None, TODAY - DAY),
    NOT_YET: ("X002", None, None, None, None, TODAY + DAY, LAST),
    NOTHING: ("L001", "hubspot", "contacts", "no such record", None, None, LAST),
}
DEAL_WITHOUT_AMOUNT = ("D002", "006000000000003AAA")


def with_waivers(build: Build) -> Build:
    """Everything was found; it is published, and then some of it is waived."""
    build.publish()
    for waiver, (rule, *where, since, until) in WAIVERS.items():
        values = (waiver, rule, *where, f"reason {waiver}", f"owner {waiver}", since, until)
        spelt = ", ".join("null" if value is None else f"'{value}'" for value in values)
        build.execute(f"insert into {build.schema('staging')}.quality_waivers values ({spelt})")
    return build


@pytest.fixture
def duckdb(flawed: Build, tmp_path: Path) -> Build:
    return with_waivers(flawed.copy(tmp_path))


@pytest.fixture
def postgres(postgres_database_url: str, tmp_path: Path) -> Build:
    return with_waivers(company.built(Build.on_postgres(postgres_database_url, tmp_path)))


def rebuild(build: Build, after: timedelta) -> None:
    build.at(START + after)
    build.dbt(*CHANGED, command="run")


def findings(build: Build, rule: str, condition: str = "true") -> list[tuple[Any, ...]]:
    return build.rows(
        "select source_id, status, is_waived, waiver_reason, waived_until, finding_rank is null"
        f" from {build.schema('quality')}.finding"
        f" where rule_id = '{rule}' and {condition} order by source_id"
    )


def history(build: Build, rule: str, source_id: str) -> list[str]:
    return [
        str(row[0])
        for row in build.rows(
            f"select state from {build.schema('quality')}.finding_history"
            f" where rule_id = '{rule}' and source_id = '{source_id}' order by changed_at"
        )
    ]


def result(build: Build, rule: str) -> tuple[Any, ...]:
    [row] = build.rows(
        "select outcome, failed, failed_waived, failed_open, problem_rank, records_touched"
        f" from {build.schema('quality')}.rule_result where rule_id = '{rule}'"
    )
    return row


def waivers(build: Build) -> dict[int, tuple[str, int, int]]:
    rows = build.rows(
        f"select waiver, state, findings, findings_waived from {build.schema('quality')}.waiver"
    )
    return {row[0]: row[1:] for row in rows}  # type: ignore[misc]


def scores(build: Build) -> list[str]:
    return [*build.table("score"), *build.table("trust_slice"), *build.table("record_health")]


def standing(build: Build, rule: str) -> tuple[int, int | None, bool]:
    found = read_standings(build.engine, build.schema)[rule]
    return found.failed, found.appeared, found.is_worse


def set_email(build: Build, email: str) -> None:
    build.execute(f"update raw_hubspot.contacts set email = '{email}' where id = '4'")


def assert_waived(build: Build) -> None:
    """What each waiver names is waived, and nothing else."""
    untouched = scores(build)
    assert result(build, "D002")[:4] == ("found", 2, 0, 2)

    rebuild(build, HOUR)
    assert waivers(build) == {
        EXACT: ("in_force", 1, 1),
        RULE_WIDE: ("in_force", 2, 2),
        FIELD_WIDE: ("in_force", 1, 1),
        RECORD_WIDE: ("in_force", 1, 1),
        EXPIRED: ("expired", 3, 0),
        NOT_YET: ("not_yet", 1, 0),
        NOTHING: ("in_force", 0, 0),
    }
    assert scores(build) == untouched, "a waiver improves no score"
    assert findings(build, "V001", "source_id = '4'") == [
        ("4", "waived", True, f"reason {EXACT}", LAST, True)
    ]
    assert {row[1] for row in findings(build, "V001", "source_id <> '4'")} == {"open"}
    assert [row[1:5] for row in findings(build, "D002")] == [
        ("waived", True, f"reason {RULE_WIDE}", LAST)
    ] * 2
    assert [row[1] for row in findings(build, "F003", "field = 'always_x'")] == ["waived"]
    assert [row[1] for row in findings(build, "F003", "field <> 'always_x'")] == ["open"]
    assert findings(build, "V003", "source_system = 'hubspot'") == [
        (each, "open", False, f"reason {EXPIRED}", TODAY - DAY, False) for each in ("6", "7", "9")
    ], "an expired one waives nothing, and is still told"
    assert findings(build, "X002")[0][1:5] == ("open", False, None, None)
    assert result(build, "D002") == ("found", 2, 2, 0, None, 0)
    ranks = [row[0] for row in build.rows(
        f"select finding_rank from {build.schema('quality')}.finding"
        " where finding_rank is not null order by 1"
    )]  # fmt: skip
    assert ranks == list(range(1, len(ranks) + 1))
    assert standing(build, "D002") == (2, 0, False)
    table = f"{build.schema('quality')}.finding"
    assert build.rows(f"select count(*) from {table} where is_waived") == build.rows(
        f"select sum(failed_waived) from {build.schema('quality')}.rule_result"
    )
    assert history(build, *DEAL_WITHOUT_AMOUNT) == ["new", "waived"]


def life_of_waivers(build: Build) -> None:
    """Waived, published, fixed and broken under a waiver, and open again when it ends."""
    assert_waived(build)
    build.publish()

    set_email(build, "ann@somewhere.example")
    rebuild(build, 2 * HOUR)
    assert findings(build, "V001", "source_id = '4'") == [("4", "fixed", False, None, None, True)]
    assert waivers(build)[EXACT] == ("in_force", 0, 0)
    build.publish()

    set_email(build, "ann@nowhere")
    rebuild(build, DAY)
    assert history(build, "V001", "4") == ["new", "waived", "fixed", "waived"]
    assert standing(build, "V001")[1:] == (0, False), "what is waived from the start is no news"
    assert findings(build, "X002")[0][1] == "waived"
    assert waivers(build)[RECORD_WIDE] == ("expired", 1, 0), "its last day is over"
    build.publish()

    rebuild(build, 11 * DAY)
    assert {state for state, *_ in waivers(build).values()} == {"expired"}
    assert history(build, *DEAL_WITHOUT_AMOUNT) == ["new", "waived", "open"]
    found = {row[0]: row[1:5] for row in findings(build, "D002")}
    again = {key: found.pop(key) for key in ("006000000000003AAA", "006000000000004AAA")}
    assert set(again.values()) == {("open", False, f"reason {RULE_WIDE}", LAST)}
    assert {status for status, *_ in found.values()} <= {"new"}, "these were never waived"
    number = len(again) + len(found)
    assert result(build, "D002")[1:4] == (number, 0, number)
    assert standing(build, "D002") == (number, number, True), "open again, and nobody saw it so"
    assert history(build, "V001", "4")[-1] == "open"


def test_a_waiver_hides_a_problem_until_its_last_day_on_duckdb(duckdb: Build) -> None:
    life_of_waivers(duckdb)


@pytest.mark.postgres
@pytest.mark.nightly
def test_a_waiver_hides_a_problem_until_its_last_day_on_postgres(postgres: Build) -> None:
    life_of_waivers(postgres)
