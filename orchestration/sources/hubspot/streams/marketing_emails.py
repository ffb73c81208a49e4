"""E-mails that marketing sent to many, and what became of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from orchestration.sources.hubspot.json_rows import Row
from orchestration.sources.hubspot.marketing_answers import MARKETING_EMAIL
from orchestration.sources.hubspot.streams.reference_lists import EITHER, ReferenceList, below
from orchestration.sources.spec import StreamSpec, columns

_EMAILS: Final = "/marketing/v3/emails"
_COUNTERS: Final = "sent delivered open click reply bounce unsubscribed spamreport"


def _email(email: Mapping[str, Any]) -> Iterator[Row]:
    counters = (email.get("stats") or {}).get("counters") or {}
    yield {
        **{name: email.get(name) for name in ("id", "name", "subject", "state", "type")},
        **{name: counters.get(name) for name in _COUNTERS.split()},
        "campaign": email.get("campaign"),
        "allemailcampaignids": ";".join(map(str, email.get("allEmailCampaignIds") or [])) or None,
        "archived": email.get("archived"),
        "createdat": email.get("createdAt"),
        "updatedat": email.get("updatedAt"),
        "publishdate": email.get("publishDate"),
    }


STREAMS: Final = (
    ReferenceList(
        StreamSpec(
            "marketing_emails",
            "marketing/emails",
            columns(
                "id name subject state type campaign allemailcampaignids",
                integer=_COUNTERS,
                boolean="archived",
                ts="createdat updatedat publishdate",
            ),
            sweep_deletes=True,
            reason="Opens and clicks come in later without a change of the e-mail.",
            priority=2,
            description="One row per HubSpot marketing e-mail, with how often it was sent, opened"
            " and clicked so far.",
            kept_by="vendor",
            has_fields=False,
            is_optional=True,
            created_column="createdat",
            scopes=("marketing.email.read",),
        ),
        path=_EMAILS,
        shape=MARKETING_EMAIL,
        rows=_email,
        queries=tuple(
            [("limit", "100"), ("includeStats", "true"), ("archived", archived)]
            for archived in EITHER
        ),
        is_there=below(_EMAILS, MARKETING_EMAIL, *([("archived", each)] for each in EITHER)),
        updated="updatedat",
    ),
)
