"""`ops.issued_fix`: what somebody was asked to write. Whether it held is decided in dbt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Engine, bindparam, delete, insert

from orchestration.loading.catalog import ensure_tables, sql_table
from orchestration.loading.tables import ISSUED_FIX, OPS_SCHEMA
from orchestration.warehouse import Warehouse


def ensure_issued_fixes(engine: Engine) -> None:
    """Make the table, empty, where no file was ever made: the models read it."""
    with engine.begin() as connection:
        ensure_tables(connection, OPS_SCHEMA, [ISSUED_FIX])


def remember_issued(warehouse: Warehouse, rows: Sequence[Mapping[str, object]]) -> None:
    """Keep what was handed out; of a finding the last time counts.

    Args:
        warehouse: held for the moment, so that no run reads half of it.
        rows: by the columns of ISSUED_FIX; `issued_as_of` in UTC without a zone.

    Raises:
        WarehouseLockedError: a run is under way.
    """
    if not rows:
        return
    with warehouse.exclusive():
        ensure_issued_fixes(warehouse.engine())
        target = sql_table(ISSUED_FIX, OPS_SCHEMA)
        with warehouse.engine().begin() as connection:
            connection.execute(
                delete(target).where(target.c.finding_key == bindparam("key")),
                [{"key": row["finding_key"]} for row in rows],
            )
            connection.execute(insert(target), [dict(row) for row in rows])
