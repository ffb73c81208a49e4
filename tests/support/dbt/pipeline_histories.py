"""Random histories of opportunities, drawn by hypothesis, and the raw rows that vendors make.

Every example has owners of its own, so that thousands of them fit into one warehouse.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from tests.support.dbt.build import Rows
from tests.support.dbt.drawn import drawn
from tests.support.dbt.pipeline_reference import Edit, Opportunity, State

AS_OF: Final = datetime.fromisoformat("2026-07-15T12:00:00")
FIRST_DAY: Final = date(2025, 11, 3)
PORTAL_ZONE: Final = ZoneInfo("America/New_York")
#: Units that make one euro, from each day on: powers of two, so that nothing is rounded.
UNITS: Final[Mapping[str, tuple[tuple[date, str], ...]]] = {
    "EUR": ((date(2000, 1, 1), "1"),),
    "USD": ((date(2025, 12, 1), "2"), (date(2026, 2, 15), "4"), (date(2026, 6, 1), "0.5")),
}
#: How a vendor keeps what changed: whole states, tracked fields alone, versions of properties.
KINDS: Final = ("states", "fields", "versions")
STAGES: Final = {"open": "Prospecting", "won": "Closed Won", "lost": "Closed Lost"}
DEAL_STAGES: Final = {"open": "appointmentscheduled", "won": "closedwon", "lost": "closedlost"}


@dataclass(frozen=True)
class Company:
    """One example: a few opportunities, kept as one vendor would."""

    kind: str
    opportunities: tuple[Opportunity, ...]


def rate(currency: str, day: date) -> Decimal | None:
    """What a unit is worth in euros on a day; None before the first rate."""
    held = [units for since, units in UNITS[currency] if since <= day]
    return 1 / Decimal(held[-1]) if held else None


def _instants() -> st.SearchStrategy[datetime]:
    """Some instant, most often near the end of a month, where it matters."""
    days = ("2025-12-01", "2026-01-01", "2026-03-01", "2026-04-01")
    near = st.builds(
        lambda day, seconds: datetime.fromisoformat(day) + timedelta(seconds=seconds),
        st.sampled_from(days),
        st.sampled_from([-86_400, -1, 0, 1, 3_600]),
    )
    anywhere = st.integers(0, 240 * 86_400).map(
        lambda seconds: datetime.fromisoformat("2025-11-03") + timedelta(seconds=seconds)
    )
    return st.one_of(near, anywhere)


def _states(owners: tuple[str, ...]) -> st.SearchStrategy[State]:
    days = st.one_of(
        st.sampled_from(
            [date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 1)]
        ),
        st.integers(0, 300).map(lambda offset: FIRST_DAY + timedelta(days=offset)),
    )
    return st.builds(
        State,
        category=st.sampled_from(["open", "open", "open", "won", "lost"]),
        amount=st.one_of(
            st.none(), st.sampled_from([0, 100, 100, 250]).map(Decimal), st.just(Decimal("99.90"))
        ),
        close_date=days,
        owner=st.sampled_from(owners),
    )


@st.composite
def _opportunity(draw: st.DrawFn, key: str, owners: tuple[str, ...], kind: str) -> Opportunity:
    times = sorted(draw(st.lists(_instants(), min_size=1, max_size=7)))
    edits = [Edit(at, draw(_states(owners))) for at in times]
    if kind == "fields" and edits[0].state.category != "open":
        # a stage that never changed is in no history of changes: since when, nobody can know
        first = edits[0].state
        edits[0] = Edit(times[0], State("open", first.amount, first.close_date, first.owner))
    if kind == "versions":
        # a portal keeps no order of versions of one instant, but for the last ones
        last = {edit.at: edit for edit in edits}
        edits = [last[at] for at in sorted(last)]
    deleted_at = draw(st.one_of(st.none(), st.none(), _instants()))
    if deleted_at is not None:
        edits = [edit for edit in edits if edit.at < deleted_at] or edits[:1]
        deleted_at = max(deleted_at, edits[0].at)
    currency = draw(st.sampled_from(["EUR", "EUR", "USD"]))
    return Opportunity(key, currency, tuple(edits), deleted_at)


@st.composite
def _company(draw: st.DrawFn) -> Company:
    """Keys are put right by `companies`, which knows how many there are."""
    kind = draw(st.sampled_from(KINDS))
    count = draw(st.integers(1, 4))
    made = [draw(_opportunity(f"{place}", ("a", "b"), kind)) for place in range(count)]
    return Company(kind, tuple(made))


def companies(count: int, from_seed: int) -> list[Company]:
    """So many random companies, the same for the same seed."""
    found = drawn(_company(), count, from_seed)
    return [_numbered(company, number) for number, company in enumerate(found)]


def _numbered(company: Company, number: int) -> Company:
    def named(state: State) -> State:
        owner = f"{number:05}{state.owner}"
        return State(state.category, state.amount, state.close_date, owner)

    return Company(
        company.kind,
        tuple(
            Opportunity(
                f"{number:05}n{one.key}",
                one.currency,
                tuple(Edit(edit.at, named(edit.state)) for edit in one.edits),
                one.deleted_at,
            )
            for one in company.opportunities
        ),
    )


def rows(found: list[Company]) -> Rows:
    """Every raw row of the companies, in one org and one portal."""
    made: Rows = {
        ("raw_hubspot", "_source"): [
            {"account_id": "1", "currency": "EUR", "time_zone": str(PORTAL_ZONE)}
        ],
        ("raw_salesforce", "_source"): [{"account_id": "1", "currency": "EUR", "time_zone": "UTC"}],
        ("raw_salesforce", "currency_type"): [
            {"id": "EUR", "isocode": "EUR", "conversionrate": 1.0, "iscorporate": True}
        ],
    }
    for place, row in _rates():
        made.setdefault(place, []).append(row)
    for company in found:
        write = _versions if company.kind == "versions" else _salesforce
        for place, row in _owners(company):
            made.setdefault(place, []).append(row)
        for opportunity in company.opportunities:
            for place, row in write(company.kind, opportunity):
                made.setdefault(place, []).append(row)
    return made


_Row = tuple[tuple[str, str], dict[str, Any]]


def _rates() -> Iterator[_Row]:
    for currency in ("USD",):
        for since, units in UNITS[currency]:
            name = f"{currency}{since}"
            dated = {"id": name, "isocode": currency, "startdate": since}
            yield (
                ("raw_salesforce", "dated_conversion_rate"),
                {**dated, "conversionrate": float(units)},
            )
            yield (
                ("raw_hubspot", "currencies"),
                {
                    "id": name,
                    "fromcurrencycode": currency,
                    "tocurrencycode": "EUR",
                    "conversionrate": float(1 / Decimal(units)),
                    "effectiveat": datetime.fromisoformat(since.isoformat()),
                },
            )


def _owners(company: Company) -> Iterator[_Row]:
    edits = [edit for one in company.opportunities for edit in one.edits]
    for owner in sorted({edit.state.owner for edit in edits}):
        if company.kind == "versions":
            yield ("raw_hubspot", "owners"), {"id": owner, "email": f"{owner}@owners.example"}
        else:
            yield ("raw_salesforce", "user"), {"id": salesforce_user(owner), "name": owner}


def salesforce_user(owner: str) -> str:
    """The 18-character id of an owner's user."""
    return f"005000000{owner}AAA"


def _salesforce(kind: str, one: Opportunity) -> Iterator[_Row]:
    key, last = f"006000{one.key}AAAAA", one.edits[-1].state
    yield (
        ("raw_salesforce", "opportunity"),
        {
            "id": key,
            "name": one.key,
            "stagename": STAGES[last.category],
            "isclosed": last.category != "open",
            "iswon": last.category == "won",
            "amount": _float(last.amount),
            "closedate": last.close_date,
            "currencyisocode": one.currency,
            "ownerid": salesforce_user(last.owner),
            "createddate": one.edits[0].at,
            "lastmodifieddate": one.deleted_at or one.edits[-1].at,
            "_deleted_at": one.deleted_at,
        },
    )
    if kind == "states":
        for place, edit in enumerate(one.edits):
            yield (
                ("raw_salesforce", "opportunity_history"),
                {
                    "id": f"008{one.key}{place:03}",
                    "opportunityid": key,
                    "stagename": STAGES[edit.state.category],
                    "amount": _float(edit.state.amount),
                    "closedate": edit.state.close_date,
                    "createddate": edit.at,
                    "_deleted_at": one.deleted_at,
                },
            )
    for place, (name, old, new, at) in enumerate(_changes(one)):
        if kind == "fields" or name == "Owner":
            yield (
                ("raw_salesforce", "opportunity_field_history"),
                {
                    "id": f"017{one.key}{place:03}",
                    "opportunityid": key,
                    "field": name,
                    "oldvalue": old,
                    "newvalue": new,
                    "createddate": at,
                },
            )


def _changes(one: Opportunity) -> Iterator[tuple[str, str | None, str | None, datetime]]:
    for before, after in zip(one.edits, one.edits[1:], strict=False):
        for name, old, new in zip(
            ("StageName", "Amount", "CloseDate", "Owner"),
            _tracked(before.state),
            _tracked(after.state),
            strict=True,
        ):
            if old != new:
                yield name, old, new, after.at


def _tracked(state: State) -> tuple[str | None, ...]:
    amount = None if state.amount is None else str(float(state.amount))
    owner = salesforce_user(state.owner)
    return STAGES[state.category], amount, state.close_date.isoformat(), owner


def _versions(_: str, one: Opportunity) -> Iterator[_Row]:
    key, last = one.key.replace("n", "0"), one.edits[-1].state
    yield (
        ("raw_hubspot", "deals"),
        {
            "id": key,
            "dealname": one.key,
            "dealstage": DEAL_STAGES[last.category],
            "hs_is_closed": last.category != "open",
            "hs_is_closed_won": last.category == "won",
            "amount": _float(last.amount),
            "closedate": _picked(last.close_date),
            "deal_currency_code": one.currency,
            "hubspot_owner_id": last.owner,
            "createdate": one.edits[0].at,
            "hs_lastmodifieddate": one.deleted_at or one.edits[-1].at,
            "_deleted_at": one.deleted_at,
        },
    )
    told: dict[str, str | None] = {}
    for edit in one.edits:
        state = edit.state
        for name, value in (
            ("dealstage", DEAL_STAGES[state.category]),
            ("amount", None if state.amount is None else str(state.amount)),
            ("closedate", f"{_picked(state.close_date).isoformat()}Z"),
            ("hubspot_owner_id", state.owner),
        ):
            if told.get(name) != value:
                told[name] = value
                yield (
                    ("raw_hubspot", "_history"),
                    {
                        "object_type": "deals",
                        "record_id": key,
                        "property": name,
                        "value": value or "",
                        "changed_at": edit.at,
                    },
                )


def _picked(day: date) -> datetime:
    """The instant that a portal keeps for a day: late in its own evening, the next day in UTC."""
    local = datetime(day.year, day.month, day.day, 21, tzinfo=PORTAL_ZONE)
    return local.astimezone(UTC).replace(tzinfo=None)


def _float(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)
