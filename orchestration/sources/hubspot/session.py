"""One HubSpot portal, logged in: its calls, and what one stream's reading tells the next."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from orchestration.errors import CredentialsError, StreamUnavailableError
from orchestration.sources.http.timing import Timing
from orchestration.sources.hubspot.answers import account
from orchestration.sources.hubspot.auth import HubSpotConfig
from orchestration.sources.hubspot.transport import HubSpotTransport
from orchestration.sources.redaction import redact
from orchestration.sources.spec import CallStats, SourceInfo, StreamSpec
from orchestration.sources.time_zones import known_zone

_HOST_NAME: Final = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


class HubSpotSession:
    """One portal, read only.

    Attributes:
        api_names: by stream, column -> property as the API spells it, once it was described.
        refused: objects that are known to be not ours to read.
        counted: by stream, alive records as its last read saw them counted, until they are asked.
        listed: by stream, what its last read held, until the stream that goes through it asks.
    """

    def __init__(self, config: HubSpotConfig, timing: Timing | None = None) -> None:
        self.stats = CallStats()
        self.transport = HubSpotTransport(config, self.stats, timing or Timing())
        self.api_names: dict[str, Mapping[str, str]] = {}
        self.refused: set[str] = set()
        self.counted: dict[str, int | None] = {}
        self.listed: dict[str, list[dict[str, Any]]] = {}

    def check(self) -> SourceInfo:
        """Ask the portal who it is.

        Raises:
            CredentialsError: the token is refused.
            UnreachableError: name, network or certificate.
        """
        try:
            details = self.transport.get("/account-info/v3/details", account)
        except StreamUnavailableError as error:
            raise CredentialsError(error.message, next_step=error.next_step) from None
        zone, unknown = known_zone(details.get("timeZone"))
        return SourceInfo(
            account_id=str(details.get("portalId", "")),
            currency=details.get("companyCurrency"),
            time_zone=zone,
            unknown_zone=redact(unknown),
            detail={"account_type": str(details.get("accountType") or "")},
            ui_url=_ui_url(details),
        )

    def close(self) -> None:
        """Give back sockets."""
        self.transport.close()


def open_session(
    settings: Mapping[str, Any],
    ca_path: Path | None,
    timing: Timing | None,
    specs: Sequence[StreamSpec],
) -> HubSpotSession:
    """A session, as `Vendor.connect` asks for it."""
    del specs
    return HubSpotSession(HubSpotConfig(**settings, ca_path=ca_path), timing)


def _ui_url(details: Mapping[str, Any]) -> str | None:
    """Where the portal's records open: on the host of the portal's own data centre."""
    host, portal = str(details.get("uiDomain") or ""), str(details.get("portalId") or "")
    if not _HOST_NAME.fullmatch(host) or not portal.isdecimal():
        return None
    return f"https://{host}/contacts/{portal}"
