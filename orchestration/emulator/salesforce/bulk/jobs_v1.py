"""Jobs and batches of Bulk API 1.0; each batch runs as a Bulk 2.0 job underneath."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from orchestration.emulator.salesforce.bulk.jobs import BulkJob, BulkJobs
from orchestration.emulator.salesforce.errors import SalesforceError
from orchestration.emulator.salesforce.sessions import INTEGRATION_USER
from orchestration.worlds.instants import format_instant

WAIT_S: Final = 5.0  # a look at a batch lets it finish, since clients look again late
_STATES: Final = {"JobComplete": "Completed", "Failed": "Failed", "Aborted": "Failed"}
Json = dict[str, Any]


@dataclass
class Batch:
    """One query of a job, run as a Bulk 2.0 job."""

    id: str
    result_id: str
    query: str
    work: BulkJob
    created: datetime

    def as_json(self, job_id: str) -> Json:
        """The batch as the API shows it."""
        state = _STATES.get(self.work.observe(WAIT_S), "InProgress")
        created = format_instant(self.created)
        info: Json = {
            "id": self.id,
            "jobId": job_id,
            "state": state,
            "createdDate": created,
            "systemModstamp": created,
            "numberRecordsProcessed": self.work.csv.rows if state == "Completed" else 0,
            "numberRecordsFailed": 0,
            "totalProcessingTime": 0,
            "apiActiveProcessingTime": 0,
            "apexProcessingTime": 0,
        }
        if state == "Failed":
            info["stateMessage"] = (
                "InvalidBatch : Failed to process query: QUERY_TIMEOUT: "
                "Your query request was running for too long."
            )
        return info


@dataclass
class Job:
    """A job of Bulk 1.0: an object, an operation, and its batches by id."""

    id: str
    operation: str
    sobject: str
    kind: str
    version: str
    created: datetime
    state: str = "Open"
    batches: dict[str, Batch] = field(default_factory=dict)

    def as_json(self) -> Json:
        """The job as the API shows it."""
        created = format_instant(self.created)
        return {
            "id": self.id,
            "operation": self.operation,
            "object": self.sobject,
            "createdById": INTEGRATION_USER,
            "createdDate": created,
            "systemModstamp": created,
            "state": self.state,
            "concurrencyMode": "Parallel",
            "contentType": self.kind,
            "numberBatchesQueued": 0,
            "numberBatchesInProgress": 0,
            "numberBatchesCompleted": len(self.batches),
            "numberBatchesFailed": 0,
            "numberBatchesTotal": len(self.batches),
            "numberRecordsProcessed": sum(one.work.csv.rows for one in self.batches.values()),
            "numberRetries": 0,
            "apiVersion": float(self.version),
            "numberRecordsFailed": 0,
            "totalProcessingTime": 0,
            "apiActiveProcessingTime": 0,
            "apexProcessingTime": 0,
        }


class JobsV1:
    """All Bulk 1.0 jobs of an org.

    Args:
        jobs: the Bulk 2.0 jobs that do the work.
    """

    def __init__(self, jobs: BulkJobs) -> None:
        self.work = jobs
        self.jobs: dict[str, Job] = {}
        self.serial = itertools.count(1)

    def find(self, job_id: str) -> Job:
        """Return a job.

        Raises:
            SalesforceError: 400 InvalidJob.
        """
        job = self.jobs.get(job_id)
        if job is None:
            raise SalesforceError(400, "InvalidJob", "Invalid job id")
        return job

    def batch(self, job_id: str, batch_id: str) -> tuple[Job, Batch]:
        """Return a job and one of its batches.

        Raises:
            SalesforceError: 400 InvalidJob or InvalidBatch.
        """
        job = self.find(job_id)
        if batch_id not in job.batches:
            raise SalesforceError(400, "InvalidBatch", "Invalid batch id")
        return job, job.batches[batch_id]
