"""The Bulk 2.0 ingest endpoints, for updates. For tests: the product never writes.

The user of the product's own log-in may change nothing; somebody who logs in with a password may.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from starlette.responses import Response

from orchestration.emulator.salesforce.bulk.csv import DELIMITERS
from orchestration.emulator.salesforce.bulk.ingest_jobs import TERMINAL, IngestJob
from orchestration.emulator.salesforce.bulk.ingest_rows import take
from orchestration.emulator.salesforce.endpoint import Call, json_reply
from orchestration.emulator.salesforce.errors import SalesforceError
from orchestration.emulator.salesforce.object_flags import flags_of

_LARGEST_BYTES = 150_000_000


def create_job(call: Call) -> Response:
    """Answer POST /jobs/ingest."""
    _check_rights(call)
    body = call.json_body()
    sobject = call.org.sobject(str(body.get("object")))
    if sobject is None:
        message = f"Unable to find object: {body.get('object')}"
        raise SalesforceError(400, "INVALIDENTITY", message)
    if not flags_of(sobject)["updateable"]:
        message = f"entity type cannot be updated: {sobject.name}"
        raise SalesforceError(400, "INVALIDENTITY", message)
    job = call.state.ingest.create(sobject.name, body, call.version, call.now)
    return json_reply(job.as_json(job.state))


def upload(call: Call) -> Response:
    """Answer PUT /jobs/ingest/{id}/batches: once per job, 201."""
    _check_rights(call)
    job = call.state.ingest.get(call.param("job_id"))
    if job.state != "Open" or job.content is not None:
        message = f"Found multiple contents for job: <{job.id}>, please 'Close' / 'Abort' it"
        raise SalesforceError(400, "INVALIDJOBSTATE", message)
    if not call.request.headers.get("content-type", "").startswith("text/csv"):
        raise SalesforceError(415, "UNSUPPORTED_MEDIA_TYPE", "Content-Type must be text/csv")
    if len(call.body) > _LARGEST_BYTES:
        raise SalesforceError(413, "CLIENTINPUTERROR", "The file is larger than 150 MB")
    job.content = call.body
    return Response(status_code=201)


def change_job(call: Call) -> Response:
    """Answer PATCH /jobs/ingest/{id}: `UploadComplete` starts it, `Aborted` drops it."""
    _check_rights(call)
    job = call.state.ingest.get(call.param("job_id"))
    state = call.json_body().get("state")
    if state not in ("UploadComplete", "Aborted") or job.state != "Open":
        message = f"Transition of job from {job.state} to {state} is not allowed"
        raise SalesforceError(400, "INVALIDJOBSTATE", message)
    if state == "Aborted":
        job.state = "Aborted"
    else:
        with call.runtime.lock:
            take(call.org, job)
    return json_reply(job.as_json(str(state)))


def read_job(call: Call) -> Response:
    """Answer GET /jobs/ingest/{id}."""
    job = call.state.ingest.get(call.param("job_id"))
    return json_reply(job.as_json(job.shown_state(), full=True))


def delete_job(call: Call) -> Response:
    """Answer DELETE /jobs/ingest/{id} with 204."""
    _check_rights(call)
    call.state.ingest.delete(call.param("job_id"))
    return Response(status_code=204)


def successful_results(call: Call) -> Response:
    """Answer GET /jobs/ingest/{id}/successfulResults."""
    job = _ended(call)
    return _csv(job, ("sf__Id", "sf__Created"), job.done)


def failed_results(call: Call) -> Response:
    """Answer GET /jobs/ingest/{id}/failedResults."""
    job = _ended(call)
    return _csv(job, ("sf__Id", "sf__Error"), job.failed)


def _check_rights(call: Call) -> None:
    if not call.state.sessions.may_write(call.request.headers.get("authorization", "")):
        message = "The user has not the permission to change records"
        raise SalesforceError(403, "INSUFFICIENT_ACCESS", message)


def _ended(call: Call) -> IngestJob:
    job = call.state.ingest.get(call.param("job_id"))
    if job.state not in TERMINAL:
        raise SalesforceError(400, "INVALIDJOBSTATE", f"Job {job.id} has not ended: {job.state}")
    return job


def _csv(job: IngestJob, first: tuple[str, str], rows: Iterable[tuple[str, ...]]) -> Response:
    text = io.StringIO(newline="")
    writer = csv.writer(
        text, delimiter=DELIMITERS[job.delimiter], quoting=csv.QUOTE_ALL, lineterminator="\n"
    )
    writer.writerow([*first, *job.header])
    writer.writerows(rows)
    return Response(text.getvalue().encode(), media_type="text/csv")
