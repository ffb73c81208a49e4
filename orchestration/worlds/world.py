"""A world folder in memory: what the emulator serves, as read, before any change.

One system's part is read in system.py; cell-level strictness is in csv_table.py.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from orchestration.worlds.changes import complaint
from orchestration.worlds.csv_table import world_error
from orchestration.worlds.files import read_as_of, read_settings, read_text
from orchestration.worlds.instants import parse_instant
from orchestration.worlds.system import Layout, SystemWorld, read_system

#: Where in its file a change is stated; not a key of the change itself.
PLACE = "_place"


@dataclass
class World:
    """Everything one emulator serves.

    Attributes:
        name: from world.json.
        as_of: where the clock starts, UTC.
        systems: by name, those that the company has.
        changes: lines of changes/*.jsonl, ordered by their time `at`.
        files: the folder of what was dropped beside the systems; None without one.
    """

    name: str
    as_of: datetime
    systems: dict[str, SystemWorld] = field(default_factory=dict)
    changes: list[dict[str, Any]] = field(default_factory=list)
    files: Path | None = None

    @classmethod
    def load(cls, folder: Path, layouts: Mapping[str, Layout]) -> World:
        """Read a world folder.

        Args:
            folder: with world.json, and a folder for each system.
            layouts: of every system that can be read, by name.

        Raises:
            WorldError: a file is missing or malformed; names file, line and column.
        """
        settings = read_settings(folder, {name: one.settings for name, one in layouts.items()})
        systems = {
            name: read_system(folder, name, settings.get(name) or {}, layout)
            for name, layout in layouts.items()
        }
        return cls(
            name=str(settings.get("name", folder.name)),
            as_of=read_as_of(settings),
            systems={name: system for name, system in systems.items() if system is not None},
            changes=_read_changes(folder, layouts),
            files=folder / "files" if (folder / "files").is_dir() else None,
        )


def _read_changes(folder: Path, layouts: Mapping[str, Layout]) -> list[dict[str, Any]]:
    changes: list[dict[str, Any]] = []
    for path in sorted((folder / "changes").glob("*.jsonl")):
        where = f"changes/{path.name}"
        for number, line in enumerate(read_text(path, where).split("\n"), start=1):
            if line.strip():
                changes.append(_parse_change(line, where, number, layouts))
    return sorted(changes, key=lambda change: parse_instant(change["at"]))


def _parse_change(
    line: str, where: str, number: int, layouts: Mapping[str, Layout]
) -> dict[str, Any]:
    try:
        change = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        column = str(getattr(error, "colno", 1))
        reason = getattr(error, "msg", "nested too deeply")
        raise world_error(where, reason, line=number, column=column) from error
    if not isinstance(change, dict):
        raise world_error(where, "not an object", line=number, column="1")
    wrong = complaint(change, {name: layout.actions for name, layout in layouts.items()})
    try:
        parse_instant(change.get("at"))  # type: ignore[arg-type]
    except (ValueError, TypeError):
        wrong = ("at", "not an ISO 8601 time")
    if wrong is not None:
        raise world_error(where, wrong[1], line=number, column=wrong[0])
    return {**change, PLACE: f"{where}, line {number}"}
