"""HubSpot's descriptor."""

from __future__ import annotations

from typing import Final

from orchestration.sources.vendor import Vendor, VendorSetting

VENDOR: Final = Vendor(
    name="hubspot",
    title="HubSpot",
    order=1,
    settings=(
        VendorSetting("access_token", "secret"),
        VendorSetting("base_url", "address", default="https://api.hubapi.com"),
    ),
    evidence=(
        "contacts.createdate",
        "contacts.hs_lead_status.disqualified",
        "contacts.hs_lead_status.recycled",
        "calls.completed",
        "emails.completed",
        "meetings.completed",
        "deals.createdate",
        "deals.closedate.won",
        "deals.closedate.lost",
    ),
    evidence_objects=("contacts",),
    record_url="{account}/record/{object}/{id}",
)
