"""What the portal says of its campaigns: campaign_reports.csv, summed over the days asked for.

A row is a day of a campaign. Its revenue is by the model that it names, LINEAR where it names none;
under every other model a campaign has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from orchestration.emulator.hubspot.endpoint import Call, Reply
from orchestration.emulator.hubspot.errors import invalid, missing_scopes, not_found
from orchestration.worlds.csv_table import Row

#: What hides the revenue of campaigns, and nothing else of them.
REVENUE: Final = "campaign_revenue"
_LINEAR: Final = "LINEAR"
_MODELS: Final = frozenset(
    (
        *(_LINEAR, "FIRST_INTERACTION", "LAST_INTERACTION", "FULL_PATH", "U_SHAPED"),
        *("W_SHAPED", "TIME_DECAY", "J_SHAPED", "INVERSE_J_SHAPED"),
    )
)
_DATES: Final = frozenset(("startDate", "endDate"))
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def metrics(call: Call) -> Reply:
    """`GET /marketing/v3/campaigns/{guid}/reports/metrics`.

    Raises:
        HubSpotError: 400, a parameter or date that is none; 403, not granted; 404, no campaign.
    """
    rows = _rows(call, _DATES)
    return 200, {
        "sessions": _count(rows, "sessions"),
        "newContactsFirstTouch": _count(rows, "new_contacts_first_touch"),
        "newContactsLastTouch": _count(rows, "new_contacts_last_touch"),
        "influencedContacts": _count(rows, "influenced_contacts"),
    }


def revenue(call: Call) -> Reply:
    """`GET /marketing/v3/campaigns/{guid}/reports/revenue`; it has a scope of its own.

    Raises:
        HubSpotError: as of metrics; 400, no model of that name.
    """
    if (REVENUE, None) in call.portal.records.hidden:
        raise missing_scopes("marketing.campaigns.revenue.read")
    model = call.one("attributionModel") or _LINEAR
    if model not in _MODELS:
        raise invalid(f"Invalid attribution model: {model}")
    rows = [
        row
        for row in _rows(call, _DATES | {"attributionModel"})
        if (row.get("attribution_model") or _LINEAR) == model
    ]
    return 200, {
        "revenueAmount": _amount(rows, "revenue_amount"),
        "dealAmount": _amount(rows, "deal_amount"),
        "dealsNumber": _count(rows, "deals"),
        "contactsNumber": _count(rows, "contacts"),
        "currencyCode": call.portal.currency,
    }


def _rows(call: Call, known: frozenset[str]) -> list[Row]:
    """The campaign's rows between the dates; without dates all of them."""
    call.portal.check_scope("campaigns")
    unknown = sorted(call.query.keys() - known)
    if unknown:
        raise invalid(f"Unknown query parameter: {unknown[0]}")
    campaign_id = call.path["campaign_id"]
    if campaign_id not in call.portal.table("campaigns").rows:
        raise not_found()
    start, end = _date(call, "startDate") or date.min, _date(call, "endDate") or date.max
    if start > end:
        raise invalid("startDate must not be after endDate")
    return [
        row
        for row in call.portal.records.sections.get("campaign_reports", [])
        if row["campaign_id"] == campaign_id
        and start <= date.fromisoformat(str(row["date"])[:10]) <= end
    ]


def _date(call: Call, name: str) -> date | None:
    text = call.one(name)
    if text is None:
        return None
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise invalid(f"Invalid {name}: {text}, expected YYYY-MM-DD")


def _count(rows: Iterable[Row], name: str) -> int:
    return sum(int(row.get(name) or 0) for row in rows)


def _amount(rows: Iterable[Row], name: str) -> float:
    return float(sum((Decimal(row.get(name) or 0) for row in rows), Decimal(0)))
