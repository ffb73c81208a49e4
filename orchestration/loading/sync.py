"""The way in: one vendor's streams into its raw schema. The steps are in source_load.py."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from orchestration.errors import ConfigError, WarehouseError
from orchestration.loading import sync_log
from orchestration.loading.catalog import ensure_raw_tables
from orchestration.loading.destinations import open_destination
from orchestration.loading.policy import LoadPolicy
from orchestration.loading.result import StreamResult
from orchestration.loading.run_state import RunState
from orchestration.loading.source_load import Progress, load_streams
from orchestration.sources.connector import Connector
from orchestration.sources.spec import (
    StreamSpec,
)
from orchestration.warehouse import Warehouse

logger = logging.getLogger(__name__)


def sync_source(
    connector: Connector,
    warehouse: Warehouse,
    *,
    run_id: str,
    as_of: datetime,
    streams: Collection[str] | None = None,
    on_progress: Progress | None = None,
    policy: LoadPolicy | None = None,
) -> tuple[StreamResult, ...]:
    """Bring `raw_<source>` up to what the vendor holds at `as_of`.

    Args:
        connector: a vendor, logged in or ready to.
        warehouse: its build side is written.
        run_id: stamped on the rows that change.
        as_of: the run's instant (UTC); nothing newer moves a cursor.
        streams: names of raw tables to load; None for all that the vendor offers.
        on_progress: called once per stream, after its rows are committed.
        policy: how to read, and how many deletions to believe; None for the defaults.

    Returns:
        One result per stream, in load order. A stream that cannot be read is `unavailable`, one
        that could not be read whole `incomplete`.

    Raises:
        ConfigError: an unknown stream, or the warehouse holds another company's account.
        SourceError: the vendor ended the run; streams that were complete stay loaded.
        DeletesRefusedError: after all streams, if some would have lost too many rows at once.
        WarehouseError: the warehouse refused.
    """
    offered = connector.streams()
    chosen = _chosen(offered, streams)
    schema = f"raw_{connector.name}"
    info = connector.check()
    if info.unknown_zone:
        logger.warning(
            "%s calls its time zone %r, which nobody knows: its days are counted in "
            "reporting_time_zone of the glossary, or in UTC where rates are looked up",
            connector.name,
            info.unknown_zone,
        )
    with _as_warehouse_error(schema), open_destination(warehouse, schema) as destination:
        ensure_raw_tables(warehouse, offered, schema)
        with warehouse.engine().begin() as connection:
            sync_log.claim_warehouse(connection, schema, connector.name, info, as_of)
        run = RunState(connector, warehouse, destination, run_id, as_of, policy or LoadPolicy())
        return load_streams(run, chosen, on_progress)


@contextmanager
def _as_warehouse_error(schema: str) -> Iterator[None]:
    """A refusal that no module expected: a full disk, a right taken away, a broken connection."""
    try:
        yield
    except SQLAlchemyError as error:
        # Not the error's own text: it spells the values that were to be written.
        cause = str(getattr(error, "orig", None) or type(error).__name__).splitlines()[0]
        raise WarehouseError(
            f"The warehouse refused an operation on {schema}: {cause}.",
            next_step="Look at the message; rows committed before stay, run again.",
        ) from error


def _chosen(
    offered: Sequence[StreamSpec], streams: Collection[str] | None
) -> tuple[StreamSpec, ...]:
    names = {spec.name for spec in offered}
    unknown = sorted(set(streams or ()) - names)
    if unknown:
        raise ConfigError(
            f"Unknown stream {', '.join(unknown)}.",
            next_step=f"Choose among {', '.join(sorted(names))}.",
        )
    return tuple(spec for spec in offered if streams is None or spec.name in streams)
