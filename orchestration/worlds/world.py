"""A world folder in memory: what the emulator serves, as read, before any change.

Reading rules live here; live state is in store.py, cell-level strictness in csv_table.py.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from orchestration.worlds.changes import complaint
from orchestration.worlds.csv_table import CsvRules, Row, read_csv, world_error
from orchestration.worlds.files import (
    HUBSPOT_RULES,
    SALESFORCE_RULES,
    SECTION_RULES,
    read_as_of,
    read_json,
    read_settings,
    read_text,
)
from orchestration.worlds.instants import parse_instant
from orchestration.worlds.shapes import (
    FIELD,
    PIPELINE,
    PROPERTY,
    Checked,
    Shape,
)

#: Where in its file a change is stated; not a key of the change itself.
PLACE = "_place"


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
        settings = read_settings(folder)
        return cls(
            name=str(settings.get("name", folder.name)),
            as_of=read_as_of(settings),
            hubspot=_read_hubspot(folder, settings.get("hubspot") or {}),
            salesforce=_read_salesforce(folder, settings.get("salesforce") or {}),
            changes=_read_changes(folder),
        )


def _read_hubspot(folder: Path, settings: dict[str, Any]) -> HubSpotWorld | None:
    root = folder / "hubspot"
    if not root.is_dir():
        return None
    sections: dict[str, list[Row]] = {}
    for name, rules in SECTION_RULES.items():
        path = root / f"{name}.csv"
        if path.is_file():
            sections[name] = read_csv(path, f"hubspot/{name}.csv", rules).rows
    return HubSpotWorld(
        settings=settings,
        objects=_read_objects(root, "hubspot", HUBSPOT_RULES),
        properties=_read_definitions(root, "properties", "name", PROPERTY),
        pipelines=_read_definitions(root, "pipelines", "id", PIPELINE),
        sections=sections,
    )


def _read_salesforce(folder: Path, settings: dict[str, Any]) -> SalesforceWorld | None:
    root = folder / "salesforce"
    if not root.is_dir():
        return None
    describe: dict[str, dict[str, Any]] = {}
    for path in sorted((root / "describe").glob("*.json")):
        where = f"salesforce/describe/{path.name}"
        content = read_json(path, where)
        body = content if isinstance(content, dict) else {"fields": content}
        Checked(where, read_text(path, where)).entries(body.get("fields"), "name", FIELD)
        describe[path.stem] = body
    return SalesforceWorld(settings, _read_objects(root, "salesforce", SALESFORCE_RULES), describe)


def _read_objects(root: Path, vendor: str, rules: CsvRules) -> dict[str, ObjectTable]:
    tables: dict[str, ObjectTable] = {}
    for path in sorted((root / "objects").glob("*.csv")):
        content = read_csv(path, f"{vendor}/objects/{path.name}", rules)
        rows = {str(row[str(rules.key)]): row for row in content.rows}
        tables[path.stem] = ObjectTable(path.stem, content.columns, rows)
    return tables


def _read_definitions(
    root: Path, section: str, key: str, shape: Shape
) -> dict[str, list[dict[str, Any]]]:
    """Read ``<section>/<plural>.json``: a list, or the API's ``{"results": [...]}``."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path in sorted((root / section).glob("*.json")):
        where = f"hubspot/{section}/{path.name}"
        content = read_json(path, where)
        entries = content.get("results") if isinstance(content, dict) else content
        checked = Checked(where, read_text(path, where))
        found[path.stem] = checked.entries(entries, key, shape)
    return found


def _read_changes(folder: Path) -> list[dict[str, Any]]:
    changes: list[dict[str, Any]] = []
    for path in sorted((folder / "changes").glob("*.jsonl")):
        where = f"changes/{path.name}"
        for number, line in enumerate(read_text(path, where).split("\n"), start=1):
            if line.strip():
                changes.append(_parse_change(line, where, number))
    return sorted(changes, key=lambda change: parse_instant(change["at"]))


def _parse_change(line: str, where: str, number: int) -> dict[str, Any]:
    try:
        change = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        column = str(getattr(error, "colno", 1))
        reason = getattr(error, "msg", "nested too deeply")
        raise world_error(where, reason, line=number, column=column) from error
    if not isinstance(change, dict):
        raise world_error(where, "not an object", line=number, column="1")
    wrong = complaint(change)
    try:
        parse_instant(change.get("at"))  # type: ignore[arg-type]
    except (ValueError, TypeError):
        wrong = ("at", "not an ISO 8601 time")
    if wrong is not None:
        raise world_error(where, wrong[1], line=number, column=wrong[0])
    return {**change, PLACE: f"{where}, line {number}"}
