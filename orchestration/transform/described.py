"""What the models' yml says of published tables: descriptions, and promises."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orchestration.transform.graph import layer_of
from orchestration.warehouse import PUBLISHED_LAYERS, Described, Place


def described_tables(manifest: Mapping[str, Any]) -> dict[Place, Described]:
    """Layer and name of each published model, and what its yml says of it."""
    promises = {
        entry["attached_node"]: entry["test_metadata"]["kwargs"]
        for entry in manifest["nodes"].values()
        if is_promise(entry)
    }
    return {
        (layer_of(entry), entry.get("alias") or entry["name"]): Described(
            words=_one_line(entry["description"]),
            columns={
                name: _one_line(column["description"]) for name, column in entry["columns"].items()
            },
            not_null=frozenset(promises.get(unique_id, {}).get("filled", ())),
            keys=tuple(sorted(tuple(key) for key in promises.get(unique_id, {}).get("keys", ()))),
        )
        for unique_id, entry in manifest["nodes"].items()
        if entry["resource_type"] == "model" and layer_of(entry) in PUBLISHED_LAYERS
    }


def is_promise(entry: Mapping[str, Any]) -> bool:
    """Whether a node tests promises, and stops a build for a single row of any of the table's."""
    if (entry.get("test_metadata") or {}).get("name") != "promises":
        return False
    config = entry["config"]
    stops = config["severity"].lower() == "error" and config["error_if"] == "!= 0"
    return stops and not config.get("where")


def _one_line(words: str) -> str:
    return " ".join(words.split())
