"""Transactions on an engine that we do not drive ourselves: dlt carries rows, SQL puts them there.

dlt knows how each engine takes many rows, and no transaction over several tables. So rows that are
shown or written go into a schema of ours first, which nobody reads; then one transaction of SQL
that every engine knows moves them. A crash before its end leaves the raw tables as they were, and
the next run drops what lies beside them. dlt never hears a vendor's names: columns go by number.

Spelt so that DuckDB, Postgres 15, Snowflake, BigQuery, Databricks and Redshift know it: the table
that is written bears no other name, merge has both its branches and reads from a table.
"""

# ruff: noqa: S608  names are quoted, and values are shown as tables, never spelt

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import md5
from typing import Any

import pyarrow as pa
from sqlalchemy.engine import Engine

from orchestration.loading.catalog import spelt_type
from orchestration.loading.destinations.base import Begin
from orchestration.loading.destinations.dlt_pipeline import (
    DltPipeline,
    open_pipeline,
    refusals,
    typed_rows,
)
from orchestration.sources.typing import type_of
from orchestration.warehouse import Place, Warehouse


@contextmanager
def dlt_transactions(warehouse: Warehouse, schema: str) -> Iterator[Begin]:
    """Transactions beside which rows wait in `landing_<schema>`, dropped at the end of the block.

    Raises:
        RowTooWideError: a row does not fit into a page of 8 kB of Postgres.
        WarehouseError: dlt or the engine refused; the message never spells values.
    """
    with open_pipeline(warehouse, schema) as pipeline:
        yield lambda: _begin(pipeline, warehouse.engine(), schema)


@contextmanager
def _begin(pipeline: DltPipeline, engine: Engine, schema: str) -> Iterator[DltTransaction]:
    """In a connection of its own: none is idle while a vendor is read for hours."""
    with refusals(schema), pipeline.connect() as client:
        transaction = DltTransaction(pipeline, client, engine)
        yield transaction
        transaction.commit()


@dataclass(frozen=True)
class _Staged:
    """A table of ours.

    Attributes:
        table: its name, with that of its schema.
        own: what stands before a column of it where it bears no other name.
        columns: its columns by the names that the rows have.
    """

    table: str
    own: str
    columns: Mapping[str, str]


class DltTransaction:
    """Tables wait until its end, or until it is asked for rows; statements until its end.

    Args:
        pipeline: carries rows into the schema of ours.
        client: dlt's connection to the engine.
        engine: SQLAlchemy's, for its spelling of types.
    """

    def __init__(self, pipeline: DltPipeline, client: Any, engine: Engine) -> None:
        self._pipeline = pipeline
        self._client = client
        self._engine = engine
        self._waiting: dict[str, pa.Table] = {}
        self._shapes = Counter[str]()
        self._statements: list[str] = []

    def quoted(self, name: str) -> str:
        """An identifier in the engine's own quotes."""
        return str(self._client.capabilities.escape_identifier(name))

    def show(self, rows: pa.Table) -> str:
        """Make `rows` readable; returns a query in brackets."""
        if not rows.num_rows:
            return self._no_rows(rows)
        staged = self._stage(rows)
        columns = (f"{number} as {self.quoted(n)}" for n, number in staged.columns.items())
        return f"(select {', '.join(columns)} from {staged.table})"

    def fetch(self, query: str) -> pa.Table:
        """The rows of a query over what was committed before and what is shown."""
        self._carry()
        with self._client.execute_query(query) as cursor:
            return typed_rows(cursor)

    def append(self, place: Place, rows: pa.Table) -> None:
        """Insert rows, column by name."""
        if rows.num_rows:
            self._insert(place, self._stage(rows))

    def replace(self, place: Place, key: Sequence[str], rows: pa.Table) -> None:
        """Insert rows instead of those with their keys."""
        if not rows.num_rows:
            return
        staged = self._stage(rows)
        same = self._same(place, key, staged, "n.")
        self._statements.append(
            f"delete from {self._target(place)} where exists "
            f"(select 1 from {staged.table} as n where {same})"
        )
        self._insert(place, staged)

    def overwrite(self, place: Place, key: Sequence[str], rows: pa.Table) -> None:
        """Give rows that exist the values of `rows` in its columns.

        Redshift's merge wants to be told what to insert; nothing is left that it would.
        """
        if not rows.num_rows:
            return
        staged, target = self._stage(rows), self._target(place)
        names = [self.quoted(name) for name in rows.column_names]
        values = [f"n.{number}" for number in staged.columns.values()]
        assigned = [
            f"{self.quoted(name)} = n.{number}"
            for name, number in staged.columns.items()
            if name not in key
        ]
        self._statements += [
            f"delete from {staged.table} where not exists "
            f"(select 1 from {target} where {self._same(place, key, staged, staged.own)})",
            f"merge into {target} using {staged.table} as n "
            f"on {self._same(place, key, staged, 'n.')} "
            f"when matched then update set {', '.join(assigned)} "
            f"when not matched then insert ({', '.join(names)}) values ({', '.join(values)})",
        ]

    def retype(self, place: Place, types: Mapping[str, str]) -> None:
        """Give columns another type and nothing to hold: few engines change one where it stands."""
        for name, spelt in types.items():
            target, column = self._target(place), self.quoted(name)
            self._statements += [
                f"alter table {target} drop column {column}",
                f"alter table {target} add column {column} {spelt}",
            ]

    def commit(self) -> None:
        """Carry what waits, and run every statement in one transaction."""
        if not self._statements:
            return
        self._carry()
        with self._client.begin_transaction():
            for statement in self._statements:
                self.run(statement)

    def run(self, statement: str) -> None:
        """Execute a statement at once."""
        self._client.execute_sql(statement)

    def _insert(self, place: Place, staged: _Staged) -> None:
        names = ", ".join(map(self.quoted, staged.columns))
        numbers = ", ".join(staged.columns.values())
        self._statements.append(
            f"insert into {self._target(place)} ({names}) select {numbers} from {staged.table}"
        )

    def _stage(self, rows: pa.Table) -> _Staged:
        """A table of ours for these rows; those of equal types share one, from call to call."""
        kinds = " ".join(type_of(field.type) for field in rows.schema)
        shape = md5(kinds.encode(), usedforsecurity=False).hexdigest()[:12]
        self._shapes[shape] += 1
        name = f"t{self._shapes[shape]}_{shape}"
        numbers = [f"c{number}" for number in range(rows.num_columns)]
        self._waiting[name] = rows.rename_columns(numbers)
        spelt = map(self._client.escape_column_name, numbers)
        return _Staged(
            self._client.make_qualified_table_name(name),
            f"{self._client.escape_column_name(name)}.",
            dict(zip(rows.column_names, spelt, strict=True)),
        )

    def _carry(self) -> None:
        if self._waiting:
            tables, self._waiting = self._waiting, {}
            self._pipeline.carry(tables, self._client.capabilities.supported_loader_file_formats)

    def _no_rows(self, rows: pa.Table) -> str:
        columns = (
            f"cast(null as {spelt_type(self._engine, type_of(field.type))}) "
            f"as {self.quoted(field.name)}"
            for field in rows.schema
        )
        return f"(select {', '.join(columns)} limit 0)"

    def _same(self, place: Place, key: Sequence[str], staged: _Staged, alias: str) -> str:
        """Not every engine lets the table that is written have another name."""
        target = self.quoted(place[1])
        return " and ".join(
            f"{alias}{staged.columns[name]} = {target}.{self.quoted(name)}" for name in key
        )

    def _target(self, place: Place) -> str:
        return ".".join(map(self.quoted, place))
