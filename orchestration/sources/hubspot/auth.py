"""The HubSpot log-in: a private app's token, put into the official SDK's API client."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import hubspot
from pydantic import SecretStr
from urllib3.util.retry import Retry

from orchestration.errors import ConfigError, CredentialsError
from orchestration.sources.http.connection import trusted_authority


@dataclass(frozen=True)
class HubSpotConfig:
    """Where HubSpot is and who we are there.

    Attributes:
        access_token: token of a private app; it does not expire.
        base_url: https only.
        ca_path: PEM of the one authority to trust; None means the system's.
    """

    access_token: SecretStr
    base_url: str = "https://api.hubapi.com"
    ca_path: Path | None = None

    @property
    def host(self) -> str:
        """Host and port, for messages."""
        return urlsplit(self.base_url).netloc


def open_api(config: HubSpotConfig) -> Any:
    """One ApiClient of the SDK with its own connection pool; keep it, each costs a handshake.

    Raises:
        CredentialsError: the token is blank.
        ConfigError: the URL is not https, or the authority is not a file.
    """
    if not config.access_token.get_secret_value().strip():
        raise CredentialsError(
            "No HubSpot access token is set.",
            next_step="Set HYMNSHEET_HUBSPOT_ACCESS_TOKEN to a private app's token.",
        )
    if not config.base_url.startswith("https://"):
        raise ConfigError(
            "The HubSpot URL does not begin with https://.",
            next_step="Correct HYMNSHEET_HUBSPOT_BASE_URL.",
        )
    authority = trusted_authority(config.ca_path)
    sdk = hubspot.HubSpot(
        access_token=config.access_token.get_secret_value().strip(),
        host=config.base_url.rstrip("/"),
        ssl_ca_cert=str(authority) if authority else None,
        retry=Retry(total=0, raise_on_redirect=False),  # retries are ours, and counted
        connection_pool_maxsize=8,
    )
    api_client = sdk.crm.objects.basic_api.api_client
    api_client.set_default_header("Accept-Encoding", "gzip")
    return api_client
