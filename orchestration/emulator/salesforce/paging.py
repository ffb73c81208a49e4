"""How Salesforce's lists go on: a locator in a header (Bulk) or an address in the body (REST)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from orchestration.emulator.reply import Paging, Reply


def _onward(reply: Reply, host: str | None, number: int) -> Reply:
    if "sforce-locator" in reply.headers:
        locator = reply.headers["sforce-locator"] if host else f"MTAw{number}"
        return replace(reply, headers={**reply.headers, "sforce-locator": locator})
    body = reply.json()
    if body is None:
        return reply
    query = f"{reply.scope['path']}?{reply.scope['query_string'].decode()}&page={number}"
    return reply.saying({**body, "done": False, "nextRecordsUrl": f"{host or ''}{query}"})


PAGING: Final = Paging(
    lists=("/services/data",),
    rows=("records", "sobjects", "deletedRecords", "ids", "fields"),
    cursors=("locator", "queryLocator"),
    onward=_onward,
)
