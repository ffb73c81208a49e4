"""One system alone, a fresh warehouse, and Postgres instead of DuckDB: the same product."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.worlds.generator import write_world
from tests.support.company import Company, RunCompany
from tests.support.published import differences, page, snapshot
from tests.support.questions import QUESTIONS, answer, compared

PUBLISHED = ("marts", "quality")


@pytest.mark.nightly
@pytest.mark.parametrize("system", ["hubspot", "salesforce"])
def test_one_system_alone_runs_through_to_a_report(
    system: str, run_company: RunCompany, tmp_path: Path
) -> None:
    world = write_world(tmp_path / system, seed=11, people=600, systems=(system,), name=system)
    company = run_company(world)
    assert company.outcome.report_path.stat().st_size > 10_000
    won = company.rows("select count(*) as n from marts.mart_pipeline where won_at is not null")
    assert won[0].n > 0
    systems = {
        row.source_system
        for row in company.rows("select distinct source_system from quality.finding")
    }
    assert systems == {system}


@pytest.mark.nightly
def test_two_fresh_runs_at_one_clock_publish_the_same_rows(
    larkspur: Company, run_company: RunCompany, larkspur_dir: Path
) -> None:
    other = run_company(larkspur_dir)
    left = snapshot(larkspur.warehouse.published_engine(), PUBLISHED)
    right = snapshot(other.warehouse.published_engine(), PUBLISHED)
    assert left.keys() == right.keys()
    assert differences(left, right) == {}
    assert page(larkspur.outcome.report_path) == page(other.outcome.report_path)


@pytest.mark.postgres
def test_postgres_publishes_the_same_rows_as_duckdb(
    larkspur: Company, run_company: RunCompany, larkspur_dir: Path, postgres_url: str
) -> None:
    other = run_company(larkspur_dir, warehouse_url=postgres_url)
    left = snapshot(larkspur.warehouse.published_engine(), PUBLISHED)
    right = snapshot(other.warehouse.published_engine(), PUBLISHED)
    assert left.keys() == right.keys()
    assert len(left["marts.mart_pipeline"]) > 1000
    assert differences(left, right) == {}
    for question in QUESTIONS:
        ours, theirs = answer(larkspur, question), answer(other, question)
        assert compared(ours) == compared(theirs), question
