"""Campaigns, and the money of each: what was planned and what was spent, item by item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pyarrow as pa

from orchestration.sources.hubspot.answers import record
from orchestration.sources.hubspot.json_rows import Row, rows_batch
from orchestration.sources.hubspot.marketing_answers import BUDGET, CAMPAIGN
from orchestration.sources.hubspot.refusals import NothingThereError
from orchestration.sources.hubspot.second_look import Key, contradiction, one
from orchestration.sources.hubspot.session import HubSpotSession
from orchestration.sources.hubspot.streams.reference_lists import ReferenceList, below
from orchestration.sources.hubspot.transport import HubSpotTransport
from orchestration.sources.spec import Batch, StreamSpec, columns
from orchestration.sources.stream import Read, Stream

_CAMPAIGNS: Final = "/marketing/v3/campaigns"
_SCOPES: Final = ("marketing.campaigns.read",)
#: What a row of the campaign's money is, by the list that it stands in.
_KINDS: Final = {"budget": "budgetItems", "spend": "spendItems"}


def _campaign(campaign: Mapping[str, Any]) -> Iterator[Row]:
    row: Row = dict(campaign["properties"])
    row.update(
        id=campaign.get("id"),
        createdat=campaign.get("createdAt"),
        updatedat=campaign.get("updatedAt"),
    )
    yield row


CAMPAIGNS: Final = ReferenceList(
    StreamSpec(
        "campaigns",
        "campaigns",
        columns(
            "id hs_name hs_campaign_status hs_utm",
            date="hs_start_date hs_end_date",
            ts="createdat updatedat",
        ),
        sweep_deletes=True,
        reason="The API has no filter on changes.",
        priority=1,
        description="One row per HubSpot campaign.",
        is_optional=True,
        created_column="createdat",
        scopes=_SCOPES,
    ),
    path=_CAMPAIGNS,
    shape=CAMPAIGN,
    rows=_campaign,
    queries=(
        [
            ("limit", "100"),
            ("properties", "hs_name,hs_start_date,hs_end_date,hs_campaign_status,hs_utm"),
        ],
    ),
    is_there=below(_CAMPAIGNS, CAMPAIGN),
    updated="updatedat",
)


class CampaignCosts(Stream[HubSpotSession]):
    """The items of every campaign's budget and spend; each campaign is asked by itself."""

    def read(self, session: HubSpotSession, ask: Read) -> Iterator[Batch]:
        """Every row; a campaign that went away in between has none."""
        del ask
        for campaign in CAMPAIGNS.just_listed(session):
            campaign_id, path = str(campaign["id"]), _money_of(str(campaign["id"]))
            try:
                told = session.transport.get(path, record(BUDGET, f"HubSpot's {path}"))
            except NothingThereError:
                continue
            yield rows_batch(self.spec, list(_items(campaign_id, told)), updated="updatedat")

    def contradiction(self, session: HubSpotSession, absent: pa.Table, ask: Read) -> str | None:
        """Some of the items, asked for with their campaigns once more."""
        del ask
        return contradiction(session.transport, _is_there, absent)


def _money_of(campaign_id: str) -> str:
    return f"{_CAMPAIGNS}/{campaign_id}/budget/totals"


def _items(campaign_id: str, told: Mapping[str, Any]) -> Iterator[Row]:
    for kind, name in _KINDS.items():
        for item in told[name]:
            yield {
                "campaign_id": campaign_id,
                "item_kind": kind,
                "id": item["id"],
                "name": item.get("name"),
                "currencycode": told["currencyCode"],
                "amount": item["amount"],
                "createdat": item.get("createdAt"),
                "updatedat": item.get("updatedAt"),
            }


def _is_there(transport: HubSpotTransport, key: Key) -> bool:
    told = one(transport, _money_of(str(key["campaign_id"])), BUDGET)
    items = [] if told is None else told[_KINDS[key["item_kind"]]]
    return any(str(item["id"]) == key["id"] for item in items)


STREAMS: Final = (
    CAMPAIGNS,
    CampaignCosts(
        StreamSpec(
            "campaign_costs",
            "campaigns/budget",
            columns(
                "campaign_id item_kind id name currencycode",
                number="amount",
                ts="createdat updatedat",
            ),
            primary_key=("campaign_id", "item_kind", "id"),
            sweep_deletes=True,
            reason="The API has no filter on changes; each campaign is a call.",
            parents=("campaigns",),
            priority=2,
            description="One row per item of a HubSpot campaign's budget, or of what was spent on"
            " it.",
            kept_by="vendor",
            has_fields=False,
            is_optional=True,
            created_column="createdat",
            scopes=_SCOPES,
        )
    ),
)
