"""What became of every marketing e-mail, recipient by recipient: HubSpot's log of e-mail events.

The log is asked for a window of time, so that a run reads what was written since the last one and
not the whole of it. HubSpot forgets old entries; what was read once stays. Where a recipient was,
and by which address of the internet, is not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

import orjson

from orchestration.sources.http.pagination import PageGuard
from orchestration.sources.hubspot.answers import record
from orchestration.sources.hubspot.json_rows import Row, rows_batch
from orchestration.sources.hubspot.marketing_answers import EMAIL_EVENTS
from orchestration.sources.hubspot.session import HubSpotSession
from orchestration.sources.hubspot.transport import HubSpotTransport, Query
from orchestration.sources.spec import Batch, StreamSpec, columns
from orchestration.sources.stream import Read, Stream

_EVENTS: Final = "/email/public/v1/events"
_A_PAGE: Final = "1000"
_AS_IT_IS: Final = ("id", "type", "recipient", "created", "emailCampaignId", "userAgent", "url")
_OF_A_REFUSAL: Final = ("category", "dropReason", "source", "portalSubscriptionStatus")


class EmailEvents(Stream[HubSpotSession]):
    """The log of e-mail events, window by window."""

    def read(self, session: HubSpotSession, ask: Read) -> Iterator[Batch]:
        """Events in the window, or all; what comes in while we read has the next window."""
        query = [("limit", _A_PAGE), ("endTimestamp", _milliseconds(ask.until))]
        if ask.begin is not None:
            query.append(("startTimestamp", _milliseconds(ask.begin)))
        for events in _pages(session.transport, query, is_whole=ask.begin is None):
            yield rows_batch(self.spec, [_row(event) for event in events], updated="created")


def _pages(
    transport: HubSpotTransport, query: Query, *, is_whole: bool
) -> Iterator[list[dict[str, Any]]]:
    """Every page, to the one that says so. A whole log with nothing in it is asked for twice."""
    read = record(EMAIL_EVENTS, f"HubSpot's {_EVENTS}")
    guard = PageGuard(f"HubSpot's list {_EVENTS}")
    page = transport.get(_EVENTS, read, query)
    if is_whole and not page["events"] and not page["hasMore"]:
        page = transport.get(_EVENTS, read, query)
    while True:
        events = page["events"]
        yield events
        if not page["hasMore"]:
            return
        mark = f"{events[0]['id']}/{events[0]['created']}" if events else None
        offset = guard.check(str(page.get("offset") or ""), mark=mark)
        page = transport.get(_EVENTS, read, [*query, ("offset", offset)])


def _row(event: Mapping[str, Any]) -> Row:
    subscriptions = event.get("subscriptions")
    return {
        **{name.lower(): event.get(name) for name in (*_AS_IT_IS, *_OF_A_REFUSAL)},
        "sentby": (event.get("sentBy") or {}).get("id"),
        "browser": (event.get("browser") or {}).get("type"),
        "filteredevent": event.get("filteredEvent"),
        "bounced": event.get("bounced"),
        "subscriptions": orjson.dumps(subscriptions).decode() if subscriptions else None,
    }


def _milliseconds(at: datetime) -> str:
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return str(int(aware.timestamp() * 1000))


STREAMS: Final = (
    EmailEvents(
        StreamSpec(
            "email_events",
            "email/events",
            columns(
                "id type recipient emailcampaignid sentby useragent browser url category"
                " dropreason source portalsubscriptionstatus subscriptions",
                boolean="filteredevent bounced",
                ts="created",
            ),
            cursor="created",
            is_log=True,
            priority=3,
            description="One row per event of a marketing e-mail and recipient: sent, delivered,"
            " opened, followed, bounced, unsubscribed from, reported as spam.",
            kept_by="vendor",
            has_fields=False,
            is_optional=True,
            created_column="created",
            scopes=("content",),
            emails=("recipient",),
        )
    ),
)
