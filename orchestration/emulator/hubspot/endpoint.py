"""What surrounds every HubSpot endpoint: token, limits, errors, JSON, compression, headers."""

from __future__ import annotations

import gzip
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route

from orchestration.emulator.hubspot.account import Portal
from orchestration.emulator.hubspot.credentials import ACCESS_TOKEN, ADMIN_TOKEN
from orchestration.emulator.hubspot.errors import HubSpotError, correlation_id, error_body, invalid
from orchestration.emulator.hubspot.switches import HubSpotSwitches
from orchestration.emulator.runtime import Runtime

_COMPRESS_FROM: Final = 1_400
_JSON: Final = "application/json;charset=utf-8"


@dataclass(frozen=True)
class Call:
    """One request, read: what a handler gets.

    Attributes:
        portal: the live portal.
        runtime: clock and options.
        path: path parameters.
        query: query parameters; a repeated one, or one with commas, has several values.
        body: the JSON body; empty for GET and for forms.
        fault: the armed fault flag this request met.
        request_path: the path as asked.
        query_text: the query string as asked.
        host: the host as asked.
        content, content_type: a form as it was sent.
        may_write: whether the token may change records.
    """

    portal: Portal
    runtime: Runtime
    path: Mapping[str, str]
    query: Mapping[str, list[str]]
    body: dict[str, Any]
    fault: str | None
    request_path: str = ""
    query_text: str = ""
    host: str = "localhost"
    content: bytes = b""
    content_type: str = ""
    may_write: bool = False

    @property
    def switches(self) -> HubSpotSwitches:
        """What the portal leaves open, as it is now."""
        switches: HubSpotSwitches = self.runtime.options.vendors["hubspot"]
        return switches

    def one(self, name: str) -> str | None:
        """The last value of a query parameter."""
        values = self.query.get(name)
        return values[-1] if values else None

    def flag(self, name: str) -> bool:
        """A boolean query parameter in any case; false when absent."""
        return (self.one(name) or "").lower() == "true"

    def limit(self, *, default: int, highest: int) -> int:
        """The page size asked for.

        Raises:
            HubSpotError: 400, not a number within bounds.
        """
        return checked_limit(self.one("limit"), default=default, highest=highest)


Reply = tuple[int, Any]
Handler = Callable[[Call], Reply]


def checked_limit(value: Any, *, default: int, highest: int) -> int:
    """Read a page size.

    Raises:
        HubSpotError: 400, not a whole number from 1 to `highest`.
    """
    if value is None:
        return default
    text = str(value)
    if not text.isdigit() or not 1 <= int(text) <= highest:
        raise invalid(f"Page size must be between 1 and {highest}, found: {text}")
    return int(text)


class Endpoints:
    """Wraps handlers into endpoints.

    Args:
        runtime: whose portal is served.
    """

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    def wrap(
        self, handler: Handler, *, is_search: bool = False
    ) -> Callable[[Request], Awaitable[Response]]:
        """An endpoint that answers with what `handler` returns: status and JSON."""

        async def answer(request: Request) -> Response:
            headers = {"x-hubspot-correlation-id": correlation_id()}
            try:
                portal = self._enter(request)
                refused = portal.limits.admit(is_search=is_search)
                if not is_search:
                    headers |= portal.limits.headers()
                if refused is not None:
                    return _json(request, 429, refused, headers)
                call = await self._read(request, portal)
                with self._runtime.lock:
                    status, body = handler(call)
            except HubSpotError as error:
                status, body = error.status, error.body
                headers |= error.headers
            return _json(request, status, body, headers)

        return answer

    def _enter(self, request: Request) -> Portal:
        portal: Portal | None = self._runtime.states.get("hubspot")
        token = request.headers.get("authorization", "")
        if portal is None or token not in (f"Bearer {ACCESS_TOKEN}", f"Bearer {ADMIN_TOKEN}"):
            raise HubSpotError(
                401,
                "INVALID_AUTHENTICATION",
                "Authentication credentials not found. This API supports OAuth 2.0 authentication "
                "and you can find more details at https://developers.hubspot.com/docs/methods/auth/"
                "oauth-overview",
            )
        return portal

    async def _read(self, request: Request, portal: Portal) -> Call:
        query: dict[str, list[str]] = {}
        for name, value in request.query_params.multi_items():
            query.setdefault(name, []).extend(part for part in value.split(",") if part)
        raw, kind = await request.body(), request.headers.get("content-type", "")
        is_form = kind.startswith("multipart/")
        return Call(
            portal=portal,
            runtime=self._runtime,
            path=request.path_params,
            query=query,
            body=_parse(raw) if request.method == "POST" and not is_form else {},
            fault=request.scope.get("state", {}).get("fault"),
            request_path=request.url.path,
            query_text=request.url.query,
            host=request.headers.get("host", "localhost"),
            content=raw if is_form else b"",
            content_type=kind,
            may_write=request.headers.get("authorization") == f"Bearer {ADMIN_TOKEN}",
        )


def _parse(raw: bytes) -> dict[str, Any]:
    try:
        body = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise invalid(f"Invalid input JSON on line 1, column 1: {error.msg}") from error
    if not isinstance(body, dict):
        raise invalid("Invalid input JSON on line 1, column 1: not an object")
    return body


def _json(request: Request, status: int, body: Any, headers: dict[str, str]) -> Response:
    content = orjson.dumps(body)
    accepted = request.headers.get("accept-encoding", "")
    if len(content) >= _COMPRESS_FROM and "gzip" in accepted:
        content = gzip.compress(content, compresslevel=1, mtime=0)
        headers = {**headers, "content-encoding": "gzip", "vary": "Accept-Encoding"}
    return Response(content, status, {**headers, "content-type": _JSON})


def unknown_path(known: Sequence[Route]) -> Callable[[Request], Awaitable[Response]]:
    """The answer to a path that HubSpot does not have, or to a method that it does not take."""

    async def answer(request: Request) -> Response:
        headers = {"x-hubspot-correlation-id": correlation_id()}
        if any(route.matches(request.scope)[0] is Match.PARTIAL for route in known):
            body = error_body("METHOD_NOT_ALLOWED", f"{request.method} is not allowed here")
            return _json(request, 405, body, headers)
        return _json(request, 404, error_body("OBJECT_NOT_FOUND", "resource not found"), headers)

    return answer
