"""Bulk 2.0 ingest jobs: what one remembers, from its creation to its results."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from orchestration.emulator.salesforce.bulk.csv import DELIMITERS, LINE_ENDINGS
from orchestration.emulator.salesforce.errors import SalesforceError, not_found
from orchestration.emulator.salesforce.sessions import ADMIN_USER
from orchestration.worlds.instants import format_instant

TERMINAL: Final = ("JobComplete", "Failed", "Aborted")
_OPERATIONS: Final = ("insert", "update", "upsert", "delete", "hardDelete")


@dataclass
class IngestJob:
    """One job.

    Attributes:
        created: the emulator's clock at creation.
        content: the CSV, once it was sent.
        header: of the CSV.
        done: rows that were taken, each behind the record's id and whether it was created.
        failed: rows that were not, each behind the id and the error.
        is_looked_at: whether somebody saw it in progress, as the first who asks does.
    """

    id: str
    sobject: str
    version: str
    created: datetime
    delimiter: str
    line_ending: str
    state: str = "Open"
    content: bytes | None = None
    header: tuple[str, ...] = ()
    done: list[tuple[str, ...]] = field(default_factory=list)
    failed: list[tuple[str, ...]] = field(default_factory=list)
    error: str = ""
    is_looked_at: bool = False

    def shown_state(self) -> str:
        """The state to show to one more who asks."""
        if self.state in ("JobComplete", "Failed") and not self.is_looked_at:
            self.is_looked_at = True
            return "InProgress"
        return self.state

    def as_json(self, state: str, *, full: bool = False) -> dict[str, Any]:
        """The job as the API shows it: `full` adds what a GET knows beyond creation."""
        created = format_instant(self.created)[:-1] + "+0000"
        body: dict[str, Any] = {
            "id": self.id,
            "operation": "update",
            "object": self.sobject,
            "createdById": ADMIN_USER,
            "createdDate": created,
            "systemModstamp": created,
            "state": state,
            "concurrencyMode": "Parallel",
            "contentType": "CSV",
            "apiVersion": float(self.version),
            "contentUrl": f"services/data/v{self.version}/jobs/ingest/{self.id}/batches",
            "lineEnding": self.line_ending,
            "columnDelimiter": self.delimiter,
        }
        if full:
            is_over = state in TERMINAL
            body |= {
                "jobType": "V2Ingest",
                "retries": 0,
                "totalProcessingTime": 1 if is_over else 0,
                "apiActiveProcessingTime": 1 if is_over else 0,
                "apexProcessingTime": 0,
                "numberRecordsProcessed": len(self.done) + len(self.failed) if is_over else 0,
                "numberRecordsFailed": len(self.failed) if is_over else 0,
            }
            if state == "Failed":
                body["errorMessage"] = self.error
        return body


class IngestJobs:
    """All ingest jobs of an org, by id. Only updates are emulated."""

    def __init__(self) -> None:
        self._jobs: dict[str, IngestJob] = {}
        self._serial = itertools.count(1)

    def create(
        self, sobject: str, body: Mapping[str, Any], version: str, now: datetime
    ) -> IngestJob:
        """Open a job.

        Raises:
            SalesforceError: 400, the operation or the format is none that is taken.
        """
        operation = body.get("operation")
        if operation not in _OPERATIONS:
            raise SalesforceError(400, "INVALIDJOB", f"Invalid operation: {operation}")
        if operation != "update":
            raise SalesforceError(400, "INVALIDJOB", f"Not emulated here: {operation}")
        delimiter = str(body.get("columnDelimiter") or "COMMA")
        ending = str(body.get("lineEnding") or "LF")
        content = body.get("contentType") or "CSV"
        if delimiter not in DELIMITERS or ending not in LINE_ENDINGS or content != "CSV":
            message = f"Unsupported format: {delimiter}, {ending}, {content}"
            raise SalesforceError(400, "INVALIDJOB", message)
        job_id = f"7509{next(self._serial):011d}AAA"
        job = IngestJob(job_id, sobject, version, now, delimiter, ending)
        self._jobs[job_id] = job
        return job

    def get(self, job_id: str) -> IngestJob:
        """A job by its 15- or 18-character id.

        Raises:
            SalesforceError: 404 NOT_FOUND.
        """
        for known, job in self._jobs.items():
            if job_id in (known, known[:15]):
                return job
        raise not_found()

    def delete(self, job_id: str) -> None:
        """Forget a job that has ended.

        Raises:
            SalesforceError: 404, or 400 while it is open.
        """
        job = self.get(job_id)
        if job.state not in TERMINAL:
            message = "Error encountered when deleting the job because the job is not terminated"
            raise SalesforceError(400, "API_ERROR", message)
        del self._jobs[job.id]
