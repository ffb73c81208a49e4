"""What a run writes about itself: run context, source identity, cursors, runs, reconciliation.

Times of the machine are recorded here (`started_at`, `finished_at`) and decide nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, column, delete, func, insert, select, text
from sqlalchemy import table as table_clause

from orchestration.errors import ConfigError, EmptySourceError, WarehouseError
from orchestration.loading.catalog import ensure_tables, sql_table, stored_columns
from orchestration.loading.destinations.base import Chunk
from orchestration.loading.metadata import log_rows
from orchestration.loading.result import StreamResult
from orchestration.loading.tables import (
    CURSORS,
    OPS_SCHEMA,
    RECONCILIATION,
    RUN_CONTEXT,
    RUNS,
    SOURCE,
    naive_utc,
)
from orchestration.sources.registry import VENDORS
from orchestration.sources.spec import SourceInfo
from orchestration.warehouse import Warehouse, qualified

# Columns of `_runs` that readers know by another name than our own.
_FIELD_OF = {"misfits": "rescued_values"}


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
        target = sql_table(RUN_CONTEXT, OPS_SCHEMA)
        connection.execute(delete(target))
        connection.execute(insert(target).values(run_id=run_id, as_of=naive_utc(as_of)))


def read_run(warehouse: Warehouse) -> RunContext:
    """The run that `start_run` last wrote.

    Raises:
        WarehouseError: nothing was ever synced into this warehouse.
    """
    with warehouse.engine().connect() as connection:
        if "run_context" in stored_columns(connection, OPS_SCHEMA):
            target = sql_table(RUN_CONTEXT, OPS_SCHEMA)
            row = connection.execute(select(target.c.run_id, target.c.as_of)).first()
            if row is not None:
                return RunContext(row.run_id, row.as_of.replace(tzinfo=UTC))
    raise nothing_synced(warehouse)


def nothing_synced(warehouse: Warehouse) -> WarehouseError:
    """The error for a warehouse into which no run has synced."""
    return WarehouseError(
        f"The warehouse {warehouse.display_url} holds no synced data.",
        next_step="Run `hymnsheet run` or `hymnsheet sync` first, in the folder and with the "
        "settings that the other runs have.",
    )


def read_not_whole(warehouse: Warehouse, sources: Collection[str], run_id: str) -> tuple[str, ...]:
    """The streams of which a run could not read all: `hubspot deals: unavailable`."""
    found: list[str] = []
    with warehouse.engine().connect() as connection:
        for source in sources:
            runs = sql_table(RUNS, f"raw_{source}")
            if RUNS.name in stored_columns(connection, f"raw_{source}"):
                query = select(runs.c.stream, runs.c.status).where(
                    runs.c.run_id == run_id, runs.c.status.not_in(("ok", "turned_off"))
                )
                rows = connection.execute(query.order_by(runs.c.stream))
                found += [f"{source} {stream}: {status}" for stream, status in rows]
    return tuple(found)


def require_rows(warehouse: Warehouse, sources: Collection[str]) -> None:
    """Raise EmptySourceError if no stream of any source has an alive row.

    Settings do not count: an account that was never used has its users and owners too.
    """
    with warehouse.engine().connect() as connection:
        for source in sources:
            schema = f"raw_{source}"
            settings = {spec.name for spec in VENDORS[source].specs if spec.is_setting}
            for table in stored_columns(connection, schema):
                if table.startswith("_") or table in settings:
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
    target = sql_table(SOURCE, schema)
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
    target = sql_table(CURSORS, schema)
    rows = connection.execute(select(target.c.stream, target.c.cursor))
    return {stream: cursor.replace(tzinfo=UTC) for stream, cursor in rows if cursor is not None}


def read_differences(connection: Connection, schema: str) -> dict[str, int | None]:
    """How far the last count of each stream was off; None if it could not be counted."""
    target = sql_table(RECONCILIATION, schema)
    last = (
        select(target.c.stream, func.max(target.c.as_of).label("as_of"))
        .group_by(target.c.stream)
        .subquery()
    )
    rows = connection.execute(
        select(target.c.stream, target.c.difference).join(
            last, (target.c.stream == last.c.stream) & (target.c.as_of == last.c.as_of)
        )
    )
    return dict(rows.tuples().all())


def is_unread(warehouse: Warehouse, schema: str) -> bool:
    """True if no stream of the schema, whose tables exist, was ever read to its end."""
    with warehouse.engine().connect() as connection:
        return is_empty(connection, schema, CURSORS.name)


def is_empty(connection: Connection, schema: str, table: str) -> bool:
    """True if the raw table holds no row, alive or deleted."""
    query = f"select 1 from {qualified(connection, schema, table)} limit 1"  # noqa: S608  names are quoted
    return connection.execute(text(query)).first() is None


def count_alive(connection: Connection, schema: str, table: str) -> int:
    """Rows of a raw table without `_deleted_at`."""
    target = table_clause(table, column("_deleted_at"), schema=schema)
    query = select(func.count()).select_from(target).where(target.c["_deleted_at"].is_(None))
    return int(connection.execute(query).scalar_one())


def stream_chunks(run_id: str, as_of: datetime, result: StreamResult) -> list[Chunk]:
    """The stream's rows of `_runs`, `_reconciliation` and `_cursors`.

    A repetition under the same run_id replaces what it wrote. A stream that was loaded and not
    counted leaves its last count as it stands.
    """
    mine = {"run_id": run_id, "stream": result.stream, "as_of": as_of}
    run = {
        name: getattr(result, _FIELD_OF.get(name, name))
        for name in RUNS.columns
        if name not in mine
    }
    rows = [(RUNS, {**mine, **run})]
    if result.was_counted or result.status != "ok":
        counted = result.source_count is not None and result.status == "ok"
        difference = (result.source_count or 0) - result.warehouse_count if counted else None
        counts = {
            "source_count": result.source_count,
            "warehouse_count": result.warehouse_count,
            "difference": difference,
        }
        rows.append((RECONCILIATION, {**mine, **counts}))
    if result.status == "ok" and result.cursor_to is not None:
        cursor = {"stream": result.stream, "cursor": result.cursor_to, "run_id": run_id}
        rows.append((CURSORS, cursor))
    return [Chunk(table.name, table.key, log_rows(table, row)) for table, row in rows]
