"""Where rows live: one database with a side that is built and a side that is read.

The Protocol is in base.py, one module per engine beside it. Nothing here knows what a table means,
and no other package makes a SQLAlchemy engine.
"""

from __future__ import annotations

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from orchestration.errors import ConfigError
from orchestration.warehouse.base import PUBLISHED_LAYERS, Warehouse
from orchestration.warehouse.contents import RUN_STAMPS, Place, content, standing_columns
from orchestration.warehouse.described import Described
from orchestration.warehouse.duckdb import DuckDBWarehouse
from orchestration.warehouse.postgres import PostgresWarehouse
from orchestration.warehouse.sql import qualified, quoted

__all__ = [
    "PUBLISHED_LAYERS",
    "RUN_STAMPS",
    "Described",
    "DuckDBWarehouse",
    "Place",
    "PostgresWarehouse",
    "Warehouse",
    "content",
    "open_warehouse",
    "qualified",
    "quoted",
    "standing_columns",
]

_SPELLINGS = "duckdb:///path/to/hymnsheet.duckdb or postgresql://user:password@host:5432/database"


def open_warehouse(
    url: str, *, lock_wait_s: float = 30.0, build_memory_mib: int | None = None
) -> Warehouse:
    """The warehouse that `url` names. Opens nothing yet: `check()` does.

    Args:
        url: `duckdb:///relative.duckdb`, `duckdb:////absolute.duckdb`,
            `postgresql://user:password@host:port/database` (also `postgresql+psycopg2://` and
            `?host=/socket/directory`).
        lock_wait_s: seconds to wait for another process to let go of a DuckDB file.
        build_memory_mib: memory of DuckDB while dbt builds; None for a share of what there is.

    Raises:
        ConfigError: the URL cannot be read, or names an engine that is not supported.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise ConfigError(
            "The warehouse URL cannot be read (it is not shown: it may hold a password).",
            next_step=f"Write it as {_SPELLINGS}.",
        ) from None
    backend = parsed.get_backend_name()
    if backend == "duckdb":
        return DuckDBWarehouse(parsed, lock_wait_s=lock_wait_s, build_memory_mib=build_memory_mib)
    if parsed.drivername in ("postgresql", "postgresql+psycopg2"):
        return PostgresWarehouse(parsed)
    raise ConfigError(
        f"The warehouse URL starts with {_scheme(parsed)!r}, which is not supported.",
        next_step=f"Write it as {_SPELLINGS}.",
    )


def _scheme(url: URL) -> str:
    return f"{url.drivername}://"
