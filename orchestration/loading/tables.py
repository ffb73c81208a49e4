"""What a raw table looks like: names, columns, keys. No SQL, no rows.

The tables of streams come from their StreamSpec; the tables about the streams are listed here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import md5

from orchestration.sources.spec import ColumnType, StreamSpec

_TEXT, _INTEGER = ColumnType.TEXT, ColumnType.INTEGER
_BOOLEAN, _TIMESTAMP = ColumnType.BOOLEAN, ColumnType.TIMESTAMP

BOOKKEEPING: Mapping[str, ColumnType] = {
    "_synced_at": _TIMESTAMP,
    "_run_id": _TEXT,
    "_deleted_at": _TIMESTAMP,
    "_source_updated_at": _TIMESTAMP,
    "_merged_into": _TEXT,
}
STAMPS = ("_synced_at", "_run_id")
"""What a run writes on the rows that it changes; never compared, never read from a vendor."""

# Postgres cuts identifiers at 63 bytes; one rule for every engine keeps their tables alike.
_LONGEST_NAME = 63
_HASH_LENGTH = 8
_PLAIN_NAME = re.compile(r"[a-z_][a-z0-9_]*")


@dataclass(frozen=True)
class RawTable:
    """A table of a raw schema. `columns` are in order and include BOOKKEEPING where it applies."""

    name: str
    columns: Mapping[str, ColumnType]
    key: tuple[str, ...]


def stream_table(spec: StreamSpec) -> RawTable:
    """The table of a stream: the columns of its contract and the bookkeeping."""
    columns = {column_name(name): kind for name, kind in spec.columns.items()}
    key = tuple(column_name(name) for name in spec.primary_key)
    return RawTable(spec.name, {**columns, **BOOKKEEPING}, key)


def column_name(vendor_name: str) -> str:
    """The column of a vendor's field: its own name in lower case.

    A name that holds other characters than letters, digits and `_`, or is too long for Postgres,
    is spelt with `_` and ends in a hash of the original, so that two names never meet.
    """
    lowered = vendor_name.lower()
    if _PLAIN_NAME.fullmatch(lowered) and len(lowered) <= _LONGEST_NAME:
        return lowered
    mark = md5(vendor_name.encode(), usedforsecurity=False).hexdigest()[:_HASH_LENGTH]
    safe = re.sub(r"[^a-z0-9_]", "_", lowered)
    if not safe or safe[0].isdigit():
        safe = f"_{safe}"
    return f"{safe[: _LONGEST_NAME - _HASH_LENGTH - 1]}_{mark}"


FIELDS = RawTable(
    "_fields",
    {
        "object": _TEXT,
        "field": _TEXT,
        "label": _TEXT,
        "vendor_type": _TEXT,
        "column_type": _TEXT,
        "is_custom": _BOOLEAN,
        "is_calculated": _BOOLEAN,
        "is_system": _BOOLEAN,
        "is_required": _BOOLEAN,
        "is_readable": _BOOLEAN,
        "description": _TEXT,
        "created_at": _TIMESTAMP,
        **BOOKKEEPING,
    },
    ("object", "field"),
)
FIELD_OPTIONS = RawTable(
    "_field_options",
    {
        "object": _TEXT,
        "field": _TEXT,
        "value": _TEXT,
        "label": _TEXT,
        "is_active": _BOOLEAN,
        "position": _INTEGER,
        **BOOKKEEPING,
    },
    ("object", "field", "value"),
)
MISFITS = RawTable(
    "_misfits",
    {
        "object": _TEXT,
        "record_id": _TEXT,
        "field": _TEXT,
        "declared_type": _TEXT,
        "value": _TEXT,
        **BOOKKEEPING,
    },
    ("object", "record_id", "field"),
)
RUNS = RawTable(
    "_runs",
    {
        "run_id": _TEXT,
        "as_of": _TIMESTAMP,
        "stream": _TEXT,
        "mode": _TEXT,
        "cursor_from": _TIMESTAMP,
        "cursor_to": _TIMESTAMP,
        "status": _TEXT,
        "note": _TEXT,
        "rows_read": _INTEGER,
        "rows_changed": _INTEGER,
        "rows_deleted": _INTEGER,
        "misfits": _INTEGER,
        "api_calls": _INTEGER,
        "started_at": _TIMESTAMP,
        "finished_at": _TIMESTAMP,
    },
    ("run_id", "stream"),
)
RECONCILIATION = RawTable(
    "_reconciliation",
    {
        "run_id": _TEXT,
        "stream": _TEXT,
        "as_of": _TIMESTAMP,
        "source_count": _INTEGER,
        "warehouse_count": _INTEGER,
        "difference": _INTEGER,
    },
    ("run_id", "stream"),
)
CURSORS = RawTable(
    "_cursors", {"stream": _TEXT, "cursor": _TIMESTAMP, "run_id": _TEXT}, ("stream",)
)
SOURCE = RawTable(
    "_source",
    {
        "account_id": _TEXT,
        "currency": _TEXT,
        "time_zone": _TEXT,
        "ui_url": _TEXT,
        "checked_at": _TIMESTAMP,
    },
    ("account_id",),
)
METADATA_TABLES = (FIELDS, FIELD_OPTIONS, MISFITS, RUNS, RECONCILIATION, CURSORS, SOURCE)

RUN_CONTEXT = RawTable("run_context", {"run_id": _TEXT, "as_of": _TIMESTAMP}, ("run_id",))
WEB_ADDRESS = RawTable(
    "web_address",
    {"address": _TEXT, "host": _TEXT, "domain": _TEXT, "list_version": _TEXT},
    ("address",),
)
OPS_SCHEMA = "ops"
