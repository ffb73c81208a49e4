"""The org's allowance: API calls over a rolling 24 hours of the emulator's clock, and /limits."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta
from typing import Any

DEFAULT_DAILY_REQUESTS = 100_000
DAILY_QUERY_JOBS = 10_000
_DAY = timedelta(hours=24)


class Limits:
    """Calls counted, and the most that are allowed.

    Args:
        daily_requests: the allowance of a rolling day.
    """

    def __init__(self, daily_requests: int) -> None:
        self.daily_requests = daily_requests
        self._calls: deque[tuple[datetime, int]] = deque()
        self._jobs: deque[datetime] = deque()

    def count_call(self, now: datetime) -> None:
        """Note one API call."""
        if self._calls and self._calls[-1][0] == now:
            self._calls[-1] = (now, self._calls[-1][1] + 1)
        else:
            self._calls.append((now, 1))

    def count_job(self, now: datetime) -> None:
        """Note one Bulk query job."""
        self._jobs.append(now)

    def used(self, now: datetime) -> int:
        """Return the calls of the last 24 hours."""
        while self._calls and now - self._calls[0][0] >= _DAY:
            self._calls.popleft()
        return sum(count for _, count in self._calls)

    def jobs_used(self, now: datetime) -> int:
        """Return the Bulk query jobs of the last 24 hours."""
        while self._jobs and now - self._jobs[0] >= _DAY:
            self._jobs.popleft()
        return len(self._jobs)

    def header(self, now: datetime) -> str:
        """Return the value of Sforce-Limit-Info."""
        return f"api-usage={self.used(now)}/{self.daily_requests}"

    def limits(self, now: datetime) -> dict[str, Any]:
        """Return the body of /limits."""

        def entry(most: int, used: int = 0) -> dict[str, int]:
            return {"Max": most, "Remaining": max(0, most - used)}

        return {
            "ConcurrentAsyncGetReportInstances": entry(200),
            "ConcurrentSyncReportRuns": entry(20),
            "DailyApiRequests": entry(self.daily_requests, self.used(now)),
            "DailyBulkApiBatches": entry(15_000),
            "DailyBulkV2QueryFileStorageMB": entry(976_562),
            "DailyBulkV2QueryJobs": entry(DAILY_QUERY_JOBS, self.jobs_used(now)),
            "DataStorageMB": entry(10_240),
            "FileStorageMB": entry(10_240),
        }
