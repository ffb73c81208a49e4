"""The destination that suits a warehouse's engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from orchestration.loading.destinations.base import Destination
from orchestration.warehouse import Warehouse


@contextmanager
def open_destination(warehouse: Warehouse, schema: str) -> Iterator[Destination]:
    """A way into one raw schema, for the length of the block."""
    if warehouse.kind == "duckdb":
        from orchestration.loading.destinations.duckdb import duckdb_transactions

        with duckdb_transactions(warehouse, schema) as begin:
            yield Destination(warehouse, schema, begin)
        return
    # Imported here: a run on DuckDB needs no driver of Postgres.
    from orchestration.loading.destinations.postgres import begin_postgres

    yield Destination(warehouse, schema, lambda: begin_postgres(warehouse, schema))
