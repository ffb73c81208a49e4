"""The fixed, fake credentials every emulator accepts. Nothing here opens a real system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

HUBSPOT_CLIENT_ID: Final = "emulated-client-id"
HUBSPOT_CLIENT_SECRET: Final = "emulated-client-phrase"  # noqa: S105 - opens nothing
HUBSPOT_REFRESH_TOKEN: Final = "emulated-hubspot-refresh-phrase"  # noqa: S105 - opens nothing
HUBSPOT_ACCESS_TOKEN: Final = "emulated-hubspot-private-app"  # noqa: S105 - opens nothing
SALESFORCE_CONSUMER_KEY: Final = "emulated-consumer-key"
SALESFORCE_CONSUMER_SECRET: Final = "emulated-consumer-phrase"  # noqa: S105 - opens nothing

SALESFORCE_REFRESH_TOKEN: Final = "emulated-refresh-phrase"  # noqa: S105 - opens nothing
SALESFORCE_USERNAME: Final = "integration@emulated.example"
SALESFORCE_PASSWORD: Final = "emulated-pass-phrase"  # noqa: S105 - opens nothing
SALESFORCE_SECURITY_TOKEN: Final = "emulated-token"  # noqa: S105 - opens nothing


@dataclass(frozen=True)
class Credentials:
    """What a client presents to either emulated vendor."""

    hubspot_access_token: str = HUBSPOT_ACCESS_TOKEN
    hubspot_client_id: str = HUBSPOT_CLIENT_ID
    hubspot_client_secret: str = HUBSPOT_CLIENT_SECRET
    hubspot_refresh_token: str = HUBSPOT_REFRESH_TOKEN
    salesforce_consumer_key: str = SALESFORCE_CONSUMER_KEY
    salesforce_consumer_secret: str = SALESFORCE_CONSUMER_SECRET
    salesforce_refresh_token: str = SALESFORCE_REFRESH_TOKEN
    salesforce_username: str = SALESFORCE_USERNAME
    salesforce_password: str = SALESFORCE_PASSWORD
    salesforce_security_token: str = SALESFORCE_SECURITY_TOKEN
