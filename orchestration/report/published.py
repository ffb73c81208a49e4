"""The report's only way to the warehouse: schemas `marts` and `quality`, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from orchestration.errors import WarehouseError


@contextmanager
def published(engine: Engine) -> Iterator[Connection]:
    """One connection to the published tables, for the pages and their lists alike.

    Raises:
        WarehouseError: the warehouse refused a query.
    """
    try:
        with engine.connect() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise WarehouseError(
            f"The published tables could not be read ({type(error).__name__}).",
            next_step="Run the pipeline again so that the published tables match this version.",
        ) from error


def present_tables(connection: Connection) -> frozenset[str]:
    """The published tables that are there, as `schema.table`."""
    found = connection.execute(
        text(
            "select table_schema, table_name from information_schema.tables"
            " where table_schema in ('marts', 'quality')"
        )
    )
    return frozenset(f"{schema}.{table}" for schema, table in found)


def require(missing: frozenset[str]) -> None:
    """Refuse to tell half a story.

    Raises:
        WarehouseError: a table is `missing`.
    """
    if missing:
        raise WarehouseError(
            f"The warehouse has no published table {', '.join(sorted(missing))}.",
            next_step="Let `hymnsheet run` end once with this release: it publishes them all.",
        )
