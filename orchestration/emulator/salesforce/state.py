"""What a running Salesforce remembers beyond its records: sessions, calls, cursors, jobs.

All of it is forgotten when the emulator is reset.
"""

from __future__ import annotations

import itertools
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from orchestration.emulator.runtime import Runtime
from orchestration.emulator.salesforce.account import Org
from orchestration.emulator.salesforce.bulk.ingest_jobs import IngestJobs
from orchestration.emulator.salesforce.bulk.jobs import BulkJobs
from orchestration.emulator.salesforce.bulk.jobs_v1 import JobsV1
from orchestration.emulator.salesforce.errors import SalesforceError
from orchestration.emulator.salesforce.limits import DEFAULT_DAILY_REQUESTS, Limits
from orchestration.emulator.salesforce.records import SalesforceRecords
from orchestration.emulator.salesforce.sessions import Sessions
from orchestration.worlds.csv_table import Row

CURSOR_LIFETIME = timedelta(days=2)
_MAX_CURSORS = 500


class Renderer(Protocol):
    """Shows a row of a query."""

    def render(self, row: Row) -> dict[str, Any]:
        """The row as JSON has it."""
        ...


@dataclass(frozen=True)
class Cursor:
    """A query's result, kept for its later pages."""

    id: str
    rows: list[Row]
    renderer: Renderer
    page_rows: int
    created: datetime


class Cursors:
    """Open query cursors; the oldest goes when there are too many."""

    def __init__(self) -> None:
        self._cursors: OrderedDict[str, Cursor] = OrderedDict()
        self._serial = itertools.count(1)

    def open(self, rows: list[Row], renderer: Renderer, page_rows: int, now: datetime) -> Cursor:
        """Keep a result."""
        cursor = Cursor(f"01g{next(self._serial):012d}AAA", rows, renderer, page_rows, now)
        self._cursors[cursor.id] = cursor
        while len(self._cursors) > _MAX_CURSORS:
            self._cursors.popitem(last=False)
        return cursor

    def find(self, locator: str, now: datetime) -> tuple[Cursor, int]:
        """Return the cursor and first row that `01g…-2000` means.

        Raises:
            SalesforceError: 400 INVALID_QUERY_LOCATOR.
        """
        cursor_id, _, start = locator.partition("-")
        cursor = self._cursors.get(cursor_id)
        is_good = cursor is not None and start.isdigit() and 0 < int(start) < len(cursor.rows)
        if cursor is None or not is_good or now - cursor.created > CURSOR_LIFETIME:
            raise SalesforceError(400, "INVALID_QUERY_LOCATOR", "invalid query locator")
        return cursor, int(start)


@dataclass
class OrgState:
    """One org's memory, from a reset to the next.

    `described` holds, per object, a fingerprint of its schema and when that came to be.
    """

    org: Org
    sessions: Sessions
    limits: Limits
    cursors: Cursors = field(default_factory=Cursors)
    jobs: BulkJobs = field(default_factory=BulkJobs)
    ingest: IngestJobs = field(default_factory=IngestJobs)
    described: dict[str, tuple[int, datetime]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.jobs_v1 = JobsV1(self.jobs)

    def described_at(self, name: str, body: bytes, first: datetime, now: datetime) -> datetime:
        """Return since when an object's describe has read as it does now."""
        stamp = hash(body)
        known = self.described.get(name)
        if known is None or known[0] != stamp:
            known = (stamp, first if known is None else now)
            self.described[name] = known
        return known[1]

    def close(self) -> None:
        """Stop the jobs and give their disk back."""
        self.jobs.close()


def state_of(runtime: Runtime) -> OrgState | None:
    """The current state; None when the world has no Salesforce."""
    return runtime.states.get("salesforce")


def open_org(runtime: Runtime, records: SalesforceRecords) -> OrgState:
    """An org that nobody has asked yet."""
    settings = records.settings
    org = Org(records, runtime.lock, runtime.clock.start, runtime.world.name)
    daily = int(settings.get("daily_api_requests") or DEFAULT_DAILY_REQUESTS)
    return OrgState(org, Sessions(org.id), Limits(daily))
