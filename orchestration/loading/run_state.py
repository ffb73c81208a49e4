"""What all streams of one run share: connections, clock, policy, and what the warehouse holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pyarrow as pa

from orchestration.loading import sync_log
from orchestration.loading.catalog import add_columns, most_columns, stored_columns
from orchestration.loading.destinations.base import Chunk, Destination
from orchestration.loading.policy import LoadPolicy
from orchestration.loading.result import Status
from orchestration.loading.tables import (
    FIELD_OPTIONS,
    FIELDS,
    RESCUED_VALUES,
    RawTable,
    naive_utc,
)
from orchestration.sources.connector import Connector
from orchestration.sources.spec import (
    ColumnType,
)
from orchestration.warehouse import RUN_STAMPS, Warehouse


class RunState:
    """One run over one source.

    Attributes:
        as_of: the run's instant as the warehouse stores it; `until` is the same, aware.
        columns: every column of every table of the schema, with its type.
        statuses: how the streams of this run ended, so far.
        fields: `_fields` as the last run left it; `options` likewise.
        differences: stream -> how far its last count was off.
    """

    def __init__(
        self,
        connector: Connector,
        warehouse: Warehouse,
        destination: Destination,
        run_id: str,
        as_of: datetime,
        policy: LoadPolicy,
    ) -> None:
        self.connector = connector
        self.engine = warehouse.engine()
        self.destination = destination
        self.schema = f"raw_{connector.name}"
        self.run_id = run_id
        self.as_of = naive_utc(as_of)
        self.until = self.as_of.replace(tzinfo=UTC)
        self.policy = policy
        self.statuses: dict[str, Status] = {}
        with self.engine.connect() as connection:
            self.columns = stored_columns(connection, self.schema)
            self.cursors = sync_log.read_cursors(connection, self.schema)
            self.differences = sync_log.read_differences(connection, self.schema)
            self.has_rescued_values = not sync_log.is_empty(
                connection, self.schema, RESCUED_VALUES.name
            )
            self._most_columns = most_columns(connection)
        self.fields = self._all_rows(FIELDS)
        self.options = self._all_rows(FIELD_OPTIONS)

    def held(self, table: str) -> tuple[bool, int]:
        """Whether the table holds no row at all, and how many alive ones it holds."""
        with self.engine.connect() as connection:
            empty = sync_log.is_empty(connection, self.schema, table)
            return empty, 0 if empty else sync_log.count_alive(connection, self.schema, table)

    def grow(self, table: str, wanted: Mapping[str, ColumnType]) -> dict[str, str]:
        """Make room for columns; returns those that the engine has no room for, and why."""
        present = self.columns[table]
        missing = {
            n: kind for n, kind in wanted.items() if n not in present and n not in RUN_STAMPS
        }
        if not missing:
            return {}
        with self.engine.begin() as connection:
            added = add_columns(connection, self.schema, table, missing, present)
        present.update(added)
        reason = (
            f"The table holds {self._most_columns} columns already, as many as Postgres allows."
        )
        return {name: reason for name in missing if name not in added}

    def chunk(self, table: RawTable, rows: pa.Table) -> Chunk:
        """Rows of a table with the run's stamps."""
        return Chunk(table.name, table.key, self.stamped(rows))

    def stamped(self, rows: pa.Table) -> pa.Table:
        """Rows with the run's stamps."""
        for name, value, kind in zip(
            RUN_STAMPS, (self.as_of, self.run_id), (pa.timestamp("us"), pa.string()), strict=True
        ):
            rows = rows.append_column(name, pa.repeat(pa.scalar(value, kind), rows.num_rows))
        return rows

    def data_columns(self, table: str) -> list[str]:
        """The columns of a table without the run's stamps."""
        return [name for name in self.columns[table] if name not in RUN_STAMPS]

    def _all_rows(self, table: RawTable) -> pa.Table:
        return self.destination.rows_of(table.name, table.unstamped, None)
