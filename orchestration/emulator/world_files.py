"""What the files of a world must hold, and the reading of those that are no CSV."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from orchestration.emulator.csv_table import CsvRules, world_error
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
HUBSPOT_RULES = CsvRules(key="id", instants=_HUBSPOT_INSTANTS)
SALESFORCE_RULES = CsvRules(key="Id", instants=_SALESFORCE_INSTANTS, booleans=("IsDeleted",))
_LINK_COLUMNS = ("from_type", "from_id", "to_type", "to_id", "type_id")
SECTION_RULES: dict[str, CsvRules] = {
    "owners": CsvRules(key="id", booleans=("archived",), instants=("createdAt", "updatedAt")),
    "associations": CsvRules(required=_LINK_COLUMNS, filled=_LINK_COLUMNS, integers=("type_id",)),
    "history": CsvRules(
        required=("object_type", "object_id", "property", "value", "timestamp"),
        instants=("timestamp",),
        filled=("object_type", "object_id", "property", "timestamp"),
    ),
    "currencies": CsvRules(
        required=("currency", "rate", "effective_at"),
        instants=("effective_at",),
        booleans=("visible",),
        numbers=("rate",),
        filled=("currency", "rate", "effective_at"),
    ),
    "campaigns": CsvRules(key="id"),
    "campaign_spend": CsvRules(),
    "marketing_emails": CsvRules(key="id"),
    "forms": CsvRules(key="id"),
    "form_submissions": CsvRules(),
    "lists": CsvRules(),
    "list_memberships": CsvRules(),
}


def read_settings(folder: Path) -> dict[str, Any]:
    """Read world.json.

    Raises:
        WorldError: it is missing or malformed.
    """
    path = folder / "world.json"
    if not path.is_file():
        raise world_error("world.json", f"there is no such file in {folder}")
    settings = read_json(path, "world.json")
    if not isinstance(settings, dict):
        raise world_error("world.json", "the top level is not an object", line=1)
    for vendor in ("hubspot", "salesforce"):
        if not isinstance(settings.get(vendor) or {}, dict):
            raise world_error("world.json", "not an object", line=1, column=vendor)
    _check_portal(settings.get("hubspot") or {})
    for vendor in ("hubspot", "salesforce"):
        _check_zone(settings.get(vendor) or {}, f"{vendor}.time_zone")
    return settings


def _check_portal(settings: dict[str, Any]) -> None:
    if not str(settings.get("portal_id") or 1).isdigit():
        raise world_error("world.json", "not a whole number", line=1, column="hubspot.portal_id")


def _check_zone(settings: dict[str, Any], column: str) -> None:
    try:
        ZoneInfo(str(settings.get("time_zone") or "UTC"))
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise world_error("world.json", "no known time zone", line=1, column=column) from error


def read_as_of(settings: dict[str, Any]) -> datetime:
    """Return where the clock starts.

    Raises:
        WorldError: as_of is missing or no time.
    """
    try:
        return parse_instant(str(settings["as_of"]))
    except KeyError as error:
        raise world_error("world.json", "as_of is missing", line=1, column="as_of") from error
    except ValueError as error:
        raise world_error("world.json", "not an ISO 8601 time", line=1, column="as_of") from error


def read_json(path: Path, where: str) -> Any:
    """Read a JSON file.

    Raises:
        WorldError: it is none; names line and column.
    """
    try:
        return json.loads(read_text(path, where))
    except json.JSONDecodeError as error:
        raise world_error(where, error.msg, line=error.lineno, column=str(error.colno)) from error


def read_text(path: Path, where: str) -> str:
    """Read a UTF-8 file.

    Raises:
        WorldError: it is not UTF-8.
    """
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise world_error(where, "not UTF-8", line=line, column=str(error.start)) from error
