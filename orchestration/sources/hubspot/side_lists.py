"""Owners, deal pipelines, campaigns, exchange rates: small lists, each with its own JSON shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import orjson
import pyarrow as pa

from orchestration.sources.hubspot.answers import CAMPAIGN, OWNER, PIPELINE, RATE
from orchestration.sources.hubspot.listings import results_of
from orchestration.sources.hubspot.transport import HubSpotTransport
from orchestration.sources.spec import Batch, ColumnType, StreamSpec
from orchestration.sources.typing import text_of, typed_columns

Row = dict[str, object]

_OWNERS_PATH: Final = "/crm/v3/owners/"
_PIPELINES_PATH: Final = "/crm/v3/pipelines/deals"
_CAMPAIGNS_PATH: Final = "/marketing/v3/campaigns"
_RATES_PATH: Final = "/settings/v3/currencies/exchange-rates"
_CAMPAIGN_PROPERTIES: Final = "hs_name,hs_start_date,hs_end_date,hs_campaign_status"


def owners(transport: HubSpotTransport, stream: StreamSpec) -> Iterator[Batch]:
    """One row per owner. A deactivated one stays alive here, `archived` true: it still owns."""
    rows = [
        _owner(owner)
        for archived in ("false", "true")
        for owner in results_of(
            transport, _OWNERS_PATH, OWNER, [("limit", "500"), ("archived", archived)]
        )
    ]
    yield rows_batch(stream, rows, updated="updatedat")


def pipelines(transport: HubSpotTransport, stream: StreamSpec) -> Iterator[Batch]:
    """One row per stage of each deal pipeline."""
    rows = [
        _stage(pipeline, stage)
        for pipeline in results_of(transport, _PIPELINES_PATH, PIPELINE, [])
        for stage in pipeline["stages"]
    ]
    yield rows_batch(stream, rows, updated=None)


def campaigns(transport: HubSpotTransport, stream: StreamSpec) -> Iterator[Batch]:
    """One row per marketing campaign."""
    query = [("limit", "100"), ("properties", _CAMPAIGN_PROPERTIES)]
    rows = [
        _campaign(campaign) for campaign in results_of(transport, _CAMPAIGNS_PATH, CAMPAIGN, query)
    ]
    yield rows_batch(stream, rows, updated="updatedat")


def currencies(transport: HubSpotTransport, stream: StreamSpec) -> Iterator[Batch]:
    """One row per exchange rate and the instant from which it holds."""
    rows = [_rate(rate) for rate in results_of(transport, _RATES_PATH, RATE, [("limit", "100")])]
    yield rows_batch(stream, rows, updated="updatedat")


def rows_batch(stream: StreamSpec, rows: list[Row], *, updated: str | None) -> Batch:
    """A batch of the contract's columns from JSON values.

    Args:
        stream: its columns and key.
        rows: column -> JSON value; a missing one is null.
        updated: the column that carries the vendor's time of change, if there is one.
    """
    text = {
        name: pa.array([text_of(row.get(name)) for row in rows], pa.string())
        for name in stream.columns
    }
    keys = ["/".join(str(row.get(name)) for name in stream.primary_key) for row in rows]
    typed, rescued = typed_columns(text, stream.columns, pa.array(keys, pa.string()))
    nothing = pa.nulls(len(rows), ColumnType.TIMESTAMP.arrow)
    typed["_source_updated_at"] = nothing if updated is None else typed[updated]
    typed["_deleted_at"] = nothing
    typed["_merged_into"] = pa.nulls(len(rows), pa.string())
    return Batch(pa.table(typed), rescued)


def _owner(owner: Mapping[str, Any]) -> Row:
    user_id = owner.get("userId")
    teams = owner.get("teams")
    return {
        "id": owner.get("id"),
        "email": owner.get("email"),
        "firstname": owner.get("firstName"),
        "lastname": owner.get("lastName"),
        "userid": owner.get("userIdIncludingInactive") if user_id is None else user_id,
        "type": owner.get("type"),
        "createdat": owner.get("createdAt"),
        "updatedat": owner.get("updatedAt"),
        "archived": owner.get("archived"),
        "teams": orjson.dumps(teams).decode() if teams else None,
    }


def _stage(pipeline: Mapping[str, Any], stage: Mapping[str, Any]) -> Row:
    metadata = stage.get("metadata") or {}
    return {
        "object_type": "deals",
        "pipeline_id": pipeline.get("id"),
        "stage_id": stage.get("id"),
        "pipeline_label": pipeline.get("label"),
        "stage_label": stage.get("label"),
        "display_order": stage.get("displayOrder"),
        "is_closed": metadata.get("isClosed"),
        "probability": metadata.get("probability"),
        "archived": stage.get("archived") or pipeline.get("archived"),
    }


def _campaign(campaign: Mapping[str, Any]) -> Row:
    row: Row = dict(campaign["properties"])
    row.update(
        id=campaign.get("id"),
        createdat=campaign.get("createdAt"),
        updatedat=campaign.get("updatedAt"),
    )
    return row


def _rate(rate: Mapping[str, Any]) -> Row:
    return {name.lower(): value for name, value in rate.items()}
