"""The destination that suits a warehouse's engine, and the loader that the settings choose."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Literal

from orchestration.errors import ConfigError
from orchestration.loading.destinations.base import Destination
from orchestration.warehouse import Warehouse

Loader = Literal["direct", "dlt"]
"""Whether the engine's own driver is handed rows, or dlt."""


@contextmanager
def open_destination(
    warehouse: Warehouse, schema: str, loader: Loader = "direct"
) -> Iterator[Destination]:
    """A way into one raw schema, for the length of the block.

    Raises:
        ConfigError: dlt is asked for and not installed.
    """
    # Imported here: a run needs the driver of its own engine only.
    if loader == "dlt":
        require_loader(loader)
        from orchestration.loading.destinations.dlt import dlt_transactions

        with dlt_transactions(warehouse, schema) as begin:
            yield Destination(warehouse, schema, begin)
    elif warehouse.kind == "duckdb":
        from orchestration.loading.destinations.duckdb import duckdb_transactions

        with duckdb_transactions(warehouse, schema) as begin:
            yield Destination(warehouse, schema, begin)
    else:
        from orchestration.loading.destinations.postgres import begin_postgres

        yield Destination(warehouse, schema, lambda: begin_postgres(warehouse, schema))


def require_loader(loader: Loader) -> None:
    """Raise ConfigError if what the loader needs is not installed."""
    if loader == "dlt" and find_spec("dlt") is None:
        raise ConfigError(
            "HYMNSHEET_LOADER is dlt, and dlt is not installed.",
            next_step="Install it: `pip install 'hymnsheet[dlt]'`; in a clone, `make setup`. Or "
            "set HYMNSHEET_LOADER=direct.",
        )
