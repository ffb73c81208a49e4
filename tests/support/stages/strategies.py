"""Random histories of a year and a half, so coarse that days and instants coincide."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from hypothesis import strategies as st

from tests.support.stages.history import Change, Deal, History, Record, Said

_DAYS: Final = 540
_VALUES: Final = {
    "contacts": {
        "lifecyclestage": ("lead", "marketingqualifiedlead", "salesqualifiedlead", None),
        "hs_lead_status": ("OPEN", "IN_PROGRESS", "UNQUALIFIED", "BAD_TIMING", None),
        "hubspotscore": ("0", "39.9", "40", "4.5e1", "high", None),
    },
    "lead": {
        "status": (
            *("New", "Sales Ready", "Working", "Qualified"),
            *("Unqualified", "Disqualified", "Nurturing"),
        ),
        "is_mql__c": ("true", "false"),
    },
}
_SAID: Final = (
    ("contacts", "hs_v2_date_entered_lead"),
    ("contacts", "first_conversion_date"),
    ("contacts", "hs_v2_date_entered_marketingqualifiedlead"),
    ("contacts", "hs_v2_date_entered_salesqualifiedlead"),
    ("contacts", "hs_v2_date_entered_customer"),
    ("lead", "mql_date__c"),
    ("campaign_member", "firstrespondeddate"),
)


def histories(as_of: datetime) -> st.SearchStrategy[History]:
    """One person; what is recorded is over, what was planned may be to come."""
    start = as_of - timedelta(days=_DAYS)
    hours = st.sampled_from((0, 0, 9 * 60, 9 * 60 + 1, 17 * 60))
    past = st.builds(
        lambda day, minute: start.replace(hour=0, minute=0) + timedelta(days=day, minutes=minute),
        st.integers(0, _DAYS - 1),
        hours,
    )
    contact, lead = _records("contacts", past), _records("lead", past)
    nothing = st.none()
    return st.builds(
        _history,
        st.one_of(st.tuples(contact, nothing), st.tuples(nothing, lead), st.tuples(contact, lead)),
        st.lists(
            st.tuples(st.sampled_from(_SAID), past, st.booleans(), st.integers(0, 40)), max_size=3
        ),
        st.lists(past, max_size=3),
        st.lists(
            st.tuples(
                past, st.sampled_from(("open", "won", "lost")), st.integers(0, 90), st.booleans()
            ),
            max_size=3,
        ),
        st.just(as_of),
    )


def _records(kind: str, past: st.SearchStrategy[datetime]) -> st.SearchStrategy[Record]:
    tracks = {
        name: st.one_of(
            st.none(),
            st.sampled_from([value for value in values if value]),
            st.lists(
                st.tuples(past, st.sampled_from(values)),
                min_size=1,
                max_size=4,
                unique_by=lambda one: one[0],
            ),
        )
        for name, values in _VALUES[kind].items()
    }
    return st.builds(
        _record,
        st.just(kind),
        past,
        past,
        st.fixed_dictionaries(tracks),
        st.sampled_from(("PAID_SEARCH", "OFFLINE", None)),
        st.none() | past,
    )


def _record(
    kind: Any,
    created: datetime,
    modified: datetime,
    tracks: dict[str, Any],
    source: str | None,
    converted: datetime | None,
) -> Record:
    changes = [
        Change(at, name, value)
        for name, track in tracks.items()
        if isinstance(track, list)
        for at, value in sorted(track, key=lambda one: one[0])
    ]
    return Record(
        kind,
        created,
        modified,
        tuple(changes),
        tuple((name, track) for name, track in tracks.items() if isinstance(track, str)),
        source if kind == "contacts" else None,
        converted.date() if converted is not None and kind == "lead" else None,
    )


def _history(
    records: tuple[Record | None, Record | None],
    said: list[Any],
    calls: list[datetime],
    deals: list[Any],
    as_of: datetime,
) -> History:
    contact, lead = records
    known = {"contacts": contact, "lead": lead, "campaign_member": lead}
    dates = [
        Said(kind, field, None if is_day else at, at.date() if is_day else None)
        for (kind, field), at, is_day, ahead in said
        if known[kind] is not None
        for at in [at + timedelta(days=ahead)]
    ]
    return History(
        contact,
        lead,
        tuple({(one.kind, one.field): one for one in dates}.values()),
        tuple(calls),
        # a second of its own each: which of two deals of one instant is the first, nobody can say
        tuple(_deal(place, deal, as_of) for place, deal in enumerate(deals, 1)),
    )


def _deal(place: int, deal: Any, as_of: datetime) -> Deal:
    at, outcome, days, became = deal
    created = at + timedelta(seconds=place)
    closed = min(created.date() + timedelta(days=days), as_of.date())
    linked = created - timedelta(hours=1) if became and place == 1 else None
    return Deal(created, outcome, closed, became and place == 1, linked)
