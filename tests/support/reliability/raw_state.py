"""What a raw schema holds, as comparable rows: without the stamps of the run that wrote them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from orchestration.warehouse import Warehouse

STAMPS = frozenset({"_synced_at", "_run_id"})
#: What runs say about themselves.
LEDGERS = frozenset({"_runs", "_reconciliation", "_cursors", "_source", "_gone"})
#: What was once true stays true: a version of a record that is gone is no row too many.
LOGS = frozenset({"_history"})
#: What a vendor shows us: a field that a describe leaves out may have been hidden from us. Values
#: stay, and the next describe that shows it makes it good.
AS_SHOWN = frozenset({"_fields", "_field_options"})

State = Mapping[str, Mapping[str, Mapping[str, Any]]]


def raw_state(warehouse: Warehouse, schema: str) -> dict[str, dict[str, dict[str, Any]]]:
    """Table -> key as text -> row. Ledgers are left out."""
    with warehouse.engine().connect() as connection:
        inspector = sa.inspect(connection)
        found = {}
        for name in inspector.get_table_names(schema=schema):
            if name in LEDGERS:
                continue
            columns = [c["name"] for c in inspector.get_columns(name, schema=schema)]
            listed = sa.table(name, *(sa.column(c) for c in columns), schema=schema)
            rows = [
                {k: v for k, v in row.items() if k not in STAMPS and v is not None}
                for row in connection.execute(sa.select(listed)).mappings()
            ]
            found[name] = {_key(name, row): row for row in rows}
        return found


def _key(table: str, row: Mapping[str, Any]) -> str:
    if table.startswith("_"):
        named = [
            "object", "field", "value", "record_id", "object_type", "property", "changed_at",
            "from_type", "from_id", "to_type", "to_id", "category", "type_id",
        ]  # fmt: skip
        return "|".join(str(row.get(name)) for name in named)
    if table == "pipelines":
        return f"{row['pipeline_id']}|{row['stage_id']}"
    return str(row.get("id") or sorted(row.items(), key=str))


def alive(state: State) -> dict[str, dict[str, Mapping[str, Any]]]:
    """The rows that are not marked deleted, nor about a record that is."""
    return {
        table: {
            key: row
            for key, row in rows.items()
            if "_deleted_at" not in row
            and not (table == "_misfits" and _about_the_dead(state, row))
        }
        for table, rows in state.items()
    }


def _about_the_dead(state: State, rescued: Mapping[str, Any]) -> bool:
    """A record that was merged away keeps its last values, and those that fitted no type."""
    record = state.get(rescued["object"], {}).get(rescued["record_id"], {})
    return "_deleted_at" in record


def differences(state: State, world: State) -> list[str]:
    """Where the alive rows differ from those of a fresh load; one line per table and kind."""
    ours, fresh = alive(state), alive(world)
    said = []
    for table in sorted(ours.keys() | fresh.keys()):
        mine, theirs = ours.get(table, {}), fresh.get(table, {})
        lost, extra = theirs.keys() - mine.keys(), mine.keys() - theirs.keys()
        other = {k for k in mine.keys() & theirs.keys() if mine[k] != theirs[k]}
        for kind, keys in (("lost", lost), ("extra", extra), ("other", other)):
            if keys and not (kind == "extra" and table in LOGS):
                said.append(f"{table}: {len(keys)} {kind} ({sorted(keys)[0]})")
    return said


def wrongly_deleted(state: State, world: State) -> list[str]:
    """Rows marked deleted that a fresh load finds alive."""
    fresh = alive(world)
    return [
        f"{table} {key}"
        for table, rows in state.items()
        for key, row in rows.items()
        if "_deleted_at" in row and key in fresh.get(table, {}) and table not in AS_SHOWN
    ]
