"""Reading over Bulk API 2.0: one query job, CSV pages by locator, each page proven by its count."""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any, Final

import pyarrow as pa

from orchestration.errors import SourceError, TransientSourceError
from orchestration.sources.http import PageGuard
from orchestration.sources.prefetch import ahead
from orchestration.sources.salesforce.refusals import NotForBulkError, refusal
from orchestration.sources.salesforce.tables import TableShape, csv_batch
from orchestration.sources.salesforce.transport import SalesforceTransport, json_of
from orchestration.sources.spec import Batch

logger = logging.getLogger(__name__)

_MOST_ROWS: Final = 50_000
_MOST_CELLS: Final = 3_000_000
_FIRST_PAUSE_S: Final = 0.1
_LONGEST_PAUSE_S: Final = 15.0
_PATIENCE_S: Final = 4 * 3600.0
_RUNNING: Final = frozenset({"UploadComplete", "InProgress"})
_ATTEMPTS: Final = 2


def read_bulk(
    transport: SalesforceTransport, query: str, source_object: str, shape: TableShape
) -> Iterator[Batch]:
    """Rows of `query`, deleted ones included, in no order.

    Raises:
        NotForBulkError: before the first row: Bulk cannot read this object.
        FieldGoneError: before the first row: a field is no longer there.
        TransientSourceError: the job failed or did not end.
    """
    with _job(transport, query, source_object) as job_id:
        yield from ahead(_pages(transport, job_id, source_object, shape), depth=1)


def _pages(
    transport: SalesforceTransport, job_id: str, source_object: str, shape: TableShape
) -> Generator[Batch, None, None]:
    path = f"jobs/query/{job_id}/results"
    size = max(1_000, min(_MOST_ROWS, _MOST_CELLS // max(1, len(shape.names))))
    guard = PageGuard(f"Salesforce's bulk result of {source_object}")
    locator: str | None = None
    while True:
        batch, locator = _page(transport, path, locator, size, shape)
        yield batch
        if locator is None:
            return
        guard.check(locator)


@contextmanager
def _job(transport: SalesforceTransport, query: str, source_object: str) -> Iterator[str]:
    """A finished job, deleted afterwards however the reading ends."""
    job_id = _finished_job(transport, query, source_object)
    try:
        yield job_id
    finally:
        _delete(transport, job_id)


def _finished_job(transport: SalesforceTransport, query: str, source_object: str) -> str:
    reason = ""
    for _ in range(_ATTEMPTS):
        created = _create(transport, query)
        job = _wait(transport, created, source_object)
        if job["state"] == "JobComplete":
            return str(job["id"])
        reason = str(job.get("errorMessage") or job["state"])
        _delete(transport, str(job["id"]))
        if "compound data" in reason or "INVALIDENTITY" in reason:
            raise NotForBulkError(f"Bulk cannot read {source_object}.", next_step="REST.")
        if "INVALID_FIELD" in reason:
            body = b'[{"errorCode":"INVALID_FIELD"}]'
            raise refusal(400, {}, body, source_object)
    raise TransientSourceError(
        f"Salesforce gave up its bulk query of {source_object}: {_kind(reason)}.",
        next_step="Run again; if it repeats, look at Bulk Data Load Jobs in Setup.",
    )


def _create(transport: SalesforceTransport, query: str) -> dict[str, Any]:
    payload = {
        "operation": "queryAll",
        "query": query,
        "contentType": "CSV",
        "columnDelimiter": "COMMA",
        "lineEnding": "LF",
    }
    created: dict[str, Any] = transport.retrying(
        lambda: json_of(transport.once("POST", "jobs/query", payload=payload))
    )
    return created


def _wait(transport: SalesforceTransport, job: dict[str, Any], what: str) -> dict[str, Any]:
    pause_s, waited_s = _FIRST_PAUSE_S, 0.0
    while job["state"] in _RUNNING:
        if waited_s > _PATIENCE_S:
            raise TransientSourceError(
                f"Salesforce's bulk query of {what} does not end.",
                next_step="Abort the job in Setup, Bulk Data Load Jobs, and run again.",
            )
        if waited_s > 0 or job["state"] == "InProgress":
            transport.pause(pause_s)
        waited_s += pause_s
        pause_s = min(_LONGEST_PAUSE_S, pause_s * 1.6)
        job = transport.get_json(f"jobs/query/{job['id']}")
    return job


def _page(
    transport: SalesforceTransport, path: str, locator: str | None, size: int, shape: TableShape
) -> tuple[Batch, str | None]:
    """One page and the locator of the next; a page that falls short is fetched again."""
    params = {"maxRecords": str(size)}
    if locator is not None:
        params["locator"] = locator

    def send() -> tuple[Batch, str | None]:
        answer = transport.once("GET", path, params=params, accept="text/csv")
        promised = answer.headers.get("Sforce-NumberOfRecords")
        if promised is None:  # 204, or a page that is not a result
            raise refusal(204, answer.headers, b"", path)
        try:
            batch = csv_batch(answer.body, shape)
        except (pa.ArrowInvalid, KeyError):
            raise _short(path) from None
        if batch.table.num_rows != int(promised):
            raise _short(path)
        following = answer.headers.get("Sforce-Locator")
        return batch, None if following in (None, "", "null") else following

    return transport.retrying(send)


def _delete(transport: SalesforceTransport, job_id: str) -> None:
    """Delete a job's stored result. Best effort: Salesforce does it after seven days itself."""
    try:
        transport.retrying(lambda: transport.once("DELETE", f"jobs/query/{job_id}"))
    except SourceError as error:
        logger.info("bulk job left behind: %s", error.message)


def _short(path: str) -> TransientSourceError:
    return TransientSourceError(
        f"Salesforce sent fewer rows for {path} than it announced.",
        next_step="Run again; it resumes from the last cursor.",
    )


def _kind(reason: str) -> str:
    """The error's name without the query text that may follow it."""
    return " ".join(reason.split())[:80].partition(" SELECT ")[0]
