"""The org as queries see it: schemas, and tables with their system fields filled and indexed.

Everything is derived from the live store and rebuilt when a table's version has moved.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson

from orchestration.emulator.salesforce.field_order import NEVER_DELETED
from orchestration.emulator.salesforce.inference import Inferred
from orchestration.emulator.salesforce.records import SalesforceRecords
from orchestration.emulator.salesforce.schema import SObject, build_sobject
from orchestration.emulator.salesforce.standard_fields import standard_objects
from orchestration.emulator.salesforce.values import parse_boolean, parse_time
from orchestration.worlds.csv_table import Row
from orchestration.worlds.instants import format_instant
from orchestration.worlds.system import ObjectTable

_PREFIXES = {
    "001": "Account",
    "003": "Contact",
    "00Q": "Lead",
    "006": "Opportunity",
    "00T": "Task",
    "00U": "Event",
    "701": "Campaign",
    "00v": "CampaignMember",
    "01Y": "CampaignMemberStatus",
    "005": "User",
    "00D": "Organization",
    "00E": "UserRole",
    "00G": "Group",
    "011": "GroupMember",
    "00e": "Profile",
    "012": "RecordType",
    "0Ym": "SetupAuditTrail",
    "00k": "OpportunityLineItem",
    "0Q0": "Quote",
    "800": "Contract",
    "01s": "Pricebook2",
    "01t": "Product2",
    "01u": "PricebookEntry",
    "500": "Case",
}
_ARCHIVABLE = frozenset({"Task", "Event"})


@dataclass
class TableView:
    """One table at one version: rows whose system fields are never null, and sorted indexes.

    Attributes:
        version: of the table this was made from.
        rows: all records, deleted ones included, in file order.
        by_id: the same records by Id.
    """

    version: int
    rows: Sequence[Row]
    by_id: Mapping[str, Row]
    _sorted: dict[str, tuple[list[str], list[Row]]] = field(default_factory=dict)

    def between(self, column: str, low: str | None, high: str | None) -> Sequence[Row]:
        """Return the rows whose instant lies in [low, high), ordered by it; nulls are left out.

        Args:
            column: a datetime column.
            low: first instant, as `values.parse_time` writes it; None leaves that side open.
            high: the instant after the last, likewise.
        """
        if column not in self._sorted:
            pairs = [(parse_time(row.get(column) or ""), row) for row in self.rows]
            known = sorted(
                ((time, row) for time, row in pairs if time is not None), key=lambda pair: pair[0]
            )
            self._sorted[column] = ([time for time, _ in known], [row for _, row in known])
        times, rows = self._sorted[column]
        start = 0 if low is None else bisect_left(times, low)
        stop = len(times) if high is None else bisect_left(times, high)
        return rows[start:stop]


class Org:
    """Schemas and tables of one org.

    Args:
        records: the live ones.
        lock: theirs.
        as_of: the world's first instant; stamps records whose file gives no time at all.
        world_name: names the Organization when its settings do not.
    """

    def __init__(
        self, records: SalesforceRecords, lock: threading.RLock, as_of: datetime, world_name: str
    ) -> None:
        self.records = records
        self._lock = lock
        self._as_of = format_instant(as_of)
        self._views: dict[str, TableView] = {}
        self._schemas: dict[str, tuple[bytes, SObject]] = {}
        self._inferred: dict[tuple[str, str], Inferred] = {}
        self._own = {"Organization": _organization(records.settings, world_name, self._as_of)}

    @property
    def id(self) -> str:
        """Its own id, as its settings have it."""
        return str(self.records.settings.get("org_id") or "00D000000000000EAA")

    @property
    def shows_all(self) -> bool:
        """Whether describe lists standard fields that the world does not state."""
        return self.records.settings.get("standard_fields") != "stated"

    @property
    def names(self) -> list[str]:
        """API names of all objects, sorted."""
        found = {*self.records.objects, *self.records.describe, *self._own} | standard_objects()
        return sorted(name for name in found if (name, None) not in self.records.hidden)

    def sobject(self, name: str) -> SObject | None:
        """Return an object by its API name in any case; None when the org has none such."""
        true_name = next((known for known in self.names if known.lower() == name.lower()), None)
        return None if true_name is None else self._schema(true_name)

    def all_sobjects(self) -> list[SObject]:
        """Return every object, by name."""
        return [self._schema(name) for name in self.names]

    def view(self, sobject: SObject) -> TableView:
        """Return the current rows of an object."""
        table = self._table(sobject.name)
        view = self._views.get(sobject.name)
        if view is None or view.version != table.version:
            with self._lock:
                view = self._make_view(table)
            self._views[sobject.name] = view
        return view

    def visible(self, sobject: SObject, *, include_deleted: bool, rows: Sequence[Row]) -> list[Row]:
        """Return the rows that /query (or, with deleted and archived ones, /queryAll) may see."""
        if include_deleted:
            return list(rows)
        if sobject.name in NEVER_DELETED:
            return list(rows)
        alive = [row for row in rows if not is_true(row.get("IsDeleted"))]
        if sobject.name in _ARCHIVABLE:
            return [row for row in alive if not is_true(row.get("IsArchived"))]
        return alive

    def _table(self, name: str) -> ObjectTable:
        own = self._own.get(name)
        if own is not None and name not in self.records.objects:
            return own
        return self.records.table(name)

    def _schema(self, name: str) -> SObject:
        table = self._table(name)
        described: dict[str, Any] = self.records.describe.get(name, {})
        hidden = {field for (of, field) in self.records.hidden if of == name and field}
        stamp = orjson.dumps([table.columns, described, bool(table.rows), sorted(hidden)])
        known = self._schemas.get(name)
        if known is not None and known[0] == stamp:
            return known[1]
        with self._lock:
            schema = build_sobject(table, described, self._prefixes(), self._inferred, hidden)
        self._schemas[name] = (stamp, schema)
        return schema

    def _prefixes(self) -> dict[str, str]:
        own = {
            next(iter(table.rows))[:3]: name
            for name, table in self.records.objects.items()
            if table.rows
        }
        return {**own, **_PREFIXES}

    def _make_view(self, table: ObjectTable) -> TableView:
        rows = [
            row
            if row.get("SystemModstamp") and row.get("LastModifiedDate") and row.get("CreatedDate")
            else self._completed(row)
            for row in table.rows.values()
        ]
        return TableView(table.version, rows, dict(zip(table.rows, rows, strict=True)))

    def _completed(self, row: Row) -> Row:
        created, modified = row.get("CreatedDate"), row.get("LastModifiedDate")
        stamped = row.get("SystemModstamp")
        return {
            **row,
            "CreatedDate": created or stamped or modified or self._as_of,
            "LastModifiedDate": modified or stamped or created or self._as_of,
            "SystemModstamp": stamped or modified or created or self._as_of,
        }


def is_true(raw: str | None) -> bool:
    """Whether a checkbox's cell is ticked."""
    return bool(raw and parse_boolean(raw))


def _organization(settings: Mapping[str, Any], name: str, as_of: str) -> ObjectTable:
    """Return the one-row Organization object every org has."""
    org_id = str(settings.get("org_id") or "00D000000000000EAA")
    row: Row = {
        "Id": org_id,
        "Name": str(settings.get("name") or name),
        "TimeZoneSidKey": str(settings.get("time_zone") or "UTC"),
        "LanguageLocaleKey": "en_US",
        "DefaultLocaleSidKey": "en_US",
        "DefaultCurrencyIsoCode": settings.get("currency"),
        "OrganizationType": str(settings.get("edition") or "Enterprise Edition"),
        "InstanceName": "EMU1",
        "IsSandbox": "false",
        "FiscalYearStartMonth": "1",
        "CreatedDate": as_of,
        "LastModifiedDate": as_of,
        "SystemModstamp": as_of,
    }
    return ObjectTable("Organization", list(row), {org_id: row})
