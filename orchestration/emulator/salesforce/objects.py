"""Records over REST: read one, read several, query page by page, count."""

from __future__ import annotations

import re
from typing import Any

from starlette.responses import Response

from orchestration.emulator.salesforce.account import is_true
from orchestration.emulator.salesforce.endpoint import (
    Call,
    json_reply,
)
from orchestration.emulator.salesforce.errors import SalesforceError, no_such_column, not_found
from orchestration.emulator.salesforce.rendering import RecordRenderer, whole_record
from orchestration.emulator.salesforce.schema import SObject
from orchestration.emulator.salesforce.soql.parser import parse
from orchestration.emulator.salesforce.soql.query import (
    aggregate_results,
    filtered_rows,
    make_plan,
    matching_rows,
)
from orchestration.emulator.salesforce.state import Cursor
from orchestration.worlds.csv_table import Row

PAGE_ROWS = 2_000
_SMALLEST_PAGE = 200


def read_record(call: Call) -> Response:
    """Answer GET /sobjects/{S}/{id}, optionally with ?fields=."""
    sobject = call.sobject()
    row = _row(call, sobject, call.param("record_id"))
    if row is None:
        raise not_found()
    if _is_deleted(sobject, row):
        raise SalesforceError(404, "ENTITY_IS_DELETED", "entity is deleted")
    text = call.query("fields") or ""
    return json_reply(whole_record(sobject, row, call.base, _fields(sobject, text)))


def read_collection(call: Call) -> Response:
    """Answer GET and POST /composite/sobjects/{S}: many by id, null for one that is not there."""
    sobject = call.sobject()
    asked = call.json_body() if call.body else dict(call.request.query_params)
    ids, fields = (_listed(asked.get(key)) for key in ("ids", "fields"))
    if not ids or not fields:
        raise SalesforceError(400, "MISSING_ARGUMENT", "ids and fields are required")
    if len(ids) > PAGE_ROWS:
        raise SalesforceError(400, "EXCEEDED_ID_LIMIT", f"record limit reached: {PAGE_ROWS}")
    names = _fields(sobject, ",".join(fields))
    rows = [_row(call, sobject, record_id) for record_id in ids]
    return json_reply(
        [
            None
            if row is None or _is_deleted(sobject, row)
            else whole_record(sobject, row, call.base, names)
            for row in rows
        ]
    )


def _listed(value: Any) -> list[str]:
    parts = value.split(",") if isinstance(value, str) else value or []
    return [str(part).strip() for part in parts if str(part).strip()]


def _row(call: Call, sobject: SObject, record_id: str) -> Row | None:
    """The record with an id of 18 or 15 characters."""
    by_id = call.org.view(sobject).by_id
    found = by_id.get(record_id)
    if found is None and len(record_id) == len("001000000000000"):
        return next((row for known, row in by_id.items() if known[:15] == record_id), None)
    return found


def _is_deleted(sobject: SObject, row: Row) -> bool:
    return is_true(row.get("IsDeleted")) and "isdeleted" in sobject.fields


def _fields(sobject: SObject, text: str) -> list[str]:
    """Names of fields separated by commas, all known."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        if name.lower() not in sobject.fields:
            raise no_such_column(text, text.index(name), name, sobject.name)
    return names


def query(call: Call) -> Response:
    """Answer GET /query?q=: live records only."""
    return _run_query(call, include_deleted=False)


def query_all(call: Call) -> Response:
    """Answer GET /queryAll?q=: deleted records and archived activities too."""
    return _run_query(call, include_deleted=True)


def query_more(call: Call) -> Response:
    """Answer GET /query/{locator}: a later page."""
    cursor, start = call.state.cursors.find(call.param("locator"), call.now)
    return page_of(call, cursor, start)


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
    return page_of(call, cursor, 0)


def page_of(call: Call, cursor: Cursor, start: int, path: str = "/query") -> Response:
    """A page of a query, which names the next one below `path`."""
    size = cursor.page_rows
    if call.fault == "salesforce.small_pages":
        size = max(1, size // 7)
    stop, total = start + size, len(cursor.rows)
    is_last = stop >= total or call.fault == "salesforce.done_early"
    drift = 1 if call.fault == "salesforce.total_drift" else 0
    body: dict[str, Any] = {"totalSize": total + drift, "done": is_last}
    if not is_last:
        following = max(start, 1) if call.fault == "salesforce.stuck_locator" else stop
        body["nextRecordsUrl"] = f"{call.base}{path}/{cursor.id}-{following}"
    body["records"] = [cursor.renderer.render(row) for row in cursor.rows[start:stop]]
    return json_reply(body)


def _page_rows(call: Call) -> int:
    options = call.request.headers.get("sforce-query-options", "")
    match = re.search(r"batchSize\s*=\s*(\d+)", options, re.IGNORECASE)
    return min(max(int(match[1]), _SMALLEST_PAGE), PAGE_ROWS) if match else PAGE_ROWS
