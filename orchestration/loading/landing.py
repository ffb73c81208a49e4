"""How Arrow tables get into a raw schema and out of it. One small interface, one way per engine.

What is written, and why, is decided elsewhere; here rows only move. Each call commits, or changes
nothing in the table at hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import pyarrow as pa

from orchestration.warehouse import Warehouse


@dataclass(frozen=True)
class Chunk:
    """Rows for one table: one row per key, stamped, no column that the table lacks."""

    table: str
    key: tuple[str, ...]
    rows: pa.Table


class Landing(Protocol):
    """Rows in and out of one raw schema. Raises WarehouseError, or WarehouseLockedError."""

    lands_each_stream: bool
    """True where a call costs so little that waiting for more rows gains nothing."""

    def upsert(self, chunks: Sequence[Chunk]) -> None:
        """Insert or overwrite rows by key. The tables are different ones."""
        ...

    def rows_of(self, table: str, columns: Sequence[str], keys: pa.Table | None) -> pa.Table:
        """The rows whose values in the columns of `keys` are in `keys`; all rows if it is None."""
        ...

    def mark_missing(self, table: str, seen: pa.Table, stamps: Mapping[str, datetime | str]) -> int:
        """Write `stamps` on the alive rows whose key is not in `seen`; returns how many."""
        ...

    def close(self) -> None:
        """Remove what the landing left beside the raw tables."""
        ...


def open_landing(warehouse: Warehouse, schema: str) -> Landing:
    """The landing that suits the engine."""
    # Imported here: dlt and ADBC cost most of a second, which only a run that loads should pay.
    if warehouse.kind == "duckdb":
        from orchestration.loading.duckdb_landing import DuckDBLanding

        return DuckDBLanding(warehouse, schema)
    from orchestration.loading.postgres_landing import PostgresLanding

    return PostgresLanding(warehouse, schema)
