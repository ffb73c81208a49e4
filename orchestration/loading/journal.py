"""What a run writes about itself: run context, source identity, cursors, runs, reconciliation.

Times of the machine are recorded here (`started_at`, `finished_at`) and decide nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, column, delete, func, insert, select, text
from sqlalchemy import table as sql_table
from sqlalchemy.sql.expression import TableClause

from orchestration.errors import ConfigError, EmptySourceError, WarehouseError
from orchestration.loading.catalog import ensure_tables, stored_columns
from orchestration.loading.result import StreamResult
from orchestration.loading.tables import (
    CURSORS,
    OPS_SCHEMA,
    RECONCILIATION,
    RUN_CONTEXT,
    RUNS,
    SOURCE,
    RawTable,
)
from orchestration.sources.spec import SourceInfo
from orchestration.warehouse import Warehouse, qualified

# Every account has these from its first day: they are settings, not business.
_SETTINGS_TABLES = frozenset({"owners", "pipelines", "user"})


@dataclass(frozen=True)
class RunContext:
    """One run: its id, and the instant it judges by (aware UTC)."""

    run_id: str
    as_of: datetime


def start_run(warehouse: Warehouse, run_id: str, as_of: datetime) -> None:
    """Write the one row of `ops.run_context` (as_of in UTC), replacing the last run's.

    Raises:
        WarehouseError: the warehouse cannot be opened.
    """
    with warehouse.engine().begin() as connection:
        ensure_tables(connection, OPS_SCHEMA, [RUN_CONTEXT])
        target = _clause(RUN_CONTEXT, OPS_SCHEMA)
        connection.execute(delete(target))
        connection.execute(insert(target).values(run_id=run_id, as_of=naive_utc(as_of)))


def read_run(warehouse: Warehouse) -> RunContext:
    """The run that `start_run` last wrote.

    Raises:
        WarehouseError: nothing was ever synced into this warehouse.
    """
    with warehouse.engine().connect() as connection:
        if "run_context" in stored_columns(connection, OPS_SCHEMA):
            target = _clause(RUN_CONTEXT, OPS_SCHEMA)
            row = connection.execute(select(target.c.run_id, target.c.as_of)).first()
            if row is not None:
                return RunContext(row.run_id, row.as_of.replace(tzinfo=UTC))
    raise WarehouseError(
        f"The warehouse {warehouse.display_url} holds no synced data.",
        next_step="Run `hymnsheet run` or `hymnsheet sync` first.",
    )


def require_rows(warehouse: Warehouse, sources: Collection[str]) -> None:
    """Raise EmptySourceError if no stream of any source (`hubspot`, `salesforce`) has an alive row.

    Owners, users and pipelines do not count: an account that was never used has them too.
    """
    with warehouse.engine().connect() as connection:
        for source in sources:
            schema = f"raw_{source}"
            for table in stored_columns(connection, schema):
                if table.startswith("_") or table in _SETTINGS_TABLES:
                    continue
                target = qualified(connection, schema, table)
                query = f"select 1 from {target} where _deleted_at is null limit 1"  # noqa: S608  names are quoted
                if connection.execute(text(query)).first() is not None:
                    return
    raise EmptySourceError(
        f"Not one record was found in {' or '.join(sorted(sources)) or 'any source'}.",
        next_step="Check that the credentials belong to the right account and may read records.",
    )


def claim_warehouse(
    connection: Connection, schema: str, source: str, info: SourceInfo, as_of: datetime
) -> None:
    """Write the row of `_source`, if this warehouse holds no other company's account.

    Raises:
        ConfigError: it does; both ids are named.
    """
    target = _clause(SOURCE, schema)
    known = connection.execute(select(target.c.account_id)).scalar()
    if known is not None and known != info.account_id:
        raise ConfigError(
            f"This warehouse holds {source} account {known}, "
            f"but the credentials are those of account {info.account_id}.",
            next_step="Use another warehouse for the other company: the two must never be mixed.",
        )
    connection.execute(delete(target))
    connection.execute(
        insert(target).values(
            account_id=info.account_id,
            currency=info.currency,
            time_zone=info.time_zone,
            ui_url=info.ui_url,
            checked_at=naive_utc(as_of),
        )
    )


def read_cursors(connection: Connection, schema: str) -> dict[str, datetime]:
    """The cursor of each stream that has one, aware UTC."""
    target = _clause(CURSORS, schema)
    rows = connection.execute(select(target.c.stream, target.c.cursor))
    return {stream: cursor.replace(tzinfo=UTC) for stream, cursor in rows if cursor is not None}


def is_empty(connection: Connection, schema: str, table: str) -> bool:
    """True if the raw table holds no row, alive or deleted."""
    query = f"select 1 from {qualified(connection, schema, table)} limit 1"  # noqa: S608  names are quoted
    return connection.execute(text(query)).first() is None


def count_alive(connection: Connection, schema: str, table: str) -> int:
    """Rows of a raw table without `_deleted_at`."""
    target = sql_table(table, column("_deleted_at"), schema=schema)
    query = select(func.count()).select_from(target).where(target.c["_deleted_at"].is_(None))
    return int(connection.execute(query).scalar_one())


def record_stream(
    connection: Connection, schema: str, run_id: str, as_of: datetime, result: StreamResult
) -> None:
    """Write the stream's rows of `_runs`, `_reconciliation` and `_cursors`.

    A repetition under the same run_id replaces what it wrote.
    """
    mine = {"run_id": run_id, "stream": result.stream}
    _replace(
        connection,
        _clause(RUNS, schema),
        mine,
        {
            "as_of": naive_utc(as_of),
            "mode": result.mode,
            "cursor_from": _naive(result.cursor_from),
            "cursor_to": _naive(result.cursor_to),
            "status": result.status,
            "note": result.note,
            "rows_read": result.rows_read,
            "rows_changed": result.rows_changed,
            "rows_deleted": result.rows_deleted,
            "misfits": result.misfits,
            "api_calls": result.api_calls,
            "started_at": naive_utc(result.started_at),
            "finished_at": naive_utc(result.finished_at),
        },
    )
    counted = result.source_count is not None and result.status == "ok"
    _replace(
        connection,
        _clause(RECONCILIATION, schema),
        mine,
        {
            "as_of": naive_utc(as_of),
            "source_count": result.source_count,
            "warehouse_count": result.warehouse_count,
            "difference": (result.source_count or 0) - result.warehouse_count if counted else None,
        },
    )
    if result.status == "ok" and result.cursor_to is not None:
        _replace(
            connection,
            _clause(CURSORS, schema),
            {"stream": result.stream},
            {"cursor": _naive(result.cursor_to), "run_id": run_id},
        )


def naive_utc(moment: datetime) -> datetime:
    """The instant as the warehouse stores it: UTC, no zone. A naive time is taken as UTC."""
    return moment if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)


def _naive(moment: datetime | None) -> datetime | None:
    return None if moment is None else naive_utc(moment)


def _clause(table: RawTable, schema: str) -> TableClause:
    return sql_table(table.name, *map(column, table.columns), schema=schema)


def _replace(
    connection: Connection, target: TableClause, key: Mapping[str, Any], values: Mapping[str, Any]
) -> None:
    connection.execute(delete(target).where(*(target.c[name] == key[name] for name in key)))
    connection.execute(insert(target).values({**key, **values}))
