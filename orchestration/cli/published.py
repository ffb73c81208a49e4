"""What commands read of the warehouse: published tables, all that they need or none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, TextClause

from orchestration.report.published import present_tables, published, require
from orchestration.report.statements import tables_of
from orchestration.settings import Settings
from orchestration.warehouse import open_warehouse


@contextmanager
def published_for(settings: Settings, *queries: TextClause) -> Iterator[Connection]:
    """One read-only connection to what was published last.

    Args:
        settings: where the warehouse is.
        queries: what will be asked; every table that they read has to be there.

    Raises:
        WarehouseError: nothing was published yet, a table is not there, or a query is refused.
    """
    warehouse = open_warehouse(settings.effective_warehouse_url)
    needed = tables_of({str(place): str(query) for place, query in enumerate(queries)})
    with published(warehouse.published_engine()) as connection:
        require(needed - present_tables(connection))
        yield connection
