"""Tables of files as raw tables of the warehouse: typed, described, misfits kept aside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import duckdb

from orchestration.audit.columns import Kept, kinds_of
from orchestration.audit.dbt_names import literal, quoted
from orchestration.audit.exports import UNKNOWN, Origin, created_in, origin_of, worded
from orchestration.audit.kinds import TEXT, Kind
from orchestration.audit.models import Models
from orchestration.audit.reading import Notes, Table
from orchestration.audit.screens import screen_of
from orchestration.audit.staging import STAGED, stage

_METADATA: Final = {
    "_fields": (
        "object varchar, field varchar, vendor_name varchar, label varchar, vendor_type varchar,"
        " column_type varchar, is_custom boolean, is_calculated boolean, is_system boolean,"
        " is_required boolean, is_readable boolean, is_loaded boolean, not_loaded_because varchar,"
        " description varchar, created_at timestamp, _deleted_at timestamp, is_updateable boolean,"
        " max_length bigint, is_restricted boolean, default_value varchar, formula varchar"
    ),
    "_field_options": (
        "object varchar, field varchar, value varchar, label varchar, is_active boolean,"
        " position integer, _synced_at timestamp, _deleted_at timestamp"
    ),
    "_misfits": (
        "object varchar, field varchar, record_id varchar, declared_type varchar, value varchar,"
        " _deleted_at timestamp"
    ),
}
_TRUE: Final = "('true', '1', 'yes', 'y', 't')"
#: What a raw table keeps of its own.
_OWN: Final = ("_deleted_at", "_line")
_ID: Final = "id"


@dataclass(frozen=True)
class RawColumn:
    """A column on its way into a raw table.

    Attributes:
        staged: where its texts are.
        name: as the file has it.
        field: as the raw table does.
        kept: as what.
    """

    staged: str
    name: str
    field: str
    kept: Kept

    @property
    def kind(self) -> Kind:
        """Of its values."""
        return self.kept.kind

    @property
    def value(self) -> str:
        """SQL of its values."""
        if self.kind is TEXT:
            return self.staged
        return re.sub(r"\bv\b", f"t{self.staged}", self.kind.value)


@dataclass(frozen=True)
class RawTable:
    """A table that was landed.

    Attributes:
        table: as it was found.
        origin: where it comes from.
        names: its columns as the file calls them.
        fields: the same as the raw table does.
        records: how many living records it has.
        deleted: how many are marked as deleted.
    """

    table: Table
    origin: Origin
    names: tuple[str, ...]
    fields: tuple[str, ...]
    records: int
    deleted: int

    @property
    def place(self) -> str:
        """Its name for SQL."""
        return raw_place(self.origin)


def raw_place(origin: Origin) -> str:
    """The raw table of an object, for SQL."""
    return f"{quoted('raw_' + origin.system)}.{quoted(origin.object)}"


class RawTables:
    """The raw schemas of an audit.

    Args:
        connection: to a DuckDB in memory.
        models: of the project.
        notes: where what was found goes.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, models: Models, notes: Notes) -> None:
        self._connection, self._models, self._notes = connection, models, notes
        self.landed: list[RawTable] = []

    def land(self, table: Table) -> RawTable:
        """Read a table whole. Raises UnreadableFileError."""
        names = stage(self._connection, table)
        origin, fields = self._origin(table, names)
        kept = kinds_of(self._models, STAGED, names, table.file, self._notes)
        record_id, fields = self._record_id(origin, fields)
        words = worded(self._models, origin, fields) | {_ID}
        columns = [
            RawColumn(f"c{place}", name, field, _kept(origin, field, each, words))
            for place, (name, field, each) in enumerate(zip(names, fields, kept, strict=True), 1)
        ]
        self._describe(origin, columns)
        self._write(origin, columns, record_id)
        counts = self._connection.execute(
            f"select count(*) filter (where _deleted_at is null), count(_deleted_at)"  # noqa: S608  quoted
            f" from {raw_place(origin)}"
        ).fetchone()
        living, deleted = counts or (0, 0)
        landed = RawTable(table, origin, names, tuple(fields), int(living), int(deleted))
        self.landed.append(landed)
        return landed

    def _origin(self, table: Table, names: Sequence[str]) -> tuple[Origin, list[str]]:
        """Where a table comes from, and its columns as the raw table calls them."""
        fields = _fields(names)
        origin = origin_of(self._models, table.name, fields)
        screen = screen_of(self._models, STAGED, names) if origin.system == UNKNOWN else None
        if screen is None:
            return self._free(origin), fields
        told = f"an export from {screen.told}'s screens, of {screen.object}, by its columns' names"
        self._notes.add("read as", table.file, told)
        known = [own or field for own, field in zip(screen.fields, fields, strict=True)]
        fields = [
            field if own or known.count(field) == 1 else f"{field}__2"
            for own, field in zip(screen.fields, known, strict=True)
        ]
        created = created_in(self._models, screen.system, screen.object, fields)
        found = Origin(screen.system, screen.object, created, origin.deleted, screen.key)
        return self._free(found), fields

    def _free(self, origin: Origin) -> Origin:
        """The same, or of an object of its own where another file is that one already."""
        taken = {(each.origin.system, each.origin.object) for each in self.landed}
        found, number = origin, 1
        while (found.system, found.object) in taken:
            number += 1
            found = replace(origin, system=UNKNOWN, object=f"{origin.object} ({number})")
        return found

    def _record_id(self, origin: Origin, fields: list[str]) -> tuple[str, list[str]]:
        """SQL of each record's id, and the fields: the key where it is one, else the line."""
        if origin.key is not None:
            column = f"c{fields.index(origin.key) + 1}"
            row = self._connection.execute(
                f"select count(*) = count(distinct {column}) from {STAGED}"  # noqa: S608  a name of ours
            ).fetchone()
            if row and row[0]:
                return f"cast({column} as varchar)", fields
        return "cast(_line as varchar)", [f"{f}__2" if f == _ID else f for f in fields]

    def _describe(self, origin: Origin, columns: Sequence[RawColumn]) -> None:
        schema = quoted(f"raw_{origin.system}")
        self._connection.execute(f"create schema if not exists {schema}")
        for table, said in _METADATA.items():
            self._connection.execute(f"create table if not exists {schema}.{table} ({said})")
        is_known = origin.system != UNKNOWN
        values = ", ".join(
            f"({literal(origin.object)}, {literal(each.field)}, {literal(each.name)},"
            f" {literal(each.name)}, 'string', '{each.kind.column_type}',"
            f" {not is_known or each.field.endswith('__c')}, false, false, false, true, true, null,"
            " null, null, null, null, null, null, null, null)"
            for each in columns
        )
        self._connection.execute(f"insert into {schema}._fields values {values}")  # noqa: S608  quoted

    def _write(self, origin: Origin, columns: Sequence[RawColumn], record_id: str) -> None:
        typed = [each for each in columns if each.kind is not TEXT]
        trims = "".join(
            f", {self._models.trimmed(each.staged)} as t{each.staged}" for each in typed
        )
        self._connection.execute(
            f"create or replace temp table trimmed as select *{trims} from {STAGED}"  # noqa: S608  names of ours
        )
        values = [f"{each.value} as {quoted(each.field)}" for each in columns]
        if _ID not in {each.field for each in columns}:
            values.append(f"{record_id} as {_ID}")
        self._connection.execute(
            f"create table {raw_place(origin)} as select {', '.join(values)}, _line,"  # noqa: S608  quoted
            f" {_deletion(origin, columns)} as _deleted_at from trimmed"
        )
        for each in (each for each in typed if each.kept.has_misfits):
            self._connection.execute(
                f"insert into {quoted('raw_' + origin.system)}._misfits"  # noqa: S608  quoted
                f" select {literal(origin.object)}, {literal(each.field)}, {record_id},"
                f" '{each.kind.column_type}', {each.staged}, null from trimmed"
                f" where t{each.staged} <> '' and {each.value} is null"
            )


def _fields(names: Sequence[str]) -> list[str]:
    """The columns of these names: themselves in lower case; ours are not taken."""
    return [f"{n.lower()}__2" if n.lower() in _OWN else n.lower() for n in names]


def _kept(origin: Origin, field: str, kept: Kept, words: frozenset[str]) -> Kept:
    """As what a column is kept: words as text, the day of creation as an instant."""
    if field in words:
        return Kept(TEXT, has_misfits=False)
    if field == origin.created and kept.kind.sql_type == "date":
        value = f"cast({kept.kind.value} as timestamp)"
        kind = replace(kept.kind, column_type="timestamp", sql_type="timestamp", value=value)
        return replace(kept, kind=kind)
    return kept


def _deletion(origin: Origin, columns: Sequence[RawColumn]) -> str:
    staged = [each.staged for each in columns if each.field == origin.deleted]
    if not staged:
        return "cast(null as timestamp)"
    return f"case when lower({staged[0]}) in {_TRUE} then timestamp '1970-01-01' end"
