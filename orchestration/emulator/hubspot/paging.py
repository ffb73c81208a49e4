"""The next page: a cursor, and a link that repeats everything the request asked for."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from orchestration.emulator.hubspot.endpoint import Call
from orchestration.emulator.reply import Paging, Reply


def next_page(call: Call, after: str) -> dict[str, Any]:
    """A paging object for the request that is being answered."""
    return {"next": {"after": after, "link": link_to(call, call.request_path, after)}}


def link_to(call: Call, path: str, after: str) -> str:
    """The address of a page behind a cursor, on the host that was asked."""
    asked = parse_qsl(call.query_text, keep_blank_values=True)
    pairs = [pair for pair in asked if pair[0] != "after"] if path == call.request_path else []
    return f"https://{call.host}{path}?{urlencode([*pairs, ('after', after)])}"


def _onward(reply: Reply, host: str | None, number: int) -> Reply:
    body = reply.json()
    if body is None:
        return reply
    path = str(reply.scope["path"])
    link = f"{host or 'https://localhost'}{path}?after={number}"
    paging = {"next": {"after": str(number), "link": link}}
    onward = {**body, "paging": paging}
    for entry in (body.get("results") or []) if host is None else []:
        if isinstance(entry, dict) and "to" in entry:  # associations page by record
            entry["paging"] = paging
            onward.pop("paging", None)
    return reply.saying(onward)


PAGING: Final = Paging(
    lists=("/crm", "/marketing"),
    rows=("results", "objects"),
    cursors=("after", "offset", "vidOffset"),
    onward=_onward,
)
