"""Property definitions of a portal: the world's own, HubSpot's standard ones, inferred ones."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from orchestration.emulator.hubspot.catalog import (
    DEFAULT_PROPERTIES,
    default_deal_pipeline,
    singular,
)
from orchestration.emulator.hubspot.records import (
    HubSpotRecords,
    created_property,
    modified_property,
)
from orchestration.emulator.hubspot.standard_fields import option_entry, standard_property
from orchestration.worlds.csv_table import Row
from orchestration.worlds.system import ObjectTable

Definition = dict[str, Any]
_NUMBER: Final = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d+)?")
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
_FIELD_TYPES: Final = {
    "string": "text",
    "number": "number",
    "date": "date",
    "datetime": "date",
    "bool": "booleancheckbox",
    "enumeration": "select",
}
_BOOL_OPTIONS: Final = (("true", "Yes"), ("false", "No"))


class Definitions:
    """Definitions per object, kept fresh as columns, definitions and values appear.

    Args:
        store: the portal.
    """

    def __init__(self, store: HubSpotRecords) -> None:
        self._records = store
        self._inferred: dict[tuple[str, str], Definition] = {}
        self._cache: dict[str, tuple[tuple[int, int, int], dict[str, Definition]]] = {}
        self._values: dict[tuple[str, str], dict[str, None]] = {}
        self._values_seen: dict[tuple[str, str], int] = {}

    def of(self, table: ObjectTable) -> dict[str, Definition]:
        """All definitions of an object by name, archived ones included, in display order.

        Listed are the world's columns and definitions, the three system properties, and what
        every portal shows of the object by default.
        """
        stamp = (self._records.definitions_version, len(table.columns), table.version)
        cached = self._cache.get(table.name)
        if cached is None or cached[0] != stamp:
            cached = self._cache[table.name] = (stamp, self._build(table))
        return cached[1]

    def _build(self, table: ObjectTable) -> dict[str, Definition]:
        own = {entry["name"]: entry for entry in self._records.properties.get(table.name, [])}
        system = ("hs_object_id", created_property(table.name), modified_property(table.name))
        columns = [c for c in table.columns if c != "id" and not c.startswith("_")]
        found: dict[str, Definition] = {}
        always = DEFAULT_PROPERTIES.get(table.name, ())
        names = dict.fromkeys([*columns, *own, *always, *system])
        hidden = self._records.hidden
        for order, name in enumerate(name for name in names if (table.name, name) not in hidden):
            standard = standard_property(table.name, name)
            base = standard or self._infer(table, name, own.get(name))
            group = f"{singular(table.name)}information" if standard else "custom_properties"
            blank = _blank(name, order, group)
            definition = {**blank, **base, **own.get(name, {})}
            if name not in own:
                definition["options"] = self._options(table, definition)
            found[name] = definition
        return found

    def _infer(self, table: ObjectTable, name: str, own: Definition | None) -> Definition:
        if own is not None:
            vendor_type = str(own.get("type", "string"))
            return {"type": vendor_type, "fieldType": _FIELD_TYPES.get(vendor_type, "text")}
        key = (table.name, name)
        if key not in self._inferred:
            vendor_type = infer_type(row.get(name) for row in table.rows.values())
            entry: Definition = {"type": vendor_type, "fieldType": _FIELD_TYPES[vendor_type]}
            if vendor_type == "bool":
                pairs = enumerate(_BOOL_OPTIONS)
                entry["options"] = [option_entry(value, label, n) for n, (value, label) in pairs]
            self._inferred[key] = entry
        return self._inferred[key]

    def _options(self, table: ObjectTable, definition: Definition) -> list[dict[str, Any]]:
        """Standard options plus every value in the data."""
        name = definition["name"]
        declared = list(definition["options"])
        if definition["type"] != "enumeration" or definition["externalOptions"]:
            return declared
        if table.name == "deals" and name in {"pipeline", "dealstage"}:
            declared = self._pipeline_options(name)
        known = {option["value"] for option in declared}
        for value in self._values_of(table, name, definition["fieldType"] == "checkbox"):
            if value not in known:
                declared.append(option_entry(value, value, len(declared)))
        return declared

    def _pipeline_options(self, name: str) -> list[dict[str, Any]]:
        pipelines = self._records.pipelines.get("deals") or default_deal_pipeline()
        stages = [stage for pipeline in pipelines for stage in pipeline.get("stages", [])]
        entries = pipelines if name == "pipeline" else stages
        return [
            option_entry(entry["id"], entry.get("label", entry["id"]), order)
            for order, entry in enumerate(entries)
        ]

    def _values_of(self, table: ObjectTable, name: str, is_multiple: bool) -> dict[str, None]:
        """Distinct values of a column so far; after the first look only edited rows are read."""
        key = (table.name, name)
        edits = self._records.edits.get(table.name, [])
        rows: Iterable[Row | None]
        if key not in self._values:
            self._values[key] = {}
            rows = table.rows.values()
        else:
            fresh = edits[self._values_seen[key] :]
            rows = [table.rows.get(edit.record_id) for edit in fresh]
        self._values_seen[key] = len(edits)
        raw = {row[name]: None for row in rows if row is not None and row.get(name) is not None}
        for value in raw:
            parts = str(value).split(";") if is_multiple else [str(value)]
            self._values[key].update(dict.fromkeys(parts))
        return self._values[key]


def infer_type(values: Iterable[str | None]) -> str:
    """The narrowest HubSpot type all values fit: bool, number, date, datetime, else string."""
    candidates = ["bool", "number", "date", "datetime"]
    is_empty = True
    for value in values:
        if value is None:
            continue
        is_empty = False
        candidates = [kind for kind in candidates if _fits(kind, value)]
        if not candidates:
            return "string"
    return "string" if is_empty else candidates[0]


def _fits(kind: str, value: str) -> bool:
    if kind == "bool":
        return value.lower() in {"true", "false"}
    if kind == "number":
        return _NUMBER.fullmatch(value) is not None
    if kind == "date":
        return _DATE.fullmatch(value) is not None
    if len(value) < len("2024-05-01T10:00"):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return not value.isdigit()


def _blank(name: str, order: int, group: str) -> Definition:
    """A property with every key the API always sends."""
    return {
        "name": name,
        "label": name.replace("_", " ").capitalize(),
        "type": "string",
        "fieldType": "text",
        "description": "",
        "groupName": group,
        "options": [],
        "displayOrder": order,
        "calculated": False,
        "externalOptions": False,
        "hasUniqueValue": False,
        "hidden": False,
        "hubspotDefined": False,
        "formField": False,
        "archived": False,
        "dataSensitivity": "non_sensitive",
        "modificationMetadata": {
            "archivable": True,
            "readOnlyDefinition": False,
            "readOnlyValue": False,
        },
    }
