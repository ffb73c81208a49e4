"""What a stream, a field and a batch are: the vocabulary between connectors and the loader.

Data shapes only. What a connector does with them is in connector.py; how a vendor is spoken to
lives in its own folder; how rows land, in loading/.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

import pyarrow as pa


class ColumnType(StrEnum):
    """The six types a raw column can have. Timestamps are UTC without zone, microseconds."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    TIMESTAMP = "timestamp"

    @property
    def arrow(self) -> pa.DataType:
        """The Arrow type a column of this type is carried in."""
        return _ARROW[self]


_ARROW: Mapping[ColumnType, pa.DataType] = {
    ColumnType.TEXT: pa.string(),
    ColumnType.INTEGER: pa.int64(),
    ColumnType.NUMBER: pa.float64(),
    ColumnType.BOOLEAN: pa.bool_(),
    ColumnType.DATE: pa.date32(),
    ColumnType.TIMESTAMP: pa.timestamp("us"),
}


AUDIT_COLUMNS: Mapping[str, ColumnType] = {
    "_synced_at": ColumnType.TIMESTAMP,
    "_run_id": ColumnType.TEXT,
    "_deleted_at": ColumnType.TIMESTAMP,
    "_source_updated_at": ColumnType.TIMESTAMP,
    "_merged_into": ColumnType.TEXT,
}
"""What every raw table has besides the vendor's columns; no vendor field may take their names."""


def columns(
    text: str,
    *,
    number: str = "",
    integer: str = "",
    boolean: str = "",
    date: str = "",
    ts: str = "",
) -> dict[str, ColumnType]:
    """Columns by type, from names parted by blanks."""
    typed = (
        (ColumnType.TEXT, text),
        (ColumnType.NUMBER, number),
        (ColumnType.INTEGER, integer),
        (ColumnType.BOOLEAN, boolean),
        (ColumnType.DATE, date),
        (ColumnType.TIMESTAMP, ts),
    )
    return {name: column_type for column_type, names in typed for name in names.split()}


@dataclass(frozen=True)
class StreamSpec:
    """One vendor object as a stream.

    Attributes:
        name: raw table name: the vendor's object name in snake case.
        source_object: the vendor's own object name, as its API spells it.
        columns: the columns that staging reads, with their types. They exist in the raw table
            even where the vendor does not have or show them (all null then); every other column
            the vendor reports is added beside them.
        primary_key: raw columns that identify a row. Never empty.
        cursor: the vendor's own field that moves on every edit, lower case; None means that each
            run reads the whole stream (say why in `reason`).
        overlap_s: seconds re-read before the last cursor: Salesforce commits a quarter of an hour
            after the stamp that it wrote, HubSpot's index lags by nearly half an hour.
        sweep_deletes: True where a full read is the whole truth, so that a row which is missing
            from it is gone (marked `_deleted_at`, never removed).
        is_log: True where rows are events that the vendor forgets in time (a history with a cap or
            an age): a row that is missing from any read is not deleted, it stays as it is.
        parents: streams whose records this one is read for; where one could not be read, nothing
            is known of the rows that belong to it.
        parent_columns: columns that name such a parent stream; empty if there are none.
        reason: why this mode was chosen, for the next reader.
        priority: streams of a lower one are read first, parents before their children; a run that
            the vendor ends early has the important ones.
        description: what one row of the raw table is, as one sentence.
        staging: what the staging model is called after `stg_<vendor>__`; the stream's own name
            without a leading underscore if empty.
        kept_by: "people" where they fill the records in, so that a field without use is worth a
            word; "vendor" for what it or an administrator keeps: histories, links, rates.
        has_fields: whether the vendor describes the object field by field.
        is_optional: whether an account may lack it, by its edition or settings, with nothing wrong.
        is_setting: whether every account has rows of it from its first day, used or not.
        created_column: the column that says when a record was created; None if none does.
        scopes: what whoever logs in must be granted to read it, in the vendor's words.
        audit_from: columns that only its reader needs: `_deleted_at` and `_source_updated_at` come
            from them.
        emails: columns that hold an e-mail address: the models look up whose domain it is of.
        websites: columns that hold a website or a domain: likewise.
        page: what stands for `{object}` in the address of a record's page; blank if it has none.
        key_field: what the vendor calls the field that the column `id` holds.
    """

    name: str
    source_object: str
    columns: Mapping[str, ColumnType]
    primary_key: tuple[str, ...] = ("id",)
    cursor: str | None = None
    overlap_s: int = 3600
    sweep_deletes: bool = False
    is_log: bool = False
    parents: tuple[str, ...] = ()
    parent_columns: tuple[str, ...] = ()
    reason: str = ""
    _: KW_ONLY
    description: str
    priority: int = 0
    staging: str = ""
    kept_by: Literal["people", "vendor"] = "people"
    has_fields: bool = True
    is_optional: bool = False
    is_setting: bool = False
    created_column: str | None = None
    key_field: str = "id"
    scopes: tuple[str, ...] = ()
    audit_from: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    websites: tuple[str, ...] = ()
    page: str = ""

    @property
    def title(self) -> str:
        """What its rows are called in a sentence: `campaign members`."""
        return (self.staging or self.name.lstrip("_")).replace("_", " ")

    def staging_model(self, vendor: str) -> str:
        """The dbt model that reads the stream's raw table."""
        return f"stg_{vendor}__{self.staging or self.name.lstrip('_')}"

    def __post_init__(self) -> None:
        if not self.primary_key:
            raise ValueError(f"stream {self.name}: a primary key is required")
        missing = [key for key in self.primary_key if key not in self.columns]
        if missing:
            raise ValueError(f"stream {self.name}: key columns {missing} are not in columns")
        if not {*self.emails, *self.websites, self.created_column} <= {None, *self.columns}:
            raise ValueError(
                f"stream {self.name}: created_column, emails or websites not in columns"
            )
        if self.cursor is None and not self.reason:
            raise ValueError(f"stream {self.name}: say why it is read in full each run")
        if self.cursor is not None and self.sweep_deletes:
            raise ValueError(f"stream {self.name}: an incremental read cannot prove a delete")
        if self.is_log and self.sweep_deletes:
            raise ValueError(f"stream {self.name}: a log forgets rows, which is no delete")


@dataclass(frozen=True)
class FieldInfo:
    """One field of one object as the vendor describes it: a row of `_fields`.

    `options` are (value, label, is_active) in the vendor's order. Times are UTC. `is_readable`
    is False where the vendor names the field but will not show it ("could not see").
    `vendor_name` is the vendor's own spelling, if it is not `field_name`. `is_updateable` is
    whether we might change a value of it, as the vendor says; None where it says nothing.
    `max_length` is how many characters it takes, `is_restricted` whether it takes none but its
    active options, `default_value` what a new record gets, `formula` what a calculated field is
    calculated from; None where the vendor does not say.
    """

    object_name: str
    field_name: str
    label: str
    vendor_type: str
    column_type: ColumnType
    is_custom: bool
    is_calculated: bool
    is_system: bool
    is_required: bool
    is_readable: bool = True
    description: str = ""
    options: tuple[tuple[str, str, bool], ...] = ()
    created_at: datetime | None = None
    vendor_name: str = ""
    is_updateable: bool | None = None
    max_length: int | None = None
    is_restricted: bool | None = None
    default_value: str | None = None
    formula: str | None = None


@dataclass(frozen=True)
class RescuedValue:
    """A value that does not fit the type its vendor declared: kept as text in `_misfits`."""

    record_id: str
    field_name: str
    declared_type: ColumnType
    value: str


@dataclass(frozen=True)
class Batch:
    """Rows of one stream: vendor columns in lower case, typed, keys never null.

    `table` also carries `_source_updated_at`, `_deleted_at` and `_merged_into` (all nullable). A
    contract column that the vendor does not show is absent, which is not the same as null.
    `seen_until` (UTC, no zone) is how far the stream has been read where the rows' own stamps do
    not say so; the loader takes the later of the two as the next cursor.
    """

    table: pa.Table
    rescued_values: tuple[RescuedValue, ...] = ()
    seen_until: datetime | None = None


@dataclass(frozen=True)
class Unread:
    """Part of what was asked got no answer, after retries: what came is true, but not the whole.

    The loader keeps what came, sweeps nothing, leaves the cursor and calls the stream incomplete.
    `reason` is one sentence for a person: what, and how much of it.
    """

    reason: str


@dataclass(frozen=True)
class Gone:
    """The vendor says that there are no records with these ids (any more). `ids` is text."""

    ids: pa.Array


@dataclass(frozen=True)
class Deleted:
    """Ids (text) on the vendor's list of deleted records, which was walked to its proved end.

    All pieces of one read together are the whole list: a row that is deleted here and not on it
    was restored or purged.
    """

    ids: pa.Array


Piece = Batch | Unread | Deleted
"""What reading a stream yields."""
Answer = Batch | Unread | Gone
"""What reading records by their ids yields."""


@dataclass
class CallStats:
    """What a connector spent: filled as it goes, read by the loader after each stream."""

    calls: int = 0
    retries: int = 0
    waited_s: float = 0.0
    bytes_read: int = 0


@dataclass(frozen=True)
class SourceInfo:
    """Who is on the other side.

    Attributes:
        account_id: the portal id or the org id.
        currency: the account's own, ISO code.
        time_zone: the account's own, IANA name; None if it said none, or `unknown_zone`.
        detail: what else it said of itself.
        ui_url: where people open its records, an https address without a closing slash; None if
            the vendor did not say. A record's own address follows from it by `Vendor.record_url`.
    """

    account_id: str
    currency: str | None
    time_zone: str | None
    detail: Mapping[str, str] = field(default_factory=dict)
    ui_url: str | None = None
    unknown_zone: str = ""
