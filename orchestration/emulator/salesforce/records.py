"""An org's live records: edits with their stamps, history rows, merges, and field definitions."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from orchestration.emulator.clock import EmulatorClock
from orchestration.emulator.records import Records
from orchestration.emulator.salesforce.field_order import NEVER_DELETED
from orchestration.emulator.salesforce.history import TRACKED, history_rows
from orchestration.emulator.salesforce.standard_fields import standard_objects
from orchestration.emulator.salesforce.world import SalesforceWorld
from orchestration.worlds.changes import UNCHANGED
from orchestration.worlds.csv_table import Row
from orchestration.worlds.instants import format_instant


class SalesforceRecords(Records):
    """One org's live records; see Records for its arguments."""

    key = "Id"

    def __init__(self, world: SalesforceWorld, clock: EmulatorClock, lock: threading.RLock) -> None:
        super().__init__(world, clock, lock)
        self.describe: dict[str, dict[str, Any]] = deepcopy(world.describe)
        self._written = 0  # history rows that edits left behind
        self._set_time_zones()

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
        by: str | None = None,
    ) -> None:
        """Create or change one record.

        Args:
            sobject: API name.
            record_id: its Id.
            values: fields to set.
            modified: SystemModstamp and LastModifiedDate; None stamps now, `unchanged` nothing.
            by: Id of the user who does it; nobody is named if None.
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
                if by is not None:
                    row["LastModifiedById"] = by
            self._put(table, record_id, row)
            self._write_history(sobject, before, row, (stamp, by))

    def delete(self, sobject: str, record_id: str, modified: str | None = None) -> None:
        """Move a record to the recycle bin (IsDeleted true); what has none is gone at once."""
        if sobject in NEVER_DELETED and sobject != "User":
            self.purge(sobject, record_id)
            return
        self.upsert(sobject, record_id, {"IsDeleted": "true"}, modified)

    def merge(self, sobject: str, winner: str, loser: str) -> None:
        """Merge `loser` into `winner`: deleted with MasterRecordId set."""
        with self._lock:
            self.upsert(sobject, loser, {"IsDeleted": "true", "MasterRecordId": winner})
            self.upsert(sobject, winner, {})

    def hide(self, name: str, field: str | None = None) -> None:
        """Take away the permission to see an object, or one of its fields in any case."""
        super().hide(name, None if field is None else field.lower())

    def show(self, name: str, field: str | None = None) -> None:
        """Give the permission back."""
        super().show(name, None if field is None else field.lower())

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

    def _write_history(
        self, sobject: str, before: Row | None, after: Row, made: tuple[str, str | None]
    ) -> None:
        if sobject not in TRACKED:
            return
        now, by = made
        owners = (self.objects.get(name) for name in ("User", "Group"))
        names = {i: row.get("Name") for table in owners if table for i, row in table.rows.items()}
        for name, change in history_rows(sobject, before, after, names):
            if name in self.objects or name in standard_objects():
                prefix = "008" if name == "OpportunityHistory" else "017"
                self._written += 1
                record_id = f"{prefix}9{self._written:011d}AAA"
                stamps: Row = {"IsDeleted": "false", "CreatedDate": now}
                if by is not None:
                    stamps["CreatedById"] = by
                if name == "OpportunityHistory":
                    stamps["SystemModstamp"] = now
                self._put(self.table(name), record_id, {"Id": record_id, **stamps, **change})
