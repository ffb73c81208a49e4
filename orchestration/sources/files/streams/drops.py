"""The files that may lie in the folder: what each must say, and how it is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from orchestration.sources.files.session import FilesSession
from orchestration.sources.files.tables import RefusedFileError
from orchestration.sources.spec import (
    Batch,
    ColumnType,
    FieldInfo,
    StreamSpec,
    Unread,
    columns,
)
from orchestration.sources.stream import Read, Stream
from orchestration.sources.typing import cast_text, typed_columns

_BATCH_ROWS: Final = 50_000


@dataclass(frozen=True)
class Drop(Stream[FilesSession]):
    """A file that is the whole truth of its rows.

    Attributes:
        required: columns without which it says nothing.
        may_be_blank: columns of its key in which nothing may stand.
        fits: columns whose values mean nothing unless they are of that type.
        one_of: columns whose values are words of a list.
    """

    required: tuple[str, ...] = ()
    may_be_blank: tuple[str, ...] = ()
    fits: Mapping[str, ColumnType] = field(default_factory=dict)
    one_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def fields(self, session: FilesSession) -> tuple[FieldInfo, ...]:
        """Its own columns, and as text whatever else it has."""
        own = super().fields(session)
        try:
            names = session.table(self.spec.name).column_names
        except RefusedFileError:
            return own
        more = [name for name in names if name not in self.spec.columns]
        blank = replace(own[0], vendor_type="text", column_type=ColumnType.TEXT, is_required=False)
        return own + tuple(replace(blank, field_name=name, label=name) for name in more)

    def count(self, session: FilesSession) -> int | Unread | None:
        """Rows of the file."""
        try:
            return len(session.table(self.spec.name))
        except RefusedFileError as error:
            return Unread(str(error))

    def read(self, session: FilesSession, ask: Read) -> Iterator[Batch | Unread]:
        """All of it, or, if any row of it cannot be told from the others, none."""
        try:
            table = session.table(self.spec.name)
            table = self._keyed(table, session.file_of(self.spec.name))
        except RefusedFileError as error:
            yield Unread(f"{error} Until then the rows of the file before stay.")
            return
        types = {each.field_name: each.column_type for each in ask.fields}
        stamp = pa.scalar(session.changed_at(self.spec.name), ColumnType.TIMESTAMP.arrow)
        for start in range(0, table.num_rows, _BATCH_ROWS):
            yield self._batch(table.slice(start, _BATCH_ROWS), types, stamp)

    def _keyed(self, table: pa.Table, file: str) -> pa.Table:
        """The table with a whole key in every row. Raises RefusedFileError."""
        missing = [name for name in self.required if name not in table.column_names]
        if missing:
            raise RefusedFileError(
                f"{file} has no column {', '.join(missing)}. Name it in the first line; it has"
                f" {', '.join(table.column_names)}."
            )
        for name in self.spec.primary_key:
            if name not in table.column_names:
                table = table.append_column(name, pa.nulls(table.num_rows, pa.string()))
            values = pc.utf8_trim_whitespace(table[name])
            if name in self.may_be_blank:
                values = pc.fill_null(values, "")
            typed, bad = cast_text(values.combine_chunks(), self.spec.columns[name])
            lacks = pc.is_null(typed) if bad is None else pc.or_(pc.is_null(typed), bad)
            if self.spec.columns[name] is ColumnType.TEXT and name not in self.may_be_blank:
                lacks = pc.or_(lacks, pc.fill_null(pc.equal(values.combine_chunks(), ""), True))
            if pc.any(lacks).as_py():
                raise RefusedFileError(
                    f"{file}, {_row(pc.index(lacks, True).as_py())}: {name} is empty, or is"
                    f" no {self.spec.columns[name].value}. Correct it, and drop the file again."
                )
            table = table.set_column(table.column_names.index(name), name, values)
        self._refuse_strangers(table, file)
        self._refuse_twins(table, file)
        return table

    def _refuse_strangers(self, table: pa.Table, file: str) -> None:
        """Values of which the whole file's meaning depends are what they must be."""
        for name, column_type in self.fits.items():
            if name in table.column_names:
                values = table[name].combine_chunks()
                typed, _ = cast_text(values, column_type)
                is_blank = pc.fill_null(pc.equal(pc.utf8_trim_whitespace(values), ""), True)
                allowed = is_blank if name in self.may_be_blank else pa.scalar(False)
                wrong = pc.and_not(pc.is_null(typed), allowed)
                _refuse_first(wrong, file, f"{name} is no {column_type.value}")
        for name, words in self.one_of.items():
            known = pc.is_in(table[name].combine_chunks(), value_set=pa.array(words))
            _refuse_first(pc.invert(known), file, f"{name} is none of {', '.join(words)}")

    def _refuse_twins(self, table: pa.Table, file: str) -> None:
        key = list(self.spec.primary_key)
        numbered = table.select(key).append_column(
            "_row", pa.array(range(table.num_rows), pa.int64())
        )
        groups = numbered.group_by(key).aggregate([("_row", "min"), ("_row", "max")])
        twins = groups.filter(pc.not_equal(groups["_row_min"], groups["_row_max"]))
        if twins.num_rows:
            first = twins.sort_by("_row_max").slice(0, 1).to_pylist()[0]
            raise RefusedFileError(
                f"{file}, {_row(first['_row_max'])}: {', '.join(key)} are those of"
                f" {_row(first['_row_min'])}. Make one row of them, and drop the file again."
            )

    def _batch(self, rows: pa.Table, types: dict[str, ColumnType], stamp: pa.Scalar) -> Batch:
        text = {name: rows[name].combine_chunks() for name in rows.column_names if name in types}
        parts = [text[name] for name in self.spec.primary_key]
        ids = parts[0] if len(parts) == 1 else pc.binary_join_element_wise(*parts, "/")
        typed, rescued = typed_columns(text, types, ids)
        typed["_source_updated_at"] = pa.repeat(stamp, rows.num_rows)
        typed["_deleted_at"] = pa.nulls(rows.num_rows, ColumnType.TIMESTAMP.arrow)
        typed["_merged_into"] = pa.nulls(rows.num_rows, pa.string())
        return Batch(pa.table(typed), rescued)


def _refuse_first(wrong: pa.Array, file: str, said: str) -> None:
    if pc.any(wrong).as_py():
        row = _row(pc.index(wrong, True).as_py())
        raise RefusedFileError(f"{file}, {row}: {said}. Correct it, and drop the file again.")


def _row(place: int) -> str:
    """The row of a value, as a spreadsheet counts them: the first one holds the names."""
    return f"row {place + 2}"


def _drop(
    name: str,
    columns_: dict[str, ColumnType],
    description: str,
    key: tuple[str, ...],
    **how: Any,
) -> Drop:
    return Drop(
        StreamSpec(
            name,
            f"{name}.csv",
            columns_,
            primary_key=key,
            sweep_deletes=True,
            reason="A file is all that there is.",
            description=description,
            kept_by="vendor",
            has_fields=False,
            is_optional=True,
        ),
        **how,
    )


STREAMS: Final = (
    _drop(
        "web_sessions",
        columns(
            "session_id visitor_id source landing_page user_agent email record_system"
            " record_object record_id medium campaign content term",
            boolean="is_bot",
            ts="started_at",
        ),
        "One row per session of the website, or per page of it that somebody saw.",
        ("session_id",),
        required=("session_id", "started_at"),
    ),
    _drop(
        "interactions",
        columns(
            "interaction_id touch_type name email record_system record_object record_id source"
            " medium campaign content term user_agent content_id",
            boolean="is_bot",
            ts="happened_at",
        ),
        "One row per time that somebody met us, as a tool tells it that is read in no other way.",
        ("interaction_id",),
        required=("interaction_id", "touch_type", "happened_at"),
    ),
    _drop(
        "content_pieces",
        columns("content_id name kind title campaign", ts="made_at"),
        "One row per deck, paper, page or other thing that people may be sent or shown.",
        ("content_id",),
        required=("content_id", "kind"),
        one_of={"kind": ("asset", "deck", "page", "form", "email")},
    ),
    _drop(
        "content_uses",
        columns(
            "use_id content_id action user_email email record_system record_object record_id",
            ts="used_at",
        ),
        "One row per time that a colleague sent or showed a piece of content, or who got it"
        " opened it.",
        ("use_id",),
        required=("use_id", "content_id", "action", "used_at"),
        one_of={"action": ("sent", "shown", "opened")},
    ),
    _drop(
        "ad_spend",
        columns(
            "channel campaign currency",
            number="spend",
            integer="impressions clicks",
            date="date",
        ),
        "One row per day, channel and campaign of advertising that was paid for.",
        ("date", "channel", "campaign"),
        required=("date", "channel", "spend"),
        may_be_blank=("campaign",),
    ),
    _drop(
        "costs",
        columns(
            "kind team channel campaign currency",
            number="amount",
            date="starts_on ends_on",
        ),
        "One row per period and kind of cost: what marketing and sales cost beside advertising.",
        ("starts_on", "ends_on", "kind", "team", "channel", "campaign"),
        required=("starts_on", "ends_on", "kind", "amount"),
        may_be_blank=("team", "channel", "campaign"),
        fits={"amount": ColumnType.NUMBER},
        one_of={"kind": ("people", "program")},
    ),
    _drop(
        "targets",
        columns(
            "metric period starts_on owner_team channel owner_email team",
            number="target",
        ),
        "One row per goal: of a metric, for a kind of period, for the company or one part of it.",
        ("metric", "period", "starts_on", "channel", "owner_email", "team"),
        required=("metric", "period", "target", "owner_team"),
        may_be_blank=("starts_on", "channel", "owner_email", "team"),
        fits={"target": ColumnType.NUMBER, "starts_on": ColumnType.DATE},
        one_of={"period": ("week", "month", "quarter", "year")},
    ),
    _drop(
        "product_costs",
        columns("product_code valid_from currency", number="unit_cost"),
        "One row per product and day from which on a unit of it costs so much.",
        ("product_code", "valid_from"),
        required=("product_code", "unit_cost"),
        may_be_blank=("valid_from",),
        fits={"unit_cost": ColumnType.NUMBER, "valid_from": ColumnType.DATE},
    ),
)
