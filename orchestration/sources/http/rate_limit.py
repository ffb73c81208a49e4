"""Calls paced so that the vendor never has to refuse one."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from orchestration.sources.http.timing import Timing
from orchestration.sources.spec import CallStats


class RateLimiter:
    """At most `limit` calls in any `window_s` seconds, so that the vendor never has to say 429.

    A slot is given back `window_s` after its call was answered, not after it was sent: the vendor
    counted the call no later than that, so the bound holds whatever the latency is.
    """

    def __init__(self, limit: int, window_s: float, timing: Timing, stats: CallStats) -> None:
        self._limit = limit
        self._window_s = window_s
        self._timing = timing
        self._stats = stats
        self._lock = threading.Lock()
        self._answered: deque[float] = deque()
        self._under_way = 0

    @property
    def limit(self) -> int:
        """Calls allowed in one window."""
        return self._limit

    def set_limit(self, limit: int) -> None:
        """Take the limit that the vendor declares, less 2 % for whoever else uses the token."""
        with self._lock:
            self._limit = max(1, limit - max(1, limit // 50))

    @contextmanager
    def acquire(self) -> Iterator[None]:
        """Wait for a slot, and hold it while one call is made inside the block."""
        while (delay_s := self._reserve()) > 0:
            with self._lock:
                self._stats.waited_s += delay_s
            self._timing.sleep(delay_s)
        try:
            yield
        finally:
            with self._lock:
                self._under_way -= 1
                self._answered.append(self._timing.monotonic())

    def _reserve(self) -> float:
        """Seconds until a slot may be free; 0 when one has been taken."""
        with self._lock:
            now = self._timing.monotonic()
            while self._answered and now - self._answered[0] >= self._window_s:
                self._answered.popleft()
            if len(self._answered) + self._under_way < self._limit:
                self._under_way += 1
                return 0.0
            if not self._answered:
                return min(0.05, self._window_s)
            return max(0.001, self._answered[0] + self._window_s - now)
