"""What every request passes before an endpoint: URI length, faults, the request log."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any, Final

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from orchestration.emulator.faults import FaultReply
from orchestration.emulator.wire_faults import WIRE_FAULTS, act_out

if TYPE_CHECKING:
    from orchestration.emulator.server import Emulator

_logger = logging.getLogger(__name__)
CONTROL_PREFIX: Final = "/_emulator/"
URI_TOO_LONG: Final = (
    "<html>\r\n<head><title>414 Request-URI Too Large</title></head>\r\n<body>\r\n"
    "<center><h1>414 Request-URI Too Large</h1></center>\r\n<hr><center>nginx</center>\r\n"
    "</body>\r\n</html>\r\n"
)


class Middleware:
    """ASGI middleware around all vendor routes; control calls pass untouched.

    Args:
        app: the routes.
        emulator: whose faults, log and options apply.
    """

    def __init__(self, app: ASGIApp, emulator: Emulator) -> None:
        self._app = app
        self._emulator = emulator

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a fault, or let the endpoint answer; note the status either way."""
        if scope["type"] != "http" or scope["path"].startswith(CONTROL_PREFIX):
            await self._app(scope, receive, send)
            return
        sender: Send = _LoggingSend(send, scope, self._emulator)
        if self._uri_bytes(scope) > self._longest_uri(scope["path"]):
            await _reply(sender, 414, URI_TOO_LONG, {})
            return
        met = self._emulator.faults.take(scope["method"], scope["path"])
        if met is not None:
            armed, fault = met
            if isinstance(fault, FaultReply):
                await _reply(sender, fault.status, fault.body, fault.headers)
                return
            scope.setdefault("state", {})["fault"] = armed.name
        try:
            if met is not None and met[0].name in WIRE_FAULTS:
                await act_out(self._app, met[0], scope, receive, sender)
            else:
                await self._app(scope, receive, sender)
        except Exception:
            _logger.exception("%s %s failed inside the emulator", scope["method"], scope["path"])
            raise

    def _longest_uri(self, path: str) -> int:
        options = self._emulator.options
        is_salesforce = path.startswith("/services/")
        return options.salesforce_uri_bytes if is_salesforce else options.hubspot_uri_bytes

    @staticmethod
    def _uri_bytes(scope: Scope) -> int:
        return len(scope.get("raw_path") or b"") + len(scope["query_string"]) + 1


class _LoggingSend:
    """Notes the status of the reply it passes on, and dates it by the world's clock."""

    def __init__(self, send: Send, scope: Scope, emulator: Emulator) -> None:
        self._send = send
        self._scope = scope
        self._emulator = emulator

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            scope = self._scope
            self._emulator.log.add(scope["method"], scope["path"], message["status"])
            date = format_datetime(self._emulator.clock.now(), usegmt=True).encode()
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
