"""Costs and worth of random companies are those of another way to them."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from hypothesis import strategies as st

from tests.support.dbt.build import Build
from tests.support.dbt.by_hand import make, statements
from tests.support.dbt.drawn import FIRST_SEED, drawn
from tests.support.money.costs import acquisition_costs
from tests.support.money.customers import customer_values
from tests.support.money.facts import Answer, Cost, Cycle, Facts, Line, Rules
from tests.support.money.returns import Share, Shares, marketing_returns
from tests.support.money.told import differences, told_costs, told_returns, told_values
from tests.support.money.written import MODELS, TABLES, written
from tests.support.paths import PROJECT

TODAY: Final = date(2026, 6, 17)
RULES: Final = ("linear", "last")
#: Nobody tells of touches of the other channels and campaigns.
TOUCHED: Final = {("channel", "email"), ("channel", "events"), ("campaign_name", "beta")}
_CHANNELS: Final = ("paid_search", "email", "events", "unattributed")
_CAMPAIGNS: Final = ("alpha", "beta")
_DAYS: Final = st.integers(0, 1_300).map(lambda n: date(2023, 1, 15) + timedelta(days=n))
_CENTS: Final = st.integers(0, 900_000).map(lambda n: Decimal(n) / 100)
_LINES: Final = st.lists(
    st.builds(Line, _CENTS, st.one_of(st.none(), _CENTS, _CENTS)), max_size=3
).map(tuple)


class Drawn(NamedTuple):
    """A cycle and the shares in its deal; `number` tells it from others that are alike."""

    number: int
    who: int
    at: int
    channel: str
    kind: str
    days: tuple[date | None, ...]
    is_imputed: tuple[bool, ...]
    is_won: bool
    won: date | None
    amount: Decimal | None
    lines: tuple[Line, ...]
    shares: tuple[tuple[int, str, str | None], ...]
    answers: tuple[tuple[str, date], ...]
    cost: tuple[date, int, str, str | None, str, Decimal | None]
    term: int | None


def _some(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(strategy, strategy, strategy, st.none())


_CYCLES: Final = st.builds(
    Drawn,
    st.integers(0, 2**32),
    st.integers(-5, 400),
    st.integers(-5, 150),
    st.sampled_from(_CHANNELS[:3]),
    st.sampled_from(["marketing_generated", "marketing_generated", "sales_generated", "expansion"]),
    st.tuples(*[st.one_of(st.none(), _DAYS)] * 5),
    st.tuples(*[st.sampled_from([False, False, True])] * 5),
    st.booleans(),
    _some(_DAYS),
    _some(_CENTS),
    _LINES,
    st.lists(
        st.tuples(
            st.integers(1, 5),
            st.sampled_from(_CHANNELS),
            st.one_of(st.none(), st.sampled_from(_CAMPAIGNS)),
        ),
        min_size=1,
        max_size=4,
    ).map(tuple),
    st.lists(st.tuples(st.sampled_from(_CAMPAIGNS), _DAYS), max_size=2).map(tuple),
    st.tuples(
        _DAYS,
        st.integers(0, 100),
        st.sampled_from(_CHANNELS[:3]),
        st.one_of(st.none(), st.sampled_from(_CAMPAIGNS)),
        st.sampled_from(["media", "media", "program", "people"]),
        _some(_CENTS),
    ),
    st.one_of(st.none(), st.none(), st.integers(1, 30)),
)


def _facts(drawn_cycles: Sequence[Drawn], term_months: int | None) -> tuple[Facts, Shares]:
    with (PROJECT / "seeds/generated/glossary_channels.csv").open(encoding="utf-8") as handle:
        paid = frozenset(r["code"] for r in csv.DictReader(handle) if r["is_paid"] == "true")
    cycles, shares = [], {}
    answers: list[Answer] = []
    costs: list[Cost] = []
    for number, one in enumerate(drawn_cycles):
        person = f"p{one.who}" if one.who >= 0 else None
        account = f"a{one.at}" if one.at >= 0 else None
        told = (one.channel, one.kind, one.days, one.is_imputed, one.is_won)
        won = one.won if one.is_won else None
        sold = (won, one.amount, one.lines, one.term if one.is_won else None)
        cycle = Cycle(number, number, person, account, *told, *sold)
        cycles.append(cycle)
        if one.is_won:
            shares[cycle] = _shares(one)
        answers += [Answer(person, *answer, answer[0]) for answer in one.answers if person]
        if number % 4 == 0:
            first, days, *rest = one.cost
            costs.append(Cost(first, first + timedelta(days=days), *rest))
    first = {(one.person, one.campaign): one for one in sorted(answers, reverse=True)}
    return Facts(cycles, costs, [*first.values()], Rules(TODAY, paid, term_months)), shares


def _shares(one: Drawn) -> list[Share]:
    """Under the first rule as drawn, cut to twelve places; under the other all to the last."""
    whole, until, parts = sum(part for part, _, _ in one.shares), Decimal(0), []
    passed = 0
    for part, channel, campaign in one.shares:
        passed += part
        before, until = until, (Decimal(passed) / whole).quantize(Decimal("1e-12"))
        parts.append(Share(RULES[0], channel, campaign, until - before))
    return [*parts, Share(RULES[1], *one.shares[-1][1:], Decimal(1))]


@pytest.mark.parametrize(
    ("count", "term_months"),
    [
        (200, None),
        (200, 6),
        *(pytest.param(2000, term, marks=pytest.mark.nightly) for term in (None, 1, 12)),
    ],
)
def test_random_companies_earn_and_cost_as_by_another_way(
    count: int, term_months: int | None, tmp_path: Path
) -> None:
    build = Build.on_duckdb(tmp_path)
    facts, shares = _facts(drawn(_CYCLES, count, FIRST_SEED), term_months)
    rows = written(facts, shares, RULES, TOUCHED)
    make(build, TABLES, rows, statements(build, tmp_path, MODELS))
    _agree(told_costs(build), acquisition_costs(facts), "spend_state", {"told", "in_part"})
    states = {"estimated", "told"} if term_months is None else {"estimated", "too_young"}
    _agree(told_values(build), customer_values(facts), "state", {"no_customers"} | states)
    wanted = marketing_returns(facts, shares, RULES, TOUCHED)
    _agree(told_returns(build), wanted, "is_touch_seen", {True, False})


def _agree(
    told: Mapping[Any, Mapping[str, Any]],
    wanted: Mapping[Any, Mapping[str, Any]],
    state: str,
    seen: set[Any],
) -> None:
    assert differences(told, wanted) == []
    assert seen <= {row[state] for row in wanted.values()}, "a state that nobody compared"
