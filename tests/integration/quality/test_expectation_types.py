"""Every expectation that we use, put to Great Expectations over rows of each warehouse.

The rows are read by the code that reads them in a run; each expectation must name the keys of all
rows that break it, and no other.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine
from sqlalchemy.pool import NullPool

from expectations import expect
from expectations.expect import Expected
from expectations.tables import Tables
from expectations.validator import Batch, Expectation, Validator

#: What a warehouse gives: a key, a word that one row lacks, numbers with and without a fraction, a
#: flag. Row c breaks everything that can be broken once; a and b say the same word.
ROWS = """
create table checks.things as
select * from (values
    ('a', 'tea', 1, cast(0.5 as decimal(18, 6)), false),
    ('b', 'tea', 2, cast(1.0 as decimal(18, 6)), false),
    ('c', null, -1, cast(0.49 as decimal(18, 6)), true),
    ('d', 'rum', 3, null, false)
) as things (key, word, number, ratio, is_failed)
"""
CASES: dict[str, tuple[tuple[Expected, tuple[str, ...]], ...]] = {
    "unique": ((expect.unique("word", "critical"), ("a", "b")),),
    "not_null": ((expect.not_null("word", "critical"), ("c",)),),
    "in_set": (
        (expect.in_set("is_failed", [False], "warning"), ("c",)),
        (expect.in_set("word", ["tea"], "info"), ("d",)),
        (expect.in_set("number", [1, 2, 3], "critical"), ("c",)),
    ),
    "not_in_set": ((expect.not_in_set("word", ["rum"], "info"), ("d",)),),
    "at_least": (
        (expect.at_least("number", 0, "warning"), ("c",)),
        (expect.at_least("ratio", 0.5, "info"), ("c",)),
    ),
}


@pytest.fixture
def on_duckdb(tmp_path: Path) -> Iterator[Engine]:
    engine = create_engine(f"duckdb:///{tmp_path / 'types.duckdb'}", poolclass=NullPool)
    yield engine
    engine.dispose()


@pytest.fixture
def on_postgres(postgres_database_url: str) -> Iterator[Engine]:
    engine = create_engine(postgres_database_url, poolclass=NullPool)
    yield engine
    engine.dispose()


def test_there_is_a_case_for_every_expectation_that_we_can_ask() -> None:
    ours = {
        name
        for name, function in vars(expect).items()
        if isinstance(function, FunctionType)
        and inspect.signature(function).return_annotation == "Expected"
    }
    assert ours == set(CASES)


@pytest.mark.parametrize(
    "warehouse", ["on_duckdb", pytest.param("on_postgres", marks=pytest.mark.postgres)]
)
def test_every_expectation_names_the_rows_that_break_it(
    warehouse: str, request: pytest.FixtureRequest
) -> None:
    engine: Engine = request.getfixturevalue(warehouse)
    with engine.begin() as connection:
        connection.execute(text("create schema checks"))
        connection.execute(text(ROWS))
    asked = [case for cases in CASES.values() for case in cases]
    with engine.connect() as connection:
        rows = Tables(connection, lambda layer: layer).read("select * from {checks.things}")
    batch = Batch(
        "suite",
        "checks.things",
        rows,
        "key",
        [Expectation(expected, severity="minor") for expected, _ in asked],
    )
    results = Validator().validate(batch)
    found = [(result.expectation, result.unexpected_ids, result.success) for result in results]
    wanted = [
        (f"checks.things.{expected.column}: {expected.kind}", keys, False)
        for expected, keys in asked
    ]
    assert found == wanted
    assert {result.element_count for result in results} == {4}


def test_great_expectations_is_told_what_a_rule_is_and_how_severe() -> None:
    asked = expect.in_set("is_failed", [False], expect.OF_RULES["minor"])
    loaded = asked.described("Open opportunity without a next step", rule_id="D003").load()
    assert (loaded.severity.value, loaded.description, loaded.meta) == (
        "info",
        "Open opportunity without a next step",
        {"rule_id": "D003"},
    )
