"""How Arrow tables get into a raw schema and out of it, whatever the engine.

What is written, and why, is decided elsewhere; here rows only move. A call commits whole or changes
nothing. How an engine is handed Arrow tables is in the module beside this one that bears its name;
dlt.py serves the engines that have none.
"""

# ruff: noqa: S608  names are quoted, and values are shown as tables, never spelt

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa

from orchestration.loading.catalog import spelt_type
from orchestration.loading.tables import CURSORS, GONE, RUNS
from orchestration.sources.spec import ColumnType
from orchestration.warehouse import Place, Warehouse


@dataclass(frozen=True)
class Chunk:
    """Rows for one table: one row per key, stamped, no column that the table lacks.

    `is_new`: the table holds none of them, so there is nothing to replace.
    """

    table: str
    key: tuple[str, ...]
    rows: pa.Table
    is_new: bool = False


class Transaction(Protocol):
    """One transaction: commits when its block ends well. Raises WarehouseError."""

    def quoted(self, name: str) -> str:
        """An identifier as this way into the engine takes it."""
        ...

    def show(self, rows: pa.Table) -> str:
        """Make `rows` readable in this transaction; returns what stands behind `from`, unnamed."""
        ...

    def fetch(self, query: str) -> pa.Table:
        """The rows of a query over what was committed before and what is shown."""
        ...

    def append(self, place: Place, rows: pa.Table) -> None:
        """Insert rows, column by name."""
        ...

    def replace(self, place: Place, key: Sequence[str], rows: pa.Table) -> None:
        """Insert rows instead of those with their keys."""
        ...

    def overwrite(self, place: Place, key: Sequence[str], rows: pa.Table) -> None:
        """Give rows that exist the values of `rows` in its columns."""
        ...

    def retype(self, place: Place, types: Mapping[str, str]) -> None:
        """Give columns another type, spelt as the engine does, and nothing to hold."""
        ...


class DirectTransaction(ABC):
    """What DuckDB and Postgres spell alike."""

    @abstractmethod
    def show(self, rows: pa.Table) -> str:
        """Make `rows` readable in this transaction; returns the table's name."""

    @abstractmethod
    def run(self, statement: str) -> None:
        """Execute a statement."""

    def quoted(self, name: str) -> str:
        """As the drivers take it: SQLAlchemy's is spelt for its own."""
        return quoted(name)

    def replace(self, place: Place, key: Sequence[str], rows: pa.Table) -> None:
        """Insert rows instead of those with their keys."""
        target, shown = _qualified(place), self.show(rows)
        self.run(f"delete from {target} as t using {shown} as n where {_same(key, 'n')}")
        listed = ", ".join(map(quoted, rows.column_names))
        self.run(f"insert into {target} ({listed}) select {listed} from {shown}")

    def overwrite(self, place: Place, key: Sequence[str], rows: pa.Table) -> None:
        """Give rows that exist the values of `rows` in its columns."""
        values = [quoted(name) for name in rows.column_names if name not in key]
        self.run(
            f"update {_qualified(place)} as t set {', '.join(f'{v} = n.{v}' for v in values)} "
            f"from {self.show(rows)} as n where {_same(key, 'n')}"
        )

    def retype(self, place: Place, types: Mapping[str, str]) -> None:
        """Give columns another type and nothing to hold."""
        for name, spelt in types.items():
            self.run(
                f"alter table {_qualified(place)} alter column {quoted(name)} "
                f"set data type {spelt} using cast(null as {spelt})"
            )


Begin = Callable[[], AbstractContextManager[Transaction]]
"""Opens a transaction."""


class Destination:
    """Rows in and out of one raw schema. Raises WarehouseError, or WarehouseLockedError.

    Args:
        warehouse: its build side is written.
        schema: the raw schema.
        begin: opens a transaction.
    """

    def __init__(
        self,
        warehouse: Warehouse,
        schema: str,
        begin: Begin,
    ) -> None:
        self._engine = warehouse.engine()
        self._schema = schema
        self._begin = begin

    def write(self, chunks: Sequence[Chunk], changes: Sequence[Chunk] = ()) -> None:
        """Insert or overwrite rows, all in one transaction.

        Args:
            chunks: whole rows; a column that a chunk lacks is null in every row of it.
            changes: rows that exist, with the columns to overwrite in them.
        """
        with self._begin() as transaction:
            for chunk in chunks:
                self._upsert(transaction, chunk)
            for change in changes:
                self._overwrite(transaction, change)

    def rows_of(self, table: str, columns: Sequence[str], keys: pa.Table | None) -> pa.Table:
        """The rows whose values in the columns of `keys` are in `keys`; all rows if it is None."""
        with self._begin() as transaction:
            listed = ", ".join(f"t.{transaction.quoted(name)}" for name in columns)
            query = f"select {listed} from {self._target(transaction, table)} as t"
            if keys is not None:
                query += f" where {_among(transaction, keys)}"
            return transaction.fetch(query)

    def alive_but(self, table: str, seen: pa.Table) -> pa.Table:
        """Keys of the alive rows that are not in `seen`, whose columns are the table's key."""
        with self._begin() as transaction:
            key = ", ".join(f"t.{transaction.quoted(name)}" for name in seen.column_names)
            return transaction.fetch(
                f"select {key} from {self._target(transaction, table)} as t "
                f"where t.{transaction.quoted('_deleted_at')} is null "
                f"and not {_among(transaction, seen)}"
            )

    def deleted_but(self, table: str, listed: pa.Table) -> pa.Table:
        """Keys of rows that are deleted, not in `listed`, not merged, and not known to be gone."""
        with self._begin() as transaction:
            q = transaction.quoted
            key = q(listed.column_names[0])
            known = (
                f"select 1 from {self._target(transaction, GONE.name)} as g "
                f"where g.{q('object')} = {_text(table)} and g.{q('record_id')} = t.{key} "
                f"and g.{q('gone_at')} >= t.{q('_deleted_at')}"
            )
            return transaction.fetch(
                f"select t.{key} from {self._target(transaction, table)} as t "
                f"where t.{q('_deleted_at')} is not null and t.{q('_merged_into')} is null "
                f"and not {_among(transaction, listed)} and not exists ({known})"
            )

    def not_held(self, table: str, keys: pa.Table, *, alive: bool) -> pa.Table:
        """Those of `keys` under which the table holds no alive row, or no deleted one."""
        state = "null" if alive else "not null"
        with self._begin() as transaction:
            same = _same(keys.column_names, "k", transaction.quoted)
            return transaction.fetch(
                f"select distinct k.* from {transaction.show(keys)} as k where not exists "
                f"(select 1 from {self._target(transaction, table)} as t "
                f"where {same} and t.{transaction.quoted('_deleted_at')} is {state})"
            )

    def written_since(self, table: str, log: str, run_id: str) -> pa.Table:
        """Ids of the rows that were written after the stream `log` was last read whole.

        Those of a run that read both whole are known; a repeated run `run_id` is not one of them.
        """
        with self._begin() as transaction:
            q = transaction.quoted
            runs, cursors = (self._target(transaction, t.name) for t in (RUNS, CURSORS))
            last = (
                f"select r.{q('as_of')} from {runs} as r join {cursors} as c "
                f"on c.{q('run_id')} = r.{q('run_id')} and c.{q('stream')} = r.{q('stream')} "
                f"where r.{q('stream')} = {_text(log)}"
            )
            known = (
                f"select 1 from {runs} as r where r.{q('stream')} = {_text(log)} "
                f"and r.{q('status')} = 'ok' and r.{q('run_id')} = t.{q('_run_id')} "
                f"and r.{q('run_id')} <> {_text(run_id)}"
            )
            return transaction.fetch(
                f"select t.{q('id')} from {self._target(transaction, table)} as t "
                f"where not exists ({known}) and (t.{q('_synced_at')} >= ({last}) "
                f"or t.{q('_run_id')} = {_text(run_id)})"
            )

    def retype(
        self, kinds: Mapping[str, ColumnType], values: Chunk, chunks: Sequence[Chunk]
    ) -> None:
        """Give columns another type and `values` instead of what they held; write `chunks` too."""
        spelt = {name: spelt_type(self._engine, kind) for name, kind in kinds.items()}
        with self._begin() as transaction:
            transaction.retype((self._schema, values.table), spelt)
            self._overwrite(transaction, values)
            for chunk in chunks:
                self._upsert(transaction, chunk)

    def _upsert(self, transaction: Transaction, chunk: Chunk) -> None:
        place = self._schema, chunk.table
        if chunk.is_new:
            transaction.append(place, chunk.rows)
        else:
            transaction.replace(place, chunk.key, chunk.rows)

    def _overwrite(self, transaction: Transaction, change: Chunk) -> None:
        transaction.overwrite((self._schema, change.table), change.key, change.rows)

    def _target(self, transaction: Transaction, table: str) -> str:
        return f"{transaction.quoted(self._schema)}.{transaction.quoted(table)}"


def _among(transaction: Transaction, keys: pa.Table) -> str:
    """True of the rows of `t` whose values in the columns of `keys` are in `keys`."""
    same = _same(keys.column_names, "k", transaction.quoted)
    return f"exists (select 1 from {transaction.show(keys)} as k where {same})"


def quoted(name: str) -> str:
    """An identifier in the quotes of standard SQL."""
    return '"' + name.replace('"', '""') + '"'


def _same(names: Sequence[str], alias: str, quote: Callable[[str], str] = quoted) -> str:
    return " and ".join(f"{alias}.{quote(name)} = t.{quote(name)}" for name in names)


def _qualified(place: Place) -> str:
    return ".".join(map(quoted, place))


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
