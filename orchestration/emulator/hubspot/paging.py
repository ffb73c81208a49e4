"""The next page: a cursor, and a link that repeats everything the request asked for."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode

from orchestration.emulator.hubspot.endpoint import Call


def next_page(call: Call, after: str) -> dict[str, Any]:
    """A paging object for the request that is being answered."""
    return {"next": {"after": after, "link": link_to(call, call.request_path, after)}}


def link_to(call: Call, path: str, after: str) -> str:
    """The address of a page behind a cursor, on the host that was asked."""
    asked = parse_qsl(call.query_text, keep_blank_values=True)
    pairs = [pair for pair in asked if pair[0] != "after"] if path == call.request_path else []
    return f"https://{call.host}{path}?{urlencode([*pairs, ('after', after)])}"
