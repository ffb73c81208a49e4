"""The way in: one vendor's streams into its raw schema, each committed before the next.

A cursor is written after the rows it covers, and what a run says of a stream's fields with it, so a
crash costs a repetition and never a row. Rows that did not change are never written.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from orchestration.errors import ConfigError, DeletesRefusedError, SourceError, WarehouseError
from orchestration.loading import sync_log
from orchestration.loading.catalog import ensure_raw_tables
from orchestration.loading.destinations import Loader, open_destination
from orchestration.loading.policy import LoadPolicy, joined
from orchestration.loading.result import StreamResult
from orchestration.loading.run_state import RunState
from orchestration.loading.stream_sync import StreamSync
from orchestration.sources.connector import Connector
from orchestration.sources.spec import StreamSpec
from orchestration.warehouse import Warehouse

logger = logging.getLogger(__name__)

Progress = Callable[[StreamResult], None]


def sync_source(
    connector: Connector,
    warehouse: Warehouse,
    *,
    run_id: str,
    as_of: datetime,
    streams: Collection[str] | None = None,
    on_progress: Progress | None = None,
    policy: LoadPolicy | None = None,
    loader: Loader = "direct",
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
        loader: what hands rows to the engine.

    Returns:
        One result per stream, in load order. A stream that cannot be read is `unavailable`, one
        that could not be read whole `incomplete`, one that the policy leaves out `turned_off`.

    Raises:
        ConfigError: an unknown stream, the warehouse holds another company's account, or dlt is
            to load and is not installed.
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
    with _as_warehouse_error(schema), open_destination(warehouse, schema, loader) as destination:
        ensure_raw_tables(warehouse, offered, schema)
        with warehouse.engine().begin() as connection:
            sync_log.claim_warehouse(connection, schema, connector.name, info, as_of)
        run = RunState(connector, warehouse, destination, run_id, as_of, policy or LoadPolicy())
        return _sync_streams(run, chosen, on_progress)


def _sync_streams(
    run: RunState, specs: Sequence[StreamSpec], on_progress: Progress | None
) -> tuple[StreamResult, ...]:
    """All streams in order. The stream that an error strikes is logged as incomplete."""
    results: list[StreamResult] = []
    refused: list[DeletesRefusedError] = []
    for spec in specs:
        stream = StreamSync(run, spec)
        if spec.name in run.policy.turned_off:
            results.append(stream.turn_off())
            if on_progress is not None:
                on_progress(results[-1])
            continue
        try:
            stream.sync()
        except DeletesRefusedError as error:
            stream.progress.leave_open(str(error))
            refused.append(error)
        except SourceError as error:
            stream.progress.leave_open(error.message)
            # The first error is the one to tell.
            with suppress(WarehouseError):
                stream.close(is_cut_off=True)
            raise
        result = stream.close()
        results.append(result)
        if on_progress is not None:
            on_progress(result)
    if refused:
        raise joined(refused)
    return tuple(results)


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
