"""How a wire fault edits a reply that came whole: cut, emptied, without rows, without an end."""

from __future__ import annotations

import gzip
import itertools
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

import orjson
from starlette.types import Message, Receive, Scope

from orchestration.emulator.faults import ArmedFault

_LIST_KEYS: Final = ("results", "records", "sobjects", "deletedRecords", "ids", "fields", "objects")
_CURSORS: Final = ("after", "offset", "vidOffset", "locator", "queryLocator")
_FOREIGN: Final = "https://elsewhere.invalid"
_HTML: Final = b"<!doctype html><html><body><h1>Please sign in</h1></body></html>"
_numbers = itertools.count(100_000_001)


@dataclass(frozen=True)
class Reply:
    """A whole reply, unpacked.

    Args:
        scope: of the request.
        status: HTTP status.
        headers: by lower-case name, without content-length.
        body: as the endpoint made it.
    """

    scope: Scope
    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> dict[str, Any] | None:
        """The body as a JSON object; None when it is something else."""
        try:
            found = orjson.loads(self.body)
        except orjson.JSONDecodeError:
            return None
        return found if isinstance(found, dict) else None

    def saying(self, content: Any, status: int | None = None) -> Reply:
        """This reply with another body: text, bytes, or a JSON value."""
        is_text = isinstance(content, str | bytes)
        text = content.encode() if isinstance(content, str) else content
        body: bytes = text if is_text else orjson.dumps(content)
        kind = {} if not is_text else {"content-type": "text/html"}
        return replace(
            self, status=status or self.status, body=body, headers={**self.headers, **kind}
        )


Edit = Callable[[Reply, ArmedFault], Reply]


async def forget_cursor(scope: Scope, receive: Receive) -> tuple[Scope, Receive]:
    """The request as if it asked for the first page."""
    pairs = parse_qsl(scope["query_string"].decode(), keep_blank_values=True)
    kept = urlencode([pair for pair in pairs if pair[0] not in _CURSORS])
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
        content.pop("after", None)
        body = orjson.dumps(content)
    except (orjson.JSONDecodeError, AttributeError, TypeError):
        pass

    async def again() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return asked, again


def _rows_of(body: dict[str, Any]) -> str | None:
    return next((key for key in _LIST_KEYS if isinstance(body.get(key), list)), None)


def _on_rows(change: Callable[[list[Any]], Any]) -> Edit:
    """An edit of the list of rows in a JSON reply, or of the lines of a CSV."""

    def edit(reply: Reply, _: ArmedFault) -> Reply:
        if "csv" in reply.headers.get("content-type", ""):
            header, *lines = reply.body.splitlines(keepends=True) or [b""]
            changed = change(lines)
            kept = changed if isinstance(changed, list) else []
            return replace(reply, body=header + b"".join(kept))
        body = reply.json()
        key = _rows_of(body) if body else None
        if body is None or key is None:
            return reply
        return reply.saying({**body, key: change(body[key])})

    return edit


def _without_rows(reply: Reply, _: ArmedFault) -> Reply:
    body = reply.json()
    key = _rows_of(body) if body else None
    if body is None or key is None:
        return reply
    return reply.saying({name: value for name, value in body.items() if name != key})


def _foreign(reply: Reply, _: ArmedFault) -> Reply:
    path = str(reply.scope["path"])
    body = reply.json()
    if body is None:
        return reply
    if path.startswith("/services"):
        url = f"{_FOREIGN}/services/data/v59.0/query/01g000000000001AAA-2000"
        return reply.saying({**body, "done": False, "nextRecordsUrl": url})
    token = str(next(_numbers))
    link = {"next": {"after": token, "link": f"{_FOREIGN}{path}?after={token}"}}
    return reply.saying({**body, "paging": link})


def _endless(reply: Reply, _: ArmedFault) -> Reply:
    """A next page, whatever was asked: forget_cursor lets its request mean the first again."""
    path, number = str(reply.scope["path"]), next(_numbers)
    if "sforce-locator" in reply.headers:
        return replace(reply, headers={**reply.headers, "sforce-locator": f"MTAw{number}"})
    body = reply.json()
    if body is None:
        return reply
    if path.startswith("/services"):
        query = f"{path}?{reply.scope['query_string'].decode()}&page={number}"
        return reply.saying({**body, "done": False, "nextRecordsUrl": query})
    link = {"next": {"after": str(number), "link": f"https://localhost{path}?after={number}"}}
    paging = {**body, "paging": link}
    for entry in body.get("results") or []:
        if isinstance(entry, dict) and "to" in entry:  # associations page by record
            entry["paging"] = link
            paging.pop("paging", None)
    return reply.saying(paging)


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
    "wire.foreign_next_link": _foreign,
    "wire.withheld_rows": _on_rows(lambda rows: rows[: len(rows) // 2]),
    "wire.repeated_rows": _on_rows(lambda rows: [*rows, *rows]),
    "wire.null_list": _on_rows(lambda _: None),
    "wire.no_list": _without_rows,
    "wire.endless_pages": _endless,
}
