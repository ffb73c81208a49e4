"""Rows that were judged before keep their verdict; other rows, or another question, are judged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine
from sqlalchemy.pool import NullPool

from expectations import expect, run_expectations, runner
from expectations.tables import Tables
from expectations.validator import Batch, Expectation, Validator
from orchestration.rules import Rules

NO_RULES = Rules(rules=(), parameters={})


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = create_engine(f"duckdb:///{tmp_path / 'checks.duckdb'}", poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("create schema quality"))
        connection.execute(text("create table quality.t as select 'a' as id, 1 as filled"))
    return engine


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the batches that Great Expectations saw."""
    seen: list[str] = []
    real = Validator.validate

    def counted(self: Validator, batch: Batch) -> object:
        seen.append(batch.name)
        return real(self, batch)

    monkeypatch.setattr(Validator, "validate", counted)
    return seen


def expect_at_least(least: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def batches(tables: Tables) -> Iterator[Batch]:
        rows = tables.read("select id, filled from {quality.t} order by id")
        asked = Expectation(expect.at_least("filled", least, "warning"), severity="minor")
        yield Batch("s", "quality.t", rows, "id", [asked])

    monkeypatch.setattr(runner.pipeline, "batches", batches)
    monkeypatch.setattr(runner.raw, "batches", lambda _tables: ())
    monkeypatch.setattr(runner.rule_suites, "batches", lambda _tables, _rules: ())


def failing(engine: Engine) -> list[str]:
    (result,) = run_expectations(engine, lambda layer: layer, NO_RULES)
    return list(result.unexpected_ids)


def test_the_same_rows_are_judged_once_and_changed_ones_again(
    engine: Engine, judged: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    expect_at_least(1, monkeypatch)
    assert [failing(engine), failing(engine)] == [[], []]
    assert len(judged) == 1
    with engine.begin() as connection:
        connection.execute(text("update quality.t set filled = 0"))
    assert [failing(engine), failing(engine)] == [["a"], ["a"]]
    assert len(judged) == 2
    expect_at_least(0, monkeypatch)
    assert failing(engine) == []
    assert len(judged) == 3
