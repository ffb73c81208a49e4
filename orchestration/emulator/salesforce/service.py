"""Salesforce as the emulator finds it."""

from __future__ import annotations

from typing import Final

from orchestration.emulator.salesforce.credentials import CREDENTIALS
from orchestration.emulator.salesforce.faults import FAULTS
from orchestration.emulator.salesforce.paging import PAGING
from orchestration.emulator.salesforce.records import SalesforceRecords
from orchestration.emulator.salesforce.routes import routes
from orchestration.emulator.salesforce.state import open_org
from orchestration.emulator.salesforce.switches import SalesforceSwitches
from orchestration.emulator.salesforce.world import LAYOUT
from orchestration.emulator.service import Service

SERVICE: Final = Service(
    name="salesforce",
    prefixes=("/services/", "/id/"),
    routes=routes,
    address="login_url",
    log_in=("consumer_key", "consumer_secret"),
    credentials=CREDENTIALS,
    layout=LAYOUT,
    records=SalesforceRecords,
    state=open_org,
    faults=FAULTS,
    switches=SalesforceSwitches,
    paging=PAGING,
    header_names=("Sforce-NumberOfRecords",),
)
