"""Goals of products over random sales are met, missed and opposed as another way to them has it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from hypothesis import strategies as st

from tests.support.dbt.build import Build
from tests.support.dbt.by_hand import make, statements
from tests.support.dbt.drawn import FIRST_SEED, drawn
from tests.support.margins import SOLD
from tests.support.product_goals import (
    Line,
    Period,
    goals_of,
    outcomes,
    product_goals_told,
)

_MODELS: Final = ("int_product_sales__counted", "mart_margin_volume", "mart_product_goal")
_TABLES: Final = {
    **SOLD,
    "intermediate.int_periods__listed": "period_type text, period_start date,"
    " period_label text, is_complete boolean, periods_ago bigint",
    "intermediate.int_products__identified": "product_key text, product_code text,"
    " match_method text",
    "staging.glossary_product_goals": "product_code text, period text, measure text,"
    " target double precision, owner_team text",
}
_YEARS: Final = range(2021, 2027)
_PERIODS: Final = [
    Period("year", date(year, 1, 1), date(year + 1, 1, 1), 2026 - year) for year in _YEARS
]


class Drawn(NamedTuple):
    """A product: its goals and sales, in cents; not `is_known`: its code is in no system.

    `number` tells it from others that are alike.
    """

    number: int
    is_known: bool
    units: int | None
    margin: float | None
    lines: tuple[tuple[int, int, int | None, int | None], ...]


_CENTS: Final = st.one_of(st.none(), st.integers(0, 9_000))
_EXAMPLES: Final = st.builds(
    Drawn,
    st.integers(0, 2**32),
    st.sampled_from([True] * 9 + [False]),
    st.one_of(st.none(), st.integers(1, 30)),
    st.one_of(st.none(), st.sampled_from([0.01, 0.2, 0.25, 0.4, 0.9])),
    st.lists(
        st.tuples(st.sampled_from(_YEARS), st.integers(0, 20), st.integers(1, 9_000), _CENTS)
        | st.tuples(st.sampled_from(_YEARS), st.integers(0, 20), _CENTS, _CENTS),
        max_size=10,
    ).map(tuple),
)


def _goals(examples: Sequence[Drawn]) -> list[dict[str, Any]]:
    return [
        {"product_code": f"P{n}", "period": "year", "measure": measure, "target": target}
        for n, one in enumerate(examples)
        for measure, target in (("units", one.units), ("margin_ratio", one.margin))
        if target is not None
    ]


def _rows(examples: Sequence[Drawn]) -> dict[str, list[tuple[Any, ...]]]:
    return {
        "intermediate.int_periods__listed": [
            (one.kind, one.start, str(one.start.year), one.ago > 0, one.ago) for one in _PERIODS
        ],
        "intermediate.int_products__identified": [
            (f"k{n}", f"p{n}", "code") for n, one in enumerate(examples) if one.is_known
        ],
        "staging.glossary_product_goals": [(*row.values(), "sales") for row in _goals(examples)],
        "marts.fct_opportunity": [(f"d{year}", True, date(year, 12, 31), "o") for year in _YEARS],
        "marts.fct_opportunity_line": [
            (f"d{year}", f"k{n}", quantity, None, None, *_amounts(net, cost))
            for n, one in enumerate(examples)
            for year, quantity, net, cost in one.lines
        ],
    }


def _amounts(net: int | None, cost: int | None) -> tuple[Decimal | None, ...]:
    told = [None if one is None else Decimal(one) / 100 for one in (net, cost)]
    margin = None if told[0] is None or told[1] is None else told[0] - told[1]
    return (*told, margin)


def _wanted(examples: Sequence[Drawn]) -> dict[tuple[str, str, date], Any]:
    lines = [
        Line(f"P{n}", date(year, 12, 31), Fraction(quantity), *map(_euros, (net, cost)))
        for n, one in enumerate(examples)
        for year, quantity, net, cost in one.lines
    ]
    known = {f"p{n}" for n, one in enumerate(examples) if one.is_known}
    return dict(outcomes(goals_of(_goals(examples)), lines, _PERIODS, known))


def _euros(cents: int | None) -> Fraction | None:
    return None if cents is None else Fraction(cents, 100)


@pytest.mark.parametrize("count", [200, pytest.param(2000, marks=pytest.mark.nightly)])
def test_goals_of_random_sales_are_judged_as_by_another_way(count: int, tmp_path: Path) -> None:
    build = Build.on_duckdb(tmp_path)
    examples = drawn(_EXAMPLES, count, FIRST_SEED)
    make(build, _TABLES, _rows(examples), statements(build, tmp_path, _MODELS))
    found, wanted = product_goals_told(build), _wanted(examples)
    assert found == wanted
    assert {one.quadrant for one in found.values()} == {
        "both", "buying_volume", "cherry_picking", "neither", None,
    }  # fmt: skip
    assert {one.is_opposing for one in found.values()} == {True, False, None}
