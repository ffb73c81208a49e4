"""What a raw table looks like: names, columns, keys. No SQL, no rows.

The tables of streams come from their StreamSpec; the tables about the streams are listed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import md5

from orchestration.sources.spec import ColumnType, StreamSpec

_TEXT, _INTEGER = ColumnType.TEXT, ColumnType.INTEGER
_BOOLEAN, _TIMESTAMP = ColumnType.BOOLEAN, ColumnType.TIMESTAMP

AUDIT_COLUMNS: Mapping[str, ColumnType] = {
    "_synced_at": _TIMESTAMP,
    "_run_id": _TEXT,
    "_deleted_at": _TIMESTAMP,
    "_source_updated_at": _TIMESTAMP,
    "_merged_into": _TEXT,
}
#: What a column that every vendor's tables have holds, in words for dbt's documentation.
COLUMN_DESCRIPTIONS: Mapping[str, str] = {
    "_synced_at": "as_of of the run that last changed the row.",
    "_run_id": "Run that last changed the row.",
    "_deleted_at": "When the vendor deleted or archived the record; null while it is alive.",
    "_source_updated_at": "The vendor's own time of the last edit, UTC.",
    "_merged_into": "Id of the record this one was merged into.",
    "vendor_name": "The field as its vendor spells it.",
    "is_loaded": "Whether its values are in the table; null in rows of older versions.",
}
RUN_STAMPS = ("_synced_at", "_run_id")
"""What a run writes on the rows that it changes; never compared, never read from a vendor."""

FREE_TEXT = frozenset({"value", "address"})
"""Key columns whose text may be of any length."""

# Postgres cuts identifiers at 63 bytes; one rule for every engine keeps their tables alike.
_LONGEST_NAME = 63
_HASH_LENGTH = 8
_PLAIN_NAME = re.compile(r"[a-z_][a-z0-9_]*")
# Columns that an engine has of its own: Postgres refuses the first seven in a new table, and
# DuckDB's `rowid` would hide its row numbers.
_ENGINES_OWN = frozenset({"tableoid", "oid", "xmin", "cmin", "xmax", "cmax", "ctid", "rowid"})


@dataclass(frozen=True)
class RawTable:
    """A table of a raw schema. `columns` are in order, with AUDIT_COLUMNS where they apply."""

    name: str
    columns: Mapping[str, ColumnType]
    key: tuple[str, ...]
    description: str = ""


def stream_table(spec: StreamSpec) -> RawTable:
    """The table of a stream: the columns of its contract and the bookkeeping."""
    columns = {column_name(name): kind for name, kind in spec.columns.items()}
    key = tuple(column_name(name) for name in spec.primary_key)
    return RawTable(spec.name, {**columns, **AUDIT_COLUMNS}, key)


def column_name(vendor_name: str) -> str:
    """The column of a vendor's field: its own name in lower case.

    A name that holds other characters than letters, digits and `_`, is too long for Postgres, or
    belongs to an engine, is spelt with `_` and ends in a hash of the original, so that two names
    never meet.
    """
    lowered = vendor_name.lower()
    is_plain = _PLAIN_NAME.fullmatch(lowered) and len(lowered) <= _LONGEST_NAME
    return lowered if is_plain and lowered not in _ENGINES_OWN else _marked(vendor_name)


def column_names(vendor_names: Iterable[str]) -> dict[str, str]:
    """The column of each name; of names that differ in case only, one keeps the plain column."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    # A name that is a column as it stands comes before one that only becomes it.
    for name in sorted(set(vendor_names), key=lambda name: (column_name(name) != name, name)):
        column = column_name(name)
        names[name] = column if column not in taken else _marked(name)
        taken.add(names[name])
    return names


def naive_utc(moment: datetime) -> datetime:
    """The instant as the warehouse stores it: UTC, no zone. A naive time is taken as UTC."""
    return moment if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)


def _marked(vendor_name: str) -> str:
    mark = md5(vendor_name.encode(), usedforsecurity=False).hexdigest()[:_HASH_LENGTH]
    safe = re.sub(r"[^a-z0-9_]", "_", vendor_name.lower())
    if not safe or safe[0].isdigit():
        safe = f"_{safe}"
    return f"{safe[: _LONGEST_NAME - _HASH_LENGTH - 1]}_{mark}"


FIELDS = RawTable(
    "_fields",
    {
        "object": _TEXT,
        "field": _TEXT,
        "vendor_name": _TEXT,
        "label": _TEXT,
        "vendor_type": _TEXT,
        "column_type": _TEXT,
        "is_custom": _BOOLEAN,
        "is_calculated": _BOOLEAN,
        "is_system": _BOOLEAN,
        "is_required": _BOOLEAN,
        "is_readable": _BOOLEAN,
        "is_loaded": _BOOLEAN,
        "not_loaded_because": _TEXT,
        "description": _TEXT,
        "created_at": _TIMESTAMP,
        **AUDIT_COLUMNS,
    },
    ("object", "field"),
    "One row per field that a vendor lists, or listed once, for an object.",
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
        **AUDIT_COLUMNS,
    },
    ("object", "field", "value"),
    "One row per option of a picklist field.",
)
RESCUED_VALUES = RawTable(
    "_misfits",
    {
        "object": _TEXT,
        "record_id": _TEXT,
        "field": _TEXT,
        "declared_type": _TEXT,
        "value": _TEXT,
        **AUDIT_COLUMNS,
    },
    ("object", "record_id", "field"),
    "One row per value that did not fit its declared type.",
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
    "One row per run and stream: what was asked, what came.",
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
    "One row per run and stream: records the vendor counts against rows alive here.",
)
CURSORS = RawTable(
    "_cursors",
    {"stream": _TEXT, "cursor": _TIMESTAMP, "run_id": _TEXT},
    ("stream",),
    "One row per stream: where the next incremental read starts.",
)
GONE = RawTable(
    "_gone",
    {"object": _TEXT, "record_id": _TEXT, "gone_at": _TIMESTAMP, "run_id": _TEXT},
    ("object", "record_id"),
    "One row per record of which the vendor, asked by id, said that there is none.",
)
"""Records that the vendor, asked by id, says it does not have: they are not asked for again."""
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
    "At most one row: which account answered, its currency and time zone.",
)
METADATA_TABLES = (
    FIELDS,
    FIELD_OPTIONS,
    RESCUED_VALUES,
    GONE,
    RUNS,
    RECONCILIATION,
    CURSORS,
    SOURCE,
)

RUN_CONTEXT = RawTable("run_context", {"run_id": _TEXT, "as_of": _TIMESTAMP}, ("run_id",))
WEB_ADDRESS = RawTable(
    "web_address",
    {"address": _TEXT, "host": _TEXT, "domain": _TEXT, "list_version": _TEXT},
    ("address",),
)
OPS_SCHEMA = "ops"
