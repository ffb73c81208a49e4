"""One HubSpot portal's live state: records, definitions, associations, history, merged ids.

Rendering to the API's shapes is in rendering.py; nothing here knows HTTP.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from copy import deepcopy
from datetime import datetime
from typing import Any, Final, NamedTuple

from orchestration.emulator.clock import EmulatorClock
from orchestration.emulator.hubspot.history import PropertyHistory
from orchestration.emulator.hubspot.links import Link, LinkIndex
from orchestration.emulator.hubspot.world import HubSpotWorld
from orchestration.emulator.records import Records
from orchestration.worlds.changes import UNCHANGED
from orchestration.worlds.csv_table import Row
from orchestration.worlds.instants import format_instant
from orchestration.worlds.system import ObjectTable

#: The oldest objects name their creation as the first API did; all others, custom ones too, anew.
_CREATEDATE: Final = frozenset(
    {"contacts", "companies", "deals", "tickets", "products", "line_items", "campaigns"}
)


def created_property(object_type: str) -> str:
    """The system property that holds a record's creation time."""
    return "createdate" if object_type in _CREATEDATE else "hs_createdate"


def modified_property(object_type: str) -> str:
    """The system property that holds a record's last change."""
    return "lastmodifieddate" if object_type == "contacts" else "hs_lastmodifieddate"


class Edit(NamedTuple):
    """One record's state before an edit, kept so that search can lag behind."""

    at: datetime
    record_id: str
    before: Row | None


class HubSpotRecords(Records):
    """A portal's live records; see Records for its arguments.

    Attributes:
        as_of: creation time of records whose row states none.
    """

    def __init__(self, world: HubSpotWorld, clock: EmulatorClock, lock: threading.RLock) -> None:
        super().__init__(world, clock, lock)
        self.as_of = clock.start
        self.properties: dict[str, list[dict[str, Any]]] = deepcopy(world.properties)
        self.pipelines = deepcopy(world.pipelines)
        self.links = LinkIndex(self.sections.get("associations", []))
        self.history = PropertyHistory(self.sections.get("history", []))
        self.edits: dict[str, list[Edit]] = {}
        self.definitions_version = 0
        self._aliases: dict[str, dict[str, str]] = {}

    def upsert(
        self,
        object_type: str,
        record_id: str,
        values: Mapping[str, str | None],
        modified: str | None = None,
        by: str | None = None,
    ) -> None:
        """Create or change one record.

        Args:
            object_type: plural name.
            record_id: its id.
            values: properties to set.
            modified: the modification time; None stamps now, `unchanged` leaves it.
            by: the source of the change as histories tell it, its id behind a colon
                (`SALESFORCE`, `IMPORT:7`); a person at the screen if None.
        """
        with self._lock:
            table = self.table(object_type)
            now = format_instant(self._clock.now())
            stamp = now if modified in (None, UNCHANGED) else str(modified)
            fresh: Row = {"id": record_id, created_property(object_type): stamp}
            before = table.rows.get(record_id)
            row = {**(before or fresh), **values}
            if modified != UNCHANGED or before is None:
                row[modified_property(object_type)] = stamp
                if "_updated_at" in row:
                    row["_updated_at"] = stamp
            self._put(table, record_id, row)
            settled = stamp if before is None else self._last_change(object_type, before)
            self.history.note((object_type, record_id), before, values, (stamp, settled), by)

    def archive(self, object_type: str, record_id: str, modified: str | None = None) -> None:
        """Archive a record: it leaves the default list and shows with archived=true."""
        now = format_instant(self._clock.now())
        self.upsert(object_type, record_id, {"_archived_at": now}, modified)

    def hide(self, name: str, field: str | None = None) -> None:
        """Take away the permission to see an object, or one of its properties."""
        super().hide(name, field)
        self.definitions_version += 1

    def show(self, name: str, field: str | None = None) -> None:
        """Give the permission back."""
        super().show(name, field)
        self.definitions_version += 1

    def purge(self, name: str, record_id: str) -> None:
        """Remove a record for good, as a GDPR deletion does: 404 everywhere, no associations."""
        with self._lock:
            self._note_edit(self.table(name), record_id)
            super().purge(name, record_id)
            self.links.forget(name, record_id)

    def merge(
        self, object_type: str, primary: str, merged: str, survivor_id: str | None = None
    ) -> str:
        """Merge two records; both ids resolve to the survivor from now on.

        Args:
            object_type: plural name.
            primary: the record whose values win.
            merged: the record that vanishes into it.
            survivor_id: id of the result; a new one, as HubSpot does today, when not given.

        Returns:
            The survivor's id.
        """
        with self._lock:
            table = self.table(object_type)
            new_id = survivor_id or str(
                max((int(i) for i in table.rows if i.isdigit()), default=0) + 1
            )
            now = self._clock.now()
            row = {**table.rows.get(merged, {}), **_present(table.rows[primary])}
            old_ids = _merged_ids(row) + [i for i in (primary, merged) if i != new_id]
            row["id"] = new_id
            row["hs_merged_object_ids"] = ";".join(dict.fromkeys(old_ids))
            if object_type == "contacts":
                stamp = int(now.timestamp() * 1000)
                row["hs_calculated_merged_vids"] = ";".join(f"{i}:{stamp}" for i in old_ids)
            won = table.rows[primary]
            self.history.merge(
                (object_type, primary), (object_type, merged), (object_type, new_id), won,
                self._last_change(object_type, won),
            )  # fmt: skip
            for old in (primary, merged):
                if old != new_id:
                    self._note_edit(table, old)
                    table.rows.pop(old, None)
                    self.links.move(object_type, old, new_id)
            row[modified_property(object_type)] = format_instant(now)
            self._put(table, new_id, row)
            return new_id

    def resolve(self, object_type: str, record_id: str) -> str | None:
        """The id under which a record lives now: itself, its merge survivor, or None."""
        table = self.objects.get(object_type)
        if table is None:
            return None
        if record_id in table.rows:
            return record_id
        if object_type not in self._aliases:
            aliases = {old: key for key, row in table.rows.items() for old in _merged_ids(row)}
            self._aliases[object_type] = aliases
        survivor = self._aliases[object_type].get(record_id)
        return survivor if survivor in table.rows else None

    def associate(self, link: Link) -> None:
        """Add an association; the records' modification times stay as they are."""
        with self._lock:
            self.links.add(link)

    def dissociate(self, link: Link) -> None:
        """Remove an association of this type between two records."""
        with self._lock:
            self.links.remove(link)

    def define_property(self, object_type: str, definition: Mapping[str, Any]) -> None:
        """Add a property definition, or change the given keys of one (label, type, archived...)."""
        with self._lock:
            entries = self.properties.setdefault(object_type, [])
            known = next((e for e in entries if e["name"] == definition["name"]), None)
            if known is None:
                entries.append(dict(definition))
            else:
                known.update(definition)
            self.definitions_version += 1

    def _put(self, table: ObjectTable, record_id: str, row: Row) -> None:
        self._note_edit(table, record_id)
        super()._put(table, record_id, row)
        if table.name in self._aliases:
            self._aliases[table.name] |= dict.fromkeys(_merged_ids(row), record_id)

    def _note_edit(self, table: ObjectTable, record_id: str) -> None:
        before = table.rows.get(record_id)
        edits = self.edits.setdefault(table.name, [])
        edits.append(Edit(self._clock.now(), record_id, before))

    def _last_change(self, object_type: str, row: Row) -> str:
        """When a record last changed, as its row says."""
        names = (modified_property(object_type), "_updated_at", created_property(object_type))
        stated = (row.get(name) for name in (*names, "_created_at"))
        return next(filter(None, stated), None) or format_instant(self.as_of)


def _present(row: Row) -> Row:
    return {name: value for name, value in row.items() if value is not None}


def _merged_ids(row: Row) -> list[str]:
    return [part for part in (row.get("hs_merged_object_ids") or "").split(";") if part]
