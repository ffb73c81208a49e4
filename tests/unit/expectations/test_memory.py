"""Rows that were judged before keep their verdict; other rows, or another question, are judged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine
from sqlalchemy.pool import NullPool

from expectations import expect, run_expectations, runner
from expectations.judge import Frame, Judge, Judged
from expectations.tables import Tables


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = create_engine(f"duckdb:///{tmp_path / 'checks.duckdb'}", poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("create schema quality"))
        connection.execute(text("create table quality.t as select 'a' as id, 1 as filled"))
    return engine


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the frames that Great Expectations saw."""
    seen: list[str] = []
    real = Judge.judge

    def counted(self: Judge, suite: str, frame: Frame) -> object:
        seen.append(frame.name)
        return real(self, suite, frame)

    monkeypatch.setattr(Judge, "judge", counted)
    return seen


def expect_at_least(least: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def frames(tables: Tables) -> Iterator[Frame]:
        rows = tables.read("select id, filled from {quality.t} order by id")
        asked = Judged(expect.at_least("filled", least, "warning"), severity="minor")
        yield Frame("quality.t", rows, "id", [asked])

    monkeypatch.setattr(runner, "_SUITES", (SimpleNamespace(SUITE="s", frames=frames),))


def failing(engine: Engine) -> list[str]:
    (result,) = run_expectations(engine, lambda layer: layer)
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
