"""Which connectors exist: a literal table from name to factory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from orchestration.errors import ConfigError
from orchestration.sources.connector import Connector
from orchestration.sources.http import Pacing
from orchestration.sources.hubspot.auth import HubSpotConfig
from orchestration.sources.hubspot.client import HubSpotConnector
from orchestration.sources.hubspot.streams import STREAMS as HUBSPOT_STREAMS
from orchestration.sources.salesforce.auth import SalesforceConfig
from orchestration.sources.salesforce.client import SalesforceConnector
from orchestration.sources.salesforce.streams import STREAMS as SALESFORCE_STREAMS
from orchestration.sources.spec import StreamSpec

VendorConfig = HubSpotConfig | SalesforceConfig

#: What each vendor offers, in load order; known without a log-in.
STREAMS: Final[Mapping[str, tuple[StreamSpec, ...]]] = {
    "hubspot": HUBSPOT_STREAMS,
    "salesforce": SALESFORCE_STREAMS,
}


def connect(name: str, settings: VendorConfig, pacing: Pacing | None = None) -> Connector:
    """The connector called `name`; nothing is sent before its first call.

    Args:
        name: "hubspot" or "salesforce".
        settings: that vendor's config.
        pacing: how to wait; the machine's own clock and sleep if None.

    Raises:
        ConfigError: no such connector, or another vendor's config.
        CredentialsError: the config holds no credentials.
    """
    if name not in _FACTORIES:
        raise ConfigError(
            f"There is no connector called {name!r}.", next_step=f"Use one of {sorted(_FACTORIES)}."
        )
    return _FACTORIES[name](settings, pacing)


def _hubspot(settings: VendorConfig, pacing: Pacing | None) -> Connector:
    if not isinstance(settings, HubSpotConfig):
        raise _wrong_config("hubspot")
    return HubSpotConnector(settings, pacing)


def _salesforce(settings: VendorConfig, pacing: Pacing | None) -> Connector:
    if not isinstance(settings, SalesforceConfig):
        raise _wrong_config("salesforce")
    return SalesforceConnector(settings, pacing)


def _wrong_config(name: str) -> ConfigError:
    return ConfigError(f"{name} was given another vendor's settings.", next_step="Pass its own.")


_FACTORIES: Final[Mapping[str, Callable[[VendorConfig, Pacing | None], Connector]]] = {
    "hubspot": _hubspot,
    "salesforce": _salesforce,
}
