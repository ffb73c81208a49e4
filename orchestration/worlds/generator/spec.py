"""What one world is asked to be, and the small tools every step shares: randomness, time and ids.

No people, no tables. Time is always UTC with a zone; the machine's clock is never read.
"""

from __future__ import annotations

import string
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

DEFAULT_AS_OF: Final = datetime(2026, 6, 30, 12, tzinfo=UTC)
SYSTEMS: Final = ("hubspot", "salesforce")
PORTAL_TIME_ZONE: Final = "Europe/Lisbon"
HISTORY_DAYS: Final = 730
RECENT_DAYS: Final = 365
_ALPHABET: Final = string.ascii_uppercase + string.ascii_lowercase + string.digits
_CHECK: Final = string.ascii_uppercase + "012345"


@dataclass(frozen=True)
class WorldSpec:
    """The request for a world.

    Attributes:
        seed: same seed, same bytes.
        people: persons known to marketing (in a Salesforce-only company 0.4 of them are leads).
        as_of: the instant the world stops at; UTC.
        systems: which of 'hubspot' and 'salesforce' the company has.
        defects: whether rule-breaking records are planted.
        name: the company.
    """

    seed: int
    people: int
    as_of: datetime
    systems: tuple[str, ...]
    defects: bool
    name: str

    @property
    def has_hubspot(self) -> bool:
        """Whether the company uses HubSpot."""
        return "hubspot" in self.systems

    @property
    def has_salesforce(self) -> bool:
        """Whether the company uses Salesforce."""
        return "salesforce" in self.systems

    def rng(self, topic: str) -> Random:
        """A random stream of its own per topic, so that topics do not disturb each other."""
        return Random(f"{self.seed}:{topic}")  # noqa: S311 - a repeatable story, not a secret


def iso(value: datetime | None) -> str:
    """An instant as both vendors write it; empty for none."""
    return value.strftime("%Y-%m-%dT%H:%M:%S.000Z") if value else ""


def day(value: date | datetime | None) -> str:
    """A calendar date as both vendors write it; empty for none."""
    return value.strftime("%Y-%m-%d") if value else ""


def flag(value: bool) -> str:
    """A boolean as both vendors write it."""
    return "true" if value else "false"


def money(value: float | None) -> str:
    """An amount without needless zeros; empty for none."""
    return "" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")


def midnight(value: date) -> datetime:
    """The date's first instant in the reporting time zone (UTC)."""
    return datetime(value.year, value.month, value.day, tzinfo=UTC)


def portal_midnight(value: date) -> datetime:
    """The date's first instant in the portal's time zone, as UTC: how HubSpot keeps close dates."""
    local = datetime(value.year, value.month, value.day, tzinfo=ZoneInfo(PORTAL_TIME_ZONE))
    return local.astimezone(UTC)


def later(rng: Random, start: datetime, low_days: float, high_days: float) -> datetime:
    """An instant between so many and so many days after `start`, whole seconds."""
    return start + timedelta(seconds=round(rng.uniform(low_days, high_days) * 86_400))


def at_work(rng: Random, value: datetime) -> datetime:
    """The next working day at or after `value`, between 08:00 and 16:59 UTC."""
    if value.weekday() > 4 or value.hour > 16:
        value = value.replace(hour=8, minute=rng.randrange(60)) + timedelta(days=1)
        while value.weekday() > 4:
            value += timedelta(days=1)
    return value if value.hour >= 8 else value.replace(hour=8 + rng.randrange(4))


def salesforce_id(prefix: str, number: int) -> str:
    """An 18-character id: prefix, instance, counter in base 62, and the case checksum."""
    rest = number * 7_919 + 1_000_003
    digits = ""
    for _ in range(7):
        rest, digit = divmod(rest, 62)
        digits = _ALPHABET[digit] + digits
    short = f"{prefix}Wd000{digits}"
    check = ""
    for start in (0, 5, 10):
        bits = sum(1 << place for place in range(5) if short[start + place].isupper())
        check += _CHECK[bits]
    return short + check
