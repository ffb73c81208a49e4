"""A world folder in memory: what the emulator serves, as read, before any change.

Reading rules live here; live state is in store.py, cell-level strictness in csv_table.py.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from orchestration.emulator.csv_table import CsvRules, Row, read_csv, world_error
from orchestration.emulator.instants import parse_instant

_HUBSPOT_INSTANTS = (
    "createdate",
    "lastmodifieddate",
    "hs_createdate",
    "hs_lastmodifieddate",
    "_created_at",
    "_updated_at",
    "_archived_at",
)
_SALESFORCE_INSTANTS = ("CreatedDate", "LastModifiedDate", "SystemModstamp")
_HUBSPOT_RULES = CsvRules(key="id", instants=_HUBSPOT_INSTANTS)
_SALESFORCE_RULES = CsvRules(key="Id", instants=_SALESFORCE_INSTANTS, booleans=("IsDeleted",))
_LINK_COLUMNS = ("from_type", "from_id", "to_type", "to_id", "type_id")
_SECTION_RULES: dict[str, CsvRules] = {
    "owners": CsvRules(key="id", booleans=("archived",), instants=("createdAt", "updatedAt")),
    "associations": CsvRules(required=_LINK_COLUMNS, filled=_LINK_COLUMNS, integers=("type_id",)),
    "history": CsvRules(
        required=("object_type", "object_id", "property", "value", "timestamp"),
        instants=("timestamp",),
        filled=("object_type", "object_id", "property", "timestamp"),
    ),
    "campaigns": CsvRules(key="id"),
    "campaign_spend": CsvRules(),
    "marketing_emails": CsvRules(key="id"),
    "forms": CsvRules(key="id"),
    "form_submissions": CsvRules(),
    "lists": CsvRules(),
    "list_memberships": CsvRules(),
}


@dataclass
class ObjectTable:
    """All records of one object.

    Args:
        name: the vendor's plural (HubSpot) or API name (Salesforce).
        columns: property or field names in file order, the id column included.
        rows: record by id, in file order; an empty cell is None. Rows are replaced, never edited.
        version: grows with every change, so that indexes know when they are stale.
    """

    name: str
    columns: list[str]
    rows: dict[str, Row]
    version: int = 0

    def copy(self) -> ObjectTable:
        """A table whose rows can be replaced without touching this one."""
        return ObjectTable(self.name, list(self.columns), dict(self.rows), self.version)


@dataclass
class HubSpotWorld:
    """One HubSpot portal.

    Args:
        settings: portal_id, time_zone, currency, tier from world.json.
        objects: tables by plural name.
        properties, pipelines: definitions as the API returns them, by plural name.
        sections: the flat CSV files by name (owners, associations, history, campaigns, ...).
    """

    settings: dict[str, Any] = field(default_factory=dict)
    objects: dict[str, ObjectTable] = field(default_factory=dict)
    properties: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    pipelines: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    sections: dict[str, list[Row]] = field(default_factory=dict)

    @property
    def owners(self) -> list[Row]:
        """Rows of owners.csv."""
        return self.sections.get("owners", [])

    @property
    def associations(self) -> list[Row]:
        """Rows of associations.csv."""
        return self.sections.get("associations", [])

    @property
    def history(self) -> list[Row]:
        """Rows of history.csv."""
        return self.sections.get("history", [])

    @property
    def campaigns(self) -> list[Row]:
        """Rows of campaigns.csv."""
        return self.sections.get("campaigns", [])


@dataclass
class SalesforceWorld:
    """One Salesforce org.

    Args:
        settings: org_id, currency, daily_api_requests from world.json.
        objects: tables by sObject API name.
        describe: describe JSON by sObject; always has a list under ``fields``.
    """

    settings: dict[str, Any] = field(default_factory=dict)
    objects: dict[str, ObjectTable] = field(default_factory=dict)
    describe: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass
class World:
    """Everything one emulator serves.

    Args:
        name: from world.json.
        as_of: where the clock starts, UTC.
        hubspot, salesforce: None when the company does not have that system.
        changes: lines of changes/*.jsonl, ordered by their time ``at``.
    """

    name: str
    as_of: datetime
    hubspot: HubSpotWorld | None = None
    salesforce: SalesforceWorld | None = None
    changes: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def load(cls, folder: Path) -> World:
        """Read a world folder.

        Raises:
            WorldError: a file is missing or malformed; names file, line and column.
        """
        settings = _read_settings(folder)
        return cls(
            name=str(settings.get("name", folder.name)),
            as_of=_read_as_of(settings),
            hubspot=_read_hubspot(folder, settings.get("hubspot") or {}),
            salesforce=_read_salesforce(folder, settings.get("salesforce") or {}),
            changes=_read_changes(folder),
        )


def _read_settings(folder: Path) -> dict[str, Any]:
    path = folder / "world.json"
    if not path.is_file():
        raise world_error("world.json", f"there is no such file in {folder}")
    settings = _read_json(path, "world.json")
    if not isinstance(settings, dict):
        raise world_error("world.json", "the top level is not an object", line=1)
    for vendor in ("hubspot", "salesforce"):
        if not isinstance(settings.get(vendor) or {}, dict):
            raise world_error("world.json", "not an object", line=1, column=vendor)
    _check_portal(settings.get("hubspot") or {})
    return settings


def _check_portal(settings: dict[str, Any]) -> None:
    if not str(settings.get("portal_id") or 1).isdigit():
        raise world_error("world.json", "not a whole number", line=1, column="hubspot.portal_id")
    try:
        ZoneInfo(str(settings.get("time_zone") or "UTC"))
    except (ZoneInfoNotFoundError, ValueError) as error:
        column = "hubspot.time_zone"
        raise world_error("world.json", "no known time zone", line=1, column=column) from error


def _read_as_of(settings: dict[str, Any]) -> datetime:
    try:
        return parse_instant(str(settings["as_of"]))
    except KeyError as error:
        raise world_error("world.json", "as_of is missing", line=1, column="as_of") from error
    except ValueError as error:
        raise world_error("world.json", "not an ISO 8601 time", line=1, column="as_of") from error


def _read_hubspot(folder: Path, settings: dict[str, Any]) -> HubSpotWorld | None:
    root = folder / "hubspot"
    if not root.is_dir():
        return None
    sections: dict[str, list[Row]] = {}
    for name, rules in _SECTION_RULES.items():
        path = root / f"{name}.csv"
        if path.is_file():
            sections[name] = read_csv(path, f"hubspot/{name}.csv", rules).rows
    return HubSpotWorld(
        settings=settings,
        objects=_read_objects(root, "hubspot", _HUBSPOT_RULES),
        properties=_read_definitions(root, "hubspot", "properties", "name"),
        pipelines=_read_definitions(root, "hubspot", "pipelines", "id"),
        sections=sections,
    )


def _read_salesforce(folder: Path, settings: dict[str, Any]) -> SalesforceWorld | None:
    root = folder / "salesforce"
    if not root.is_dir():
        return None
    describe: dict[str, dict[str, Any]] = {}
    for path in sorted((root / "describe").glob("*.json")):
        where = f"salesforce/describe/{path.name}"
        content = _read_json(path, where)
        body = content if isinstance(content, dict) else {"fields": content}
        _check_definitions(body.get("fields"), where, "name")
        describe[path.stem] = body
    return SalesforceWorld(settings, _read_objects(root, "salesforce", _SALESFORCE_RULES), describe)


def _read_objects(root: Path, vendor: str, rules: CsvRules) -> dict[str, ObjectTable]:
    tables: dict[str, ObjectTable] = {}
    for path in sorted((root / "objects").glob("*.csv")):
        content = read_csv(path, f"{vendor}/objects/{path.name}", rules)
        rows = {str(row[str(rules.key)]): row for row in content.rows}
        tables[path.stem] = ObjectTable(path.stem, content.columns, rows)
    return tables


def _read_definitions(
    root: Path, vendor: str, section: str, key: str
) -> dict[str, list[dict[str, Any]]]:
    """Read ``<section>/<plural>.json``: a list, or the API's ``{"results": [...]}``."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path in sorted((root / section).glob("*.json")):
        where = f"{vendor}/{section}/{path.name}"
        content = _read_json(path, where)
        entries = content.get("results") if isinstance(content, dict) else content
        found[path.stem] = _check_definitions(entries, where, key)
    return found


def _check_definitions(entries: Any, where: str, key: str) -> list[dict[str, Any]]:
    if not isinstance(entries, list):
        raise world_error(where, "neither a list nor an object that holds one", line=1)
    for position, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict) or not isinstance(entry.get(key), str):
            reason = f"entry {position} has no text {key!r}"
            raise world_error(where, reason, line=1, column=key)
    return entries


def _read_changes(folder: Path) -> list[dict[str, Any]]:
    changes: list[dict[str, Any]] = []
    for path in sorted((folder / "changes").glob("*.jsonl")):
        where = f"changes/{path.name}"
        for number, line in enumerate(_read_text(path, where).split("\n"), start=1):
            if line.strip():
                changes.append(_parse_change(line, where, number))
    return sorted(changes, key=lambda change: parse_instant(change["at"]))


def _parse_change(line: str, where: str, number: int) -> dict[str, Any]:
    try:
        change = json.loads(line)
    except json.JSONDecodeError as error:
        raise world_error(where, error.msg, line=number, column=str(error.colno)) from error
    if not isinstance(change, dict):
        raise world_error(where, "not an object", line=number, column="1")
    try:
        parse_instant(str(change.get("at")))
    except ValueError as error:
        raise world_error(where, "not an ISO 8601 time", line=number, column="at") from error
    return change


def _read_json(path: Path, where: str) -> Any:
    try:
        return json.loads(_read_text(path, where))
    except json.JSONDecodeError as error:
        raise world_error(where, error.msg, line=error.lineno, column=str(error.colno)) from error


def _read_text(path: Path, where: str) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise world_error(where, "not UTF-8", line=line, column=str(error.start)) from error
