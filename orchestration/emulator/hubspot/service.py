"""HubSpot as the emulator finds it."""

from __future__ import annotations

from typing import Final

from orchestration.emulator.hubspot.account import open_portal
from orchestration.emulator.hubspot.credentials import CREDENTIALS
from orchestration.emulator.hubspot.faults import FAULTS
from orchestration.emulator.hubspot.paging import PAGING
from orchestration.emulator.hubspot.records import HubSpotRecords
from orchestration.emulator.hubspot.routes import routes
from orchestration.emulator.hubspot.switches import HubSpotSwitches
from orchestration.emulator.hubspot.world import LAYOUT
from orchestration.emulator.service import Service

SERVICE: Final = Service(
    name="hubspot",
    prefixes=("/",),
    routes=routes,
    log_in=("access_token",),
    credentials=CREDENTIALS,
    layout=LAYOUT,
    records=HubSpotRecords,
    state=open_portal,
    faults=FAULTS,
    switches=HubSpotSwitches,
    paging=PAGING,
    header_names=(
        "X-HubSpot-Correlation-Id",
        "X-HubSpot-RateLimit-Daily",
        "X-HubSpot-RateLimit-Daily-Remaining",
        "X-HubSpot-RateLimit-Interval-Milliseconds",
        "X-HubSpot-RateLimit-Max",
        "X-HubSpot-RateLimit-Remaining",
    ),
)
