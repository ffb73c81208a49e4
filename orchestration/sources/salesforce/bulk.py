"""Reading over Bulk API 2.0: one query job, CSV pages by locator, each page proven by its count.

All pages together are proven by the number of rows that the job says it found.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Generator, Iterator
from contextlib import contextmanager
from typing import Final

import orjson

from orchestration.errors import (
    AnswerError,
    SourceError,
    TransientSourceError,
)
from orchestration.sources.http.pagination import PageGuard
from orchestration.sources.prefetch import prefetch
from orchestration.sources.redaction import redact
from orchestration.sources.salesforce.answers import Job, job, rows_promised
from orchestration.sources.salesforce.ask import Ask
from orchestration.sources.salesforce.refusals import (
    FieldGoneError,
    JobLostError,
    NotForBulkError,
    refusal,
)
from orchestration.sources.salesforce.tables import csv_batch
from orchestration.sources.salesforce.transport import SalesforceTransport
from orchestration.sources.spec import Batch, Unread

logger = logging.getLogger(__name__)

_MOST_ROWS: Final = 50_000
_MOST_CELLS: Final = 3_000_000
_FIRST_PAUSE_S: Final = 0.1
_LONGEST_PAUSE_S: Final = 15.0
_MAX_WAIT_S: Final = 1.5 * 3600.0
"""For one job, of which there are `_ATTEMPTS`."""
_RUNNING: Final = frozenset({"UploadComplete", "InProgress"})
_ATTEMPTS: Final = 3


def read_bulk(transport: SalesforceTransport, ask: Ask) -> Iterator[Batch | Unread]:
    """Rows of a query, deleted ones included, in no order; repeated where a job was lost.

    Raises:
        NotForBulkError: before the first row: Bulk cannot read this object.
        FieldGoneError: before the first row: a field is no longer there.
        TransientSourceError: the job failed or did not end.
    """
    missing = ""
    for _ in range(_ATTEMPTS):
        rows = 0
        try:
            with _job(transport, ask) as done:
                pages = _pages(transport, done, ask)
                for batch in prefetch(pages, depth=1):
                    rows += batch.table.num_rows
                    yield batch
        except JobLostError:
            missing = f"Salesforce kept losing the bulk job of {ask.source_object}."
            continue
        if done.rows is None or rows >= done.rows:
            return
        missing = f"Salesforce sent {rows} of {done.rows} rows of {ask.source_object}."
    yield Unread(missing)


def count_bulk(transport: SalesforceTransport, ask: Ask) -> int | None:
    """How many rows a query finds, without reading them; None if the job does not say."""
    with _job(transport, ask) as done:
        return done.rows


def _pages(transport: SalesforceTransport, done: Job, ask: Ask) -> Generator[Batch, None, None]:
    path = f"jobs/query/{done.job_id}/results"
    size = max(1_000, min(_MOST_ROWS, _MOST_CELLS // max(1, len(ask.shape.names))))
    guard = PageGuard(f"Salesforce's bulk result of {ask.source_object}")
    locator: str | None = None
    begun: set[str] = set()  # first ids of the pages so far
    while True:
        batch, locator = _page(transport, path, locator, size, ask, begun)
        yield batch
        ids = batch.table.column("id")
        mark = str(ids[0].as_py()) if len(ids) else None
        begun |= {mark} if mark else set()
        if locator is None:
            return
        guard.check(locator, mark=mark)


@contextmanager
def _job(transport: SalesforceTransport, ask: Ask) -> Iterator[Job]:
    """A finished job, deleted afterwards however the reading ends."""
    done = _finished_job(transport, ask)
    try:
        yield done
    finally:
        _delete(transport, done.job_id)


def _finished_job(transport: SalesforceTransport, ask: Ask) -> Job:
    reason = ""
    for _ in range(_ATTEMPTS):
        created = _create(transport, ask)
        try:
            found = _wait(transport, created, ask.source_object)
        except JobLostError as error:
            reason = error.message
            continue
        if found.state in _RUNNING:
            reason = f"it does not end ({found.state} after {_MAX_WAIT_S / 60:.0f} minutes)"
            continue  # a job that runs cannot be deleted; Salesforce does it in seven days
        if found.state == "JobComplete":
            return found
        reason = found.reason or found.state
        _delete(transport, found.job_id)
        if "compound data" in reason or "INVALIDENTITY" in reason:
            raise NotForBulkError(f"Bulk cannot read {ask.source_object}.", next_step="REST.")
        if "INVALID_FIELD" in reason:
            body = orjson.dumps([{"errorCode": "INVALID_FIELD", "message": reason}])
            raise refusal(400, {}, body, ask.source_object)
    raise TransientSourceError(
        f"Salesforce gave up its bulk query of {ask.source_object}: {_kind(reason)}.",
        next_step="Run again; if it repeats, look at Bulk Data Load Jobs in Setup.",
    )


def _create(transport: SalesforceTransport, ask: Ask) -> Job:
    payload = {
        "operation": "queryAll",
        "query": ask.soql(ordered=False),
        "contentType": "CSV",
        "columnDelimiter": "COMMA",
        "lineEnding": "LF",
    }
    what = f"bulk job of {ask.source_object}"
    return transport.ask(
        "jobs/query",
        lambda value: job(value, f"Salesforce's {what}"),
        what=what,
        payload=payload,
        signals=(NotForBulkError, FieldGoneError),
    )


def _wait(transport: SalesforceTransport, found: Job, source_object: str) -> Job:
    pause_s, waited_s = _FIRST_PAUSE_S, 0.0
    path = f"jobs/query/{found.job_id}"
    where = f"Salesforce's bulk job of {source_object}"
    while found.state in _RUNNING:
        if waited_s > _MAX_WAIT_S:
            return found
        if waited_s > 0 or found.state == "InProgress":
            transport.pause(pause_s)
        waited_s += pause_s
        pause_s = min(_LONGEST_PAUSE_S, pause_s * 1.6)
        found = transport.ask(path, lambda value: job(value, where), signals=(JobLostError,))
    return found


def _page(
    transport: SalesforceTransport,
    path: str,
    locator: str | None,
    size: int,
    ask: Ask,
    begun: Collection[str],
) -> tuple[Batch, str | None]:
    """One page and the locator of the next; a page that falls short is fetched again.

    As is one that begins as one of `begun` did: it has come before, and stands for another.
    """
    params = {"maxRecords": str(size)}
    if locator is not None:
        params["locator"] = locator
    where = f"Salesforce's bulk result of {ask.source_object}"

    def send() -> tuple[Batch, str | None]:
        answer = transport.once("GET", path, params=params, accept="text/csv")
        promised = rows_promised(answer.headers.get("Sforce-NumberOfRecords"), where)
        batch = csv_batch(answer.body, ask.shape, where)
        if batch.table.num_rows != promised:
            rows = batch.table.num_rows
            raise AnswerError(f"{where} announced {promised} rows and sent {rows}.")
        if promised and str(batch.table["id"][0].as_py()) in begun:
            raise AnswerError(f"{where} sent a page for the second time.")
        following = answer.headers.get("Sforce-Locator")
        return batch, None if following in (None, "", "null") else following

    return transport.retrying(send, (JobLostError,))


def _delete(transport: SalesforceTransport, job_id: str) -> None:
    """Delete a job's stored result. Best effort: Salesforce does it after seven days itself."""
    try:
        transport.retrying(
            lambda: transport.once("DELETE", f"jobs/query/{job_id}"), (JobLostError,)
        )
    except SourceError as error:
        logger.info("bulk job left behind: %s", error.message)


def _kind(reason: str) -> str:
    """The error's name without the query text that may follow it."""
    return redact(reason, limit=80).partition(" SELECT ")[0]
