"""Salesforce's descriptor."""

from __future__ import annotations

from typing import Final

from orchestration.sources.vendor import Vendor, VendorSetting

VENDOR: Final = Vendor(
    name="salesforce",
    title="Salesforce",
    order=2,
    settings=(
        VendorSetting("login_url", "address"),
        VendorSetting("consumer_key", "secret"),
        VendorSetting("consumer_secret", "secret"),
        VendorSetting(
            "api_version",
            default="62.0",
            pattern=r"[0-9]{2,3}\.[0-9]",
            complaint="is no version such as 62.0",
        ),
    ),
    evidence=(
        "lead.createddate",
        "lead.converteddate",
        "lead.status.disqualified",
        "lead.status.recycled",
        "campaign_member.firstrespondeddate",
        "task.completed",
        "event.completed",
        "opportunity.createddate",
        "opportunity.closedate.won",
        "opportunity.closedate.lost",
    ),
    evidence_objects=("lead", "contact"),
    record_url="{account}/lightning/r/{object}/{id}/view",
)
