"""Reading the files of a world that are no CSV: world.json first, and any other JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from orchestration.worlds.csv_table import world_error
from orchestration.worlds.instants import parse_instant
from orchestration.worlds.shapes import OBJECT, TEXT, Checked, Shape

_FIRST_YEAR, _LAST_YEAR = 1970, 2999


def read_settings(folder: Path, systems: Mapping[str, Shape]) -> dict[str, Any]:
    """Read world.json.

    Args:
        folder: of the world.
        systems: the shape of each system's section, by its name.

    Raises:
        WorldError: it is missing or malformed.
    """
    where = "world.json"
    path = folder / where
    if not path.is_file():
        raise world_error(where, f"there is no such file in {folder}")
    settings = read_json(path, where)
    if not isinstance(settings, dict):
        raise world_error(where, "the top level is not an object", line=1)
    checked = Checked(where, read_text(path, where))
    checked.keys(settings, {"name": TEXT, **dict.fromkeys(systems, OBJECT)})
    for name, shape in systems.items():
        checked.keys(settings.get(name) or {}, shape, f"{name}.")
    return settings


def read_as_of(settings: dict[str, Any]) -> datetime:
    """Return where the clock starts.

    Raises:
        WorldError: as_of is missing or no time.
    """
    try:
        as_of = parse_instant(settings["as_of"])
    except KeyError as error:
        raise world_error("world.json", "as_of is missing", line=1, column="as_of") from error
    except (ValueError, TypeError) as error:
        raise world_error("world.json", "not an ISO 8601 time", line=1, column="as_of") from error
    if not _FIRST_YEAR <= as_of.year <= _LAST_YEAR:
        reason = f"not between the years {_FIRST_YEAR} and {_LAST_YEAR}"
        raise world_error("world.json", reason, line=1, column="as_of")
    return as_of


def read_json(path: Path, where: str) -> Any:
    """Read a JSON file.

    Raises:
        WorldError: it is none; names line and column.
    """
    try:
        return json.loads(read_text(path, where))
    except json.JSONDecodeError as error:
        raise world_error(where, error.msg, line=error.lineno, column=str(error.colno)) from error
    except (RecursionError, ValueError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise world_error(where, reason, line=1, column="1") from error


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
