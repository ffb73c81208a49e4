"""Which pages known contacts saw: HubSpot's log of events, of which page views are one kind.

The log is asked for a window of time, of all contacts at once. HubSpot ties the views of a visitor
to a contact when it learns who it was, so a run also reads the fortnight before its window again.
Where a visitor was, and by which address of the internet, is not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from orchestration.sources.hubspot.answers import listing
from orchestration.sources.hubspot.json_rows import Row, rows_batch
from orchestration.sources.hubspot.listings import pages_of
from orchestration.sources.hubspot.marketing_answers import PAGE_VIEW
from orchestration.sources.hubspot.session import HubSpotSession
from orchestration.sources.spec import Batch, StreamSpec, columns
from orchestration.sources.stream import Read, Stream

_EVENTS: Final = "/events/v3/events"
_A_PAGE: Final = "100"
_WORDS: Final = ("source", "medium", "campaign", "content", "term")
#: Properties of a view that are read, by the name that each has in our table.
_TOLD: Final = {
    "hs_url": "url",
    "hs_title": "title",
    "hs_page_id": "page_id",
    "hs_referrer": "referrer",
    "hs_user_agent": "user_agent",
    "hs_visit_source": "visit_source",
    **{f"hs_utm_{word}": f"utm_{word}" for word in _WORDS},
}
#: How older events spell two of them.
_ONCE: Final = {"hs_user_agent": "hs_userAgent", "hs_visit_source": "hs_session_source"}
_OVERLAP: Final = timedelta(days=14)


class PageViews(Stream[HubSpotSession]):
    """The views of all contacts, window by window."""

    def read(self, session: HubSpotSession, ask: Read) -> Iterator[Batch]:
        """Views in the window, or all; what comes in while we read has the next window."""
        query = [
            ("objectType", "contact"),
            ("eventType", "e_visited_page"),
            ("limit", _A_PAGE),
            ("occurredBefore", _instant(ask.until)),
        ]
        if ask.begin is not None:
            query.append(("occurredAfter", _instant(ask.begin)))
        read = listing(PAGE_VIEW, f"HubSpot's {_EVENTS}", session.transport.host)
        for page in pages_of(session.transport, _EVENTS, read, query):
            rows = [_row(event) for event in page.results]
            yield rows_batch(self.spec, rows, updated="occurredat")


def _row(event: Mapping[str, Any]) -> Row:
    told = event.get("properties") or {}
    return {
        "id": event["id"],
        "contact_id": event["objectId"],
        "occurredat": event["occurredAt"],
        **{
            name: told.get(theirs) or told.get(_ONCE.get(theirs, ""))
            for theirs, name in _TOLD.items()
        },
    }


def _instant(at: datetime) -> str:
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


STREAMS: Final = (
    PageViews(
        StreamSpec(
            "page_views",
            "events/e_visited_page",
            columns(
                "id contact_id url title page_id referrer user_agent visit_source"
                " utm_source utm_medium utm_campaign utm_content utm_term",
                ts="occurredat",
            ),
            cursor="occurredat",
            overlap_s=int(_OVERLAP.total_seconds()),
            is_log=True,
            priority=3,
            description="One row per page that a contact saw, as far as HubSpot knows who it was.",
            kept_by="vendor",
            has_fields=False,
            is_optional=True,
            created_column="occurredat",
            scopes=("oauth",),
        )
    ),
)
