"""A clock that moves only when somebody sleeps."""

from __future__ import annotations

from orchestration.sources.http.timing import Timing


class FakeTime:
    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def timing(self) -> Timing:
        return Timing(sleep=self.sleep, monotonic=lambda: self.now, jitter=lambda: 0.5)
