"""How a wire fault edits a reply that came whole: cut, emptied, without rows, without an end."""

from __future__ import annotations

import gzip
import itertools
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

import orjson
from starlette.types import Message, Receive, Scope

from orchestration.emulator.faults import ArmedFault
from orchestration.emulator.reply import Paging, Reply
from orchestration.emulator.service import service_of

_FOREIGN: Final = "https://elsewhere.invalid"
_HTML: Final = b"<!doctype html><html><body><h1>Please sign in</h1></body></html>"
_numbers = itertools.count(100_000_001)


Edit = Callable[[Reply, ArmedFault], Reply]


async def forget_cursor(scope: Scope, receive: Receive) -> tuple[Scope, Receive]:
    """The request as if it asked for the first page."""
    pairs = parse_qsl(scope["query_string"].decode(), keep_blank_values=True)
    cursors = _paging(scope).cursors
    kept = urlencode([pair for pair in pairs if pair[0] not in cursors])
    asked = {**scope, "query_string": kept.encode()}
    if scope["method"] != "POST":
        return asked, receive
    body = b""
    more = True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    try:
        content = orjson.loads(body)
        for cursor in cursors:
            content.pop(cursor, None)
        body = orjson.dumps(content)
    except (orjson.JSONDecodeError, AttributeError, TypeError):
        pass

    async def again() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return asked, again


def _paging(scope: Scope) -> Paging:
    return service_of(scope["path"]).paging


def _rows_of(reply: Reply) -> tuple[dict[str, Any], str] | None:
    """The reply's JSON and the key of its rows; None when it has none."""
    body = reply.json() or {}
    keys = _paging(reply.scope).rows
    return next(((body, key) for key in keys if isinstance(body.get(key), list)), None)


def _on_rows(change: Callable[[list[Any]], Any]) -> Edit:
    """An edit of the list of rows in a JSON reply, or of the lines of a CSV."""

    def edit(reply: Reply, _: ArmedFault) -> Reply:
        if "csv" in reply.headers.get("content-type", ""):
            header, *lines = reply.body.splitlines(keepends=True) or [b""]
            changed = change(lines)
            kept = changed if isinstance(changed, list) else []
            return replace(reply, body=header + b"".join(kept))
        found = _rows_of(reply)
        if found is None:
            return reply
        body, key = found
        return reply.saying({**body, key: change(body[key])})

    return edit


def _without_rows(reply: Reply, _: ArmedFault) -> Reply:
    found = _rows_of(reply)
    if found is None:
        return reply
    body, key = found
    return reply.saying({name: value for name, value in body.items() if name != key})


def _onward(host: str | None) -> Edit:
    """A next page, whatever was asked: forget_cursor lets its request mean the first again."""
    return lambda reply, _: _paging(reply.scope).onward(reply, host, next(_numbers))


def _wrong(reply: Reply, armed: ArmedFault) -> Reply:
    said = armed.reply
    headers = {str(k).lower(): str(v) for k, v in (said.get("headers") or {}).items()}
    other = reply.saying(said.get("body", {}), int(said.get("status", 200)))
    return replace(other, headers={**other.headers, **headers})


def _gzip_cut(reply: Reply, _: ArmedFault) -> Reply:
    packed = gzip.compress(reply.body, compresslevel=1, mtime=0)
    headers = {**reply.headers, "content-encoding": "gzip"}
    return replace(reply, body=packed[: len(packed) // 2], headers=headers)


def _no_gzip(reply: Reply, _: ArmedFault) -> Reply:
    return replace(reply, headers={**reply.headers, "content-encoding": "gzip"})


def _elsewhere(reply: Reply, _: ArmedFault) -> Reply:
    target = f"{_FOREIGN}{reply.scope['path']}"
    return replace(reply, status=302, body=b"", headers={**reply.headers, "location": target})


EDITS: Final[dict[str, Edit]] = {
    "wire.truncated_body": lambda r, _: replace(r, body=r.body[: len(r.body) // 2]),
    "wire.truncated_gzip": _gzip_cut,
    "wire.bad_gzip": _no_gzip,
    "wire.empty_body": lambda r, _: replace(r, status=200, body=b""),
    "wire.html": lambda r, _: r.saying(_HTML, 200),
    "wire.not_found": lambda r, _: r.saying({"status": "error"}, 404),
    "wire.redirect": _elsewhere,
    "wire.wrong_body": _wrong,
    "wire.foreign_next_link": _onward(_FOREIGN),
    "wire.withheld_rows": _on_rows(lambda rows: rows[: len(rows) // 2]),
    "wire.repeated_rows": _on_rows(lambda rows: [*rows, *rows]),
    "wire.null_list": _on_rows(lambda _: None),
    "wire.no_list": _without_rows,
    "wire.endless_pages": _onward(None),
}
