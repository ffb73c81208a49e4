"""The table of verdicts: replaced whole, hostile ids kept as they are, faults said in our words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine
from sqlalchemy.pool import NullPool

from expectations import CheckResult, described_results, run_expectations, write_results
from orchestration.errors import WarehouseError
from orchestration.rules import Rules

HOSTILE_ID = "x'); drop table quality.finding; -- \u2028 ü"


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = create_engine(f"duckdb:///{tmp_path / 'checks.duckdb'}", poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("create schema quality"))
    return engine


def result(rule_id: str | None, *ids: str) -> CheckResult:
    return CheckResult(
        suite="record_rules",
        rule_id=rule_id,
        expectation="quality.V001.is_failed: expect_column_values_to_be_in_set",
        description="E-mail address that cannot be one",
        success=not ids,
        severity="major",
        element_count=40,
        unexpected_count=len(ids),
        unexpected_ids=ids,
        blocking=rule_id is None,
    )


def kept(engine: Engine) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        rows = connection.execute(text("select * from quality.expectation_result"))
        return [tuple(row) for row in rows]


def test_ids_come_back_as_they_were(engine: Engine) -> None:
    write_results(engine, "quality", [result("V001", HOSTILE_ID, "plain")])
    ((*_, ids, blocking),) = kept(engine)
    assert json.loads(str(ids)) == [HOSTILE_ID, "plain"]
    assert blocking is False


def test_a_second_run_replaces_the_first_whole(engine: Engine) -> None:
    write_results(engine, "quality", [result("V001", "a"), result(None)])
    write_results(engine, "quality", [result("V002")])
    assert [row[1] for row in kept(engine)] == ["V002"]


def test_the_same_results_leave_the_same_table(engine: Engine) -> None:
    results = [result("V001", "a"), result(None), result("D001", "b", "c")]
    write_results(engine, "quality", results)
    first = kept(engine)
    write_results(engine, "quality", results)
    assert kept(engine) == first


def test_no_results_leave_an_empty_table(engine: Engine) -> None:
    write_results(engine, "quality", [])
    assert kept(engine) == []


def test_a_missing_schema_is_said_with_a_next_step(engine: Engine) -> None:
    with pytest.raises(WarehouseError, match="nowhere"):
        write_results(engine, "nowhere", [result("V001")])


def test_checking_before_building_names_the_table_that_is_missing(engine: Engine) -> None:
    with pytest.raises(WarehouseError, match=r"marts\.fct_opportunity"):
        run_expectations(engine, lambda layer: layer, Rules(rules=(), parameters={}))


def test_a_result_is_named_by_its_suite_and_what_it_expects() -> None:
    assert described_results().primary_key == ("suite", "expectation")
