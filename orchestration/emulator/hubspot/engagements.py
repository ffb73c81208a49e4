"""``/engagements/v1``: calls, meetings, e-mails, tasks and notes together, as before v3."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from orchestration.emulator.hubspot.endpoint import Call, Handler, Reply
from orchestration.emulator.hubspot.legacy import milliseconds, targets
from orchestration.emulator.hubspot.portal import is_archived

_PAGE_MAXIMUM: Final = 250
_ENGAGEMENTS: Final = {
    "calls": "CALL",
    "meetings": "MEETING",
    "emails": "EMAIL",
    "tasks": "TASK",
    "notes": "NOTE",
}
_METADATA: Final = {
    "calls": {
        "toNumber": "hs_call_to_number",
        "status": "hs_call_status",
        "durationMilliseconds": "hs_call_duration",
        "body": "hs_call_body",
        "disposition": "hs_call_disposition",
    },
    "meetings": {
        "title": "hs_meeting_title",
        "body": "hs_meeting_body",
        "startTime": "hs_meeting_start_time",
        "endTime": "hs_meeting_end_time",
    },
    "emails": {
        "subject": "hs_email_subject",
        "html": "hs_email_html",
        "text": "hs_email_text",
        "status": "hs_email_status",
    },
    "tasks": {
        "subject": "hs_task_subject",
        "body": "hs_task_body",
        "status": "hs_task_status",
        "taskType": "hs_task_type",
    },
    "notes": {"body": "hs_note_body"},
}
_LINKED: Final = {
    "contactIds": "contacts",
    "companyIds": "companies",
    "dealIds": "deals",
    "ticketIds": "tickets",
}


def list_engagements(call: Call) -> Reply:
    """``GET …/paged`` and ``…/recent/modified``: all kinds together, by offset."""
    limit = call.limit(default=100, highest=_PAGE_MAXIMUM)
    start = int(call.one("offset") or 0)
    found = list(_alive(call))
    stop = min(start + limit, len(found))
    results = [_engagement(call, name, record_id) for name, record_id in found[start:stop]]
    more = stop < len(found)
    return 200, {"results": results, "hasMore": more, "offset": stop, "total": len(found)}


def list_modified(call: Call) -> Reply:
    """``GET …/modified/after``: those changed from an instant on, the cursor being the next one.

    Engagements of one instant stay together, so that a cursor never parts them.
    """
    limit = call.limit(default=100, highest=_PAGE_MAXIMUM)
    after = int(call.one("after") or 0)
    shown = [_engagement(call, name, record_id) for name, record_id in _alive(call)]
    changed = [one for one in shown if one["engagement"]["lastUpdated"] >= after]
    changed.sort(key=lambda one: (one["engagement"]["lastUpdated"], one["engagement"]["id"]))
    page, rest = changed[:limit], changed[limit:]
    while page and rest and _updated(rest[0]) == _updated(page[-1]):
        page.append(rest.pop(0))
    cursor = _updated(rest[0]) if rest else (_updated(page[-1]) if page else after)
    return 200, {"results": page, "hasMore": bool(rest), "after": cursor}


def _updated(engagement: dict[str, Any]) -> int:
    return int(engagement["engagement"]["lastUpdated"])


def _alive(call: Call) -> Iterator[tuple[str, str]]:
    """Object and id of every living engagement."""
    for name in _ENGAGEMENTS:
        if (name, None) not in call.portal.store.hidden:
            for record_id, row in call.portal.table(name).rows.items():
                if not is_archived(row):
                    yield name, record_id


def _engagement(call: Call, name: str, record_id: str) -> dict[str, Any]:
    row, stamps = call.portal.table(name).rows[record_id], call.portal.stamps(name)
    created = milliseconds(stamps.created_at(row))
    happened = milliseconds(row.get("hs_timestamp") or "") or created
    owner = row.get("hubspot_owner_id")
    linked = {key: targets(call, name, record_id, to) for key, to in _LINKED.items()}
    return {
        "engagement": {
            "id": int(record_id),
            "portalId": call.portal.portal_id,
            "active": True,
            "createdAt": created,
            "lastUpdated": milliseconds(stamps.updated_at(row)),
            "ownerId": int(owner) if owner and owner.isdigit() else None,
            "type": _ENGAGEMENTS[name],
            "timestamp": happened,
        },
        "associations": {**linked, "ownerIds": [], "workflowIds": []},
        "attachments": [],
        "metadata": {
            key: row[column] for key, column in _METADATA[name].items() if row.get(column)
        },
    }


PATHS: Final[tuple[tuple[str, str, Handler], ...]] = (
    ("GET", "/engagements/v1/engagements/paged", list_engagements),
    ("GET", "/engagements/v1/engagements/recent/modified", list_engagements),
    ("GET", "/engagements/v1/engagements/modified/after", list_modified),
)
