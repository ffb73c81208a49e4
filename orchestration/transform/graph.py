"""Which nodes of the dbt graph are out of date: plain functions over plain values.

A node is up to date when it was built from the same code and the same contents of its parents as
now. Contents, not times: a parent that was rebuilt to the same rows makes no child out of date.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

#: These read rows that no parent in the graph holds: their own of before.
_READ_THEMSELVES = frozenset({"incremental", "snapshot"})
#: These make only what changed of themselves, and hold what they would if all were made.
_BY_KEY = "by_key"
#: In a model's meta: the tables and columns that it reads of what readers see now.
_READS_PUBLICATION = "reads_publication"


@dataclass(frozen=True)
class Step:
    """A table that is no model of dbt's and is made in the middle of a build, out of models.

    To dbt it is a source. No step reads what another makes possible.

    Attributes:
        place: schema and table.
        reads: names of the models that it is made from.
        code: differs where other rows would come of the same models.
        make: makes the table anew.
    """

    place: tuple[str, str]
    reads: tuple[str, ...]
    code: str
    make: Callable[[], None]


NO_STEPS: Mapping[str, Step] = MappingProxyType({})


@dataclass(frozen=True)
class Node:
    """A seed, model or test, or a step between them.

    Attributes:
        id: dbt's unique id.
        name: as `dbt --select` takes it.
        kind: seed, model, test or step.
        parents: ids of the nodes and sources it reads.
        place: layer and relation; None where nothing stands in the warehouse (tests).
        is_view: whether it shows new rows of its parents without being built again.
        reads_itself: whether it reads what it held before it was built.
        is_by_key: whether dbt makes the rows of changed keys alone.
        reads_published: published tables that it reads (`schema.name`), each with the columns.
    """

    id: str
    name: str
    kind: str
    parents: tuple[str, ...]
    place: tuple[str, str] | None
    is_view: bool = False
    reads_itself: bool = False
    is_by_key: bool = False
    reads_published: tuple[tuple[str, tuple[str, ...]], ...] = ()


def nodes_of(manifest: Mapping[str, Any], steps: Mapping[str, Step] = NO_STEPS) -> dict[str, Node]:
    """The enabled seeds, models and tests of data in a manifest, by id, parents before children.

    The steps are among them, by the ids that they are given under.
    """
    found: dict[str, Node] = {}
    for unique_id, entry in manifest["nodes"].items():
        kind = str(entry["resource_type"])
        if kind not in {"seed", "model", "test"} or _is_text(entry):
            continue
        materialized = entry["config"].get("materialized")
        stands = kind in {"seed", "model"}
        found[unique_id] = Node(
            id=unique_id,
            name=entry["name"],
            kind=kind,
            parents=_parents(entry, manifest),
            place=(layer_of(entry), entry.get("alias") or entry["name"]) if stands else None,
            is_view=materialized == "view",
            reads_itself=materialized in _READ_THEMSELVES,
            is_by_key=materialized == _BY_KEY,
            reads_published=_published(entry),
        )
    ids = {node.name: unique_id for unique_id, node in found.items()}
    for unique_id, step in steps.items():
        parents = tuple(sorted(ids[name] for name in step.reads))
        found[unique_id] = Node(unique_id, step.place[1], "step", parents, step.place)
    return _in_order(found)


def steps_of(manifest: Mapping[str, Any], steps: Collection[Step]) -> dict[str, Step]:
    """The steps by the ids that their tables have as sources of the manifest."""
    places = {place: unique_id for unique_id, place in sources_of(manifest).items()}
    return {places[step.place]: step for step in steps}


def below(nodes: Mapping[str, Node], above: Collection[str]) -> set[str]:
    """The nodes named, and all that are made from them over any number of steps."""
    found = set(above)
    for unique_id, node in nodes.items():  # parents come first
        if not found.isdisjoint(node.parents):
            found.add(unique_id)
    return found


def _parents(entry: Mapping[str, Any], manifest: Mapping[str, Any]) -> tuple[str, ...]:
    """Ids of what stands and is read by an entry, itself or through models that are only text."""
    found: set[str] = set()
    for parent in entry["depends_on"].get("nodes", ()):
        above = manifest["nodes"].get(parent)
        found.update(_parents(above, manifest) if above and _is_text(above) else (parent,))
    return tuple(sorted(found))


def _is_text(entry: Mapping[str, Any]) -> bool:
    """Whether dbt writes a model into those that read it, and makes nothing of it."""
    return str(entry["config"].get("materialized")) == "ephemeral"


def _published(entry: Mapping[str, Any]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    meta = entry["config"].get("meta") or {}
    read = meta.get(_READS_PUBLICATION) or {}
    return tuple((table, tuple(columns)) for table, columns in sorted(read.items()))


def layer_of(entry: Mapping[str, Any]) -> str:
    """The layer of a manifest's model or seed; a warehouse says in which schema it stands."""
    layer: str = entry.get("config", {}).get("schema") or "staging"
    return layer


def sources_of(manifest: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Schema and table of each source, by id."""
    return {
        unique_id: (entry["schema"], entry["identifier"])
        for unique_id, entry in manifest["sources"].items()
    }


def inputs_of(
    node: Node, code: str, contents: Mapping[str, str], looked_back: str = ""
) -> str | None:
    """What `node` is made from: `<hash>.<hash of shapes alone>`; None while a parent is unknown.

    Args:
        node: whose inputs are meant.
        code: hash of the project.
        contents: `<hash of rows>.<hash of shape>` of each parent.
        looked_back: what it reads that no parent holds: itself as it was before, publications.
    """
    whole = hashlib.sha256(f"{code}\n{node.id}\n{looked_back}\n".encode())
    shapes = hashlib.sha256(code.encode())
    for parent in node.parents:
        content = contents.get(parent)
        if content is None:
            return None
        whole.update(f"{parent}={content}\n".encode())
        shapes.update(f"{parent}={shape_of(content)}\n".encode())
    return f"{whole.hexdigest()[:32]}.{shapes.hexdigest()[:32]}"


def shape_of(content: str) -> str:
    """The part of a content, or of inputs, that says nothing of rows."""
    return content.rpartition(".")[2]


def frontier(nodes: Mapping[str, Node], outdated: Collection[str]) -> list[str]:
    """The out-of-date nodes that no out-of-date node stands above: ready to be built."""
    waits: dict[str, bool] = {}
    for unique_id, node in nodes.items():  # parents come first
        waits[unique_id] = any(
            parent in outdated or waits.get(parent, False) for parent in node.parents
        )
    return [unique_id for unique_id in nodes if unique_id in outdated and not waits[unique_id]]


def _in_order(nodes: Mapping[str, Node]) -> dict[str, Node]:
    ordered: dict[str, Node] = {}

    def visit(unique_id: str) -> None:
        if unique_id in ordered or unique_id not in nodes:
            return
        for parent in nodes[unique_id].parents:
            visit(parent)
        ordered[unique_id] = nodes[unique_id]

    for unique_id in sorted(nodes):
        visit(unique_id)
    return ordered
