"""One run over one source: its streams in order, each landed and logged before the next.

A cursor is written after the rows it covers are committed, and what a run says of a stream's fields
with it, so a crash costs a repetition and never a row. Rows that did not change are never written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from orchestration.errors import DeletesRefusedError, SourceError, WarehouseError
from orchestration.loading import sync_log
from orchestration.loading.policy import joined
from orchestration.loading.result import StreamResult
from orchestration.loading.run_state import RunState
from orchestration.loading.stream_progress import StreamProgress
from orchestration.loading.stream_sync import StreamSync
from orchestration.sources.spec import StreamSpec

Progress = Callable[[StreamResult], None]


def load_streams(
    run: RunState, specs: Sequence[StreamSpec], on_progress: Progress | None
) -> tuple[StreamResult, ...]:
    """All streams in order.

    Raises:
        SourceError: the vendor ended the run; the stream that it struck is logged as incomplete.
        DeletesRefusedError: after all streams, if some would have lost too many rows.
    """
    results: list[StreamResult] = []
    refused: list[DeletesRefusedError] = []
    for spec in specs:
        stream = StreamSync(run, spec)
        try:
            stream.sync()
        except DeletesRefusedError as error:
            stream.work.leave_open(str(error))
            refused.append(error)
        except SourceError as error:
            stream.work.leave_open(error.message)
            # The first error is the one to tell.
            with suppress(WarehouseError):
                _close(run, stream.work)
            raise
        result = _close(run, stream.work, stream)
        results.append(result)
        if on_progress is not None:
            on_progress(result)
    if refused:
        raise joined(refused)
    return tuple(results)


def _close(run: RunState, work: StreamProgress, stream: StreamSync | None = None) -> StreamResult:
    """Say in one transaction what was read, of which fields, and where the next run begins."""
    run.statuses[work.spec.name] = work.status
    work.calls_after = run.connector.stats.calls
    _, alive = run.held(work.table.name)
    result = work.result(run.connector.name, run.until, alive)
    told = [] if stream is None else stream.field_chunks()
    run.destination.write([*told, *sync_log.stream_chunks(run.run_id, run.as_of, result)])
    return result
