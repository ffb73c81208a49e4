"""The landing that suits a warehouse's engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from orchestration.loading.landing import Landing
from orchestration.warehouse import Warehouse


@contextmanager
def open_landing(warehouse: Warehouse, schema: str) -> Iterator[Landing]:
    """A way into one raw schema, for the length of the block."""
    if warehouse.kind == "duckdb":
        from orchestration.loading.duckdb_session import duckdb_sessions

        with duckdb_sessions(warehouse, schema) as begin:
            yield Landing(warehouse, schema, begin)
        return
    # Imported here: a run on DuckDB needs no driver of Postgres.
    from orchestration.loading.postgres_session import begin_postgres

    yield Landing(warehouse, schema, lambda: begin_postgres(warehouse, schema))
