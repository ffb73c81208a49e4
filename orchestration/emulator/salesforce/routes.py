"""Salesforce's URL paths and the endpoints behind them. A trailing slash changes nothing."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route

from orchestration.emulator.runtime import Runtime
from orchestration.emulator.salesforce import (
    composite,
    metadata,
    objects,
    replication,
    search,
    tooling,
)
from orchestration.emulator.salesforce.bulk import endpoints as bulk
from orchestration.emulator.salesforce.bulk import ingest
from orchestration.emulator.salesforce.bulk import v1 as bulk_v1
from orchestration.emulator.salesforce.endpoint import Call, Endpoints, Handler, json_reply
from orchestration.emulator.salesforce.errors import SalesforceError, not_found
from orchestration.emulator.salesforce.oauth import oauth_routes


class _Path(NamedTuple):
    """One path below /services/data/vXX.X."""

    method: str
    template: str
    handler: Handler


_PATHS: Final = (
    _Path("GET", "", metadata.resources),
    _Path("GET", "/sobjects", metadata.list_sobjects),
    _Path("GET", "/sobjects/{sobject}/describe", metadata.describe),
    _Path("GET", "/sobjects/{sobject}/deleted", replication.deleted),
    _Path("GET", "/sobjects/{sobject}/updated", replication.updated),
    _Path("GET", "/sobjects/{sobject}/{record_id}", objects.read_record),
    _Path("GET", "/sobjects/{sobject}", metadata.basic_information),
    _Path("GET", "/query", objects.query),
    _Path("GET", "/query/{locator}", objects.query_more),
    _Path("GET", "/queryAll", objects.query_all),
    _Path("GET", "/queryAll/{locator}", objects.query_more),
    _Path("GET", "/tooling/query", tooling.query),
    _Path("GET", "/tooling/query/{locator}", tooling.query_more),
    _Path("GET", "/search", search.search),
    _Path("GET", "/parameterizedSearch", search.parameterized),
    _Path("POST", "/parameterizedSearch", search.parameterized),
    _Path("GET", "/composite/sobjects/{sobject}", objects.read_collection),
    _Path("POST", "/composite/sobjects/{sobject}", objects.read_collection),
    _Path("GET", "/limits", metadata.limits),
    _Path("GET", "/limits/recordCount", objects.record_count),
    _Path("POST", "/jobs/query", bulk.create_job),
    _Path("GET", "/jobs/query", bulk.list_jobs),
    _Path("GET", "/jobs/query/{job_id}", bulk.read_job),
    _Path("PATCH", "/jobs/query/{job_id}", bulk.change_job),
    _Path("DELETE", "/jobs/query/{job_id}", bulk.delete_job),
    _Path("GET", "/jobs/query/{job_id}/results", bulk.read_results),
    _Path("GET", "/jobs/query/{job_id}/resultPages", bulk.list_result_pages),
    _Path("POST", "/jobs/ingest", ingest.create_job),
    _Path("GET", "/jobs/ingest/{job_id}", ingest.read_job),
    _Path("PATCH", "/jobs/ingest/{job_id}", ingest.change_job),
    _Path("DELETE", "/jobs/ingest/{job_id}", ingest.delete_job),
    _Path("PUT", "/jobs/ingest/{job_id}/batches", ingest.upload),
    _Path("GET", "/jobs/ingest/{job_id}/successfulResults", ingest.successful_results),
    _Path("GET", "/jobs/ingest/{job_id}/failedResults", ingest.failed_results),
)


def routes(runtime: Runtime) -> list[Route]:
    """Return all Salesforce routes of one emulator."""
    endpoints = Endpoints(runtime)
    found = [
        *oauth_routes(runtime, endpoints),
        Route("/services/data", _versions, methods=["GET"]),
        Route("/services/data/", _versions, methods=["GET"]),
    ]
    table: list[tuple[Route, Handler]] = []

    def dispatch(call: Call, method: str, url: str) -> Response:
        return _dispatch(endpoints, table, call, (method, url))

    composites = (
        _Path("POST", "/composite", lambda call: composite.composite(call, dispatch)),
        _Path("POST", "/composite/batch", lambda call: composite.batch(call, dispatch)),
    )
    for method, template, handler in (*_PATHS, *composites):
        for slash in ("", "/"):
            path = "/services/data/v{version}" + template + slash
            table.append((Route(path, endpoints.wrap(handler), methods=[method]), handler))
    found += [route for route, _ in table]
    for method, template, handler in bulk_v1.PATHS:
        endpoint = endpoints.wrap(handler, bulk_v1.error_reply)
        found.append(Route("/services/async/{version}" + template, endpoint, methods=[method]))
    known = list(found)
    anything = endpoints.wrap(lambda call: _unknown(call, known))
    every = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"]
    found.append(Route("/services/data/v{version}/{rest:path}", anything, methods=every))
    found.append(Route("/services/{rest:path}", _nowhere, methods=every))
    return found


def _dispatch(
    endpoints: Endpoints, table: list[tuple[Route, Handler]], call: Call, asked: tuple[str, str]
) -> Response:
    """Answer one request inside a composite one."""
    method, url = asked
    path, _, query = url.partition("?")
    scope: dict[str, Any] = {
        **call.request.scope,
        "method": method.upper(),
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "state": {},
    }
    for route, handler in table:
        match, found = route.matches(scope)
        if match is Match.FULL:
            return endpoints.answer(handler, Request({**scope, **found}), b"")
    return not_found().response()


def _unknown(call: Call, known: list[Route]) -> Response:
    """Refuse a path that does not exist, or a method that it does not take."""
    scope = call.request.scope
    partial = [route for route in known if route.matches(scope)[0] is Match.PARTIAL]
    if not partial:
        raise not_found()
    allowed = ",".join(sorted({method for route in partial for method in route.methods or ()}))
    message = f"HTTP Method '{scope['method']}' not allowed. Allowed are {allowed}"
    raise SalesforceError(405, "METHOD_NOT_ALLOWED", message)


async def _nowhere(_: Request) -> Response:
    return not_found().response()


async def _versions(_: Request) -> Response:
    return json_reply(metadata.versions())
