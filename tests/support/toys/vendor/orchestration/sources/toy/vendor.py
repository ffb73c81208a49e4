"""The toy's descriptor."""

from __future__ import annotations

from typing import Final

from orchestration.sources.vendor import TermColumn, Vendor, VendorSetting

VENDOR: Final = Vendor(
    name="toy",
    title="Toy",
    order=9,
    settings=(
        VendorSetting("token", "secret"),
        VendorSetting("base_url", "address", default="https://toy.example"),
    ),
    evidence=(
        "contacts.created_at",
        "contacts.status.disqualified",
        "deals.created_at",
        "deals.closes_on.won",
        "deals.closes_on.lost",
    ),
    evidence_objects=("contacts",),
    terms=(
        TermColumn("lead_statuses", "contacts", "status"),
        TermColumn("opportunity_stages", "deals", "stage"),
        TermColumn("source_channels", "contacts", "heard_of_us", is_fatal=False),
    ),
)
