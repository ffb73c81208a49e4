"""/deleted and /updated: which records went or changed between two instants."""

from __future__ import annotations

from datetime import datetime, timedelta

from starlette.responses import Response

from orchestration.emulator.salesforce.account import is_true
from orchestration.emulator.salesforce.endpoint import Call, json_reply
from orchestration.emulator.salesforce.errors import SalesforceError
from orchestration.emulator.salesforce.object_flags import is_replicateable
from orchestration.emulator.salesforce.schema import SObject
from orchestration.emulator.salesforce.values import rest_time
from orchestration.worlds.instants import format_instant, parse_instant

MAX_IDS = 600_000
_RECYCLE_BIN = timedelta(days=15)
_UPDATED_REACH = timedelta(days=30)


def deleted(call: Call) -> Response:
    """Answer GET /sobjects/{S}/deleted?start=&end=: the recycle bin of the last 15 days."""
    sobject = call.sobject()
    start, end = _span(call, sobject, _RECYCLE_BIN)
    earliest = start + (end - start) / 2 if call.fault == "salesforce.replication_gap" else None
    rows = call.org.view(sobject).between("SystemModstamp", _text(start), _text(end))
    records = [
        {"id": row["Id"], "deletedDate": rest_time(str(row["SystemModstamp"]))}
        for row in rows
        if is_true(row.get("IsDeleted"))
    ]
    _check_size(len(records))
    return json_reply(
        {
            "deletedRecords": records,
            "earliestDateAvailable": rest_time(_text(earliest or call.now - _RECYCLE_BIN)),
            "latestDateCovered": rest_time(_text(end)),
        }
    )


def updated(call: Call) -> Response:
    """Answer GET /sobjects/{S}/updated?start=&end=: ids by SystemModstamp, last 30 days."""
    sobject = call.sobject()
    start, end = _span(call, sobject, _UPDATED_REACH)
    rows = call.org.view(sobject).between("SystemModstamp", _text(start), _text(end))
    alive = call.org.visible(sobject, include_deleted=False, rows=rows)
    _check_size(len(alive))
    ids = [row["Id"] for row in alive]
    return json_reply({"ids": ids, "latestDateCovered": rest_time(_text(end))})


def _span(call: Call, sobject: SObject, reach: timedelta) -> tuple[datetime, datetime]:
    """Return start and end to the minute, the end not beyond now."""
    if not is_replicateable(sobject) or "systemmodstamp" not in sobject.fields:
        message = f"object {sobject.name} is not replicable"
        raise SalesforceError(400, "INVALID_TYPE_FOR_OPERATION", message)
    start, end = _instant(call, "start"), _instant(call, "end")
    if start >= end:
        message = f"The start date {start.isoformat()} must precede the end date {end.isoformat()}"
        raise SalesforceError(400, "INVALID_REPLICATION_DATE", message)
    if start < call.now - reach - timedelta(minutes=1):
        message = f"startDate must be within the last {reach.days} days"
        raise SalesforceError(400, "INVALID_REPLICATION_DATE", message)
    return start, min(end, call.now)


def _instant(call: Call, name: str) -> datetime:
    text = (call.query(name) or "").replace(" ", "+")
    try:
        return parse_instant(text).replace(second=0, microsecond=0)
    except ValueError:
        message = f"Invalid value for parameter {name}: an ISO 8601 date and time is required"
        raise SalesforceError(400, "INVALID_REPLICATION_DATE", message) from None


def _check_size(count: int) -> None:
    if count > MAX_IDS:
        message = f"Exceeded the maximum of {MAX_IDS} ids: shorten the time span"
        raise SalesforceError(400, "EXCEEDED_ID_LIMIT", message)


def _text(instant: datetime) -> str:
    return format_instant(instant)
