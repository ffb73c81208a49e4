"""Credit for deals in SQL: as a reference has it, and as ten thousand known paths do."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.support.attribution import paths, reference
from tests.support.attribution.channels import shapley_values
from tests.support.attribution.journeys import Journey, journeys
from tests.support.attribution.reference import Steps
from tests.support.attribution.tables import MODELS, fill, make
from tests.support.dbt.build import Build
from tests.support.dbt.drawn import FIRST_SEED, drawn
from tests.support.paths import SHARED

FEW, MANY = 200, 2_000
PATHS = SHARED / "data" / "mta_paths"
FOUND = """
    select model, conversion, opportunity_key, touchpoint_key, weight, attributed_amount
    from {marts}.fct_attribution
    where opportunity_key not like '%-%'
"""


@pytest.fixture
def build(tmp_path: Path) -> Iterator[Build]:
    made = Build.on_duckdb(tmp_path)
    make(made)
    yield made
    made.engine.dispose()


def differences(build: Build, told: list[Journey], others: Sequence[Steps] = ()) -> list[Any]:
    """The conversions that SQL parts in another way than the reference, or not whole.

    Args:
        build: the tables, to be filled and built.
        told: the journeys.
        others: other journeys that are in the build, which led to a win or to nothing.
    """
    fill(build, told)
    build.dbt(*MODELS, command="run")
    found: dict[tuple[str, str, int], dict[int | None, tuple[Decimal, Decimal | None]]] = {}
    for model, conversion, deal, touch, weight, amount in build.rows(
        FOUND.format(marts=build.schema("marts"))
    ):
        parts = found.setdefault((model, conversion, int(deal[1:])), {})
        parts[None if touch is None else int(touch.split("-")[1])] = (weight, amount)
    wanted = {
        (rule, conversion, place)
        for rule in reference.RULES
        for place, journey in enumerate(told)
        for conversion in ("created", "won")
        if conversion == "created" or journey.is_won
    }
    assert wanted == found.keys()
    missed = reference.effects(told, others)
    return [
        (rule, conversion, told[place], parts)
        for (rule, conversion, place), parts in found.items()
        if not _is_parted(
            parts,
            told[place],
            reference.weights(rule, told[place], conversion, missed[conversion]),
        )
    ]


def _is_parted(
    parts: dict[int | None, tuple[Decimal, Decimal | None]],
    journey: Journey,
    wanted: dict[int, Any] | None,
) -> bool:
    amount = journey.amount
    if {value is None for _, value in parts.values()} != {amount is None}:
        return False
    if sum(weight for weight, _ in parts.values()) != 1:
        return False
    if amount is not None and sum(value or 0 for _, value in parts.values()) != amount:
        return False
    if wanted is None:
        return parts == {None: (Decimal(1), amount)}
    if parts.keys() != wanted.keys():
        return False
    for place, weight in wanted.items():
        got, value = parts[place]
        if abs(got - Decimal(float(weight))) > Decimal("1e-11"):
            return False
        if amount is not None and value is not None:
            rounding = Decimal("0.0001") + abs(amount) * Decimal("2e-12")
            if abs(value - amount * Decimal(float(weight))) > rounding:
                return False
    return True


def test_sql_parts_deals_as_the_reference_does_and_known_paths(build: Build) -> None:
    """One build holds both: random journeys, and the first paths of other people's data."""
    paths.fill(build, PATHS / "data.csv", first=60)
    others = paths.steps(PATHS / "data.csv", first=60)
    assert differences(build, drawn(journeys(), FEW, FIRST_SEED), others)[:3] == []
    _are_worth_what_coalitions_say(build)
    _are_credited(build, "weight", paths.credited(PATHS / "data.csv", first=60))
    assert _deals_and_money(build)[1]


@pytest.mark.nightly
def test_two_thousand_journeys_show_no_difference(build: Build) -> None:
    assert differences(build, drawn(journeys(), MANY, FIRST_SEED + 1))[:3] == []


@pytest.mark.nightly
@pytest.mark.postgres
def test_two_thousand_show_none_on_postgres(postgres_database_url: str, tmp_path: Path) -> None:
    made = Build.on_postgres(postgres_database_url, tmp_path)
    make(made)
    assert differences(made, drawn(journeys(), MANY, FIRST_SEED + 2))[:3] == []
    made.engine.dispose()


@pytest.mark.nightly
def test_ten_thousand_known_paths_are_credited_as_known(build: Build) -> None:
    """Of other people's data: sums, per channel, of conversions and their value."""
    paths.fill(build, PATHS / "data.csv")
    build.dbt(*MODELS, command="run")
    for measure, column in (("conversions", "weight"), ("value", "weight * value")):
        _are_credited(build, column, _truth(measure))
    assert _deals_and_money(build) == (19_785, True)


def _are_worth_what_coalitions_say(build: Build) -> None:
    """In all, and over sixteen channels; what the channels have together is all that was won."""
    met: dict[str, set[str]] = defaultdict(set)
    credited: dict[str, Decimal] = {}
    for deal, channel, weight in build.rows(
        "select opportunity_key, channel, weight from marts.fct_attribution"
        " where model = 'shapley' and conversion = 'won' and touchpoint_key is not null"
    ):
        met[deal].add(channel)
        credited[channel] = credited.get(channel, Decimal(0)) + weight
    values = shapley_values(Counter(frozenset(channels) for channels in met.values()))
    assert credited.keys() == values.keys()
    for channel, value in values.items():
        assert abs(credited[channel] - Decimal(float(value))) < Decimal("1e-6"), channel
    assert sum(values.values()) == sum(credited.values()) == len(met)


def _truth(measure: str) -> paths.Sums:
    with (PATHS / "truth" / f"attribution_{measure}.csv").open(encoding="utf-8") as lines:
        return {
            row.pop("channel"): {name: float(value) for name, value in row.items()}
            for row in csv.DictReader(lines)
        }


def _are_credited(build: Build, column: str, truth: paths.Sums) -> None:
    total = truth.pop("TOTAL")
    found = paths.sums(build, column)
    assert found.keys() == truth.keys()
    for name, rule in paths.RULES.items():
        got = {channel: sums.get(rule, 0.0) for channel, sums in found.items()}
        wanted = {channel: row[name] for channel, row in truth.items()}
        assert got == pytest.approx(wanted, abs=2e-6), (column, name)
        assert sum(got.values()) == pytest.approx(total[name], abs=2e-6)


def _deals_and_money(build: Build) -> tuple[int, bool]:
    """How many deals every rule has parted, and whether their money is all there."""
    [(amount,)] = build.rows(
        "select sum(amount_corporate) from marts.fct_opportunity where opportunity_key like '%-%'"
    )
    parted = build.rows(
        "select sum(attributed_amount), count(distinct opportunity_key)"
        " from marts.fct_attribution where conversion = 'won' and opportunity_key like '%-%'"
        " group by model"
    )
    assert len(parted) == len(reference.RULES)
    return parted[0][1], {(amount, parted[0][1])} == {tuple(row) for row in parted}
