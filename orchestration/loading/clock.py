"""A run's clock must be near the vendors' and not before what is published."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, insert, inspect, select, update

from orchestration.errors import ConfigError
from orchestration.loading.catalog import ensure_tables, sql_table
from orchestration.loading.tables import (
    CURSORS,
    OPS_SCHEMA,
    PUBLICATION,
    RECONCILIATION,
    RUNS,
    naive_utc,
)
from orchestration.warehouse import Warehouse

#: A machine may be off by this much, as vendors allow it in signed requests.
TOLERANCE = timedelta(minutes=15)

_PUBLICATION = sql_table(PUBLICATION, OPS_SCHEMA)
_ACCEPT = "or use `--accept-clock`, which forgets the times of the later runs."


def check_clock(as_of: datetime, *, vendors: datetime | None, is_now: bool) -> None:
    """Refuse an instant that is not the vendors': later than theirs, or `now` and not near it.

    Args:
        as_of: the run's instant, aware UTC.
        vendors: what time it is for a vendor; None if it did not say.
        is_now: whether `as_of` was read from this machine's clock.

    Raises:
        ConfigError: naming both times.
    """
    if vendors is None:
        return
    is_late = as_of - vendors > TOLERANCE
    if is_late or (is_now and vendors - as_of > TOLERANCE):
        clock = "This machine's clock" if is_now else "HYMNSHEET_AS_OF"
        raise ConfigError(
            f"{clock} says {_spelt(as_of)}, the vendor's says {_spelt(vendors)}.",
            next_step="Set this machine's clock right, or HYMNSHEET_AS_OF to an instant "
            "that is not after the vendor's.",
        )


def check_order(warehouse: Warehouse, as_of: datetime) -> None:
    """Refuse to publish an older state over a newer one.

    Raises:
        ConfigError: naming both times, and the way out if the newer one was wrong.
    """
    published = published_as_of(warehouse)
    if published is not None and as_of < published:
        raise ConfigError(
            f"This run would judge as of {_spelt(as_of)}, but {_spelt(published)} is published.",
            next_step="Set HYMNSHEET_AS_OF to that instant or later; if what is published has the "
            f"wrong time, {_ACCEPT}",
        )


def published_as_of(warehouse: Warehouse) -> datetime | None:
    """The instant that was published last, aware UTC."""
    with warehouse.engine().connect() as connection:
        if not inspect(connection).has_table(_PUBLICATION.name, schema=OPS_SCHEMA):
            return None
        row = connection.execute(select(_PUBLICATION.c.as_of)).first()
        return None if row is None else row.as_of.replace(tzinfo=UTC)


def note_publication(warehouse: Warehouse, run_id: str, as_of: datetime) -> None:
    """Remember what is about to be published."""
    with warehouse.engine().begin() as connection:
        ensure_tables(connection, OPS_SCHEMA, [PUBLICATION])
        connection.execute(delete(_PUBLICATION))
        connection.execute(insert(_PUBLICATION).values(run_id=run_id, as_of=naive_utc(as_of)))


def forget_later(warehouse: Warehouse, as_of: datetime) -> None:
    """Undo what runs after `as_of` said of time: their lines go, their cursors go back to it.

    Rows stay: what such a run read is read again from the cursor on.
    """
    moment = naive_utc(as_of)
    with warehouse.engine().begin() as connection:
        inspector = inspect(connection)
        for schema in inspector.get_schema_names():
            name = schema.rpartition(".")[2].strip('"')
            if not name.startswith("raw_"):
                continue
            tables = set(inspector.get_table_names(schema=name))
            for table in (RUNS, RECONCILIATION):
                if table.name in tables:
                    target = sql_table(table, name)
                    connection.execute(delete(target).where(target.c.as_of > moment))
            if CURSORS.name in tables:
                target = sql_table(CURSORS, name)
                later = update(target).where(target.c.cursor > moment)
                connection.execute(later.values(cursor=moment))
        if inspector.has_table(_PUBLICATION.name, schema=OPS_SCHEMA):
            connection.execute(delete(_PUBLICATION).where(_PUBLICATION.c.as_of > moment))


def _spelt(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
