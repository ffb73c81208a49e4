"""The fixed, fake credentials every emulator accepts. Nothing here opens a real system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

HUBSPOT_ACCESS_TOKEN: Final = "emulated-hubspot-private-app"  # noqa: S105 - opens nothing
SALESFORCE_CONSUMER_KEY: Final = "emulated-consumer-key"
SALESFORCE_CONSUMER_SECRET: Final = "emulated-consumer-phrase"  # noqa: S105 - opens nothing

SALESFORCE_REFRESH_TOKEN: Final = "emulated-refresh-phrase"  # noqa: S105 - opens nothing


@dataclass(frozen=True)
class Credentials:
    """What a client presents to either emulated vendor."""

    hubspot_access_token: str = HUBSPOT_ACCESS_TOKEN
    salesforce_consumer_key: str = SALESFORCE_CONSUMER_KEY
    salesforce_consumer_secret: str = SALESFORCE_CONSUMER_SECRET
    salesforce_refresh_token: str = SALESFORCE_REFRESH_TOKEN
