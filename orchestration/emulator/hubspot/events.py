"""HubSpot's log of events of records, of which a world states the pages that contacts saw.

The newest first, on pages by a cursor that names the last event given. For Enterprise portals only.
A view whose visitor became known at `known_at` is told from then on, as of when it happened.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from typing import Any, Final

from orchestration.emulator.hubspot.endpoint import Call, Handler, Reply
from orchestration.emulator.hubspot.errors import HubSpotError, invalid
from orchestration.emulator.hubspot.paging import next_page
from orchestration.emulator.hubspot.reference_lists import milliseconds, section_rows
from orchestration.emulator.hubspot.rendering import show_datetime
from orchestration.worlds.csv_table import Row
from orchestration.worlds.instants import format_instant

_PAGE_MAXIMUM: Final = 100
_VISITED: Final = "e_visited_page"
_TYPES: Final = (_VISITED, "e_submitted_form", "e_v2_sequence_step_executed")
_ASKED: Final = frozenset(
    (
        *("after", "before", "eventType", "id", "limit", "objectId", "objectType"),
        *("occurredAfter", "occurredBefore", "properties", "sort"),
    )
)
_OBJECT_TYPES: Final = frozenset(("contact", "contacts", "0-1"))
#: What a world states, and what is shown of it under which name.
_PROPERTIES: Final = {
    "url": "hs_url",
    "title": "hs_title",
    "page_id": "hs_page_id",
    "referrer": "hs_referrer",
    "user_agent": "hs_user_agent",
    "visit_source": "hs_visit_source",
    **{f"utm_{each}": f"hs_utm_{each}" for each in ("source", "medium", "campaign")},
    **{f"utm_{each}": f"hs_utm_{each}" for each in ("content", "term")},
}


def list_types(call: Call) -> Reply:
    """`GET /events/v3/events/event-types`: of every portal, whatever its edition."""
    del call
    return 200, {"eventTypes": list(_TYPES)}


def list_events(call: Call) -> Reply:
    """`GET /events/v3/events`.

    Raises:
        HubSpotError: 400, a parameter, limit, time or cursor that is none; 403, not granted.
    """
    _check(call)
    limit = call.limit(default=10, highest=_PAGE_MAXIMUM)
    found = [row for row in _known(call) if _is_asked_for(call, row)]
    after = call.one("after")
    if after is not None:
        place = _place(after)
        found = [row for row in found if _order(row) > place]
    reply: dict[str, Any] = {"results": [_event(row) for row in found[:limit]]}
    if len(found) > limit:
        reply["paging"] = next_page(call, _cursor(found[limit - 1]))
    return 200, reply


def _check(call: Call) -> None:
    if str(call.portal.records.settings.get("tier") or "").lower() != "enterprise":
        raise HubSpotError(
            403,
            "FORBIDDEN",
            "This account does not have access to event analytics: Enterprise is required.",
        )
    for name in call.query:
        if name not in _ASKED and not name.startswith(("property.", "objectProperty.")):
            raise invalid(f"Unknown query parameter: {name}")
    kind = call.one("objectType")
    if kind is not None and kind.lower() not in _OBJECT_TYPES:
        raise invalid(f"Unable to infer object type from: {kind}")
    if call.one("objectId") is not None and kind is None:
        raise invalid("objectType is required with objectId")
    if call.one("sort") not in (None, "-occurredAt"):
        raise invalid("The emulator tells events the newest first: sort=-occurredAt")


def _known(call: Call) -> list[Row]:
    """What happened until now, of whom HubSpot knows by now who it was; the newest first."""
    now = milliseconds(format_instant(call.runtime.clock.now()))
    contacts = call.portal.table("contacts").rows
    rows = [
        row
        for row in section_rows(call, "page_views")
        if max(_at(row), milliseconds(str(row.get("known_at") or row["occurred_at"]))) <= now
        and row["contact_id"] in contacts
    ]
    return sorted(rows, key=_order)


def _is_asked_for(call: Call, row: Row) -> bool:
    if call.one("eventType") not in (None, _VISITED):
        return False
    if call.one("objectId") not in (None, row["contact_id"]):
        return False
    if "id" in call.query and row["id"] not in call.query["id"]:
        return False
    first, last = _instant(call, "occurredAfter"), _instant(call, "occurredBefore")
    return (first is None or first <= _at(row)) and (last is None or _at(row) < last)


def _instant(call: Call, name: str) -> int | None:
    text = call.one(name)
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise invalid(f"{name} must be an ISO 8601 time, found: {text}") from error
    if at.tzinfo is None:
        raise invalid(f"{name} must name its time zone, found: {text}")
    return round(at.timestamp() * 1000)


def _order(row: Row) -> tuple[int, str]:
    return -_at(row), str(row["id"])


def _at(row: Row) -> int:
    return milliseconds(str(row["occurred_at"]))


def _cursor(row: Row) -> str:
    return urlsafe_b64encode(f"{_at(row)}|0-1|{row['id']}".encode()).decode()


def _place(after: str) -> tuple[int, str]:
    try:
        at, _, key = urlsafe_b64decode(after).decode().split("|", 2)
        return -int(at), key
    except ValueError as error:
        raise invalid(f"Invalid paging cursor: {after}") from error


def _event(row: Row) -> dict[str, Any]:
    """An event with what is known of it; what a world leaves out is left out."""
    properties = {
        shown: row[name] for name, shown in _PROPERTIES.items() if row.get(name) is not None
    }
    return {
        "id": row["id"],
        "eventType": _VISITED,
        "objectType": "CONTACT",
        "objectId": row["contact_id"],
        "occurredAt": show_datetime(str(row["occurred_at"])),
        "properties": properties,
    }


PATHS: Final[tuple[tuple[str, str, Handler], ...]] = (
    ("GET", "/events/v3/events/event-types", list_types),
    ("GET", "/events/v3/events", list_events),
)
