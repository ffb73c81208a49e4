"""What happens to one person who is handed over: owners, answers, activities, all in naive UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

#: Hours of a weekday (1 is Monday) in minutes since midnight.
Hours = Mapping[int, tuple[tuple[int, int], ...]]


@dataclass(frozen=True)
class WorkCalendar:
    """When people work: hours by weekday, in a zone of its own or in that of each colleague."""

    hours: Hours
    zone: str | None = None
    days_off: frozenset[date] = frozenset()


@dataclass(frozen=True)
class Owner:
    """A colleague or a queue; who is not listed is known by id only."""

    name: str
    team: str | None
    is_queue: bool = False
    zone: str | None = None
    calendar: str = "office"
    is_listed: bool = True


@dataclass(frozen=True)
class Given:
    """The person was given to an owner; None: taken from one."""

    at: datetime
    owner: str | None


@dataclass(frozen=True)
class Sign:
    """A sign of what sales made of the person: stage, status, rejected, recycled, closed."""

    at: datetime
    kind: str


@dataclass(frozen=True)
class Act:
    """Something that was done with the person; `word` is the outcome as the system says it."""

    at: datetime
    kind: str
    direction: str | None
    word: str | None
    is_automated: bool
    is_completed: bool | None
    owner: str | None


@dataclass(frozen=True)
class History:
    """One lead cycle.

    Attributes:
        handed_at: when marketing handed over.
        raised: when the person sent in a form by which they ask for us.
        made_at: when the lead that sales works was made.
    """

    starts_at: datetime
    next_starts_at: datetime | None
    handed_at: datetime
    has_time: bool
    channel: str
    given: tuple[Given, ...]
    signs: tuple[Sign, ...]
    acts: tuple[Act, ...]
    raised: tuple[datetime, ...]
    made_at: datetime


_WEEK: Final = ((540, 1020),)
_SPLIT: Final = ((510, 720), (780, 1080))
_NIGHT: Final = ((0, 360), (1320, 1440))
CALENDARS: Final[Mapping[str, WorkCalendar]] = {
    "office": WorkCalendar(
        dict.fromkeys(range(1, 6), _WEEK),
        days_off=frozenset({date(2026, 3, 19), date(2026, 10, 26), date(2026, 4, 3)}),
    ),
    "split": WorkCalendar(
        {**dict.fromkeys(range(1, 6), _SPLIT), 6: ((600, 840),)},
        zone="Europe/Berlin",
        days_off=frozenset({date(2026, 10, 30), date(2026, 4, 3), date(2026, 3, 31)}),
    ),
    "night": WorkCalendar(
        dict.fromkeys(range(1, 8), _NIGHT),
        zone="America/New_York",
        days_off=frozenset({date(2026, 4, 3)}),
    ),
}
#: Closed for all calendars, beside each one's own days.
SHARED_DAY_OFF: Final = date(2026, 4, 3)
OWNERS: Final[Mapping[str, Owner]] = {
    owner.name: owner
    for owner in (
        Owner("mia", "marketing", zone="Europe/Berlin"),
        Owner("nurture", "marketing", is_queue=True),
        Owner("inbound", "sales", is_queue=True),
        Owner("other queue", None, is_queue=True),
        Owner("sam", "sales", zone="America/Los_Angeles"),
        Owner("eva", "sales", zone="Europe/Lisbon", calendar="split"),
        Owner("noa", "sales", calendar="night"),
        Owner("uma", None, zone="No/Where"),
        Owner("gone", None, is_listed=False),
    )
}
#: Channel -> working minutes that sales is given, and how many times as long until never.
#: Whoever asked for us is owed what stands under RAISED, through whatever channel they came.
RAISED: Final = "website"
TERMS: Final[Mapping[str, tuple[int, int]]] = {"website": (120, 10), "referral": (480, 5)}
