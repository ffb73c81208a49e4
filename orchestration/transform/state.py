"""What each node was built from and what came of it: `ops.model_state` of the build side.

Lines are removed before dbt touches their nodes and written after it is done, so that a kill can
leave too few lines and never a wrong one. What each key of a model by key was built from, dbt keeps
beside it in `ops.keys_of_<model>`, in the transaction that writes the rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Column, MetaData, Table, Text, delete, insert, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.schema import CreateSchema

from orchestration.errors import WarehouseError
from orchestration.transform.graph import Node
from orchestration.warehouse import (
    RUN_STAMPS,
    Place,
    Warehouse,
    content,
    qualified,
    standing_columns,
)

OPS = "ops"
_STATE = Table(
    "model_state",
    MetaData(),
    Column("node", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("inputs", Text, nullable=False),
    Column("content", Text, nullable=False),
    schema=OPS,
)


@dataclass(frozen=True)
class Line:
    """One node: what it was built from and what it holds, both as graph.py spells them."""

    inputs: str
    content: str


def read_state(warehouse: Warehouse, code: str) -> dict[str, Line]:
    """The lines written for this very code, by node. None of another code says anything."""
    with warehouse.engine().begin() as connection:
        connection.execute(CreateSchema(OPS, if_not_exists=True))
        _STATE.create(connection, checkfirst=True)
        rows = connection.execute(select(_STATE).where(_STATE.c.code == code))
        return {row.node: Line(row.inputs, row.content) for row in rows}


def forget(warehouse: Warehouse, nodes: Collection[str] | None) -> None:
    """Remove the lines of these nodes; None: of all."""
    with warehouse.engine().begin() as connection:
        if nodes is None:
            connection.execute(delete(_STATE))
        else:
            _remove(connection, nodes)


def remember(
    warehouse: Warehouse, code: str, nodes: Collection[str], lines: Mapping[str, Line]
) -> None:
    """Replace the lines of `nodes` by those given, all or none of them."""
    rows = [
        {"node": node, "code": code, "inputs": line.inputs, "content": line.content}
        for node, line in lines.items()
    ]
    with warehouse.engine().begin() as connection:
        _remove(connection, nodes)
        if rows:
            connection.execute(insert(_STATE), rows)


def _remove(connection: Connection, nodes: Collection[str]) -> None:
    connection.execute(delete(_STATE).where(_STATE.c.node.in_(nodes)))


def forget_keys(warehouse: Warehouse, nodes: Iterable[Node]) -> None:
    """Let those of these models that are built by key be built whole, as if they were new."""
    places = [(OPS, f"keys_of_{node.name}") for node in nodes if node.is_by_key]
    if places:
        with warehouse.engine().begin() as connection:
            for place in places:
                connection.execute(text(f"drop table if exists {qualified(connection, *place)}"))


def source_contents(connection: Connection, sources: Mapping[str, Place]) -> dict[str, str]:
    """What each raw table holds, by the stamps of its rows where it has them."""
    columns = standing_columns(connection, {schema for schema, _ in sources.values()})
    found: dict[str, str] = {}
    for source, place in sources.items():
        if place in columns:
            names = {name for name, _ in columns[place]}
            by = RUN_STAMPS if names >= set(RUN_STAMPS) else None
            found[source] = _hashed(content(connection, place, by=by), columns[place])
    return found


def published_contents(warehouse: Warehouse, nodes: Iterable[Node]) -> dict[str, str]:
    """What these nodes read of the last publication, by node; nothing before the first one."""
    reads = {node.id: node.reads_published for node in nodes if node.reads_published}
    if not reads:
        return {}
    try:
        engine = warehouse.published_engine()
    except WarehouseError:
        return {}
    with engine.connect() as connection:
        database = str(connection.execute(text("select current_database()")).scalar_one())
        schemas = {_place(table)[0] for tables in reads.values() for table, _ in tables}
        columns = standing_columns(connection, schemas)
        return {
            node: "/".join(_published(connection, database, columns, *read) for read in tables)
            for node, tables in reads.items()
        }


def _published(
    connection: Connection,
    database: str,
    columns: Mapping[Place, list[Place]],
    table: str,
    names: tuple[str, ...],
) -> str:
    """The columns that are there, in the order they were asked for: an old one lacks the new."""
    place = _place(table)
    types = dict(columns.get(place, ()))
    there = [(name, types[name]) for name in names if name in types]
    by = [name for name, _ in there]
    rows = content(connection, (database, *place), by=by) if there else ""
    return _hashed(rows, there)


def _place(table: str) -> Place:
    """Schema and name of a published table."""
    schema, _, name = table.partition(".")
    return schema, name


def node_contents(
    connection: Connection, warehouse: Warehouse, nodes: Iterable[Node]
) -> dict[str, str]:
    """What each of these seeds and models holds; those that do not stand are left out."""
    places = {
        node.id: (warehouse.schema(node.place[0]), node.place[1])
        for node in nodes
        if node.place is not None
    }
    columns = standing_columns(connection, {schema for schema, _ in places.values()})
    return {
        node: _hashed(content(connection, place), columns[place])
        for node, place in places.items()
        if place in columns
    }


def standing(connection: Connection, schemas: Collection[str]) -> set[Place]:
    """Every table and view of the schemas."""
    return set(standing_columns(connection, schemas))


def _hashed(rows: str, columns: list[Place]) -> str:
    shape = ",".join(f"{name} {data_type}" for name, data_type in columns)
    return ".".join(hashlib.sha256(part.encode()).hexdigest()[:32] for part in (rows, shape))
