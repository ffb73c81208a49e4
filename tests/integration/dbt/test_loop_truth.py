"""What marketing did, cost and won in companies of other seeds, on both engines, as simulated."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest

from orchestration.worlds.generator.writer import write_world
from tests.support import spending
from tests.support.attribution import truth as of_touches
from tests.support.customers import customers
from tests.support.dbt import contents
from tests.support.dbt.build import Build
from tests.support.dbt.world import copy_raw, fill_from_world
from tests.support.lines import differences as of_lines
from tests.support.mailings import mailings, mailings_planted
from tests.support.money.company import facts_of, models_of, touched_of
from tests.support.money.costs import acquisition_costs
from tests.support.money.customers import customer_values
from tests.support.money.returns import marketing_returns
from tests.support.money.told import differences, told_costs, told_returns, told_values
from tests.support.postgres import own_database

pytestmark = [pytest.mark.nightly, pytest.mark.timeout(3000)]

MARTS = (
    *("bridge_person_source", "bridge_account_source", "bridge_opportunity_source"),
    *("fct_touchpoint", "fct_attribution", "mart_opportunity_sourcing", "fct_marketing_spend"),
    *("mart_acquisition_cost", "fct_customer", "mart_customer_value", "mart_marketing_return"),
    *("mart_mailing", "mart_content", "dim_product", "fct_opportunity_line"),
    *("fct_opportunity_line_check", "fct_contract"),
)


class Loop(NamedTuple):
    """A built company and its folder."""

    build: Build
    world: Path

    def answers(self, name: str) -> list[dict[str, str]]:
        path = self.world / "truth" / f"{name}.csv"
        if not path.exists():
            return []
        with path.open(encoding="utf-8", newline="") as handle:
            return list(csv.DictReader(handle))

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """Marts are built aside on Postgres."""
        return self.build.rows(query.replace("marts.", f"{self.build.schema('marts')}."))


@pytest.fixture(scope="module", params=[(3, "duckdb"), (23, "duckdb"), (41, "postgres")], ids=str)
def loop(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Loop]:
    seed, engine = request.param
    folder = tmp_path_factory.mktemp("loop")
    world = write_world(folder / "world", seed=seed, people=600, name="loop")
    made = Build.on_duckdb(folder)
    fill_from_world(made, world)
    with ExitStack() as held:
        if engine == "postgres":
            server = request.getfixturevalue("postgres_url")
            there = Build.on_postgres(held.enter_context(own_database(server)), folder)
            copy_raw(made, there)
            made = there
        made.score()
        made.dbt(*(f"+{mart}" for mart in MARTS))
        yield Loop(made, world)
        made.engine.dispose()


def test_touches_sources_and_credit_are_those_that_were_planned(loop: Loop) -> None:
    assert of_touches.differences(loop.rows, loop.world / "truth") == []


def test_every_cost_counts_once_and_as_simulated(loop: Loop) -> None:
    wanted, found = spending.costs(loop.world, loop.rows)
    assert found == wanted
    whole, parts = spending.wholes(loop.world, loop.rows)
    assert parts == whole


def test_customers_and_the_lines_of_their_deals_are_as_simulated(loop: Loop) -> None:
    wanted, found = customers(loop.world, loop.rows)
    assert found == wanted
    lines = of_lines(loop.world, loop.rows, nobody_ran=True)
    assert lines == {"lines": (set(), set()), "line_checks": (set(), set())}


def test_mailings_and_content_did_what_was_simulated(loop: Loop) -> None:
    wanted = mailings_planted(loop.answers("mailings"))
    assert mailings(loop.rows) == (wanted, True)
    assert contents.uses_told(loop.rows) == contents.uses_simulated(loop.answers("pushed_content"))
    assert contents.pieces_told(loop.rows) == contents.pieces_reckoned(loop.rows)


def test_costs_worth_and_returns_are_those_of_another_way_to_them(loop: Loop) -> None:
    facts, shares = facts_of(loop.rows)
    assert differences(told_costs(loop.build), acquisition_costs(facts)) == []
    assert differences(told_values(loop.build), customer_values(facts)) == []
    wanted = marketing_returns(facts, shares, models_of(loop.rows), touched_of(loop.rows))
    assert differences(told_returns(loop.build), wanted) == []
