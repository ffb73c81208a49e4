"""What every request passes before an endpoint: URI length, faults, the request log."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from email.utils import format_datetime
from typing import Any, Final

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from orchestration.emulator.faults import URI_TOO_LONG, FaultReply
from orchestration.emulator.runtime import Runtime
from orchestration.emulator.service import service_of
from orchestration.emulator.wire_faults import NAMES, act_out

_logger = logging.getLogger(__name__)
CONTROL_PREFIX: Final = "/_emulator/"


class Middleware:
    """ASGI middleware around all vendor routes; control calls pass untouched.

    Args:
        app: the routes.
        runtime: whose faults, log and options apply.
    """

    def __init__(self, app: ASGIApp, runtime: Runtime) -> None:
        self._app = app
        self._runtime = runtime

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a fault, or let the endpoint answer; note the status either way."""
        if scope["type"] != "http" or scope["path"].startswith(CONTROL_PREFIX):
            await self._app(scope, receive, send)
            return
        sender: Send = _LoggingSend(send, scope, self._runtime)
        if self._uri_bytes(scope) > self._longest_uri(scope["path"]):
            await _reply(sender, 414, URI_TOO_LONG, {})
            return
        met = self._runtime.faults.take(scope["method"], scope["path"])
        if met is not None:
            armed, fault = met
            if isinstance(fault, FaultReply):
                await _reply(sender, fault.status, fault.body, fault.headers)
                return
            scope.setdefault("state", {})["fault"] = armed.name
        try:
            if met is not None and met[0].name in NAMES:
                await act_out(self._app, met[0], scope, receive, sender)
            else:
                await self._app(scope, receive, sender)
        except Exception:
            _logger.exception("%s %s failed inside the emulator", scope["method"], scope["path"])
            raise

    def _longest_uri(self, path: str) -> int:
        switches = self._runtime.options.vendors[service_of(path).name]
        return int(switches.uri_bytes)

    @staticmethod
    def _uri_bytes(scope: Scope) -> int:
        return len(scope.get("raw_path") or b"") + len(scope["query_string"]) + 1


class _LoggingSend:
    """Notes the status of the reply it passes on, and dates it by the world's clock."""

    def __init__(self, send: Send, scope: Scope, runtime: Runtime) -> None:
        self._send = send
        self._scope = scope
        self._runtime = runtime

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            scope = self._scope
            self._runtime.log.add(scope["method"], scope["path"], message["status"])
            date = format_datetime(self._runtime.clock.now(), usegmt=True).encode()
            message = {**message, "headers": [*message["headers"], (b"date", date)]}
        await self._send(message)


async def _reply(send: Send, status: int, body: Any, headers: Mapping[str, str]) -> None:
    is_text = isinstance(body, str)
    content = body.encode() if is_text else orjson.dumps(body)
    kind = "text/html" if is_text else "application/json;charset=utf-8"
    merged = {"content-type": kind, "content-length": str(len(content)), **headers}
    pairs = [(name.lower().encode(), value.encode()) for name, value in merged.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    await send({"type": "http.response.body", "body": content})
