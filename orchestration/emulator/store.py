"""Live state of a running emulator: a world plus every change since it started.

The HubSpot half is in hubspot/state.py. One lock guards all of it: hold ``store.lock`` while
reading more than one row, since tests edit from their own thread.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from orchestration.emulator.clock import EmulatorClock
from orchestration.emulator.hubspot.records import HubSpotRecords
from orchestration.emulator.salesforce.field_history import TRACKED, history_rows
from orchestration.emulator.salesforce.standard_fields import standard_objects
from orchestration.worlds.changes import UNCHANGED
from orchestration.worlds.csv_table import Row
from orchestration.worlds.instants import format_instant
from orchestration.worlds.world import ObjectTable, SalesforceWorld, World


class SalesforceRecords:
    """One org's live records.

    Args:
        world: the org as loaded; never edited.
        clock: stamps every edit.
        lock: held during edits.
    """

    def __init__(self, world: SalesforceWorld, clock: EmulatorClock, lock: threading.RLock) -> None:
        self.settings = dict(world.settings)
        self.objects = {name: table.copy() for name, table in world.objects.items()}
        self.describe: dict[str, dict[str, Any]] = deepcopy(world.describe)
        self.hidden: set[tuple[str, str | None]] = set()
        self._written = 0  # history rows that edits left behind
        self._set_time_zones()
        self._clock = clock
        self._lock = lock

    def table(self, sobject: str) -> ObjectTable:
        """The live table of an sObject; an unknown one is created empty."""
        if sobject not in self.objects:
            self.objects[sobject] = ObjectTable(sobject, ["Id"], {})
        return self.objects[sobject]

    def _set_time_zones(self) -> None:
        """Users whose world states no time zone live in the org's."""
        users, zone = self.objects.get("User"), self.settings.get("time_zone")
        if zone is not None and users is not None and "TimeZoneSidKey" not in users.columns:
            users.columns.append("TimeZoneSidKey")
            users.rows = {i: {**row, "TimeZoneSidKey": zone} for i, row in users.rows.items()}

    def upsert(
        self,
        sobject: str,
        record_id: str,
        values: Mapping[str, str | None],
        modified: str | None = None,
    ) -> None:
        """Create or change one record.

        Args:
            sobject: API name.
            record_id: its Id.
            values: fields to set.
            modified: SystemModstamp and LastModifiedDate; None stamps now, ``unchanged`` nothing.
        """
        with self._lock:
            table = self.table(sobject)
            now = format_instant(self._clock.now())
            stamp = now if modified in (None, UNCHANGED) else str(modified)
            fresh: Row = {"Id": record_id, "IsDeleted": "false", "CreatedDate": stamp}
            before = table.rows.get(record_id)
            row = {**(before or fresh), **values}
            if modified != UNCHANGED or before is None:
                row["SystemModstamp"] = row["LastModifiedDate"] = stamp
            self._put(table, record_id, row)
            self._write_history(sobject, before, row, stamp)

    def delete(self, sobject: str, record_id: str, modified: str | None = None) -> None:
        """Move a record to the recycle bin (IsDeleted true)."""
        self.upsert(sobject, record_id, {"IsDeleted": "true"}, modified)

    def purge(self, sobject: str, record_id: str) -> None:
        """Remove a record without a trace, as emptying the recycle bin does."""
        with self._lock:
            table = self.table(sobject)
            table.rows.pop(record_id, None)
            table.version += 1

    def merge(self, sobject: str, winner: str, loser: str) -> None:
        """Merge ``loser`` into ``winner``: deleted with MasterRecordId set."""
        with self._lock:
            self.upsert(sobject, loser, {"IsDeleted": "true", "MasterRecordId": winner})
            self.upsert(sobject, winner, {})

    def hide(self, sobject: str, field: str | None = None) -> None:
        """Take away the permission to see an object, or one of its fields."""
        with self._lock:
            self.hidden.add((sobject, None if field is None else field.lower()))

    def show(self, sobject: str, field: str | None = None) -> None:
        """Give the permission back."""
        with self._lock:
            self.hidden.discard((sobject, None if field is None else field.lower()))

    def redescribe(self, sobject: str, fields: Sequence[Mapping[str, Any]]) -> None:
        """Replace what the world's describe JSON says of an object's fields."""
        with self._lock:
            entries = [dict(field) for field in fields]
            self.describe.setdefault(sobject, {})["fields"] = entries
            self.table(sobject).version += 1

    def define_field(self, sobject: str, definition: Mapping[str, Any]) -> None:
        """Add a field, or change the given keys of one (type, label, picklistValues...)."""
        with self._lock:
            entries = self.describe.setdefault(sobject, {}).setdefault("fields", [])
            known = next((e for e in entries if e["name"] == definition["name"]), None)
            if known is None:
                entries.append(dict(definition))
            else:
                known.update(definition)
            self.table(sobject).version += 1

    def drop_field(self, sobject: str, field: str) -> None:
        """Remove a field and its values."""
        with self._lock:
            table = self.table(sobject)
            described = self.describe.get(sobject, {})
            kept = [e for e in described.get("fields", []) if e["name"] != field]
            if "fields" in described:
                described["fields"] = kept
            table.columns = [column for column in table.columns if column != field]
            table.rows = {
                i: {name: value for name, value in row.items() if name != field}
                for i, row in table.rows.items()
            }
            table.version += 1

    def _write_history(self, sobject: str, before: Row | None, after: Row, now: str) -> None:
        if sobject not in TRACKED:
            return
        users = self.objects.get("User")
        names = {key: row.get("Name") for key, row in users.rows.items()} if users else {}
        for name, change in history_rows(sobject, before, after, names):
            if name in self.objects or name in standard_objects():
                prefix = "008" if name == "OpportunityHistory" else "017"
                self._written += 1
                record_id = f"{prefix}9{self._written:011d}AAA"
                stamps: Row = {"IsDeleted": "false", "CreatedDate": now}
                if name == "OpportunityHistory":
                    stamps["SystemModstamp"] = now
                self._put(self.table(name), record_id, {"Id": record_id, **stamps, **change})

    def _put(self, table: ObjectTable, record_id: str, row: Row) -> None:
        known = set(table.columns)
        table.columns.extend(column for column in row if column not in known)
        table.rows[record_id] = row
        table.version += 1


class Store:
    """Both vendors' live state.

    Args:
        world: what reset() returns to.
        clock: stamps every edit.
    """

    def __init__(self, world: World, clock: EmulatorClock) -> None:
        self.lock = threading.RLock()
        self.hubspot: HubSpotRecords | None = None
        self.salesforce: SalesforceRecords | None = None
        self._world = world
        self._clock = clock
        self.reset()

    def reset(self) -> None:
        """Forget every change."""
        world = self._world
        with self.lock:
            self.hubspot = (
                None
                if world.hubspot is None
                else HubSpotRecords(world.hubspot, world.as_of, self._clock, self.lock)
            )
            self.salesforce = (
                None
                if world.salesforce is None
                else SalesforceRecords(world.salesforce, self._clock, self.lock)
            )
