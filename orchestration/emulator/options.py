"""Switches of a running emulator that imitate what HubSpot and Salesforce leave open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass
class Options:
    """Behaviour that a test may choose.

    Args:
        rate_limits: False switches every limit off; a number scales the tier's limits (1.0: as is).
        search_lag_s: seconds of emulator time during which HubSpot's search does not see a change.
            The clock stands still by itself, so any lag hides changes until it is advanced.
        id_order: how HubSpot's search compares hs_object_id; the vendor leaves it open.
        host_names: further names the server's certificate is good for, so that a client whose
            host cannot be set reaches the emulator by redirecting that name alone.
        soap_login: whether Salesforce's SOAP log-in works below API version 65; newer orgs have it
            switched off.
        hubspot_uri_bytes, salesforce_uri_bytes: longest request target before 414.
    """

    rate_limits: bool | float = True
    search_lag_s: float = 0.0
    id_order: Literal["numeric", "lexicographic"] = "numeric"
    host_names: tuple[str, ...] = ()
    soap_login: bool = True
    hubspot_uri_bytes: int = 8192
    salesforce_uri_bytes: int = 16384

    @property
    def limit_scale(self) -> float | None:
        """Factor on every limit; None when limits are off."""
        if self.rate_limits is False:
            return None
        return 1.0 if self.rate_limits is True else float(self.rate_limits)
