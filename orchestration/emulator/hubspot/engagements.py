"""`/engagements/v1`: calls, meetings, e-mails, tasks and notes together, as before v3.

With them what a call's outcomes are called: a world states them in call_dispositions.csv, or has
HubSpot's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, Final

from orchestration.emulator.hubspot.account import is_archived
from orchestration.emulator.hubspot.endpoint import Call, Handler, Reply
from orchestration.emulator.hubspot.errors import not_found
from orchestration.emulator.hubspot.legacy import milliseconds, targets

_PAGE_MAXIMUM: Final = 250
_RECENT_MAXIMUM: Final = 100
_RECENT_DAYS: Final = 30
_ENGAGEMENTS: Final = {
    "calls": "CALL",
    "meetings": "MEETING",
    "emails": "EMAIL",
    "tasks": "TASK",
    "notes": "NOTE",
}


def _whole(text: str) -> int | str:
    """A number; what is none passes as it is."""
    return int(text) if text.isdigit() else text


def _instant(text: str) -> int | str:
    """A time in epoch milliseconds; what is none passes as it is."""
    found = milliseconds(text)
    return text if found is None else found


def _address(text: str) -> dict[str, str]:
    return {"email": text}


def _addresses(text: str) -> list[dict[str, str]]:
    return [_address(one.strip()) for one in text.split(";") if one.strip()]


_Shown = tuple[str, Callable[[str], Any]]
#: What v1 calls a property, and how it writes it: numbers and times are no text there.
_METADATA: Final[dict[str, dict[str, _Shown]]] = {
    "calls": {
        "toNumber": ("hs_call_to_number", str),
        "fromNumber": ("hs_call_from_number", str),
        "status": ("hs_call_status", str),
        "durationMilliseconds": ("hs_call_duration", _whole),
        "recordingUrl": ("hs_call_recording_url", str),
        "body": ("hs_call_body", str),
        "title": ("hs_call_title", str),
        "disposition": ("hs_call_disposition", str),
    },
    "meetings": {
        "title": ("hs_meeting_title", str),
        "body": ("hs_meeting_body", str),
        "startTime": ("hs_meeting_start_time", _instant),
        "endTime": ("hs_meeting_end_time", _instant),
        "meetingOutcome": ("hs_meeting_outcome", str),
    },
    "emails": {
        "from": ("hs_email_from_email", _address),
        "to": ("hs_email_to_email", _addresses),
        "cc": ("hs_email_cc_email", _addresses),
        "bcc": ("hs_email_bcc_email", _addresses),
        "subject": ("hs_email_subject", str),
        "html": ("hs_email_html", str),
        "text": ("hs_email_text", str),
        "status": ("hs_email_status", str),
    },
    "tasks": {
        "subject": ("hs_task_subject", str),
        "body": ("hs_task_body", str),
        "status": ("hs_task_status", str),
        "taskType": ("hs_task_type", str),
        "forObjectType": ("hs_task_for_object_type", str),
    },
    "notes": {"body": ("hs_note_body", str)},
}
#: The outcomes that every portal has from its first day, under the same ids.
_DISPOSITIONS: Final = {
    "9d9162e7-6cf3-4944-bf63-4dff82258764": "Busy",
    "f240bbac-87c9-4f6e-bf70-924b57d47db7": "Connected",
    "a4c4c377-d246-4b32-a13b-75a56a4cd0ff": "Left live message",
    "b2cf5968-551e-4856-9783-52b3da59a7d0": "Left voicemail",
    "73a0d17f-1163-4015-bdd5-ec830791da20": "No answer",
    "17b47fee-58de-441e-a44c-c6300d46f273": "Wrong number",
}
_LINKED: Final = {
    "contactIds": "contacts",
    "companyIds": "companies",
    "dealIds": "deals",
    "ticketIds": "tickets",
}


def list_engagements(call: Call) -> Reply:
    """`GET …/paged`: all kinds together, by offset."""
    limit = call.limit(default=100, highest=_PAGE_MAXIMUM)
    start = int(call.one("offset") or 0)
    found = list(_alive(call))
    stop = min(start + limit, len(found))
    results = [_engagement(call, name, record_id) for name, record_id in found[start:stop]]
    return 200, {"results": results, "hasMore": stop < len(found), "offset": stop}


def list_recent(call: Call) -> Reply:
    """`GET …/recent/modified`: those of the last 30 days, the last changed first.

    More than the largest page is no error: the vendor then gives its largest.
    """
    asked = int(call.one("count") or 20)
    count = min(asked, _RECENT_MAXIMUM)
    start = int(call.one("offset") or 0)
    oldest = call.runtime.clock.now() - timedelta(days=_RECENT_DAYS)
    since = max(int(call.one("since") or 0), round(oldest.timestamp() * 1000))
    changed = _changed(call, since)[::-1]
    stop = min(start + count, len(changed))
    more = stop < len(changed)
    page = changed[start:stop]
    return 200, {"results": page, "hasMore": more, "offset": stop, "total": len(changed)}


def read_engagement(call: Call) -> Reply:
    """`GET …/{id}`."""
    for name, record_id in _alive(call):
        if record_id == call.path["engagement_id"]:
            return 200, _engagement(call, name, record_id)
    raise not_found()


def list_modified(call: Call) -> Reply:
    """`GET …/modified/after`: those changed from an instant on, the cursor being the next one.

    Engagements of one instant stay together, so that a cursor never parts them.
    """
    limit = call.limit(default=100, highest=_PAGE_MAXIMUM)
    after = int(call.one("after") or 0)
    changed = _changed(call, after)
    page, rest = changed[:limit], changed[limit:]
    while page and rest and _updated(rest[0]) == _updated(page[-1]):
        page.append(rest.pop(0))
    cursor = _updated(rest[0]) if rest else (_updated(page[-1]) if page else after)
    return 200, {"results": page, "hasMore": bool(rest), "after": cursor}


def list_dispositions(call: Call) -> Reply:
    """`GET /calling/v1/dispositions`: a bare list."""
    call.portal.check_scope("calls")
    stated = {
        str(row["id"]): row.get("label")
        for row in call.portal.records.sections.get("call_dispositions", [])
    }
    return 200, [{"id": key, "label": label} for key, label in (stated or _DISPOSITIONS).items()]


def _changed(call: Call, since: int) -> list[dict[str, Any]]:
    """Living engagements changed from an instant on (epoch milliseconds), oldest change first."""
    shown = [_engagement(call, name, record_id) for name, record_id in _alive(call)]
    changed = [one for one in shown if _updated(one) >= since]
    return sorted(changed, key=lambda one: (_updated(one), one["engagement"]["id"]))


def _updated(engagement: dict[str, Any]) -> int:
    return int(engagement["engagement"]["lastUpdated"])


def _alive(call: Call) -> Iterator[tuple[str, str]]:
    """Object and id of every living engagement."""
    for name in _ENGAGEMENTS:
        if (name, None) not in call.portal.records.hidden:
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
            key: show(value)
            for key, (column, show) in _METADATA[name].items()
            if (value := row.get(column))
        },
    }


PATHS: Final[tuple[tuple[str, str, Handler], ...]] = (
    ("GET", "/calling/v1/dispositions", list_dispositions),
    ("GET", "/engagements/v1/engagements/paged", list_engagements),
    ("GET", "/engagements/v1/engagements/recent/modified", list_recent),
    ("GET", "/engagements/v1/engagements/modified/after", list_modified),
    ("GET", "/engagements/v1/engagements/{engagement_id}", read_engagement),
)
