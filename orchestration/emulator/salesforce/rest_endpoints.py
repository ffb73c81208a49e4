"""The REST endpoints: versions, describe, query and its later pages, records, limits."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

from starlette.responses import Response

from orchestration.emulator.salesforce.describe import describe_global, describe_sobject
from orchestration.emulator.salesforce.endpoint import (
    NEWEST_VERSION,
    OLDEST_VERSION,
    Call,
    json_reply,
)
from orchestration.emulator.salesforce.org import is_true
from orchestration.emulator.salesforce.replies import SalesforceError, no_such_column, not_found
from orchestration.emulator.salesforce.rest_records import RecordRenderer, whole_record
from orchestration.emulator.salesforce.soql_parser import parse
from orchestration.emulator.salesforce.soql_query import (
    aggregate_results,
    filtered_rows,
    make_plan,
    matching_rows,
)
from orchestration.emulator.salesforce.state import Cursor

PAGE_ROWS = 2_000
_SMALLEST_PAGE = 200
_SEASONS = ("Spring", "Summer", "Winter")


def versions() -> list[dict[str, str]]:
    """Return the body of /services/data: every version served, with its release's name."""
    return [
        {
            "label": _release(number),
            "url": f"/services/data/v{number}.0",
            "version": f"{number}.0",
        }
        for number in range(OLDEST_VERSION, NEWEST_VERSION + 1)
    ]


def resources(call: Call) -> Response:
    """Answer GET /services/data/vXX.X: the resources served here."""
    names = ("sobjects", "query", "queryAll", "limits", "jobs", "composite")
    found = {name: f"{call.base}/{name}" for name in names}
    return json_reply({**found, "identity": call.state.sessions.identity_url})


def list_sobjects(call: Call) -> Response:
    """Answer GET /sobjects."""
    return json_reply(describe_global(call.org, call.base))


def describe(call: Call) -> Response:
    """Answer GET /sobjects/{S}/describe; 304 when unchanged since If-Modified-Since."""
    sobject = call.sobject()
    reply = json_reply(describe_sobject(call.org, sobject, call.base))
    since = call.state.described_at(
        sobject.name, bytes(reply.body), call.emulator.world.as_of, call.now
    ).replace(microsecond=0)
    asked = _http_date(call.request.headers.get("if-modified-since"))
    if asked is not None and asked >= since:
        return Response(status_code=304)
    reply.headers["Last-Modified"] = format_datetime(since.astimezone(UTC), usegmt=True)
    return reply


def basic_information(call: Call) -> Response:
    """Answer GET /sobjects/{S}."""
    sobject = call.sobject()
    listed = describe_global(call.org, call.base)["sobjects"]
    entry = next(entry for entry in listed if entry["name"] == sobject.name)
    return json_reply({"objectDescribe": entry, "recentItems": []})


def read_record(call: Call) -> Response:
    """Answer GET /sobjects/{S}/{id}, optionally with ?fields=."""
    sobject = call.sobject()
    record_id = call.param("record_id")
    view = call.org.view(sobject)
    row = view.by_id.get(record_id) or next(
        (row for known, row in view.by_id.items() if known[:15] == record_id), None
    )
    if row is None:
        raise not_found()
    if is_true(row.get("IsDeleted")) and "isdeleted" in sobject.fields:
        raise SalesforceError(404, "ENTITY_IS_DELETED", "entity is deleted")
    text = call.query("fields") or ""
    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        if name.lower() not in sobject.fields:
            raise no_such_column(text, text.index(name), name, sobject.name)
    return json_reply(whole_record(sobject, row, call.base, names))


def query(call: Call) -> Response:
    """Answer GET /query?q=: live records only."""
    return _run_query(call, include_deleted=False)


def query_all(call: Call) -> Response:
    """Answer GET /queryAll?q=: deleted records and archived activities too."""
    return _run_query(call, include_deleted=True)


def query_more(call: Call) -> Response:
    """Answer GET /query/{locator}: a later page."""
    cursor, start = call.state.cursors.find(call.param("locator"), call.now)
    return _page(call, cursor, start)


def limits(call: Call) -> Response:
    """Answer GET /limits."""
    return json_reply(call.state.usage.limits(call.now))


def record_count(call: Call) -> Response:
    """Answer GET /limits/recordCount?sObjects=A,B: live records per object."""
    names = [name for name in (call.query("sObjects") or "").split(",") if name]
    wanted = map(call.org.sobject, names) if names else call.org.all_sobjects()
    counts = []
    for sobject in wanted:
        if sobject is None:
            raise not_found()
        rows = call.org.view(sobject).rows
        alive = call.org.visible(sobject, include_deleted=False, rows=rows)
        counts.append({"count": len(alive), "name": sobject.name})
    return json_reply({"sObjects": counts})


def _run_query(call: Call, *, include_deleted: bool) -> Response:
    text = call.query("q")
    if not text:
        raise SalesforceError(400, "MALFORMED_QUERY", "unexpected token: '<EOF>'")
    parsed = parse(text)
    plan = make_plan(call.org, parsed, call.now.date(), include_deleted=include_deleted)
    if parsed.is_count:
        total = len(filtered_rows(plan))
        total = min(total, parsed.limit) if parsed.limit is not None else total
        return json_reply({"totalSize": total, "done": True, "records": []})
    if parsed.is_aggregate:
        records = aggregate_results(plan)
        return json_reply({"totalSize": len(records), "done": True, "records": records})
    renderer = RecordRenderer(plan, call.base)
    cursor = call.state.cursors.open(matching_rows(plan), renderer, _page_rows(call), call.now)
    return _page(call, cursor, 0)


def _page(call: Call, cursor: Cursor, start: int) -> Response:
    size = cursor.page_rows
    if call.fault == "salesforce.small_pages":
        size = max(1, size // 7)
    stop, total = start + size, len(cursor.rows)
    is_last = stop >= total or call.fault == "salesforce.done_early"
    drift = 1 if call.fault == "salesforce.total_drift" else 0
    body: dict[str, Any] = {"totalSize": total + drift, "done": is_last}
    if not is_last:
        following = max(start, 1) if call.fault == "salesforce.stuck_locator" else stop
        body["nextRecordsUrl"] = f"{call.base}/query/{cursor.id}-{following}"
    body["records"] = [cursor.renderer.render(row) for row in cursor.rows[start:stop]]
    return json_reply(body)


def _page_rows(call: Call) -> int:
    options = call.request.headers.get("sforce-query-options", "")
    match = re.search(r"batchSize\s*=\s*(\d+)", options, re.IGNORECASE)
    return min(max(int(match[1]), _SMALLEST_PAGE), PAGE_ROWS) if match else PAGE_ROWS


def _http_date(text: str | None) -> datetime | None:
    try:
        found = parsedate_to_datetime(text) if text else None
    except ValueError:
        return None
    if found is not None and found.tzinfo is None:
        return found.replace(tzinfo=UTC)
    return found


def _release(number: int) -> str:
    """Return a version's label: v67 is Summer '26, three releases make a year."""
    season = _SEASONS[(number - 66) % 3]
    year = 26 + (number - 66) // 3 + (season == "Winter")
    return f"{season} '{year}"
