"""Salesforce's URL paths and the endpoints behind them. A trailing slash changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route

from orchestration.emulator.salesforce import composite, replication, search, soap
from orchestration.emulator.salesforce import rest_endpoints as rest
from orchestration.emulator.salesforce.bulk import endpoints as bulk
from orchestration.emulator.salesforce.bulk import v1 as bulk_v1
from orchestration.emulator.salesforce.endpoint import Call, Endpoints, Handler, json_reply
from orchestration.emulator.salesforce.errors import SalesforceError, not_found
from orchestration.emulator.salesforce.faults import FAULTS
from orchestration.emulator.salesforce.sessions import (
    INTEGRATION_USER,
    OAuthError,
    read_basic,
    read_form,
)
from orchestration.emulator.salesforce.state import StateKeeper

if TYPE_CHECKING:
    from orchestration.emulator.server import Emulator


class _Path(NamedTuple):
    """One path below /services/data/vXX.X."""

    method: str
    template: str
    handler: Handler


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
    _Path("GET", "/search", search.search),
    _Path("GET", "/parameterizedSearch", search.parameterized),
    _Path("POST", "/parameterizedSearch", search.parameterized),
    _Path("GET", "/composite/sobjects/{sobject}", rest.read_collection),
    _Path("POST", "/composite/sobjects/{sobject}", rest.read_collection),
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
        Route("/services/oauth2/userinfo", endpoints.wrap(_identity), methods=["GET", "POST"]),
        Route("/id/{org_id}/{user_id}", endpoints.wrap(_identity), methods=["GET"]),
        Route("/services/Soap/u/{version}", _soap(emulator, keeper), methods=["POST"]),
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
    return json_reply(rest.versions())


def _identity(call: Call) -> Response:
    """Answer who is logged in."""
    settings = call.org.store.settings
    org_id = str(settings.get("org_id") or "00D000000000000EAA")
    return json_reply(
        {
            "id": call.state.sessions.identity_url,
            "asserted_user": True,
            "user_id": INTEGRATION_USER,
            "organization_id": org_id,
            "username": call.emulator.credentials.salesforce_username,
            "active": True,
            "timezone": str(settings.get("time_zone") or "UTC"),
            "urls": {"rest": f"{call.emulator.base_url}/services/data/v{{version}}/"},
        }
    )


def _soap(
    emulator: Emulator, keeper: StateKeeper
) -> Callable[[Request], Coroutine[Any, Any, Response]]:
    async def log_in(request: Request) -> Response:
        version = str(request.path_params["version"])
        state = keeper.current()
        if soap.is_gone(version):
            return soap.gone()
        if state is None or not emulator.options.soap_login:
            return soap.switched_off()
        user, phrase = soap.read_log_in(await request.body())
        session = state.sessions.log_in_by_soap(user, phrase, emulator.clock.now())
        if session is None:
            return soap.wrong_password()
        org_id = str(state.org.store.settings.get("org_id") or "00D000000000000EAA")
        return soap.session_reply(session, emulator.base_url, version, org_id)

    return log_in


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
