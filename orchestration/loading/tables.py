"""What a raw table looks like: names, columns, keys. No SQL, no rows.

The tables of streams come from their StreamSpec; the tables about the streams are listed here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from orchestration.sources.column_names import column_name
from orchestration.sources.spec import AUDIT_COLUMNS, ColumnType, StreamSpec
from orchestration.warehouse import RUN_STAMPS

_TEXT, _INTEGER = ColumnType.TEXT, ColumnType.INTEGER
_BOOLEAN, _TIMESTAMP = ColumnType.BOOLEAN, ColumnType.TIMESTAMP

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
FREE_TEXT = frozenset({"value", "address"})
"""Key columns whose text may be of any length."""


@dataclass(frozen=True)
class RawTable:
    """A table of a raw schema. `columns` are in order, with AUDIT_COLUMNS where they apply."""

    name: str
    columns: Mapping[str, ColumnType]
    key: tuple[str, ...]
    description: str = ""

    @property
    def unstamped(self) -> list[str]:
        """Its columns without RUN_STAMPS."""
        return [name for name in self.columns if name not in RUN_STAMPS]


def stream_table(spec: StreamSpec) -> RawTable:
    """The table of a stream: the columns of its contract and the bookkeeping."""
    columns = {column_name(name): kind for name, kind in spec.columns.items()}
    key = tuple(column_name(name) for name in spec.primary_key)
    return RawTable(spec.name, {**columns, **AUDIT_COLUMNS}, key)


def naive_utc(moment: datetime) -> datetime:
    """The instant as the warehouse stores it: UTC, no zone. A naive time is taken as UTC."""
    return moment if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)


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
        "is_updateable": _BOOLEAN,
        "max_length": _INTEGER,
        "is_restricted": _BOOLEAN,
        "default_value": _TEXT,
        "formula": _TEXT,
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

PUBLICATION = RawTable("publication", {"run_id": _TEXT, "as_of": _TIMESTAMP}, ("run_id",))
RUN_CONTEXT = RawTable("run_context", {"run_id": _TEXT, "as_of": _TIMESTAMP}, ("run_id",))
WEB_ADDRESS = RawTable(
    "web_address",
    {"address": _TEXT, "host": _TEXT, "domain": _TEXT, "list_version": _TEXT},
    ("address",),
)
#: Values that somebody was asked to write, so that a later run can tell whether they held.
ISSUED_FIX = RawTable(
    "issued_fix",
    {
        "finding_key": _TEXT,
        "rule_id": _TEXT,
        "source_system": _TEXT,
        "source_object": _TEXT,
        "field": _TEXT,
        "source_id": _TEXT,
        "value_before": _TEXT,
        "value_after": _TEXT,
        "run_id": _TEXT,
        "issued_as_of": _TIMESTAMP,
    },
    ("finding_key",),
)
OPS_SCHEMA = "ops"
