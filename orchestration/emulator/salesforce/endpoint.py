"""What every authenticated Salesforce endpoint shares: log-in check, allowance, errors, headers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from orchestration.emulator.runtime import Runtime
from orchestration.emulator.salesforce.account import Org
from orchestration.emulator.salesforce.errors import SalesforceError, not_found
from orchestration.emulator.salesforce.schema import SObject
from orchestration.emulator.salesforce.state import OrgState, state_of

OLDEST_VERSION, NEWEST_VERSION = 31, 67
RETIRED_BELOW = 31
MAX_REQUEST_BYTES = 16_384
_HEADERS_TOO_LONG = "<html><head><title>431 Request Header Fields Too Large</title></head></html>"


@dataclass(frozen=True)
class Call:
    """One request on its way through an endpoint.

    Attributes:
        runtime: whose clock and options apply.
        state: the org.
        request: as received; its body is in `body`.
        version: API version of the path, for example `59.0`.
        fault: name of the fault to act out, or empty.
    """

    runtime: Runtime
    state: OrgState
    request: Request
    version: str
    body: bytes
    fault: str

    @property
    def base(self) -> str:
        """`/services/data/vXX.X`."""
        return f"/services/data/v{self.version}"

    @property
    def now(self) -> datetime:
        """The emulator's clock."""
        return self.runtime.clock.now()

    @property
    def org(self) -> Org:
        """Schemas and records."""
        return self.state.org

    def param(self, name: str) -> str:
        """A path parameter."""
        return str(self.request.path_params[name])

    def query(self, name: str) -> str | None:
        """A query-string parameter; None when absent."""
        return self.request.query_params.get(name)

    def sobject(self) -> SObject:
        """Return the object the path names.

        Raises:
            SalesforceError: 404 NOT_FOUND.
        """
        found = self.org.sobject(self.param("sobject"))
        if found is None:
            raise not_found()
        return found

    def json_body(self) -> dict[str, Any]:
        """Return the request's JSON object.

        Raises:
            SalesforceError: 400 JSON_PARSER_ERROR.
        """
        try:
            body = orjson.loads(self.body)
        except orjson.JSONDecodeError:
            body = None
        if not isinstance(body, dict):
            message = "The HTTP entity body is required to be a JSON object"
            raise SalesforceError(400, "JSON_PARSER_ERROR", message)
        return body


Handler = Callable[[Call], Response]
Refuse = Callable[[SalesforceError, str], Response]


def json_reply(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Return a JSON response."""
    kind = "application/json;charset=UTF-8"
    return Response(orjson.dumps(body), status, headers=headers, media_type=kind)


class Endpoints:
    """Wraps handlers into endpoints.

    Args:
        runtime: whose Salesforce they serve.
    """

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    def wrap(
        self, handler: Handler, refuse: Refuse | None = None
    ) -> Callable[[Request], Awaitable[Response]]:
        """Return the endpoint of a handler, which runs off the event loop.

        Args:
            handler: answers the call.
            refuse: renders errors, where they are not REST's.
        """

        async def endpoint(request: Request) -> Response:
            body = await request.body()
            return await run_in_threadpool(self.answer, handler, request, body, refuse)

        return endpoint

    def answer(
        self, handler: Handler, request: Request, body: bytes, refuse: Refuse | None = None
    ) -> Response:
        """Return what a handler answers to a request, after log-in and allowance."""
        state = state_of(self._runtime)
        now = self._runtime.clock.now()
        fault = str(getattr(request.state, "fault", ""))
        if _request_bytes(request) > MAX_REQUEST_BYTES:
            return Response(_HEADERS_TOO_LONG, 431, media_type="text/html")
        try:
            version = _checked_version(str(request.path_params.get("version", NEWEST_VERSION)))
            state = self._admitted(state, request, fault, now)
            call = Call(self._runtime, state, request, version, body, fault)
            response = handler(call)
        except SalesforceError as error:
            kind = request.headers.get("content-type", "")
            response = refuse(error, kind) if refuse else error.response()
        if state is not None and response.status_code != 401:
            response.headers["Sforce-Limit-Info"] = self._limit_info(state, fault, now)
        return response

    def _admitted(
        self, state: OrgState | None, request: Request, fault: str, now: datetime
    ) -> OrgState:
        """Return the state after checking the session and counting the call."""
        if state is not None and fault == "salesforce.session_expired":
            state.sessions.expire_all()
        if state is None or not _is_logged_in(state, request, now):
            raise SalesforceError(401, "INVALID_SESSION_ID", "Session expired or invalid")
        most = self._most_calls(state)
        if most is not None and state.limits.used(now) >= most:
            message = "TotalRequests Limit exceeded."
            raise SalesforceError(403, "REQUEST_LIMIT_EXCEEDED", message)
        state.limits.count_call(now)
        return state

    def _most_calls(self, state: OrgState) -> float | None:
        scale = self._runtime.options.limit_scale
        return None if scale is None else state.limits.daily_requests * scale

    def _limit_info(self, state: OrgState, fault: str, now: datetime) -> str:
        if fault == "salesforce.limit_near":
            most = state.limits.daily_requests
            return f"api-usage={most - 1}/{most}"
        return state.limits.header(now)


def _is_logged_in(state: OrgState, request: Request, now: datetime) -> bool:
    session = request.headers.get("x-sfdc-session")
    if session is not None:
        return state.sessions.accepts_id(session, now)
    return state.sessions.accepts(request.headers.get("authorization", ""), now)


def _checked_version(text: str) -> str:
    try:
        number = float(text)
    except ValueError:
        raise not_found() from None
    if number < RETIRED_BELOW:
        message = "The requested API version is no longer available."
        raise SalesforceError(410, "UNSUPPORTED_API_VERSION", message)
    if number > NEWEST_VERSION or number != int(number):
        raise not_found()
    return f"{int(number)}.0"


def _request_bytes(request: Request) -> int:
    url = request.scope
    size = len(url.get("raw_path") or b"") + len(url["query_string"])
    return size + sum(len(name) + len(value) + 4 for name, value in url["headers"])
