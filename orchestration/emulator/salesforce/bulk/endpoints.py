"""The Bulk 2.0 query endpoints: create, watch, abort, delete a job; read its results."""

from __future__ import annotations

from starlette.responses import Response, StreamingResponse

from orchestration.emulator.salesforce.bulk.csv import gzipped
from orchestration.emulator.salesforce.bulk.jobs import (
    DEFAULT_PAGE_ROWS,
    BulkJob,
    make_locator,
    read_locator,
)
from orchestration.emulator.salesforce.endpoint import Call, json_reply
from orchestration.emulator.salesforce.errors import SalesforceError
from orchestration.emulator.salesforce.limits import DAILY_QUERY_JOBS

_JOBS_PER_PAGE = 1_000
_PAGES_PER_REPLY = 5
_WAIT_S = 0.25  # a status request lets a small job finish, so that clients poll it once
_STATES = {"UploadComplete": "UPLOAD_COMPLETE", "InProgress": "IN_PROGRESS"}


def create_job(call: Call) -> Response:
    """Answer POST /jobs/query with 200 and the job, whatever the request accepts."""
    if call.runtime.options.limit_scale is not None:
        used = call.state.limits.jobs_used(call.now)
        if used >= DAILY_QUERY_JOBS:
            message = "Max number of query jobs per 24 hours exceeded."
            raise SalesforceError(400, "LIMIT_EXCEEDED", message)
    job = call.state.jobs.create(call.org, call.json_body(), call.version, call.now, call.fault)
    call.state.limits.count_job(call.now)
    return json_reply(job.as_json(full=False))


def list_jobs(call: Call) -> Response:
    """Answer GET /jobs/query: all jobs, 1,000 per page."""
    jobs = call.state.jobs.all()
    start = read_locator(call.query("queryLocator"), len(jobs))
    stop = start + _JOBS_PER_PAGE
    done = stop >= len(jobs)
    body = {
        "done": done,
        "records": [_listed(job) for job in jobs[start:stop]],
        "nextRecordsUrl": None if done else f"{_root(call)}?queryLocator={make_locator(stop)}",
    }
    return json_reply(body)


def _drop(call: Call) -> None:
    """Act out an administrator who deletes the job that is being read."""
    if call.fault == "salesforce.job_dropped":
        call.state.jobs.drop(call.param("job_id"))


def read_job(call: Call) -> Response:
    """Answer GET /jobs/query/{id}."""
    _drop(call)
    job = call.state.jobs.get(call.param("job_id"))
    job.observe(_WAIT_S)
    return json_reply(job.as_json(full=True))


def change_job(call: Call) -> Response:
    """Answer PATCH /jobs/query/{id}: only {"state": "Aborted"} is known."""
    state = call.json_body().get("state")
    if state != "Aborted":
        raise SalesforceError(400, "INVALIDJOBSTATE", f"Job state {state} not supported")
    job = call.state.jobs.abort(call.param("job_id"))
    return json_reply(job.as_json(full=False))


def delete_job(call: Call) -> Response:
    """Answer DELETE /jobs/query/{id} with 204."""
    call.state.jobs.delete(call.param("job_id"))
    return Response(status_code=204)


def read_results(call: Call) -> Response:
    """Answer GET /jobs/query/{id}/results: one page of CSV, its header row included."""
    job, refusal = _finished_job(call)
    if refusal is not None:
        return refusal
    total = job.csv.rows
    start = read_locator(call.query("locator"), total)
    stop = min(start + _max_records(call), total)
    promised = stop - start
    if call.fault == "salesforce.truncated_results":
        stop -= promised // 2 + promised % 2
    following = start + promised
    if call.fault == "salesforce.stuck_locator":
        following = max(start, 1)
    is_last = following >= total or call.fault == "salesforce.lost_locator"
    headers = {
        "Sforce-NumberOfRecords": str(promised),
        "Sforce-Locator": "null" if is_last else make_locator(following),
    }
    pages = job.csv.page(start, stop)
    if call.fault == "salesforce.nul_bytes":
        pages = (chunk.replace(b'"', b'"\0', 1) for chunk in pages)
        return StreamingResponse(pages, headers=headers, media_type="text/csv")
    if "gzip" in call.request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return StreamingResponse(gzipped(pages), headers=headers, media_type="text/csv")
    headers["Content-Length"] = str(job.csv.page_bytes(start, stop))
    return StreamingResponse(pages, headers=headers, media_type="text/csv")


def list_result_pages(call: Call) -> Response:
    """Answer GET /jobs/query/{id}/resultPages: up to five page addresses to fetch in parallel."""
    job, refusal = _finished_job(call)
    if refusal is not None:
        return refusal
    total, size = job.csv.rows, _max_records(call)
    start = read_locator(call.query("locator"), total)
    root = f"{_root(call)}/{job.id}"
    starts = list(range(start, max(total, 1), size))
    pages = [
        f"{root}/results?maxRecords={size}" + (f"&locator={make_locator(at)}" if at else "")
        for at in starts[:_PAGES_PER_REPLY]
    ]
    body: dict[str, object] = {
        "resultPages": [{"resultUrl": page} for page in pages],
        "done": len(starts) <= _PAGES_PER_REPLY,
    }
    if not body["done"]:
        following = make_locator(starts[_PAGES_PER_REPLY])
        body["nextRecordsUrl"] = f"{root}/resultPages?maxRecords={size}&locator={following}"
    return json_reply(body)


def _finished_job(call: Call) -> tuple[BulkJob, Response | None]:
    """Return the job, and the reply that refuses its results where they cannot be had."""
    _drop(call)
    job = call.state.jobs.get(call.param("job_id"))
    if job.version != call.version:
        message = "The API version of the request must be that of the job"
        raise SalesforceError(409, "API_VERSION_MISMATCH", message)
    state = job.state if job.state == "JobComplete" else job.observe(0)
    if state == "JobComplete":
        return job, None
    if call.fault == "salesforce.results_no_content":
        return job, Response(status_code=204)
    shown = _STATES.get(state, state.upper())
    message = (
        "can only download query results of successfully completed bulk job "
        f"{job.id}. Current status: {shown}"
    )
    raise SalesforceError(412, "JOB_NOT_COMPLETE", message)


def _max_records(call: Call) -> int:
    text = call.query("maxRecords")
    if text is None:
        return DEFAULT_PAGE_ROWS
    if not text.isdigit() or int(text) < 1:
        raise SalesforceError(400, "INVALIDJOB", f"Invalid maxRecords: {text}")
    return int(text)


def _root(call: Call) -> str:
    return f"{call.base}/jobs/query"


def _listed(job: BulkJob) -> dict[str, object]:
    body = job.as_json(full=False)
    body["jobType"] = "V2Query"
    return body
