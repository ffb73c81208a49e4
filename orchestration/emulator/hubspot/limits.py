"""HubSpot's call limits: rolling ten seconds, searches per second, and the day of the portal.

Windows run on the machine's monotonic clock, as the client feels them; the day follows the
emulator's clock.
"""

from __future__ import annotations

import time
from collections import deque
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from orchestration.emulator.clock import EmulatorClock
from orchestration.emulator.hubspot.errors import limit_body
from orchestration.emulator.options import Options

_WINDOW_S: Final = 10.0
_SEARCHES_PER_S: Final = 5


class Tier(NamedTuple):
    """What one subscription may call."""

    per_ten_seconds: int
    per_day: int


_TIERS: Final = {
    "free": Tier(100, 250_000),
    "starter": Tier(100, 250_000),
    "professional": Tier(190, 625_000),
    "enterprise": Tier(190, 1_000_000),
}


class RollingWindow:
    """Counts events of the last so many seconds.

    Args:
        seconds: the window's length.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._times: deque[float] = deque()

    def count(self) -> int:
        """Events inside the window now."""
        horizon = time.monotonic() - self._seconds
        while self._times and self._times[0] <= horizon:
            self._times.popleft()
        return len(self._times)

    def add(self) -> None:
        """Note one event now."""
        self._times.append(time.monotonic())


class CallLimits:
    """One portal's counters.

    Args:
        settings: `tier` and `time_zone` of the world.
        clock: tells which day it is.
        options: may scale the limits or switch them off.
    """

    def __init__(self, settings: dict[str, object], clock: EmulatorClock, options: Options) -> None:
        self._tier = _TIERS.get(str(settings.get("tier") or "professional").lower())
        self._zone = ZoneInfo(str(settings.get("time_zone") or "UTC"))
        self._clock = clock
        self._options = options
        self._rolling = RollingWindow(_WINDOW_S)
        self._searches = RollingWindow(1.0)
        self._day: datetime | None = None
        self.calls_today = 0

    @property
    def tier(self) -> Tier:
        """Limits as they apply now, scaled; those of an unknown tier are Professional's."""
        tier = self._tier or _TIERS["professional"]
        scale = self._options.limit_scale or 1.0
        return Tier(max(1, int(tier.per_ten_seconds * scale)), max(1, int(tier.per_day * scale)))

    @property
    def resets_at(self) -> datetime:
        """The next midnight of the portal."""
        local = self._clock.now().astimezone(self._zone)
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight + timedelta(days=1)

    def admit(self, *, is_search: bool) -> dict[str, object] | None:
        """Count one call; the body of a 429 when it is one too many (which counts as well)."""
        day = self.resets_at
        if day != self._day:
            self._day, self.calls_today = day, 0
        self.calls_today += 1
        if self._options.limit_scale is None:
            return None
        if self.calls_today > self.tier.per_day:
            return limit_body("DAILY")
        if is_search:
            return self._admit_search()
        if self._rolling.count() >= self.tier.per_ten_seconds:
            return limit_body("TEN_SECONDLY_ROLLING")
        self._rolling.add()
        return None

    def headers(self) -> dict[str, str]:
        """Rate-limit headers of an ordinary reply."""
        tier = self.tier
        used = self._rolling.count()
        return {
            "X-HubSpot-RateLimit-Daily": str(tier.per_day),
            "X-HubSpot-RateLimit-Daily-Remaining": str(max(0, tier.per_day - self.calls_today)),
            "X-HubSpot-RateLimit-Interval-Milliseconds": "10000",
            "X-HubSpot-RateLimit-Max": str(tier.per_ten_seconds),
            "X-HubSpot-RateLimit-Remaining": str(max(0, tier.per_ten_seconds - used)),
        }

    def _admit_search(self) -> dict[str, object] | None:
        allowed = max(1, int(_SEARCHES_PER_S * (self._options.limit_scale or 1.0)))
        if self._searches.count() >= allowed:
            return limit_body("SECONDLY")
        self._searches.add()
        return None
