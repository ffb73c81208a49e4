"""Faults of the wire, for any path of any vendor: what is sent is cut, slow, foreign or endless.

`act_out` wraps an application so that one request meets one of them.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Iterator
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from orchestration.emulator.faults import ArmedFault, Fault, FaultFlag
from orchestration.emulator.protocol import drop
from orchestration.emulator.reply import Reply
from orchestration.emulator.reply_edits import EDITS, forget_cursor
from orchestration.emulator.service import find_services

RESET: Final = "reset"
ENDLESS: Final = "wire.endless_pages"
_ANYWHERE: Final[dict[str, Fault]] = {
    RESET: FaultFlag(says="the connection is cut in mid body"),
    "wire.disconnect": FaultFlag(says="the connection closes before any answer"),
    "wire.no_answer": FaultFlag(says="no byte comes for delay_s, then the connection closes"),
    "wire.slow_answer": FaultFlag(says="the whole answer comes after delay_s"),
    "wire.slow_body": FaultFlag(says="the body comes a piece every delay_s"),
    "wire.truncated_gzip": FaultFlag(says="a gzip stream ends in the middle"),
    "wire.bad_gzip": FaultFlag(says="the body is called gzip and is none"),
    "wire.gzip_bomb": FaultFlag(says="a small gzip body unpacks to size bytes of blanks"),
    "wire.wrong_body": FaultFlag(says="any status, body and headers: see reply"),
    "wire.truncated_body": FaultFlag(says="JSON or CSV ends in the middle; the length fits"),
    "wire.empty_body": FaultFlag(says="200 without a byte"),
    "wire.html": FaultFlag(says="200 with a page for people"),
    "wire.not_found": FaultFlag(says="404 without a reason, for once"),
    "wire.redirect": FaultFlag(says="302 to another host"),
}
#: Faults of replies that list rows.
_OF_LISTS: Final = {
    "wire.foreign_next_link": "the next page is said to be on another host",
    "wire.withheld_rows": "half of the rows are missing; counts stay",
    "wire.repeated_rows": "every row comes twice; counts stay",
    "wire.null_list": "null in the place of the list of rows",
    "wire.no_list": "the list of rows is not there at all",
    ENDLESS: "every page has a next one with a new cursor",
}
NAMES: Final = frozenset({*_ANYWHERE, *_OF_LISTS})
_PIECES: Final = 1_024


def wire_faults() -> dict[str, Fault]:
    """Every fault of the wire by name, for the paths of every vendor."""
    lists = tuple(path for service in find_services() for path in service.paging.lists)
    return {**_ANYWHERE, **{name: FaultFlag(lists, says) for name, says in _OF_LISTS.items()}}


async def act_out(
    app: ASGIApp, armed: ArmedFault, scope: Scope, receive: Receive, send: Send
) -> None:
    """Answer a request through `app`, spoilt by a wire fault."""
    name = armed.name
    if name == RESET:
        await app(scope, receive, CuttingSend(send, armed))
    elif name in ("wire.disconnect", "wire.no_answer"):
        await asyncio.sleep(armed.delay_s if name == "wire.no_answer" else 0)
        await drop(scope)
    elif name == "wire.slow_answer":
        await asyncio.sleep(armed.delay_s)
        await app(scope, receive, send)
    elif name == "wire.gzip_bomb":
        await _send_bomb(send, armed.size)
    else:
        reply = await _whole_reply(app, scope, receive, is_endless=name == ENDLESS)
        edited = EDITS[name](reply, armed) if name in EDITS else reply
        delay = armed.delay_s if name == "wire.slow_body" else 0
        await _send_reply(send, edited, delay)


class CuttingSend:
    """Promises the whole body, sends a part of it, and lets the server drop the connection."""

    def __init__(self, send: Send, armed: ArmedFault) -> None:
        self._send = send
        self._left: int | None = armed.after_bytes
        self._cut = False

    async def __call__(self, message: Message) -> None:
        """Pass on what fits."""
        if self._cut:
            return
        if message["type"] == "http.response.body":
            body: bytes = message.get("body", b"")
            left = len(body) // 2 if self._left is None else self._left
            if left < len(body) or not message.get("more_body", False):
                self._cut = True
                message = {**message, "body": body[:left], "more_body": True}
            elif self._left is not None:
                self._left -= len(body)
        await self._send(message)


async def _whole_reply(app: ASGIApp, scope: Scope, receive: Receive, *, is_endless: bool) -> Reply:
    """What the app answers, unpacked and in one piece."""
    plain = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
    asked: Scope = {**scope, "headers": plain}
    if is_endless:
        asked, receive = await forget_cursor(asked, receive)
    messages: list[Message] = []

    async def collect(message: Message) -> None:
        messages.append(message)

    await app(asked, receive, collect)
    start = messages[0]
    body = b"".join(message.get("body", b"") for message in messages[1:])
    headers = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    headers.pop("content-length", None)
    return Reply(scope, start["status"], headers, body)


async def _send_reply(send: Send, reply: Reply, delay_s: float) -> None:
    headers = {"content-length": str(len(reply.body)), **reply.headers}
    pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": reply.status, "headers": pairs})
    if delay_s <= 0:
        await send({"type": "http.response.body", "body": reply.body})
        return
    size = max(1, len(reply.body) // _PIECES)
    for start in range(0, len(reply.body), size):
        await asyncio.sleep(delay_s)
        piece = reply.body[start : start + size]
        await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def _send_bomb(send: Send, size: int) -> None:
    headers = [(b"content-type", b"application/json"), (b"content-encoding", b"gzip")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    for chunk in _bomb(size):
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await asyncio.sleep(0)
    await send({"type": "http.response.body", "body": b""})


def _bomb(size: int) -> Iterator[bytes]:
    """A gzip stream of a JSON list whose middle is blanks."""
    squeeze, piece = zlib.compressobj(9, zlib.DEFLATED, 31), b" " * (1 << 20)
    yield squeeze.compress(b'{"results": [')
    for _ in range(max(1, size >> 20)):
        yield squeeze.compress(piece)
    yield squeeze.compress(b"]}") + squeeze.flush()
