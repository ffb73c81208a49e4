"""Bulk 2.0 query jobs: what may be asked, how a job runs in the background, how it ends."""

from __future__ import annotations

import base64
import binascii
import itertools
import threading
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from orchestration.emulator.salesforce.account import Org
from orchestration.emulator.salesforce.bulk.csv import DELIMITERS, LINE_ENDINGS, CsvFile
from orchestration.emulator.salesforce.errors import SalesforceError, not_found
from orchestration.emulator.salesforce.schema import COMPOUNDS
from orchestration.emulator.salesforce.sessions import INTEGRATION_USER
from orchestration.emulator.salesforce.soql.ast import FieldsGroup
from orchestration.emulator.salesforce.soql.parser import parse
from orchestration.emulator.salesforce.soql.query import Plan, make_plan, matching_rows
from orchestration.worlds.instants import format_instant

DEFAULT_PAGE_ROWS = 100_000
_SLOW_POLLS = 3
_UNSUPPORTED = frozenset(
    {
        "AcceptedEventRelation",
        "AssetTokenEvent",
        "AttachedContentNote",
        "Attachment",
        "CaseStatus",
        "ContractStatus",
        "DeclinedEventRelation",
        "EventWhoRelation",
        "FieldSecurityClassification",
        "OrderStatus",
        "PartnerRole",
        "QuoteTemplateRichTextData",
        "RecentlyViewed",
        "ServiceAppointmentStatus",
        "SolutionStatus",
        "TaskPriority",
        "TaskStatus",
        "TaskWhoRelation",
        "UndecidedEventRelation",
    }
)
_NOT_TERMINATED = "Error encountered when deleting the job because the job is not terminated"
_TIMED_OUT = (
    "InvalidBatch : Failed to process query: QUERY_TIMEOUT: "
    "Your query request was running for too long."
)
_TERMINAL = ("JobComplete", "Failed", "Aborted")


@dataclass
class BulkJob:
    """One query job.

    Attributes:
        id: 750….
        operation: query or queryAll.
        sobject: API name of the object.
        version: API version that created it; results must be asked for in the same.
        created: the emulator's clock at creation.
        csv: its rows, once written.
        work: the writing, in the background.
        fault: a registered fault it acts out: bulk_failed, bulk_aborted, bulk_stuck, bulk_slow.
    """

    id: str
    operation: str
    sobject: str
    version: str
    created: datetime
    delimiter: str
    line_ending: str
    csv: CsvFile
    fault: str = ""
    state: str = "UploadComplete"
    polls: int = 0
    work: Future[None] | None = None
    stop: threading.Event = field(default_factory=threading.Event)

    def observe(self, wait_s: float) -> str:
        """Return the state after letting the background work on for at most `wait_s` seconds."""
        self.polls += 1
        if self.state in _TERMINAL:
            return self.state
        ends = {"salesforce.bulk_failed": "Failed", "salesforce.bulk_aborted": "Aborted"}
        if self.fault in ends:
            self.state = ends[self.fault] if self.polls > 1 else "InProgress"
        elif self.fault == "salesforce.bulk_stuck" or (
            self.fault == "salesforce.bulk_slow" and self.polls <= _SLOW_POLLS
        ):
            self.state = "InProgress"
        else:
            self.state = "JobComplete" if self._is_written(wait_s) else "InProgress"
        return self.state

    def as_json(self, *, full: bool) -> dict[str, Any]:
        """Return the job as the API shows it: `full` adds what a GET knows beyond creation."""
        created = format_instant(self.created)[:-1] + "+0000"
        body: dict[str, Any] = {
            "id": self.id,
            "operation": self.operation,
            "object": self.sobject,
            "createdById": INTEGRATION_USER,
            "createdDate": created,
            "systemModstamp": created,
            "state": self.state,
            "concurrencyMode": "Parallel",
            "contentType": "CSV",
            "apiVersion": float(self.version),
            "lineEnding": self.line_ending,
            "columnDelimiter": self.delimiter,
        }
        if full:
            done = self.state == "JobComplete"
            body |= {
                "jobType": "V2Query",
                "numberRecordsProcessed": self.csv.rows if done else 0,
                "retries": 0,
                "totalProcessingTime": 1 if done else 0,
                "isPkChunkingSupported": True,
            }
            if self.state == "Failed":
                body["errorMessage"] = _TIMED_OUT
        return body

    def _is_written(self, wait_s: float) -> bool:
        if self.work is None:
            return False
        try:
            self.work.result(timeout=wait_s)
        except TimeoutError:
            return False
        return True


class BulkJobs:
    """All query jobs of an org."""

    def __init__(self) -> None:
        self._jobs: dict[str, BulkJob] = {}
        self._serial = itertools.count(1)
        self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="bulk")

    def create(
        self, org: Org, body: Mapping[str, Any], version: str, now: datetime, fault: str
    ) -> BulkJob:
        """Check a request and start its job.

        Raises:
            SalesforceError: the request or its query is not one Bulk 2.0 takes.
        """
        operation = body.get("operation")
        if operation not in ("query", "queryAll"):
            raise SalesforceError(400, "INVALIDJOB", f"Invalid operation: {operation}")
        delimiter, ending = _format(body)
        text = str(body.get("query") or "")
        query = parse(text)
        plan = make_plan(org, query, now.date(), include_deleted=operation == "queryAll")
        _refuse_what_bulk_cannot(plan)
        job = BulkJob(
            id=f"750{next(self._serial):012d}AAA",
            operation=str(operation),
            sobject=plan.sobject.name,
            version=version,
            created=now,
            delimiter=delimiter,
            line_ending=ending,
            csv=CsvFile(plan.columns, DELIMITERS[delimiter], LINE_ENDINGS[ending]),
            fault=fault,
        )
        job.work = self._pool.submit(_run, job, plan)
        self._jobs[job.id] = job
        return job

    def get(self, job_id: str) -> BulkJob:
        """Return a job by its 15- or 18-character id.

        Raises:
            SalesforceError: 404 NOT_FOUND.
        """
        for known, job in self._jobs.items():
            if job_id in (known, known[:15]):
                return job
        raise not_found()

    def all(self) -> list[BulkJob]:
        """Return all jobs, oldest first."""
        return list(self._jobs.values())

    def abort(self, job_id: str) -> BulkJob:
        """Stop a job.

        Raises:
            SalesforceError: 404, or 400 INVALIDJOBSTATE when it has ended already.
        """
        job = self.get(job_id)
        if job.state in _TERMINAL:
            message = f"Aborting already {job.state} Job not allowed"
            raise SalesforceError(400, "INVALIDJOBSTATE", message)
        job.stop.set()
        job.state = "Aborted"
        return job

    def delete(self, job_id: str) -> None:
        """Forget a job and its results.

        Raises:
            SalesforceError: 404, or 400 API_ERROR when it has not ended.
        """
        job = self.get(job_id)
        if job.observe(0) not in _TERMINAL:
            raise SalesforceError(400, "API_ERROR", _NOT_TERMINATED)
        del self._jobs[job.id]
        self._dispose(job)

    def drop(self, job_id: str) -> None:
        """Forget a job whatever its state."""
        job = self._jobs.pop(job_id, None)
        if job is not None:
            self._dispose(job)

    def close(self) -> None:
        """Stop all work and give the disk back."""
        jobs, self._jobs = self.all(), {}
        for job in jobs:
            job.stop.set()
        self._pool.shutdown(wait=True, cancel_futures=True)
        for job in jobs:
            job.csv.close()

    def _dispose(self, job: BulkJob) -> None:
        job.stop.set()
        if job.work is not None and not job.work.cancel():
            job.work.add_done_callback(lambda _: job.csv.close())
        else:
            job.csv.close()


def read_locator(text: str | None, rows: int) -> int:
    """Return the row a locator continues at; 0 without one.

    Raises:
        SalesforceError: 400 INVALID_QUERY_LOCATOR.
    """
    if not text:
        return 0
    try:
        start = int(base64.b64decode(text + "=" * (-len(text) % 4), validate=True))
    except (binascii.Error, ValueError):
        start = -1
    if not 0 < start < rows:
        raise SalesforceError(400, "INVALID_QUERY_LOCATOR", "invalid query locator")
    return start


def make_locator(start: int) -> str:
    """Return the locator of the page that begins at a row, for example `MTAwMDA`."""
    return base64.b64encode(str(start).encode()).decode().rstrip("=")


def _run(job: BulkJob, plan: Plan) -> None:
    job.csv.write(matching_rows(plan), job.stop)


def _format(body: Mapping[str, Any]) -> tuple[str, str]:
    delimiter = str(body.get("columnDelimiter") or "COMMA")
    ending = str(body.get("lineEnding") or "LF")
    content = body.get("contentType") or "CSV"
    if delimiter not in DELIMITERS or ending not in LINE_ENDINGS or content != "CSV":
        message = f"Unsupported format: {delimiter}, {ending}, {content}"
        raise SalesforceError(400, "INVALIDJOB", message)
    return delimiter, ending


def _refuse_what_bulk_cannot(plan: Plan) -> None:
    query, name = plan.query, plan.sobject.name
    if name in _UNSUPPORTED:
        message = f"Entity '{name}' is not supported by the Bulk API."
        raise SalesforceError(400, "INVALIDENTITY", message)
    refused = {
        "aggregate": query.is_aggregate,
        "OFFSET": query.offset is not None,
        "nested": bool(plan.children),
        "FIELDS": any(isinstance(item, FieldsGroup) for item in query.select),
    }
    for what, found in refused.items():
        if found:
            message = f"Implementation restriction: Bulk API 2.0 does not support {what} queries"
            raise SalesforceError(400, "API_ERROR", message)
    if any(column.field.type in COMPOUNDS for column in plan.columns):
        message = "Selecting compound data not supported in Bulk Query"
        raise SalesforceError(400, "API_ERROR", message)
