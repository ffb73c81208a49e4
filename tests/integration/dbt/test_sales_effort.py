"""What sales' effort went into and what came of it, over random companies, in another way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from hypothesis import strategies as st

from tests.support.dbt.build import Build
from tests.support.dbt.by_hand import make, statements
from tests.support.dbt.drawn import FIRST_SEED, drawn
from tests.support.product_goals import rounded

_MODELS: Final = (
    "int_opportunity_buyers__found",
    "int_sales_efforts__made",
    "int_sales_efforts__followed",
    "int_sales_efforts__counted",
    "mart_sales_effort",
)
_TABLES: Final = {
    "intermediate.int_today__reported": "today date",
    "intermediate.int_stages__seen": "stage_code text, is_seen boolean, could_not_see text",
    "staging.glossary_stages": "owner_team text, is_handover boolean",
    "marts.fct_sales_activity": "activity_key text, activity_type text, is_cold_call boolean,"
    " is_attempt boolean, is_contact boolean, team text, happened_date date,"
    " duration_seconds bigint",
    "marts.bridge_sales_activity_person": "activity_key text, person_key text",
    "marts.dim_person": "person_key text, channel text, account_key text",
    "marts.bridge_opportunity_person": "opportunity_key text, person_key text",
    "marts.fct_opportunity": "opportunity_key text, account_key text, is_open boolean,"
    " is_won boolean, close_date date, amount_corporate decimal(24, 4)",
}
_TODAY: Final = date(2026, 3, 15)
_WINDOW: Final = timedelta(days=180)
_CHANNELS: Final = ("paid_search", "events", "outbound")


class Activity(NamedTuple):
    """One activity with some people, so many days ago; negative: in the days to come."""

    kind: str
    is_cold: bool
    is_effort: bool
    team: str | None
    days_ago: int
    seconds: int | None
    people: frozenset[int]


class Deal(NamedTuple):
    """One deal of some people, or of an account if it names nobody; open, won or lost."""

    state: str
    days_ago: int
    amount: int | None
    people: frozenset[int]
    account: int


class Company(NamedTuple):
    """Person n is of account n % 5 and came by channel n % 3."""

    number: int
    activities: tuple[Activity, ...]
    deals: tuple[Deal, ...]


_PEOPLE: Final = st.frozensets(st.integers(0, 9), max_size=3)
_DAYS: Final = st.one_of(st.integers(-3, 400), st.sampled_from([0, 179, 180, 181, 364, 365, 366]))
_ACTIVITIES: Final = st.builds(
    Activity,
    st.sampled_from(["call", "email", "meeting", "message"]),
    st.booleans(),
    st.sampled_from([True] * 5 + [False]),
    st.sampled_from(["sales", "sales", None, "marketing"]),
    _DAYS,
    st.one_of(st.none(), st.integers(0, 3600)),
    _PEOPLE,
)
_DEALS: Final = st.builds(
    Deal,
    st.sampled_from(["open", "won", "lost"]),
    _DAYS,
    st.one_of(st.none(), st.integers(1, 9_000)),
    _PEOPLE,
    st.integers(0, 7),
)
_COMPANIES: Final = st.builds(
    Company,
    st.integers(0, 2**32),
    st.lists(_ACTIVITIES, max_size=12).map(tuple),
    st.lists(_DEALS, max_size=6).map(tuple),
)


def _key(company: int, what: str, number: int) -> str:
    return f"{what}{company}_{number}"


def _rows(companies: Sequence[Company]) -> dict[str, list[tuple[Any, ...]]]:
    """All companies in one: people, accounts and channels of each have names of their own."""
    activities, members, persons, named, deals = [], [], [], [], []
    for c, company in enumerate(companies):
        persons += [(_key(c, "p", n), _CHANNELS[n % 3], _key(c, "a", n % 5)) for n in range(10)]
        for n, one in enumerate(company.activities):
            key, day = _key(c, "e", n), _TODAY - timedelta(days=one.days_ago)
            is_cold = one.kind == "call" and one.is_cold
            activities.append(
                (key, one.kind, is_cold, one.is_effort, False, one.team, day, one.seconds)
            )
            members += [(key, _key(c, "p", person)) for person in one.people]
        for n, deal in enumerate(company.deals):
            key, day = _key(c, "d", n), _TODAY - timedelta(days=deal.days_ago)
            is_open, is_won = deal.state == "open", deal.state == "won"
            deals.append((key, _key(c, "a", deal.account), is_open, is_won, day, deal.amount))
            named += [(key, _key(c, "p", person)) for person in deal.people]
    return {
        "intermediate.int_today__reported": [(_TODAY,)],
        "staging.glossary_stages": [("marketing", True), ("sales", False)],
        "marts.fct_sales_activity": activities,
        "marts.bridge_sales_activity_person": members,
        "marts.dim_person": persons,
        "marts.bridge_opportunity_person": named,
        "marts.fct_opportunity": deals,
    }


class Told(NamedTuple):
    """What is told of one heading; the rates as fractions of a million."""

    activities: int
    of_nobody: int
    seconds: int | None
    people: int
    settled: int
    won: int
    rate: Fraction | None
    others_settled: int | None
    others_won: int | None
    deals: int
    amount: int | None


def _efforts(company: Company) -> Iterable[Activity]:
    for one in company.activities:
        is_ours = one.is_effort and one.team != "marketing"
        if is_ours and timedelta(0) <= timedelta(days=one.days_ago) < _TODAY - date(2025, 3, 15):
            yield one


def _buyers(deal: Deal) -> set[int]:
    return set(deal.people) or {n for n in range(10) if n % 5 == deal.account}


def _outcome(person: int, efforts: Sequence[Activity], deals: Sequence[Deal]) -> tuple[bool, bool]:
    """Whether it is settled what came of a person, and whether that was a deal."""
    ago = [one.days_ago for one in efforts if person in one.people]
    own = [deal for deal in deals if person in _buyers(deal)]
    states = {deal.state for deal in own if deal.state == "open" or deal.days_ago <= max(ago)}
    is_won = "won" in states
    is_over = "lost" in states or timedelta(days=min(ago)) >= _WINDOW
    return is_won or (is_over and "open" not in states), is_won


def _told(companies: Sequence[Company], chosen: dict[int, list[Activity]], wide: bool) -> Told:
    """Of the activities of each company; `wide`: beside those of its other people."""
    efforts = [one for found in chosen.values() for one in found]
    settled = won = others_settled = others_won = 0
    people, deals = set(), set()
    for c, company in enumerate(companies):
        mine = {person for one in chosen[c] for person in one.people}
        everything = list(_efforts(company))
        people |= {(c, person) for person in mine}
        for person in {person for one in everything for person in one.people}:
            if person in mine:
                is_settled, is_won = _outcome(person, chosen[c], company.deals)
                settled, won = settled + is_settled, won + is_won
            else:
                is_settled, is_won = _outcome(person, everything, company.deals)
                others_settled, others_won = others_settled + is_settled, others_won + is_won
        for n, deal in enumerate(company.deals):
            ago = [one.days_ago for one in chosen[c] if one.people & _buyers(deal)]
            if deal.state == "won" and ago and deal.days_ago <= max(ago):
                deals.add((c, n))
    seconds = [one.seconds for one in efforts if one.seconds is not None]
    amounts = [companies[c].deals[n].amount for c, n in deals]
    known = [amount for amount in amounts if amount is not None]
    return Told(
        len(efforts), sum(not one.people for one in efforts), sum(seconds) if seconds else None,
        len(people), settled, won, rounded(Fraction(won, settled), 6) if settled else None,
        others_settled if wide else None, others_won if wide else None,
        len(deals), sum(known) if known else None,
    )  # fmt: skip


def _wanted(companies: Sequence[Company]) -> dict[tuple[str, str], Told]:
    everything = {c: list(_efforts(company)) for c, company in enumerate(companies)}
    headings: dict[tuple[str, str], dict[int, list[Activity]]] = {("all", "all"): everything}
    for way in ("cold_call", "call", "email", "meeting", "message"):
        headings["way", way] = {
            c: [
                one
                for one in found
                if way == ("cold_call" if one.kind == "call" and one.is_cold else one.kind)
            ]
            for c, found in everything.items()
        }
    for n, channel in enumerate(_CHANNELS):
        came = {person for person in range(10) if person % 3 == n}
        headings["channel", channel] = {
            c: [one._replace(people=one.people & came) for one in found if one.people & came]
            for c, found in everything.items()
        }
    told = {key: _told(companies, chosen, key[0] != "all") for key, chosen in headings.items()}
    return {key: one for key, one in told.items() if one.activities}


_TOLD: Final = """
select scope_type, scope_value, count_activities, count_of_nobody, duration_seconds, count_people,
    count_settled, count_won, close_rate, count_others_settled, count_others_won, count_deals_won,
    won_amount_corporate
from {marts}.mart_sales_effort
"""


def _found(build: Build) -> dict[tuple[str, str], Told]:
    rows = build.rows(_TOLD.format(marts=build.schema("marts")))
    return {
        (scope_type, scope_value): Told(
            *before, None if rate is None else Fraction(rate), *after, deals,
            None if amount is None else int(amount),
        )
        for scope_type, scope_value, *before, rate, others, others_won, deals, amount in rows
        for after in [(others, others_won)]
    }  # fmt: skip


@pytest.mark.parametrize("count", [100, pytest.param(2000, marks=pytest.mark.nightly)])
def test_effort_and_what_came_of_it_are_as_by_another_way(count: int, tmp_path: Path) -> None:
    build = Build.on_duckdb(tmp_path)
    companies = drawn(_COMPANIES, count, FIRST_SEED)
    make(build, _TABLES, _rows(companies), statements(build, tmp_path, _MODELS))
    assert _found(build) == _wanted(companies)
