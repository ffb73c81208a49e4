"""What opportunities were and how pipelines moved, held to a reference over random histories.

The reference (tests/support/dbt/pipeline_reference.py) was written from the definitions. All
examples stand in one warehouse, since a build costs as much for one as for thousands.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.support.dbt import pipeline_histories as histories
from tests.support.dbt import pipeline_reference as reference
from tests.support.dbt.build import Build
from tests.support.dbt.drawn import FIRST_SEED
from tests.support.dbt.movements import WAYS
from tests.support.dbt.same_marts import assert_same_marts

MARTS = (
    "fct_opportunity_state",
    "fct_pipeline_movement",
    "mart_pipeline_as_of",
    "mart_pipeline_waterfall",
)
FEW, MANY = 100, 2_000
PERIODS = [
    *reference.months(histories.FIRST_DAY, histories.AS_OF.date()),
    *reference.quarters(histories.FIRST_DAY, histories.AS_OF.date()),
]


def _filled(made: Build, companies: list[histories.Company]) -> Build:
    made.fill(histories.rows(companies), {})
    made.at(histories.AS_OF)
    made.dbt(*(f"+{mart}" for mart in (*MARTS, "dim_user")))
    return made


@pytest.fixture(scope="module")
def few() -> list[histories.Company]:
    return histories.companies(FEW, FIRST_SEED)


@pytest.fixture(scope="module")
def build(
    few: list[histories.Company], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Build]:
    made = _filled(Build.on_duckdb(tmp_path_factory.mktemp("movement")), few)
    yield made
    made.engine.dispose()


def _spans(build: Build) -> dict[str, list[tuple[Any, ...]]]:
    """What each opportunity was, without the parting of spans that differ in evidence alone."""
    owners = {
        key: user[9:15] if user else owner
        for key, user, owner in build.rows(
            "select owner_key, salesforce_user_id, hubspot_owner_id"
            f" from {build.schema('marts')}.dim_user"
        )
    }
    found: dict[str, list[tuple[Any, ...]]] = {}
    for key, since, until, *state, owner in build.rows(
        "select source_id, valid_from_at, valid_to_at, stage_category, amount, close_date,"
        " owner_key"
        f" from {build.schema('marts')}.fct_opportunity_state order by source_id, state_number"
    ):
        spans = found.setdefault(str(key), [])
        said = (*state, owners[owner])
        if spans and spans[-1][2:] == said:
            spans[-1] = (spans[-1][0], until, *said)
        else:
            spans.append((since, until, *said))
    return found


def _expected_spans(one: reference.Opportunity) -> list[tuple[Any, ...]]:
    spans: list[tuple[Any, ...]] = []
    for since, until, state in one.spans():
        said = (state.category, state.amount, state.close_date, state.owner)
        if spans and spans[-1][2:] == said:
            spans[-1] = (spans[-1][0], until, *said)
        else:
            spans.append((since, until, *said))
    return spans


def _source_id(company: histories.Company, one: reference.Opportunity) -> str:
    if company.kind == "versions":
        return one.key.replace("n", "0")
    return f"006000{one.key}AAAAA"


def _differing_states(build: Build, companies: list[histories.Company]) -> list[Any]:
    found = _spans(build)
    return [
        (company.kind, one, found.get(_source_id(company, one)), _expected_spans(one))
        for company in companies
        for one in company.opportunities
        if found.get(_source_id(company, one), []) != _expected_spans(one)
    ]


def _differing_movements(build: Build, companies: list[histories.Company]) -> list[Any]:
    found = {
        (str(key), kind, start): tuple(rest)
        for key, kind, start, *rest in build.rows(
            "select source_id, period_type, period_start, came, went, came_amount_corporate,"
            " increased_amount_corporate - decreased_amount_corporate, went_amount_corporate"
            f" from {build.schema('marts')}.fct_pipeline_movement"
        )
    }
    expected = {}
    for company in companies:
        for one in company.opportunities:
            for period in PERIODS:
                moved = reference.movement(one, period, histories.rate)
                if moved is not None:
                    expected[_source_id(company, one), period.kind, period.start] = (
                        *(moved.came, moved.went, moved.came_amount),
                        *(moved.change, moved.went_amount),
                    )
    keys = sorted(set(found) | set(expected))
    return [
        (key, found.get(key), expected.get(key))
        for key in keys
        if found.get(key) != expected.get(key)
    ]


def _differing_waterfalls(build: Build, companies: list[histories.Company]) -> list[Any]:
    columns = ", ".join(f"count_{way}, {way}_amount_corporate" for way in WAYS)
    found: dict[tuple[str, date], dict[str, tuple[int, Decimal]]] = {}
    for kind, start, *cells in build.rows(
        f"select period_type, period_start, {columns}"
        f" from {build.schema('marts')}.mart_pipeline_waterfall where scope_type = 'all'"
    ):
        pairs = zip(cells[::2], cells[1::2], strict=True)
        found[kind, start] = {
            way: (count, amount or Decimal(0))
            for way, (count, amount) in zip(WAYS, pairs, strict=True)
            if count
        }
    everybody = [one for company in companies for one in company.opportunities]
    expected = {
        (period.kind, period.start): reference.waterfall(everybody, period, histories.rate)
        for period in PERIODS
    }
    return [
        (key, found.get(key, {}), told)
        for key, told in expected.items()
        if found.get(key, {}) != told
    ]


def _hold(build: Build, companies: list[histories.Company]) -> None:
    assert len(companies) >= FEW
    assert _differing_states(build, companies)[:3] == []
    assert _differing_movements(build, companies)[:3] == []
    assert _differing_waterfalls(build, companies) == []


def test_no_random_history_is_told_otherwise_than_by_the_reference(
    build: Build, few: list[histories.Company]
) -> None:
    _hold(build, few)


def test_the_histories_have_every_movement_in_them(few: list[histories.Company]) -> None:
    """Else the comparison would prove little."""
    ways = {
        way
        for company in few
        for one in company.opportunities
        for period in PERIODS
        if (moved := reference.movement(one, period, histories.rate)) is not None
        for way in (moved.came, moved.went, "increased" if moved.change > 0 else "decreased")
    }
    assert ways == set(WAYS)


@pytest.mark.nightly
@pytest.mark.postgres
def test_both_warehouses_tell_the_same_movements(
    build: Build, few: list[histories.Company], postgres_database_url: str, tmp_path: Path
) -> None:
    other = _filled(Build.on_postgres(postgres_database_url, tmp_path), few)
    _hold(other, few)
    assert_same_marts(build, other, MARTS)
    other.engine.dispose()


@pytest.mark.nightly
def test_two_thousand_random_histories_are_told_as_by_the_reference(tmp_path: Path) -> None:
    companies = histories.companies(MANY, FIRST_SEED + 1)
    made = _filled(Build.on_duckdb(tmp_path), companies)
    _hold(made, companies)
    made.engine.dispose()


@pytest.mark.nightly
@pytest.mark.postgres
def test_so_they_are_on_postgres(postgres_database_url: str, tmp_path: Path) -> None:
    companies = histories.companies(MANY, FIRST_SEED + 2)
    made = _filled(Build.on_postgres(postgres_database_url, tmp_path), companies)
    _hold(made, companies)
    made.engine.dispose()


def test_what_an_opportunity_was_at_an_instant_is_what_it_was_just_before_it() -> None:
    """The reference's own boundaries, by hand."""
    at = datetime.fromisoformat("2026-01-01T00:00:00")
    state = reference.State("open", Decimal(5), date(2026, 1, 31), "a")
    one = reference.Opportunity("o", "EUR", (reference.Edit(at, state),), deleted_at=at)
    assert one.at(at) is None
    assert list(one.spans()) == []
    january = reference.Period("month", date(2026, 1, 1), date(2026, 2, 1))
    assert reference.movement(one, january, histories.rate) is None
    alive = reference.Opportunity("o", "EUR", one.edits)
    moved = reference.movement(alive, january, histories.rate)
    assert moved is not None
    assert (moved.came, moved.went, moved.came_amount) == ("new", "end", Decimal(5))
