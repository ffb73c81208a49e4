"""Marketing campaigns: list, read, money spent."""

from __future__ import annotations

from typing import Any, Final

from orchestration.emulator.hubspot.batches import finished
from orchestration.emulator.hubspot.endpoint import Call, Reply
from orchestration.emulator.hubspot.errors import batch_error, invalid, not_found
from orchestration.emulator.hubspot.paging import next_page
from orchestration.emulator.hubspot.rendering import Plan, read_instant, show_datetime
from orchestration.worlds.csv_table import Row
from orchestration.worlds.instants import format_instant

_PAGE_MAXIMUM: Final = 100
_INPUTS_MAXIMUM: Final = 50
_ASSETS_WITH_IT: Final = 10
_ASSET_TYPES: Final = frozenset(
    (
        *("FORM", "MARKETING_EMAIL", "LANDING_PAGE", "SITE_PAGE", "BLOG_POST", "CTA", "LIST"),
        *("OBJECT_LIST", "AUTOMATION_PLATFORM_FLOW", "SEQUENCE", "CALL", "MEETING_EVENT"),
        *("SOCIAL_BROADCAST", "EXTERNAL_WEB_URL", "MARKETING_EVENT", "WEB_INTERACTIVE", "MEDIA"),
        *("AD_CAMPAIGN", "KNOWLEDGE_ARTICLE", "CASE_STUDY", "PODCAST_EPISODE", "SALES_DOCUMENT"),
    )
)


def list_campaigns(call: Call) -> Reply:
    """`GET /marketing/v3/campaigns`; `after` is an offset, properties must be asked for."""
    call.portal.check_scope("campaigns")
    limit = call.limit(default=50, highest=_PAGE_MAXIMUM)
    text = call.one("after") or "0"
    start = int(text) if text.isdigit() else 0
    plan = call.portal.plan("campaigns", call.query.get("properties", []))
    rows = list(call.portal.table("campaigns").rows.items())
    results = [_campaign(i, row, plan) for i, row in rows[start : start + limit]]
    reply: dict[str, Any] = {"results": results, "total": len(rows)}
    if start + limit < len(rows):
        reply["paging"] = next_page(call, str(start + limit))
    return 200, reply


def read_campaign(call: Call) -> Reply:
    """`GET /marketing/v3/campaigns/{guid}`."""
    call.portal.check_scope("campaigns")
    row = _row(call)
    plan = call.portal.plan("campaigns", call.query.get("properties", []))
    campaign_id = call.path["campaign_id"]
    return 200, {**_campaign(campaign_id, row, plan), "assets": _assets(call, campaign_id)}


def read_assets(call: Call) -> Reply:
    """`GET /marketing/v3/campaigns/{guid}/assets/{type}`, as campaign_assets.csv states them."""
    call.portal.check_scope("campaigns")
    _row(call)
    kind = call.path["asset_type"].upper()
    if kind not in _ASSET_TYPES:
        raise invalid(f"Invalid asset type: {kind}")
    own = _stated_assets(call, call.path["campaign_id"]).get(kind, [])
    limit = call.limit(default=10, highest=_PAGE_MAXIMUM)
    text = call.one("after") or "0"
    start = int(text) if text.isdigit() else 0
    reply: dict[str, Any] = {"results": own[start : start + limit]}
    if start + limit < len(own):
        reply["paging"] = next_page(call, str(start + limit))
    return 200, reply


def _stated_assets(call: Call, campaign_id: str) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in call.portal.records.sections.get("campaign_assets", []):
        if row["campaign_id"] == campaign_id:
            asset = {"id": row["asset_id"], "name": row.get("name") or ""}
            found.setdefault(str(row["asset_type"]), []).append(asset)
    return found


def _assets(call: Call, campaign_id: str) -> dict[str, Any]:
    """The assets that come with a campaign: the first few of each kind, and where more are."""
    reply: dict[str, Any] = {}
    for kind, own in _stated_assets(call, campaign_id).items():
        reply[kind] = {"results": own[:_ASSETS_WITH_IT]}
        if len(own) > _ASSETS_WITH_IT:
            reply[kind]["paging"] = {"next": {"after": str(_ASSETS_WITH_IT)}}
    return reply


def batch_read_campaigns(call: Call) -> Reply:
    """`POST /marketing/v3/campaigns/batch/read`."""
    call.portal.check_scope("campaigns")
    inputs = call.body.get("inputs")
    if not isinstance(inputs, list):
        raise invalid("Some required fields were not set: [inputs]")
    if len(inputs) > _INPUTS_MAXIMUM:
        raise invalid(f"At most {_INPUTS_MAXIMUM} campaigns may be read at once")
    names = [str(name) for name in call.body.get("properties") or []]
    plan = call.portal.plan("campaigns", names)
    rows = call.portal.table("campaigns").rows
    asked = [str(one.get("id")) for one in inputs if isinstance(one, dict)]
    found = [i for i in asked if i in rows]
    results = [{**_campaign(i, rows[i], plan), "assets": _assets(call, i)} for i in found]
    now = show_datetime(format_instant(call.runtime.clock.now()))
    reply = {"status": "COMPLETE", "results": results, "startedAt": now, "completedAt": now}
    missing = [i for i in asked if i not in rows]
    return finished(reply, [batch_error("campaign not found", {"ids": missing})] if missing else [])


def _row(call: Call) -> Row:
    row = call.portal.table("campaigns").rows.get(call.path["campaign_id"])
    if row is None:
        raise not_found()
    return row


def _campaign(record_id: str, row: Row, plan: Plan) -> dict[str, Any]:
    record = plan.render(record_id, row)
    properties = {name: record["properties"][name] for name in plan.names}
    created = show_datetime(row.get("createdAt") or record["createdAt"])
    updated = row.get("updatedAt") or row.get("hs_lastmodifieddate") or created
    return {
        "id": record_id,
        "properties": properties,
        "businessUnits": [],
        "createdAt": created,
        "updatedAt": show_datetime(updated),
    }


def budget_totals(call: Call) -> Reply:
    """`GET /marketing/v3/campaigns/{guid}/budget/totals`: campaign_spend.csv, in any order.

    What a world says of a campaign's budget is one item of it.
    """
    call.portal.check_scope("campaigns")
    row = _row(call)
    spend = call.portal.records.sections.get("campaign_spend", [])
    own = [one for one in spend if one.get("campaign_id") == call.path["campaign_id"]]
    items = [_item(one, order, call) for order, one in enumerate(own)]
    planned = row.get("hs_budget_items_sum_amount")
    plan = {"name": "Budget", "amount": planned, "created_at": row.get("createdAt")}
    budget = [_item(plan, 0, call)] if planned else []
    spent, total = (round(sum(item["amount"] for item in of), 2) for of in (items, budget))
    return 200, {
        "currencyCode": call.portal.currency,
        "budgetTotal": total,
        "spendTotal": spent,
        "remainingBudget": round(total - spent, 2),
        "budgetItems": budget,
        "spendItems": items[::-1],
    }


def _item(row: Row, order: int, call: Call) -> dict[str, Any]:
    """An item of spend or budget; times are epoch milliseconds here, unlike everywhere else."""
    at = row.get("created_at") or row.get("date") or row.get("month")
    instant = (read_instant(at) if at else None) or call.portal.records.as_of
    milliseconds = int(instant.timestamp() * 1000)
    return {
        "id": row.get("id") or str(order + 1),
        "name": row.get("name") or "",
        "amount": float(row.get("amount") or 0),
        "order": order,
        "description": row.get("description") or "",
        "createdAt": milliseconds,
        "updatedAt": milliseconds,
    }
