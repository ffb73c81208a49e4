"""What the models' yml says of published tables: descriptions, and the tests that are promises."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orchestration.transform.graph import layer_of
from orchestration.warehouse import PUBLISHED_LAYERS, Described, Place


def described_tables(manifest: Mapping[str, Any]) -> dict[Place, Described]:
    """Layer and name of each published model, and what its yml says of it."""
    not_null: dict[str, set[str]] = {}
    keys: dict[str, list[tuple[str, ...]]] = {}
    for entry in manifest["nodes"].values():
        if not _is_promise(entry):
            continue
        model, test = entry["attached_node"], entry["test_metadata"]
        if test["name"] == "not_null":
            not_null.setdefault(model, set()).add(entry["column_name"])
        elif test["name"] == "unique":
            keys.setdefault(model, []).append((entry["column_name"],))
        elif test["name"] == "unique_together":
            keys.setdefault(model, []).append(tuple(test["kwargs"]["columns"]))
    return {
        (layer_of(entry), entry.get("alias") or entry["name"]): Described(
            words=_one_line(entry["description"]),
            columns={
                name: _one_line(column["description"]) for name, column in entry["columns"].items()
            },
            not_null=frozenset(not_null.get(unique_id, ())),
            keys=tuple(sorted(keys.get(unique_id, ()))),
        )
        for unique_id, entry in manifest["nodes"].items()
        if entry["resource_type"] == "model" and layer_of(entry) in PUBLISHED_LAYERS
    }


def _is_promise(entry: Mapping[str, Any]) -> bool:
    """Whether a generic test stops a build for a single row of any of the table's rows."""
    if entry["resource_type"] != "test" or not entry.get("test_metadata"):
        return False
    config = entry["config"]
    stops = config["severity"].lower() == "error" and config["error_if"] == "!= 0"
    return stops and not config.get("where")


def _one_line(words: str) -> str:
    return " ".join(words.split())
