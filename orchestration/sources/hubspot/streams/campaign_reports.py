"""What HubSpot itself says that each campaign brought: visits, contacts, deals and revenue.

Both reports are of all time; each campaign is asked by itself. Revenue has a scope of its own, and
editions that lack it: where it is refused, the rows say that nobody showed it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pyarrow as pa

from orchestration.errors import StreamUnavailableError
from orchestration.sources.hubspot.answers import record
from orchestration.sources.hubspot.json_rows import Row, rows_batch
from orchestration.sources.hubspot.marketing_answers import CAMPAIGN_METRICS, CAMPAIGN_REVENUE
from orchestration.sources.hubspot.refusals import NothingThereError
from orchestration.sources.hubspot.second_look import Key, contradiction, one
from orchestration.sources.hubspot.session import HubSpotSession
from orchestration.sources.hubspot.streams.campaigns import CAMPAIGNS
from orchestration.sources.hubspot.transport import HubSpotTransport
from orchestration.sources.spec import Batch, StreamSpec, columns
from orchestration.sources.stream import Read, Stream

#: The only rule that reads alike in every portal: each interaction an even part.
_MODEL: Final = "LINEAR"


class CampaignReports(Stream[HubSpotSession]):
    """Both reports of every campaign, in one row."""

    def read(self, session: HubSpotSession, ask: Read) -> Iterator[Batch]:
        """Every row; a campaign that went away in between has none."""
        del ask
        rows, shows_revenue = list[Row](), True
        for campaign in CAMPAIGNS.just_listed(session):
            campaign_id = str(campaign["id"])
            try:
                row = _metrics(session.transport, campaign_id)
                if shows_revenue:
                    revenue = _revenue(session.transport, campaign_id)
                    shows_revenue = revenue is not None
                    row |= revenue or {}
            except NothingThereError:
                continue
            rows.append(row | {"is_revenue_shown": shows_revenue})
        yield rows_batch(self.spec, rows, updated=None)

    def contradiction(self, session: HubSpotSession, absent: pa.Table, ask: Read) -> str | None:
        """Some of the campaigns, asked for once more."""
        del ask
        return contradiction(session.transport, _is_there, absent)


def _report_of(campaign_id: str, report: str) -> str:
    return f"/marketing/v3/campaigns/{campaign_id}/reports/{report}"


def _metrics(transport: HubSpotTransport, campaign_id: str) -> Row:
    path = _report_of(campaign_id, "metrics")
    told = transport.get(path, record(CAMPAIGN_METRICS, f"HubSpot's {path}"))
    return {"campaign_id": campaign_id, **_lower(told, CAMPAIGN_METRICS.fields)}


def _revenue(transport: HubSpotTransport, campaign_id: str) -> Row | None:
    """None where the portal does not show it."""
    path = _report_of(campaign_id, "revenue")
    read = record(CAMPAIGN_REVENUE, f"HubSpot's {path}")
    try:
        told = transport.get(path, read, [("attributionModel", _MODEL)])
    except NothingThereError:
        raise
    except StreamUnavailableError:
        return None
    return {"attributionmodel": _MODEL, **_lower(told, CAMPAIGN_REVENUE.fields)}


def _lower(told: Mapping[str, Any], names: Mapping[str, Any]) -> Row:
    return {name.lower(): told.get(name) for name in names}


def _is_there(transport: HubSpotTransport, key: Key) -> bool:
    return one(transport, _report_of(key["campaign_id"], "metrics"), CAMPAIGN_METRICS) is not None


STREAMS: Final = (
    CampaignReports(
        StreamSpec(
            "campaign_reports",
            "campaigns/reports",
            columns(
                "campaign_id attributionmodel currencycode",
                number="revenueamount dealamount",
                integer="sessions newcontactsfirsttouch newcontactslasttouch influencedcontacts"
                " contactsnumber dealsnumber",
                boolean="is_revenue_shown",
            ),
            primary_key=("campaign_id",),
            sweep_deletes=True,
            reason="The API has no filter on changes; each campaign is two calls.",
            parents=("campaigns",),
            priority=2,
            description="One row per HubSpot campaign with what HubSpot itself says it brought.",
            kept_by="vendor",
            has_fields=False,
            is_optional=True,
            scopes=("marketing.campaigns.read", "marketing.campaigns.revenue.read"),
        )
    ),
)
