"""Working time by going through the calendar day by day: slow, and easy to believe."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from tests.support.handover.history import CALENDARS


def open_seconds(calendar: str, zone: str, first: datetime, last: datetime) -> int:
    """Seconds between two naive UTC instants in which the calendar is open."""
    total = timedelta()
    for opens, closes in _spells(calendar, zone, first, last):
        total += max(timedelta(), min(closes, last) - max(opens, first))
    return int(total.total_seconds())


def instant_after(calendar: str, zone: str, first: datetime, seconds: int) -> datetime:
    """The naive UTC instant at which the calendar has been open for so many seconds."""
    left = timedelta(seconds=seconds)
    for opens, closes in _spells(calendar, zone, first, first + timedelta(days=370)):
        starts = max(opens, first)
        if closes - starts >= left:
            return starts + left
        left -= max(timedelta(), closes - starts)
    raise AssertionError("the calendar is not open for that long in a year")


def _spells(
    calendar: str, zone: str, first: datetime, last: datetime
) -> Iterator[tuple[datetime, datetime]]:
    for number in range((last.date() - first.date()).days + 5):
        yield from _spells_of_day(calendar, zone, first.date() + timedelta(days=number - 2))


@cache
def _spells_of_day(calendar: str, zone: str, day: object) -> tuple[tuple[datetime, datetime], ...]:
    said = CALENDARS[calendar]
    midnight = datetime.fromisoformat(f"{day}T00:00:00")
    if midnight.date() in said.days_off:
        return ()
    return tuple(
        (_instant(midnight, opens, zone), _instant(midnight, closes, zone))
        for opens, closes in said.hours.get(midnight.isoweekday(), ())
    )


def _instant(midnight: datetime, minutes: int, zone: str) -> datetime:
    """What a clock shows as naive UTC: twice shown, the later; never shown, by the clock before."""
    shown = midnight + timedelta(minutes=minutes)
    earlier, later = (
        shown.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC) for fold in (0, 1)
    )
    is_shown = earlier.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == shown
    return (later if is_shown else earlier).replace(tzinfo=None)
