"""A world as it was written, read back from its files: what the answers to planted defects ask."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from orchestration.worlds.generator.tables import SETUP, Row, raw_name

Place = tuple[str, str]


class Written:
    """The files of one world.

    Args:
        folder: of the world.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def as_of(self) -> datetime:
        """The instant the world stops at."""
        told: str = json.loads((self._folder / "world.json").read_text(encoding="utf-8"))["as_of"]
        return datetime.fromisoformat(told)

    @cached_property
    def tables(self) -> dict[Place, list[Row]]:
        """Records alive by (system, object), fields in lower case; without what is set up."""
        paths = [*sorted(self._folder.glob("*/objects/*.csv"))]
        paths += [self._folder / "hubspot" / f"{name}.csv" for name in ("campaigns", "owners")]
        return {
            (path.relative_to(self._folder).parts[0], raw_name(path.stem)): [
                row
                for row in _rows(path)
                if row.get("isdeleted") != "true" and not row.get("_archived_at")
            ]
            for path in paths
            if path.exists() and raw_name(path.stem) not in SETUP
        }

    def rows(self, system: str, name: str) -> list[Row]:
        """Records alive of one object; none where the world has no such object."""
        return self.tables.get((system, name), [])

    def every(self, system: str, name: str) -> list[Row]:
        """Records of one object as its file names it, deleted ones included."""
        path = self._folder / system / "objects" / f"{name}.csv"
        return list(_rows(path)) if path.exists() else []

    def survivors(self, name: str) -> dict[str, Row]:
        """Living Salesforce records by every id (15 characters) that leads to them by merges."""
        rows = {row["id"][:15]: row for row in self.every("salesforce", name)}
        found: dict[str, Row] = {}
        for record_id, row in rows.items():
            last: Row | None = row
            while last and last.get("isdeleted") == "true":
                last = rows.get(last.get("masterrecordid", "")[:15])
            if last:
                found[record_id] = last
        return found

    def associations(self) -> Iterator[Row]:
        """Which HubSpot records belong together."""
        path = self._folder / "hubspot" / "associations.csv"
        return _rows(path) if path.exists() else iter(())

    def history(self) -> Iterator[Row]:
        """What HubSpot's properties have been."""
        path = self._folder / "hubspot" / "history.csv"
        return _rows(path) if path.exists() else iter(())

    def truth(self, name: str) -> Iterator[Row]:
        """Answers of another kind: who is who, and which stages were entered when."""
        path = self._folder / "truth" / f"{name}.csv"
        return _rows(path) if path.exists() else iter(())

    def properties(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """What HubSpot declares: object and property."""
        for path in sorted(self._folder.glob("hubspot/properties/*.json")):
            for item in json.loads(path.read_text(encoding="utf-8"))["results"]:
                yield path.stem, item

    @cached_property
    def standard(self) -> set[tuple[str, str]]:
        """Properties that HubSpot ships, by (object, name), as far as they are declared."""
        return {(name, item["name"]) for name, item in self.properties() if item["hubspotDefined"]}

    @cached_property
    def labels(self) -> dict[tuple[str, str], str]:
        """What people see of a field, by (object, field), as far as they are declared."""
        found = {(name, item["name"]): item["label"] for name, item in self.properties()}
        for path in sorted(self._folder.glob("salesforce/describe/*.json")):
            for item in json.loads(path.read_text(encoding="utf-8"))["fields"]:
                found[path.stem.lower(), item["name"].lower()] = item["label"]
        return found

    @cached_property
    def referred(self) -> set[tuple[str, str, str]]:
        """Fields that something in their system refers to, by (system, object, field)."""
        found = {
            ("salesforce", raw_name(row["object"]), row["field"].lower())
            for row in self._section("salesforce", "component_dependencies")
        }
        names = {"0-1": "contacts", "0-2": "companies", "0-3": "deals", "0-136": "leads"}
        for kind, uses, key in (
            ("forms", "form_fields", "form_id"),
            ("lists", "list_filters", "list_id"),
            ("workflows", "workflow_uses", "workflow_id"),
        ):
            homes = {
                row["id"]: names[row.get("object_type_id") or "0-1"]
                for row in self._section("hubspot", kind)
                if row.get("archived") != "true"
            }
            for row in self._section("hubspot", uses):
                if row[key] in homes:
                    found.add(("hubspot", homes[row[key]], (row.get("property") or row["name"])))
        return found | set(self._calculated_from())

    def _calculated_from(self) -> Iterator[tuple[str, str, str]]:
        """Fields that a formula of their object names."""
        for name, item in self.properties():
            for word in re.findall(r"\w+", item.get("calculationFormula") or ""):
                yield "hubspot", name, word
        for path in sorted(self._folder.glob("salesforce/describe/*.json")):
            for item in json.loads(path.read_text(encoding="utf-8"))["fields"]:
                for word in re.findall(r"\w+", item.get("calculatedFormula") or ""):
                    yield "salesforce", raw_name(path.stem), word.lower()

    def _section(self, system: str, name: str) -> Iterator[Row]:
        path = self._folder / system / f"{name}.csv"
        return _rows(path) if path.exists() else iter(())

    @cached_property
    def options(self) -> dict[tuple[str, str, str], set[str]]:
        """What may be chosen, by (system, object, field); fields with a list only."""
        found = {
            ("hubspot", name, item["name"].lower()): {
                option["value"] for option in item["options"] if not option["hidden"]
            }
            for name, item in self.properties()
            if item["options"]
        }
        for path in sorted(self._folder.glob("salesforce/describe/*.json")):
            for item in json.loads(path.read_text(encoding="utf-8"))["fields"]:
                if item["picklistValues"]:
                    place = ("salesforce", path.stem.lower(), item["name"].lower())
                    found[place] = {o["value"] for o in item["picklistValues"] if o["active"]}
        return found


def made(row: Row) -> datetime:
    """When a record was created."""
    text = row.get("createdate") or row.get("createddate") or row.get("hs_createdate")
    return datetime.fromisoformat(text or row["createdat"])


def _rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {name.lower(): value for name, value in row.items()}
