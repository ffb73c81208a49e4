"""What is unknown is never shown as nothing, and unlike currencies are never compared."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.dbt import unknown_company as company
from tests.support.dbt.build import EVERYTHING, QUALITY_TABLES, Build

pytestmark = pytest.mark.nightly  # a build of a company of its own


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Build]:
    made = Build.on_duckdb(tmp_path_factory.mktemp("unknowns"))
    made.fill(company.rows(), {})
    made.at(company.AS_OF)
    made.dbt(*EVERYTHING)
    yield made
    made.engine.dispose()


def test_a_country_value_names_one_country_in_one_spelling(build: Build) -> None:
    found = dict(
        build.rows("select source_id, detail from quality.finding where rule_id = 'V003'")  # type: ignore[arg-type]
    )
    assert found == {n: fault for n, (_, fault) in company.COUNTRIES.items() if fault}
    assert build.rows("select population from quality.rule_result where rule_id = 'V003'") == [
        (len(company.COUNTRIES) - 1,)
    ]


def test_amounts_are_compared_in_one_currency_only(build: Build) -> None:
    found = build.rows(
        "select is_comparable, is_conflict from quality.conflict"
        " where field = 'amount' order by salesforce_opportunity_id"
    )
    assert found == [pair[-2:] for pair in company.PAIRS.values()]
    assert build.rows("select source_id from quality.finding where rule_id = 'X002'") == [("O3",)]


def test_a_pipeline_without_a_known_amount_weighs_nobody_knows_what(build: Build) -> None:
    assert build.rows(
        "select worst_finding, opportunities, opportunities_estimated, recorded_amount,"
        " estimated_amount, amount, amount_ratio, untrusted_amount, untrusted_ratio"
        " from quality.trust_slice order by 1"
    ) == [
        ("all", 4, 4, None, None, None, None, None, None),
        ("critical", 4, 4, None, None, None, None, None, None),
    ]
    assert build.rows("select distinct estimated_amount from quality.open_opportunity") == [(None,)]
    assert build.rows(
        "select value, outcome from quality.score where metric = 'pipeline_trust'"
    ) == [(None, "nothing_to_judge")]


def test_what_a_rule_touches_is_unknown_where_no_amount_is_known(build: Build) -> None:
    query = "select rule_id, open_amount_touched, open_amount_ratio from quality.rule_result"
    touched = {rule: rest for rule, *rest in build.rows(query)}
    assert touched["D002"] == [None, None]
    assert touched["D009"] == [None, None]
    # looked at and touching no open business: that is known to be nothing
    assert touched["V003"] == [Decimal(0), None]


def test_a_misread_amount_is_told_to_its_last_place(build: Build) -> None:
    (told,) = build.rows(
        "select detail from quality.finding where rule_id = 'D002' and source_id = 'grouped'"
    )
    assert "(plainly 1800.125)" in told[0]


@pytest.mark.postgres
def test_postgres_and_duckdb_hold_the_same_rows(
    build: Build, postgres_database_url: str, tmp_path: Path
) -> None:
    other = Build.on_postgres(postgres_database_url, tmp_path)
    other.fill(company.rows(), {})
    other.at(company.AS_OF)
    other.dbt(*EVERYTHING)
    for table in QUALITY_TABLES:
        assert other.table(table) == build.table(table), table
    other.engine.dispose()
