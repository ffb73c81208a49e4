"""What a running Salesforce remembers beyond its records: sessions, calls, cursors, jobs.

All of it is forgotten when the emulator is reset.
"""

from __future__ import annotations

import itertools
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from orchestration.emulator.salesforce.bulk.jobs import BulkJobs
from orchestration.emulator.salesforce.bulk.jobs_v1 import JobsV1
from orchestration.emulator.salesforce.errors import SalesforceError
from orchestration.emulator.salesforce.limits import DEFAULT_DAILY_REQUESTS, Limits
from orchestration.emulator.salesforce.org import Org
from orchestration.emulator.salesforce.rendering import RecordRenderer
from orchestration.emulator.salesforce.sessions import Sessions
from orchestration.emulator.store import SalesforceRecords
from orchestration.worlds.csv_table import Row

if TYPE_CHECKING:
    from orchestration.emulator.server import Emulator

CURSOR_LIFETIME = timedelta(days=2)
_MAX_CURSORS = 500


@dataclass(frozen=True)
class Cursor:
    """A query's result, kept for its later pages."""

    id: str
    rows: list[Row]
    renderer: RecordRenderer
    page_rows: int
    created: datetime


class Cursors:
    """Open query cursors; the oldest goes when there are too many."""

    def __init__(self) -> None:
        self._cursors: OrderedDict[str, Cursor] = OrderedDict()
        self._serial = itertools.count(1)

    def open(
        self, rows: list[Row], renderer: RecordRenderer, page_rows: int, now: datetime
    ) -> Cursor:
        """Keep a result."""
        cursor = Cursor(f"01g{next(self._serial):012d}AAA", rows, renderer, page_rows, now)
        self._cursors[cursor.id] = cursor
        while len(self._cursors) > _MAX_CURSORS:
            self._cursors.popitem(last=False)
        return cursor

    def find(self, locator: str, now: datetime) -> tuple[Cursor, int]:
        """Return the cursor and first row that ``01g…-2000`` means.

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

    ``described`` holds, per object, a fingerprint of its schema and when that came to be.
    """

    org: Org
    sessions: Sessions
    limits: Limits
    cursors: Cursors = field(default_factory=Cursors)
    jobs: BulkJobs = field(default_factory=BulkJobs)
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


class StateKeeper:
    """Hands out the current state, a fresh one after every reset.

    Args:
        emulator: whose Salesforce this is.
    """

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator
        self._lock = threading.Lock()
        self._generation = -1
        self._state: OrgState | None = None

    def current(self) -> OrgState | None:
        """Return the state; None when this world has no Salesforce."""
        with self._lock:
            if self._generation != self._emulator.generation:
                if self._state is not None:
                    self._state.jobs.close()
                store = self._emulator.store.salesforce
                self._state = None if store is None else self._fresh(store)
                self._generation = self._emulator.generation
            return self._state

    def _fresh(self, store: SalesforceRecords) -> OrgState:
        emulator = self._emulator
        world = emulator.world
        org = Org(store, emulator.store.lock, world.as_of, world.name)
        org_id = str(store.settings.get("org_id") or "00D000000000000EAA")
        daily = int(store.settings.get("daily_api_requests") or DEFAULT_DAILY_REQUESTS)
        return OrgState(org, Sessions(emulator.credentials, org_id), Limits(daily))
