"""The emulator's own clock: it stands still until somebody moves it."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count

Action = Callable[[], None]


class EmulatorClock:
    """A clock that starts at the world's as_of and moves only forward, only on request.

    Args:
        start: the first instant, with a zone.
    """

    def __init__(self, start: datetime) -> None:
        self.start = start.astimezone(UTC)
        self._now = self.start
        self._waiting: list[tuple[datetime, int, Action]] = []
        self._order = count()

    def now(self) -> datetime:
        """The current instant of this world, UTC."""
        return self._now

    def schedule(self, at: datetime, action: Action) -> None:
        """Run `action` when the clock passes `at`, with the clock standing at `at`.

        One whose time has come already runs at once.
        """
        if at <= self._now:
            action()
        else:
            heapq.heappush(self._waiting, (at.astimezone(UTC), next(self._order), action))

    def advance(self, by: timedelta) -> datetime:
        """Move forward by a duration and return the new instant.

        Raises:
            ValueError: the duration is negative.
        """
        return self.set(self._now + by)

    def set(self, instant: datetime) -> datetime:
        """Move forward to an instant, acting out everything scheduled on the way.

        Raises:
            ValueError: the instant lies before the current one.
        """
        target = instant.astimezone(UTC)
        if target < self._now:
            raise ValueError(f"the clock is at {self._now.isoformat()} and only moves forward")
        while self._waiting and self._waiting[0][0] <= target:
            at, _, action = heapq.heappop(self._waiting)
            self._now = at
            action()
        self._now = target
        return target

    def reset(self) -> None:
        """Return to the first instant and forget everything scheduled."""
        self._now = self.start
        self._waiting.clear()
