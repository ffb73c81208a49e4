"""Which fields' earlier values a run asks a vendor for, because a definition hangs on them.

A field that begins to be watched has a past that no change will bring: its history is read whole
once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy import Connection

from orchestration.glossary import Glossary
from orchestration.glossary.evidence import field_evidence
from orchestration.loading import LoadPolicy
from orchestration.sources.registry import VENDORS
from orchestration.warehouse import Warehouse, qualified, quoted


def watching(
    policy: LoadPolicy, warehouse: Warehouse, glossary: Glossary, source: str
) -> LoadPolicy:
    """The policy, and what it watches at this vendor by the glossary.

    Call it when the vendor's raw tables exist.
    """
    stream = VENDORS[source].watched_history
    watched = _watched(glossary, source) if stream else {}
    if not watched:
        return policy
    with warehouse.engine().connect() as connection:
        is_new = any(_unread(connection, source, watched))
    return replace(policy, watched=watched, read_whole=frozenset({stream} if is_new else ()))


def _watched(glossary: Glossary, source: str) -> Mapping[str, frozenset[str]]:
    """The fields that prove a stage by a value that they take, or say of which kind a lead is."""
    found: dict[str, set[str]] = {}
    for row in glossary.stage_evidence.rows:
        evidence = field_evidence(row.system, row.source) if row.system == source else None
        if evidence is not None and evidence.comparison:
            found.setdefault(evidence.object, set()).add(evidence.field)
    for rule in glossary.lead_type_rules.rows:
        if rule.system == source and rule.object and rule.field:
            found.setdefault(rule.object, set()).add(rule.field)
    return {name: frozenset(fields) for name, fields in found.items()}


def _unread(
    connection: Connection, source: str, watched: Mapping[str, frozenset[str]]
) -> Iterator[bool]:
    """Of each field, whether records have it and the history tells of it nothing at all."""
    schema = f"raw_{source}"
    history = qualified(connection, schema, VENDORS[source].watched_history)
    for name, fields in watched.items():
        columns = {one["name"] for one in sa.inspect(connection).get_columns(name, schema=schema)}
        table = qualified(connection, schema, name)
        for field in sorted(fields & columns):
            told = sa.text(
                f"select 1 from {history}"  # noqa: S608  names are quoted
                " where object_type = :name and lower(property) = :field limit 1"
            )
            filled = sa.text(
                f"select 1 from {table} where {quoted(connection, field)} is not null limit 1"  # noqa: S608
            )
            if connection.execute(told, {"name": name, "field": field}).first() is None:
                yield connection.execute(filled).first() is not None
