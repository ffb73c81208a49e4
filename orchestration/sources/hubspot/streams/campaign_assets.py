"""Which forms, e-mails and pages belong to which campaign.

Campaigns are read with their assets fifty at a time, of all kinds at once; only what does not fit
into that answer is asked for by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pyarrow as pa

from orchestration.sources.hubspot.answers import next_after, record
from orchestration.sources.hubspot.json_rows import Row, rows_batch
from orchestration.sources.hubspot.listings import results_of
from orchestration.sources.hubspot.marketing_answers import ASSET, CAMPAIGNS_WITH_ASSETS
from orchestration.sources.hubspot.refusals import NothingThereError
from orchestration.sources.hubspot.second_look import Key, contradiction
from orchestration.sources.hubspot.session import HubSpotSession
from orchestration.sources.hubspot.streams.campaigns import CAMPAIGNS
from orchestration.sources.hubspot.transport import HubSpotTransport
from orchestration.sources.spec import Batch, StreamSpec, columns
from orchestration.sources.stream import Read, Stream

_CAMPAIGNS: Final = "/marketing/v3/campaigns"
_READ: Final = f"{_CAMPAIGNS}/batch/read"
_AT_ONCE: Final = 50


class CampaignAssets(Stream[HubSpotSession]):
    """The assets of every campaign; one that went away in between has none."""

    def read(self, session: HubSpotSession, ask: Read) -> Iterator[Batch]:
        """Every row; the window has no part in it."""
        del ask
        ids = [str(campaign["id"]) for campaign in CAMPAIGNS.just_listed(session)]
        read = record(CAMPAIGNS_WITH_ASSETS, f"HubSpot's {_READ}")
        for start in range(0, len(ids), _AT_ONCE):
            body = {"inputs": [{"id": each} for each in ids[start : start + _AT_ONCE]]}
            answer = session.transport.post(_READ, body, read)
            rows = [row for each in answer["results"] for row in _rows(session.transport, each)]
            yield rows_batch(self.spec, rows, updated=None)

    def contradiction(self, session: HubSpotSession, absent: pa.Table, ask: Read) -> str | None:
        """Some of the assets, asked for with their campaign and kind once more."""
        del ask
        return contradiction(session.transport, _is_there, absent)


def _rows(transport: HubSpotTransport, campaign: Mapping[str, Any]) -> Iterator[Row]:
    campaign_id = str(campaign["id"])
    for kind, told in (campaign.get("assets") or {}).items():
        is_whole = next_after(told, f"HubSpot's {_READ}", transport.host) is None
        for asset in told["results"] if is_whole else _all_of(transport, campaign_id, kind):
            yield {
                "campaign_id": campaign_id,
                "asset_type": kind,
                "id": asset["id"],
                "name": asset.get("name"),
            }


def _all_of(transport: HubSpotTransport, campaign_id: str, kind: str) -> list[dict[str, Any]]:
    path = f"{_CAMPAIGNS}/{campaign_id}/assets/{kind}"
    return results_of(transport, path, ASSET, [("limit", "100")])


def _is_there(transport: HubSpotTransport, key: Key) -> bool:
    try:
        found = _all_of(transport, str(key["campaign_id"]), str(key["asset_type"]))
    except NothingThereError:
        return False
    return any(str(asset["id"]) == key["id"] for asset in found)


STREAMS: Final = (
    CampaignAssets(
        StreamSpec(
            "campaign_assets",
            "campaigns/assets",
            columns("campaign_id asset_type id name"),
            primary_key=("campaign_id", "asset_type", "id"),
            sweep_deletes=True,
            reason="The API has no filter on changes; fifty campaigns are a call.",
            parents=("campaigns",),
            priority=2,
            description="One row per form, e-mail, page or other thing that belongs to a HubSpot"
            " campaign.",
            kept_by="vendor",
            has_fields=False,
            is_optional=True,
            scopes=("marketing.campaigns.read",),
        )
    ),
)
