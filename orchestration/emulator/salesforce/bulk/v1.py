"""Bulk API 1.0 queries: jobs with batches, in JSON or XML, beside Bulk 2.0.

A batch is a Bulk 2.0 job underneath: the same checks, the same CSV. Its answers come in XML, as the
vendor's do, unless the job's content type is JSON.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final
from xml.sax.saxutils import escape

import orjson
from starlette.responses import Response, StreamingResponse

from orchestration.emulator.salesforce.bulk.jobs_v1 import WAIT_S, Batch, Job
from orchestration.emulator.salesforce.endpoint import Call
from orchestration.emulator.salesforce.errors import SalesforceError
from orchestration.emulator.salesforce.rendering import RecordRenderer
from orchestration.emulator.salesforce.soql.parser import parse
from orchestration.emulator.salesforce.soql.query import make_plan, matching_rows
from orchestration.worlds.instants import parse_instant

_NAMESPACE: Final = "http://www.force.com/2009/06/asyncapi/dataload"
_OPERATIONS: Final = ("query", "queryAll")
_KINDS: Final = ("CSV", "JSON", "XML")
_NOTHING: Final = "Records not found for this query"
Json = dict[str, Any]


def create_job(call: Call) -> Response:
    """Answer POST /job."""
    said = _read(call, "operation", "object", "contentType")
    operation, sobject = str(said.get("operation")), str(said.get("object"))
    if operation not in _OPERATIONS:
        raise SalesforceError(400, "InvalidJob", f"Unsupported operation: {operation}")
    kind = str(said.get("contentType") or "XML").upper()
    if kind not in _KINDS or call.org.sobject(sobject) is None:
        raise SalesforceError(400, "InvalidJob", f"Unsupported: {sobject} as {kind}")
    store = call.state.jobs_v1
    job_id = f"7509{next(store.serial):011d}AAA"
    job = Job(job_id, operation, sobject, kind, call.version, call.now)
    store.jobs[job_id] = job
    return _reply(call, "jobInfo", job.as_json(), 201)


def read_job(call: Call) -> Response:
    """Answer GET /job/{id}."""
    return _reply(call, "jobInfo", call.state.jobs_v1.find(call.param("job_id")).as_json())


def change_job(call: Call) -> Response:
    """Answer POST /job/{id}: Closed or Aborted."""
    job = call.state.jobs_v1.find(call.param("job_id"))
    state = str(_read(call, "state").get("state"))
    if state not in ("Closed", "Aborted"):
        raise SalesforceError(400, "InvalidJobState", f"Invalid state: {state}")
    job.state = state
    return _reply(call, "jobInfo", job.as_json())


def add_batch(call: Call) -> Response:
    """Answer POST /job/{id}/batch: the body is the query."""
    store = call.state.jobs_v1
    job = store.find(call.param("job_id"))
    if job.state != "Open":
        raise SalesforceError(400, "InvalidJobState", f"Job state is {job.state}")
    query = call.body.decode("utf-8", "replace")
    asked = {"operation": job.operation, "query": query}
    work = store.work.create(call.org, asked, call.version, call.now, call.fault)
    number = next(store.serial)
    batch = Batch(f"751{number:012d}AAA", f"752{number:012d}AAA", query, work, call.now)
    job.batches[batch.id] = batch
    return _batch_reply(job, "batchInfo", batch.as_json(job.id), 201)


def list_batches(call: Call) -> Response:
    """Answer GET /job/{id}/batch."""
    job = call.state.jobs_v1.find(call.param("job_id"))
    infos = [batch.as_json(job.id) for batch in job.batches.values()]
    return _batch_reply(job, "batchInfoList", {"batchInfo": infos})


def read_batch(call: Call) -> Response:
    """Answer GET /job/{id}/batch/{id}."""
    job, batch = _batch(call)
    return _batch_reply(job, "batchInfo", batch.as_json(job.id))


def list_results(call: Call) -> Response:
    """Answer GET /job/{id}/batch/{id}/result: ids of result sets."""
    job, batch = _finished(call)
    if job.kind == "JSON":
        return Response(orjson.dumps([batch.result_id]), media_type="application/json")
    return _batch_reply(job, "result-list", {"result": [batch.result_id]})


def read_results(call: Call) -> Response:
    """Answer GET /job/{id}/batch/{id}/result/{id}."""
    job, batch = _finished(call)
    if call.param("result_id") != batch.result_id:
        raise SalesforceError(400, "InvalidBatch", "Invalid result id")
    if job.kind == "JSON":
        return Response(orjson.dumps(_records(call, job, batch)), media_type="application/json")
    rows = batch.work.csv.rows
    if rows == 0:
        return Response(_NOTHING, media_type="text/csv")
    return StreamingResponse(batch.work.csv.page(0, rows), media_type="text/csv")


def _records(call: Call, job: Job, batch: Batch) -> list[Json]:
    deleted = job.operation == "queryAll"
    plan = make_plan(call.org, parse(batch.query), call.now.date(), include_deleted=deleted)
    renderer = RecordRenderer(plan, f"/services/data/v{job.version}")
    times = [c.name for c in plan.columns if c.is_direct and c.field.type in ("date", "datetime")]
    records = [renderer.render(row) for row in matching_rows(plan)]
    for record in records:
        record.update((name, _milliseconds(record[name])) for name in times)
    return records


def _milliseconds(text: str | None) -> int | str | None:
    """A time as Bulk 1.0 writes it in JSON: epoch milliseconds."""
    try:
        return text and round(parse_instant(text).timestamp() * 1000)
    except ValueError:
        return text


def _batch(call: Call) -> tuple[Job, Batch]:
    return call.state.jobs_v1.batch(call.param("job_id"), call.param("batch_id"))


def _finished(call: Call) -> tuple[Job, Batch]:
    job, batch = _batch(call)
    if batch.work.observe(WAIT_S) != "JobComplete":
        raise SalesforceError(400, "InvalidBatch", "Batch not completed")
    return job, batch


def _read(call: Call, *keys: str) -> Json:
    """The keys of a JSON or XML body."""
    if call.body.lstrip()[:1] == b"{":
        return call.json_body()
    text = call.body.decode("utf-8", "replace")
    found = {key: re.search(rf"<{key}>([^<]*)</{key}>", text) for key in keys}
    return {key: match[1] for key, match in found.items() if match}


def _reply(call: Call, root: str, content: Json, status: int = 200) -> Response:
    """A job in the language of the request."""
    if "json" in call.request.headers.get("content-type", ""):
        kind = "application/json;charset=UTF-8"
        return Response(orjson.dumps(content), status, media_type=kind)
    return _xml(root, content, status)


def _batch_reply(job: Job, root: str, content: Json, status: int = 200) -> Response:
    if job.kind == "JSON":
        kind = "application/json;charset=UTF-8"
        return Response(orjson.dumps(content), status, media_type=kind)
    return _xml(root, content, status)


def _xml(root: str, content: Json, status: int) -> Response:
    body = _elements(content)
    text = f'<?xml version="1.0" encoding="UTF-8"?><{root} xmlns="{_NAMESPACE}">{body}</{root}>'
    return Response(text, status, media_type="application/xml")


def _elements(content: Json) -> str:
    parts = []
    for name, value in content.items():
        for one in value if isinstance(value, list) else [value]:
            inner = _elements(one) if isinstance(one, dict) else escape(str(one))
            parts.append(f"<{name}>{inner}</{name}>")
    return "".join(parts)


def error_reply(error: SalesforceError, content_type: str) -> Response:
    """An error as Bulk 1.0 sends it."""
    content = {"exceptionCode": error.code, "exceptionMessage": error.message}
    if "json" in content_type:
        return Response(orjson.dumps(content), error.status, media_type="application/json")
    return _xml("error", content, error.status)


Handler = Callable[[Call], Response]
PATHS: Final[tuple[tuple[str, str, Handler], ...]] = (
    ("POST", "/job", create_job),
    ("GET", "/job/{job_id}", read_job),
    ("POST", "/job/{job_id}", change_job),
    ("POST", "/job/{job_id}/batch", add_batch),
    ("GET", "/job/{job_id}/batch", list_batches),
    ("GET", "/job/{job_id}/batch/{batch_id}", read_batch),
    ("GET", "/job/{job_id}/batch/{batch_id}/result", list_results),
    ("GET", "/job/{job_id}/batch/{batch_id}/result/{result_id}", read_results),
)
