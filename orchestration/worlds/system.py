"""One system's part of a world: what its folder must hold, and what was read from it.

A system's own package states its `Layout`; nothing here knows which systems there are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from orchestration.worlds.changes import COMMON_ACTIONS, Action
from orchestration.worlds.csv_table import CsvRules, Row, read_csv
from orchestration.worlds.files import read_json, read_text
from orchestration.worlds.shapes import Checked, Shape


@dataclass
class ObjectTable:
    """All records of one object.

    Attributes:
        name: as its file is called: the vendor's plural or API name.
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
class SystemWorld:
    """What a world says of one system. A system with JSON definitions adds a field per folder.

    Attributes:
        settings: its section of world.json.
        objects: tables by object name.
        sections: rows of its flat CSV files by name.
    """

    settings: dict[str, Any] = field(default_factory=dict)
    objects: dict[str, ObjectTable] = field(default_factory=dict)
    sections: dict[str, list[Row]] = field(default_factory=dict)


@dataclass(frozen=True)
class Definitions:
    """A folder of JSON files, one per object, each a list of entries or an object that holds one.

    Attributes:
        key: what every entry is called by, each once.
        shape: what the keys of an entry must be.
        entries: where the list is, when the file is an object.
        is_whole: whether the object is kept, or its list alone.
    """

    key: str
    shape: Shape
    entries: str = "results"
    is_whole: bool = False


@dataclass(frozen=True)
class Layout:
    """What the folder of one system may hold.

    Attributes:
        objects: rules of every `objects/*.csv`.
        sections: rules of each flat CSV file, by its name without ending.
        definitions: folders of JSON files by name.
        settings: the shape of its section in world.json.
        actions: the changes it knows, by name.
        make: what to make of all that; called with a keyword for each folder of definitions.
    """

    objects: CsvRules = field(default_factory=lambda: CsvRules(key="id"))
    sections: Mapping[str, CsvRules] = field(default_factory=dict)
    definitions: Mapping[str, Definitions] = field(default_factory=dict)
    settings: Shape = field(default_factory=dict)
    actions: Mapping[str, Action] = field(default_factory=lambda: COMMON_ACTIONS)
    make: Callable[..., SystemWorld] = SystemWorld


def read_system(
    folder: Path, name: str, settings: dict[str, Any], layout: Layout
) -> SystemWorld | None:
    """Read one system's folder of a world; None when it has none.

    Raises:
        WorldError: a file is malformed; names file, line and column.
    """
    root = folder / name
    if not root.is_dir():
        return None
    sections = {
        section: read_csv(root / f"{section}.csv", f"{name}/{section}.csv", rules).rows
        for section, rules in layout.sections.items()
        if (root / f"{section}.csv").is_file()
    }
    definitions = {
        kind: _read_definitions(root / kind, f"{name}/{kind}", stated)
        for kind, stated in layout.definitions.items()
    }
    objects = _read_objects(root / "objects", f"{name}/objects", layout.objects)
    return layout.make(settings=settings, objects=objects, sections=sections, **definitions)


def _read_objects(folder: Path, where: str, rules: CsvRules) -> dict[str, ObjectTable]:
    tables: dict[str, ObjectTable] = {}
    for path in sorted(folder.glob("*.csv")):
        content = read_csv(path, f"{where}/{path.name}", rules)
        rows = {str(row[str(rules.key)]): row for row in content.rows}
        tables[path.stem] = ObjectTable(path.stem, content.columns, rows)
    return tables


def _read_definitions(folder: Path, where: str, stated: Definitions) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for path in sorted(folder.glob("*.json")):
        name = f"{where}/{path.name}"
        content = read_json(path, name)
        body = content if isinstance(content, dict) else {stated.entries: content}
        checked = Checked(name, read_text(path, name))
        entries = checked.entries(body.get(stated.entries), stated.key, stated.shape)
        found[path.stem] = body if stated.is_whole else entries
    return found
