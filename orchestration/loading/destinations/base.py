"""How Arrow tables get into a raw schema and out of it: the same SQL for every engine.

What is written, and why, is decided elsewhere; here rows only move. A call commits whole or changes
nothing. How an engine is handed Arrow tables is in the module beside this one that bears its name.
"""

# ruff: noqa: S608  names are quoted, and values are shown as tables, never spelt

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa

from orchestration.loading.catalog import spelt_type
from orchestration.loading.tables import CURSORS, GONE, RUNS
from orchestration.sources.spec import ColumnType
from orchestration.warehouse import Warehouse


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

    def show(self, rows: pa.Table) -> str:
        """Make `rows` readable in this transaction; returns the table's name, quoted."""
        ...

    def append(self, schema: str, table: str, rows: pa.Table) -> None:
        """Insert rows, column by name."""
        ...

    def run(self, statement: str) -> None:
        """Execute a statement."""
        ...

    def fetch(self, query: str) -> pa.Table:
        """The rows of a query."""
        ...


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
            query = f"select {self._listed(columns, 't')} from {self._target(table)} as t"
            if keys is not None:
                query += f" where {self._among(transaction.show(keys), keys.column_names)}"
            return transaction.fetch(query)

    def alive_but(self, table: str, seen: pa.Table) -> pa.Table:
        """Keys of the alive rows that are not in `seen`, whose columns are the table's key."""
        with self._begin() as transaction:
            among = self._among(transaction.show(seen), seen.column_names)
            return transaction.fetch(
                f"select {self._listed(seen.column_names, 't')} from {self._target(table)} as t "
                f"where t._deleted_at is null and not {among}"
            )

    def deleted_but(self, table: str, listed: pa.Table) -> pa.Table:
        """Keys of rows that are deleted, not in `listed`, not merged, and not known to be gone."""
        [key] = listed.column_names
        with self._begin() as transaction:
            among = self._among(transaction.show(listed), [key])
            known = (
                f"select 1 from {self._target(GONE.name)} as g where g.object = {_text(table)} "
                f"and g.record_id = t.{quoted(key)} and g.gone_at >= t._deleted_at"
            )
            return transaction.fetch(
                f"select t.{quoted(key)} from {self._target(table)} as t "
                "where t._deleted_at is not null and t._merged_into is null "
                f"and not {among} and not exists ({known})"
            )

    def not_held(self, table: str, keys: pa.Table, *, alive: bool) -> pa.Table:
        """Those of `keys` under which the table holds no alive row, or no deleted one."""
        state = "null" if alive else "not null"
        with self._begin() as transaction:
            same = self._same(keys.column_names, "k")
            return transaction.fetch(
                f"select distinct k.* from {transaction.show(keys)} as k where not exists "
                f"(select 1 from {self._target(table)} as t "
                f"where {same} and t._deleted_at is {state})"
            )

    def written_since(self, table: str, log: str, run_id: str) -> pa.Table:
        """Ids of the rows that were written after the stream `log` was last read whole.

        Those of a run that read both whole are known; a repeated run `run_id` is not one of them.
        """
        runs, cursors = self._target(RUNS.name), self._target(CURSORS.name)
        last = (
            f"select r.as_of from {runs} as r join {cursors} as c on c.run_id = r.run_id "
            f"and c.stream = r.stream where r.stream = {_text(log)}"
        )
        known = (
            f"select 1 from {runs} as r where r.stream = {_text(log)} and r.status = 'ok' "
            f"and r.run_id = t._run_id and r.run_id <> {_text(run_id)}"
        )
        with self._begin() as transaction:
            return transaction.fetch(
                f"select t.id from {self._target(table)} as t where not exists ({known}) "
                f"and (t._synced_at >= ({last}) or t._run_id = {_text(run_id)})"
            )

    def retype(
        self, kinds: Mapping[str, ColumnType], values: Chunk, chunks: Sequence[Chunk]
    ) -> None:
        """Give columns another type and `values` instead of what they held; write `chunks` too."""
        with self._begin() as transaction:
            for name, kind in kinds.items():
                spelt = spelt_type(self._engine, kind)
                transaction.run(
                    f"alter table {self._target(values.table)} alter column {quoted(name)} "
                    f"set data type {spelt} using cast(null as {spelt})"
                )
            self._overwrite(transaction, values)
            for chunk in chunks:
                self._upsert(transaction, chunk)

    def _upsert(self, transaction: Transaction, chunk: Chunk) -> None:
        if chunk.is_new:
            transaction.append(self._schema, chunk.table, chunk.rows)
            return
        target, shown = self._target(chunk.table), transaction.show(chunk.rows)
        same = self._same(chunk.key, "n")
        transaction.run(f"delete from {target} as t using {shown} as n where {same}")
        listed = self._listed(chunk.rows.column_names)
        transaction.run(f"insert into {target} ({listed}) select {listed} from {shown}")

    def _overwrite(self, transaction: Transaction, change: Chunk) -> None:
        values = [name for name in change.rows.column_names if name not in change.key]
        assigned = ", ".join(f"{quoted(name)} = n.{quoted(name)}" for name in values)
        transaction.run(
            f"update {self._target(change.table)} as t set {assigned} "
            f"from {transaction.show(change.rows)} as n where {self._same(change.key, 'n')}"
        )

    def _among(self, shown: str, key: Sequence[str]) -> str:
        return f"exists (select 1 from {shown} as k where {self._same(key, 'k')})"

    def _same(self, names: Sequence[str], alias: str) -> str:
        return " and ".join(f"{alias}.{quoted(n)} = t.{quoted(n)}" for n in names)

    def _listed(self, names: Sequence[str], alias: str | None = None) -> str:
        prefix = "" if alias is None else f"{alias}."
        return ", ".join(prefix + quoted(name) for name in names)

    def _target(self, table: str) -> str:
        return f"{quoted(self._schema)}.{quoted(table)}"


def quoted(name: str) -> str:
    """An identifier as the engines' own drivers take it: SQLAlchemy's is spelt for its own."""
    return '"' + name.replace('"', '""') + '"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
