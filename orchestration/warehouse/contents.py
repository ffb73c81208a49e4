"""What a relation holds, as one short text: equal texts, equal rows. Their order is no part.

Hashes of rows are added up, so a relation is read once and nothing is sorted. They are compared
within one warehouse only: each engine has its own hash.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import text
from sqlalchemy.engine import Connection

from orchestration.warehouse.sql import qualified, quoted

Place = tuple[str, str]

RUN_STAMPS = ("_synced_at", "_run_id")
"""What a run writes on the rows that it changes; never compared, never read from a vendor. No two
writes of a row carry the same, so where a table has them they tell its contents."""

_COLUMNS = text(
    "select table_schema, table_name, column_name, data_type from information_schema.columns "
    "where table_catalog = current_database() order by 1, 2, ordinal_position"
)


def standing_columns(connection: Connection, schemas: Collection[str]) -> dict[Place, list[Place]]:
    """Names and types of the columns of every table and view in `schemas`, by (schema, name)."""
    found: dict[Place, list[Place]] = {}
    for schema, table, column, data_type in connection.execute(_COLUMNS):
        if schema in schemas:
            found.setdefault((schema, table), []).append((column, str(data_type)))
    return found


def content(
    connection: Connection, place: Sequence[str], *, by: Sequence[str] | None = None
) -> str:
    """The rows of one table or view as a text: how many, and two sums of their hashes.

    Args:
        connection: to the side on which it stands.
        place: schema and name; the database before them where its name may be that of a schema.
        by: read these columns only, where they tell rows apart in time (a stamp of each change).
    """
    if connection.dialect.name == "postgresql":
        whole = "t::text" if by is None else _joined(connection, by)
        row_hash = f"hashtextextended({whole}, 0)"
        total = f"sum({row_hash}::numeric)"
    else:
        whole = "t" if by is None else ", ".join(f"t.{quoted(connection, name)}" for name in by)
        row_hash = f"hash({whole})"
        total = f"sum({row_hash}::hugeint)"
    query = f"select count(*), {total}, bit_xor({row_hash}) from {qualified(connection, *place)} t"  # noqa: S608  names are quoted
    rows = connection.execute(text(query)).one()
    return "/".join(str(value) for value in rows)


def _joined(connection: Connection, names: Sequence[str]) -> str:
    return f"row({', '.join(f't.{quoted(connection, name)}' for name in names)})::text"
