"""Random journeys to a deal, so coarse that moments, days and people coincide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

MADE: Final = datetime.fromisoformat("2026-03-27T10:00:00")
#: Type -> place among touches of one moment, and days for which it counts.
TYPES: Final = {
    "form_submission": (1, 180),
    "campaign_response": (2, 0),
    "ad_click": (4, 3650),
    "web_session": (6, 30),
}
CHANNELS: Final = ("direct", "paid_search", "email", "unmapped")
ZONES: Final = ("UTC", "Europe/Berlin", "America/New_York")
_DAYS: Final = (-200, -181, -180, -179, -31, -30, -8, -7, -1, 0, 1, 2, 7, 30, 40)
_AMOUNTS: Final = ("0", "0.0001", "0.01", "-250.5", "33.3333", "100", "987654321.9876")


@dataclass(frozen=True)
class Touch:
    """One touch: of a buyer (a, b), of a colleague of theirs (c), or of a stranger (d)."""

    person: str
    at: datetime
    type: str
    channel: str
    is_credited: bool


@dataclass(frozen=True)
class Journey:
    """A deal, and what came before and after it.

    Attributes:
        names: the people with a part in the deal, of a and b.
        lead_at: when the person raised a hand; None where nobody saw it.
        number: tells it from others that are alike.
        closed_on: the day of the win, in the calendar of `zone`; None where it is not known.
    """

    created_at: datetime | None
    names: str
    lead_at: datetime | None
    is_lead_imputed: bool
    is_won: bool
    closed_on: date | None
    zone: str
    amount: Decimal | None
    touches: tuple[Touch, ...]
    number: int

    @property
    def is_lost(self) -> bool:
        """Closed, on a day that is known, and not won."""
        return not self.is_won and self.closed_on is not None

    @property
    def won_until(self) -> datetime | None:
        """The first moment after the day of the win, or of the loss, UTC."""
        if self.closed_on is None:
            return None
        midnight = datetime.combine(self.closed_on + timedelta(days=1), datetime.min.time())
        local = midnight.replace(tzinfo=ZoneInfo(self.zone))
        return local.astimezone(UTC).replace(tzinfo=None)


def _moment(days: int, hours: int) -> datetime:
    return MADE + timedelta(days=days, hours=hours)


def _amount(drawn: int) -> Decimal | None:
    """One in five unknown, one in five of the odd ones."""
    if drawn % 5 > 1:
        return Decimal(drawn) / 10_000
    return Decimal(_AMOUNTS[drawn % len(_AMOUNTS)]) if drawn % 5 else None


def journeys() -> st.SearchStrategy[Journey]:
    """One deal and its touches."""
    moments = st.builds(_moment, st.sampled_from(_DAYS), st.sampled_from((0, 0, 1, 13)))
    touches = st.builds(
        Touch,
        person=st.sampled_from("aaabbcd"),
        at=moments,
        type=st.sampled_from(sorted(TYPES)),
        channel=st.sampled_from(CHANNELS),
        is_credited=st.sampled_from((True, True, True, True, False)),
    )
    return st.builds(
        Journey,
        created_at=st.sampled_from((MADE, MADE, MADE, MADE, MADE, None)),
        names=st.sampled_from(("a", "a", "ab", "ab", "")),
        lead_at=st.none() | moments,
        is_lead_imputed=st.sampled_from((False, False, False, True)),
        is_won=st.sampled_from((True, True, False)),
        closed_on=st.none() | st.sampled_from([_moment(day, 0).date() for day in (-8, 0, 2, 30)]),
        zone=st.sampled_from(ZONES),
        amount=st.integers(0, 10**9).map(_amount),
        touches=st.lists(touches, max_size=9).map(tuple),
        number=st.integers(0, 2**62),
    )
