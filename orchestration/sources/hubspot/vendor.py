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
    record_url="{account}/record/{object}/{id}",
)
