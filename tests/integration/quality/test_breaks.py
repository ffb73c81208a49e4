"""Breaks of fields with their own history, from one load: the day and the actor, or unknown."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.support.dbt import drift_company as company
from tests.support.dbt.build import Build

#: What tells of breaks, and the records that they left otherwise.
MODELS = (
    *("field_break", "rule_f009_fill_break", "rule_f012_changed_ways"),
    *("int_quality__break_records", "field_option", "dim_run"),
)
#: What a second run needs to see what was changed in the set-up.
CHANGES = (
    *("field_profile", "field_option", "int_quality__fields_before", "int_quality__options_before"),
    *("int_quality__schema_changes", "schema_change"),
)
Found = dict[tuple[str, str, str | None], tuple[Any, ...]]


def build(made: Build, seed: int, *, planted: bool) -> Build:
    company.land(made, seed, planted=planted)
    for command in ("seed", "run"):
        made.dbt(*(f"+{model}" for model in MODELS), command=command)
    return made


def change(made: Build, *, planted: bool) -> None:
    """What was found is published, and another run looks at the set-up a day later."""
    made.publish()
    if planted:
        company.retype(made)
    made.dbt(*CHANGES, command="run")


def found(made: Build) -> Found:
    rows = made.rows(
        "select source_system, source_object, field, break_kind, broke_on, actor_kind, actor"
        f" from {made.schema('quality')}.field_break"
    )
    told: Found = {(row[0], row[1], row[2]): row[3:] for row in rows}
    assert len(told) == len(rows), "a field that broke once is told once"
    return told


def changed(made: Build) -> Found:
    """Changes of the set-up; each lies between two runs, a day apart."""
    rows = made.rows(
        "select source_system, source_object, field, change_kind, seen_at, changed_after,"
        " changed_at, coalesce(actor_kind, 'unknown'), actor"
        f" from {made.schema('quality')}.schema_change"
    )
    assert all(row[4] - row[5] <= timedelta(days=1) for row in rows)
    return {(row[0], row[1], row[2]): (row[3], (row[6] or row[4]).date(), *row[7:]) for row in rows}


def assert_dated_and_attributed(made: Build, seed: int) -> None:
    """Every planted break within a day, with who did it or unknown; nothing else; the table."""
    change(made, planted=True)
    told = {**found(made), **changed(made)}
    answers = company.answers(seed)
    print(f"\n{'break':<38}{'planted':<12}{'by':<26}{'found':<12}by")
    for answer in answers:
        kind, day, actor_kind, actor = told.get(answer.place, ("", "missed", "", ""))
        by = " ".join(answer.actor or ("unknown",))
        print(f"{answer.told:<38}{answer.day!s:<12}{by:<26}{day!s:<12}{actor_kind} {actor or ''}")
    assert {*told} == {answer.place for answer in answers}
    for answer in answers:
        kind, day, actor_kind, actor = told[answer.place]
        assert kind == answer.kind
        assert abs(day - answer.day) <= timedelta(days=1), answer.told
        assert (actor_kind, actor) in (answer.actor, ("unknown", None)), answer.told
        assert answer.actor is None or actor, f"one load tells who did it: {answer.told}"
    assert_findings(made)


def assert_findings(made: Build) -> None:
    """Each break is one finding of one rule, and its records are those that it says it touched."""
    quality, built = made.schema("quality"), made.schema("intermediate")
    failed = " union all ".join(
        f"select rule_id, source_system, source_object, field from {built}.{model} where is_failed"
        for model in MODELS[1:3]
    )
    assert sorted(made.rows(failed), key=str) == sorted(
        made.rows(
            "select case when break_kind = 'fill_fell' then 'F009' else 'F012' end, source_system,"
            f" source_object, field from {quality}.field_break"
        ),
        key=str,
    )
    records = dict(
        made.rows(
            "select source_object || '.' || field, count(distinct source_id)"
            f" from {built}.int_quality__break_records group by 1"
        )
    )
    touched = made.rows(
        f"select source_object || '.' || field, records_touched from {quality}.field_break"
        " where field is not null and records_touched is not null"
    )
    assert records == dict(touched)


@pytest.mark.parametrize(
    "seed", [1, *(pytest.param(seed, marks=pytest.mark.nightly) for seed in (2, 3, 4, 5))]
)
def test_planted_breaks_are_dated_within_a_day_and_nobody_is_named_wrongly(
    seed: int, tmp_path: Path
) -> None:
    assert_dated_and_attributed(build(Build.on_duckdb(tmp_path), seed, planted=True), seed)


@pytest.mark.nightly
@pytest.mark.parametrize("seed", [1, 2])
def test_a_company_in_which_nothing_breaks_has_no_break(seed: int, tmp_path: Path) -> None:
    made = build(Build.on_duckdb(tmp_path), seed, planted=False)
    assert found(made) == {}
    assert_findings(made)
    change(made, planted=False)
    assert changed(made) == {}


@pytest.mark.postgres
@pytest.mark.nightly
def test_postgres_finds_the_same(postgres_database_url: str, tmp_path: Path) -> None:
    made = Build.on_postgres(postgres_database_url, tmp_path)
    assert_dated_and_attributed(build(made, 5, planted=True), 5)
