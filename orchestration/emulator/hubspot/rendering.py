"""From a world's row to a record as HubSpot prints it. Every property value is text or null."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from orchestration.emulator.hubspot.catalog import DEFAULT_PROPERTIES
from orchestration.emulator.hubspot.records import created_property, modified_property
from orchestration.emulator.hubspot.schema import Definition
from orchestration.worlds.csv_table import Row
from orchestration.worlds.instants import format_instant, parse_instant

Show = Callable[[str], str]


def show_datetime(value: str) -> str:
    """`2024-05-01T10:00:00Z`, with milliseconds only when there are any; junk passes as it is."""
    if len(value) == 20 and value[10] == "T" and value[19] == "Z":
        return value
    if len(value) == 24 and value[10] == "T" and value[23] == "Z":
        return value[:19] + "Z" if value[19:23] == ".000" else value
    return _reformat(value)


@lru_cache(maxsize=65_536)
def _reformat(value: str) -> str:
    instant = read_instant(value)
    return value if instant is None else show_datetime(format_instant(instant))


def show_date(value: str) -> str:
    """`2024-05-01`; junk passes as it is."""
    if len(value) == 10:
        return value
    instant = read_instant(value)
    return value if instant is None else instant.date().isoformat()


def read_instant(value: str) -> datetime | None:
    """Read ISO 8601 or epoch milliseconds; None when the text is neither."""
    try:
        if value.lstrip("-").isdigit() and len(value) > 8:
            return datetime.fromtimestamp(int(value) / 1000, tz=UTC)
        return parse_instant(value)
    except (ValueError, OverflowError, OSError):
        return None


def _show_bool(value: str) -> str:
    lowered = value.lower()
    return lowered if lowered in {"true", "false"} else value


_SHOWN: dict[str, Show] = {"datetime": show_datetime, "date": show_date, "bool": _show_bool}


@dataclass(frozen=True)
class Stamps:
    """Where an object keeps its system times, and what stands in for a missing one.

    Attributes:
        created, modified: property names.
        fallback: creation time of a record whose row states none, as HubSpot prints it.
    """

    created: str
    modified: str
    fallback: str

    def created_at(self, row: Row) -> str:
        """A record's creation time."""
        get = row.get
        value = get(self.created) or get("_created_at") or get("createdate") or get("hs_createdate")
        return self.fallback if value is None else show_datetime(value)

    def updated_at(self, row: Row) -> str:
        """A record's last change; its creation when the row states none."""
        get = row.get
        value = (
            get(self.modified)
            or get("_updated_at")
            or get("hs_lastmodifieddate")
            or get("lastmodifieddate")
        )
        return self.created_at(row) if value is None else show_datetime(value)


def stamps_of(object_type: str, as_of: datetime) -> Stamps:
    """The stamps of one object."""
    fallback = show_datetime(format_instant(as_of))
    return Stamps(created_property(object_type), modified_property(object_type), fallback)


@dataclass(frozen=True)
class Plan:
    """What to print of each record: worked out once per request.

    Attributes:
        names: properties, in order, unknown and archived ones left out.
        conversions: how to print those whose type asks for it.
        with_history: properties whose versions are wanted too.
        stamps: the object's system times.
    """

    names: tuple[str, ...]
    conversions: tuple[tuple[str, Show], ...]
    with_history: tuple[str, ...]
    stamps: Stamps

    def render(self, record_id: str, row: Row) -> dict[str, Any]:
        """One record without associations and history."""
        get = row.get
        values = {name: get(name) for name in self.names}
        for name, show in self.conversions:
            value = values[name]
            if value is not None:
                values[name] = show(value)
        created, updated = self.stamps.created_at(row), self.stamps.updated_at(row)
        values[self.stamps.created] = created
        values[self.stamps.modified] = updated
        values["hs_object_id"] = record_id
        record: dict[str, Any] = {
            "id": record_id,
            "properties": values,
            "createdAt": created,
            "updatedAt": updated,
            "archived": False,
        }
        archived_at = get("_archived_at")
        if archived_at is not None:
            record |= {"archived": True, "archivedAt": show_datetime(archived_at)}
        return record


def show_versions(versions: Mapping[str, Iterable[Row]]) -> dict[str, list[dict[str, Any]]]:
    """Versions by property as the API prints them."""
    return {name: [_version(one) for one in rows] for name, rows in versions.items()}


def _version(row: Row) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "value": row["value"] or "",
        "timestamp": show_datetime(str(row["timestamp"])),
        "sourceType": row.get("source_type") or "CRM_UI",
    }
    if row.get("source_id") is not None:
        entry["sourceId"] = row["source_id"]
    return entry


def make_plan(
    object_type: str,
    definitions: Mapping[str, Definition],
    stamps: Stamps,
    wanted: Iterable[str],
    with_history: Iterable[str] = (),
) -> Plan:
    """Choose what to print; without wanted properties the object's default set."""

    def is_known(name: str) -> bool:
        definition = definitions.get(name)
        return definition is not None and not definition["archived"]

    asked = list(wanted) or list(DEFAULT_PROPERTIES.get(object_type, ()))
    names = tuple(name for name in dict.fromkeys(asked) if is_known(name))
    kinds = {name: definitions[name]["type"] for name in names}
    conversions = tuple((name, _SHOWN[kind]) for name, kind in kinds.items() if kind in _SHOWN)
    return Plan(names, conversions, tuple(filter(is_known, dict.fromkeys(with_history))), stamps)
