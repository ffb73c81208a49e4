"""HubSpot's log of e-mail events, as email_events.csv states it: the newest first.

A portal that states `email_events_days` has forgotten what is older by the emulator's clock.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from orchestration.emulator.hubspot.endpoint import Call, Handler, Reply
from orchestration.emulator.hubspot.errors import invalid, not_found
from orchestration.emulator.hubspot.reference_lists import milliseconds, section_rows
from orchestration.worlds.csv_table import Row

_PAGE_MAXIMUM: Final = 1_000
_TYPES: Final = frozenset(
    (
        *("SENT", "DROPPED", "PROCESSED", "DELIVERED", "DEFERRED", "BOUNCE", "UNBOUNCE"),
        *("OPEN", "CLICK", "PRINT", "FORWARD", "STATUSCHANGE", "SPAMREPORT", "SUPPRESSED"),
    )
)
_APP: Final = {"appId": 113, "appName": "Batch"}
_FOUND_BY: Final = {"eventType": "type", "recipient": "recipient", "campaignId": "campaign_id"}
_PLACE: Final = "place-"


def list_events(call: Call) -> Reply:
    """`GET /email/public/v1/events`; `offset` is a token that an earlier answer gave.

    Raises:
        HubSpotError: 400, a limit, time, kind of event or token that is none; 403, not granted.
    """
    limit = call.limit(default=10, highest=_PAGE_MAXIMUM)
    kind = call.one("eventType")
    if kind is not None and kind not in _TYPES:
        raise invalid(f"Invalid event type: {kind}")
    if call.one("campaignId") and not call.one("appId"):
        raise invalid("campaignId needs appId")
    found = [row for row in _kept(call) if _is_asked_for(call, row)]
    start = _offset(call)
    reply: dict[str, Any] = {
        "events": [_event(call, row) for row in found[start : start + limit]],
        "hasMore": start + limit < len(found),
        "offset": f"{_PLACE}{min(start + limit, len(found))}",
    }
    return 200, reply


def read_event(call: Call) -> Reply:
    """`GET /email/public/v1/events/{created}/{id}`."""
    for row in _kept(call):
        if row["id"] == call.path["id"] and str(_created(row)) == call.path["created"]:
            return 200, _event(call, row)
    raise not_found()


def _kept(call: Call) -> list[Row]:
    """What happened until now and is not forgotten, the newest first."""
    now = call.runtime.clock.now()
    days = call.portal.records.settings.get("email_events_days")
    first = 0.0 if days is None else (now - timedelta(days=int(days))).timestamp() * 1000
    rows = [
        row
        for row in section_rows(call, "email_events")
        if first <= _created(row) <= now.timestamp() * 1000
    ]
    return sorted(rows, key=lambda row: (-_created(row), str(row["id"])))


def _is_asked_for(call: Call, row: Row) -> bool:
    if any(call.one(asked) not in (None, row.get(column)) for asked, column in _FOUND_BY.items()):
        return False
    if call.flag("excludeFilteredEvents") and row.get("filtered") == "true":
        return False
    first, last = _instant(call, "startTimestamp"), _instant(call, "endTimestamp")
    return (first is None or first <= _created(row)) and (last is None or _created(row) <= last)


def _instant(call: Call, name: str) -> int | None:
    text = call.one(name)
    if text is not None and not text.isdigit():
        raise invalid(f"{name} must be a time in milliseconds, found: {text}")
    return None if text is None else int(text)


def _offset(call: Call) -> int:
    text = call.one("offset")
    if text is None:
        return 0
    if not text.removeprefix(_PLACE).isdigit() or not text.startswith(_PLACE):
        raise invalid(f"Invalid offset: {text}")
    return int(text.removeprefix(_PLACE))


def _created(row: Row) -> int:
    return milliseconds(str(row["created"]))


def _event(call: Call, row: Row) -> dict[str, Any]:
    """An event with what its kind carries; what a world leaves out is left out."""
    event: dict[str, Any] = {
        "id": row["id"],
        "created": _created(row),
        "type": row["type"],
        "portalId": call.portal.portal_id,
        "recipient": row.get("recipient"),
        "emailCampaignId": _number(row.get("campaign_id")),
        "url": row.get("url"),
        "userAgent": row.get("user_agent"),
        "category": row.get("category"),
        "source": row.get("source"),
        "portalSubscriptionStatus": row.get("subscription_status"),
        "filteredEvent": {"true": True, "false": False}.get(row.get("filtered") or ""),
        **_APP,
    }
    if row.get("sent_by"):
        sent_at = row.get("sent_at") or row["created"]
        event["sentBy"] = {"id": row["sent_by"], "created": milliseconds(str(sent_at))}
    if row.get("browser_type"):
        event["browser"] = {"type": row["browser_type"], "name": "", "family": "", "version": []}
    return {name: value for name, value in event.items() if value is not None}


def _number(text: str | None) -> int | None:
    return None if text is None else int(text)


PATHS: Final[tuple[tuple[str, str, Handler], ...]] = (
    ("GET", "/email/public/v1/events/{created}/{id}", read_event),
    ("GET", "/email/public/v1/events", list_events),
)
