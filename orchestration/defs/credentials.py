"""Settings to the vendors' configurations; which vendors there are. Imports nothing slow."""

from __future__ import annotations

from orchestration.errors import ConfigError, CredentialsError
from orchestration.settings import Settings
from orchestration.sources.http import trusted_authority
from orchestration.sources.hubspot.auth import HubSpotConfig
from orchestration.sources.salesforce.auth import SalesforceConfig


def configured_sources(settings: Settings) -> tuple[str, ...]:
    """Names of the vendors that have credentials, in load order.

    Raises:
        ConfigError: a vendor has some of its settings and lacks others.
    """
    configs = {"hubspot": hubspot_config(settings), "salesforce": salesforce_config(settings)}
    return tuple(name for name, config in configs.items() if config is not None)


def require_sources(settings: Settings) -> None:
    """Do nothing if a run could log in somewhere.

    Raises:
        CredentialsError: no vendor has credentials.
        ConfigError: the certificate authority to trust is none.
    """
    trusted_authority(settings.ca_bundle)
    if not configured_sources(settings):
        raise CredentialsError(
            "No source is configured: neither HubSpot nor Salesforce has credentials.",
            next_step="Set them in the environment or in .env (.env.example lists them), "
            "or try `hymnsheet demo`, which needs none.",
        )


def vendor_address(settings: Settings) -> str | None:
    """The address of one configured vendor, whose clock a run may be compared with."""
    hubspot, salesforce = hubspot_config(settings), salesforce_config(settings)
    if hubspot is not None:
        return hubspot.base_url
    return None if salesforce is None else salesforce.login_url


def hubspot_config(settings: Settings) -> HubSpotConfig | None:
    """How to reach HubSpot; None without a token."""
    token = settings.hubspot_access_token
    if token is None:
        return None
    return HubSpotConfig(
        access_token=token, base_url=settings.hubspot_base_url, ca_path=settings.ca_bundle
    )


def salesforce_config(settings: Settings) -> SalesforceConfig | None:
    """How to reach Salesforce; None if nothing of it is set.

    Raises:
        ConfigError: something is set and something is missing.
    """
    url, key, secret = (
        settings.salesforce_login_url,
        settings.salesforce_consumer_key,
        settings.salesforce_consumer_secret,
    )
    if url is None and key is None and secret is None:
        return None
    if url is None or key is None or secret is None:
        values = {
            "HYMNSHEET_SALESFORCE_LOGIN_URL": url,
            "HYMNSHEET_SALESFORCE_CONSUMER_KEY": key,
            "HYMNSHEET_SALESFORCE_CONSUMER_SECRET": secret,
        }
        missing = [name for name, value in values.items() if value is None]
        raise ConfigError(
            f"Salesforce is half configured: {', '.join(missing)} is not set.",
            next_step="Set all three, or none to go without Salesforce.",
        )
    return SalesforceConfig(
        login_url=url,
        consumer_key=key,
        consumer_secret=secret,
        api_version=settings.salesforce_api_version,
        ca_path=settings.ca_bundle,
    )
