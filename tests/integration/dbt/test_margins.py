"""The bridge of gross profit over random lines equals an independent one, and adds up exactly."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import strategies as st

from tests.support.dbt.build import Build
from tests.support.dbt.by_hand import make, statements
from tests.support.dbt.drawn import FIRST_SEED, drawn
from tests.support.margins import SOLD, Line, bridge

PARTS: Final = ("volume", "mix", "coverage", "price", "cost", "new", "dropped")
#: A part is told to four places; mix takes what rounding the others leaves.
NEAR: Final = Decimal("0.0005")
_MODELS: Final = ("int_product_sales__counted", "mart_margin_bridge")
_TABLES: Final = {
    **SOLD,
    "intermediate.int_periods__listed": "period_type text, period_start date,"
    " period_label text, is_complete boolean, previous_start date, year_ago_start date",
}
_LINES: Final = st.builds(
    Line,
    st.booleans(),
    st.sampled_from("abcd"),
    st.integers(0, 40),
    st.integers(0, 90_000),
    st.one_of(st.none(), st.integers(0, 80_000)),
)
_EXAMPLES: Final = st.lists(_LINES, min_size=1, max_size=12).map(tuple)


def _rows(examples: Sequence[tuple[Line, ...]]) -> dict[str, list[tuple[Any, ...]]]:
    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in _TABLES}
    rows["intermediate.int_periods__listed"].append(
        ("year", date(2026, 1, 1), "FY2026", True, date(2025, 1, 1), date(2025, 1, 1))
    )
    for number, lines in enumerate(examples):
        rows["marts.dim_user"].append((f"o{number}", f"t{number}"))
        for year in (2025, 2026):
            deal = (f"d{number} {year}", True, date(year, 5, 1), f"o{number}")
            rows["marts.fct_opportunity"].append(deal)
        for line in lines:
            net = Decimal(line.net) / 100
            cost = None if line.cost is None else Decimal(line.cost) / 100
            margin = None if cost is None else net - cost
            deal_key = f"d{number} {2026 if line.is_now else 2025}"
            amounts = (deal_key, line.product, line.quantity, None, net, net, cost, margin)
            rows["marts.fct_opportunity_line"].append(amounts)
    return rows


def _judge(build: Build, examples: Sequence[tuple[Line, ...]]) -> None:
    columns = ", ".join(f"{name}_effect_corporate" for name in PARTS)
    told = {
        (row[0], row[1]): row[2:]
        for row in build.rows(
            f"select scope_value, product_key, change_amount_corporate, {columns}"
            " from marts.mart_margin_bridge where scope_type = 'team'"
        )
    }
    seen: set[str] = set()
    for number, lines in enumerate(examples):
        for product, parts in bridge(lines).items():
            change, *found = told.pop((f"t{number}", product))
            if parts is None:
                assert [change, *found] == [None] * 8, (lines, product)
                continue
            assert sum(found) == change, (lines, product)
            for name, part in zip(PARTS, found, strict=True):
                right = Decimal(parts[name].numerator) / parts[name].denominator / 100
                assert abs(part - right) <= NEAR, (lines, product, name, part, right)
                seen |= {name} if part else set()
    assert told == {}, "products of which there is no line"
    assert seen == {*PARTS}, "a part that no example has is a part that nobody compared"


@pytest.mark.parametrize("count", [200, pytest.param(2000, marks=pytest.mark.nightly)])
def test_the_parts_of_random_sales_are_those_of_another_way_to_them(
    count: int, tmp_path: Path
) -> None:
    build = Build.on_duckdb(tmp_path)
    examples = drawn(_EXAMPLES, count, FIRST_SEED)
    make(build, _TABLES, _rows(examples), statements(build, tmp_path, _MODELS))
    _judge(build, examples)
