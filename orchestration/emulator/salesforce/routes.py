"""Salesforce's URL paths and the endpoints behind them. A trailing slash changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from orchestration.emulator.salesforce import bulk_endpoints as bulk
from orchestration.emulator.salesforce import replication
from orchestration.emulator.salesforce import rest_endpoints as rest
from orchestration.emulator.salesforce.endpoint import Call, Endpoints, Handler, json_reply
from orchestration.emulator.salesforce.fault_table import FAULTS
from orchestration.emulator.salesforce.replies import not_found
from orchestration.emulator.salesforce.sessions import (
    OAuthError,
    read_basic,
    read_form,
    soap_fault,
)
from orchestration.emulator.salesforce.state import StateKeeper

if TYPE_CHECKING:
    from orchestration.emulator.server import Emulator


class _Path(NamedTuple):
    """One path below /services/data/vXX.X."""

    method: str
    template: str
    handler: Handler


def _unknown(_: Call) -> Response:
    raise not_found()


_PATHS: Final = (
    _Path("GET", "", rest.resources),
    _Path("GET", "/sobjects", rest.list_sobjects),
    _Path("GET", "/sobjects/{sobject}/describe", rest.describe),
    _Path("GET", "/sobjects/{sobject}/deleted", replication.deleted),
    _Path("GET", "/sobjects/{sobject}/updated", replication.updated),
    _Path("GET", "/sobjects/{sobject}/{record_id}", rest.read_record),
    _Path("GET", "/sobjects/{sobject}", rest.basic_information),
    _Path("GET", "/query", rest.query),
    _Path("GET", "/query/{locator}", rest.query_more),
    _Path("GET", "/queryAll", rest.query_all),
    _Path("GET", "/queryAll/{locator}", rest.query_more),
    _Path("GET", "/limits", rest.limits),
    _Path("GET", "/limits/recordCount", rest.record_count),
    _Path("POST", "/jobs/query", bulk.create_job),
    _Path("GET", "/jobs/query", bulk.list_jobs),
    _Path("GET", "/jobs/query/{job_id}", bulk.read_job),
    _Path("PATCH", "/jobs/query/{job_id}", bulk.change_job),
    _Path("DELETE", "/jobs/query/{job_id}", bulk.delete_job),
    _Path("GET", "/jobs/query/{job_id}/results", bulk.read_results),
    _Path("GET", "/jobs/query/{job_id}/resultPages", bulk.list_result_pages),
)


def routes(emulator: Emulator) -> list[Route]:
    """Return all Salesforce routes of an emulator, and make its faults known to it."""
    emulator.faults.register(FAULTS)
    keeper = StateKeeper(emulator)
    endpoints = Endpoints(emulator, keeper)
    found = [
        Route("/services/oauth2/token", _token(emulator, keeper), methods=["POST"]),
        Route("/services/Soap/u/{version}", _soap, methods=["POST"]),
        Route("/services/data", _versions, methods=["GET"]),
        Route("/services/data/", _versions, methods=["GET"]),
    ]
    for method, template, handler in _PATHS:
        for slash in ("", "/"):
            path = "/services/data/v{version}" + template + slash
            found.append(Route(path, endpoints.wrap(handler), methods=[method]))
    found.append(Route("/services/data/v{version}/{rest:path}", endpoints.wrap(_unknown)))
    return found


async def _versions(_: Request) -> Response:
    return json_reply(rest.versions())


async def _soap(request: Request) -> Response:
    version = str(request.path_params["version"])
    number = version if version.replace(".", "", 1).isdigit() else "0"
    return Response(soap_fault(number), 500, media_type="text/xml")


def _token(
    emulator: Emulator, keeper: StateKeeper
) -> Callable[[Request], Coroutine[Any, Any, Response]]:
    async def token(request: Request) -> Response:
        form = read_form(await request.body())
        basic = read_basic(request.headers.get("authorization", ""))
        state = keeper.current()
        if state is None:
            return json_reply(OAuthError("invalid_client").body, 401)
        try:
            reply = state.sessions.log_in(form, basic, emulator.base_url, emulator.clock.now())
        except OAuthError as error:
            return json_reply(error.body, 400)
        return json_reply(reply)

    return token
