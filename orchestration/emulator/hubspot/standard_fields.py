"""Types, labels and options of HubSpot's own properties, as data/standard_fields.csv has them.

Flags there: c calculated, r read-only value, u unique, x options kept elsewhere (owners, teams).
An option without `=` is its own label. Written from the vendor's published property lists.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Any, Final

_FILE: Final = files("orchestration.emulator.hubspot") / "data" / "standard_fields.csv"
#: Groups of properties that an object has, beside those common to all.
_GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "contacts": ("analytics", "address", "contacts"),
    "companies": ("analytics", "address", "companies"),
    "deals": ("analytics", "deals"),
    "campaigns": ("campaigns",),
    "tickets": ("tickets",),
    "leads": ("leads",),
    "products": ("goods",),
    "line_items": ("goods", "line_items"),
    "quotes": ("quotes",),
    "subscriptions": ("subscriptions",),
} | dict.fromkeys(
    ("calls", "meetings", "emails", "tasks", "notes", "communications"), ("engagements",)
)
# Families whose names carry a stage id: (prefix, label, type).
_FAMILIES: Final = (
    ("hs_v2_date_entered_", "Date entered", "datetime/date"),
    ("hs_v2_date_exited_", "Date exited", "datetime/date"),
    ("hs_v2_latest_time_in_", "Latest time in", "number/number"),
    ("hs_v2_cumulative_time_in_", "Cumulative time in", "number/number"),
    ("hs_date_entered_", "Date entered", "datetime/date"),
    ("hs_date_exited_", "Date exited", "datetime/date"),
    ("hs_time_in_", "Time in", "number/number"),
)


@cache
def _table(object_type: str) -> dict[str, dict[str, Any]]:
    groups = _groups()
    names = ("common", *_GROUPS.get(object_type, ()))
    return {entry["name"]: entry for name in names for entry in groups[name]}


@cache
def _groups() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in csv.DictReader(_FILE.read_text("utf-8").splitlines()):
        options = [_option(text) for text in row["options"].split(";") if text]
        entry = _entry(row["name"], row["label"], row["type"], row["flags"], options)
        found.setdefault(row["group"], []).append(entry)
    return found


def _option(text: str) -> tuple[str, str]:
    value, _, label = text.partition("=")
    return value, label or value


def _entry(
    name: str, label: str, kind: str, flags: str, options: list[tuple[str, str]]
) -> dict[str, Any]:
    vendor_type, field_type = kind.split("/")
    return {
        "name": name,
        "label": label,
        "type": vendor_type,
        "fieldType": "calculation_equation" if "c" in flags else field_type,
        "calculated": "c" in flags,
        "hasUniqueValue": "u" in flags,
        "externalOptions": "x" in flags,
        "hubspotDefined": True,
        "createdAt": "2019-08-06T02:41:08.029Z",
        "updatedAt": "2019-08-06T02:41:08.029Z",
        "modificationMetadata": {
            "archivable": False,
            "readOnlyDefinition": True,
            "readOnlyValue": "r" in flags,
            "readOnlyOptions": "r" in flags,
        },
        "options": [option_entry(value, text, n) for n, (value, text) in enumerate(options)],
    }


def option_entry(value: str, label: str, order: int) -> dict[str, Any]:
    """One option of an enumeration as the API shows it."""
    return {
        "label": label,
        "value": value,
        "description": "",
        "displayOrder": order,
        "hidden": False,
    }


def standard_property(object_type: str, name: str) -> dict[str, Any] | None:
    """HubSpot's own definition of a property, or None when it is not one of theirs."""
    known = _table(object_type).get(name)
    if known is not None:
        return known
    stage = name.removeprefix("hs_lifecyclestage_").removesuffix("_date")
    if name == f"hs_lifecyclestage_{stage}_date":
        return _entry(name, f"Became a {stage} date", "datetime/date", "r", [])
    for prefix, label, kind in _FAMILIES:
        if name.startswith(prefix):
            return _entry(name, f'{label} "{name.removeprefix(prefix)}"', kind, "cr", [])
    return None
