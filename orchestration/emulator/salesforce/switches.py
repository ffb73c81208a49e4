"""What Salesforce leaves open."""

from __future__ import annotations

from dataclasses import dataclass, field

from orchestration.emulator.options import Switches


@dataclass
class SalesforceSwitches(Switches):
    """What Salesforce leaves open.

    Attributes:
        soap_login: whether the SOAP log-in works below API version 65; newer orgs have it
            switched off.
    """

    uri_bytes: int = field(default=16_384, metadata={"says": "addresses get too long sooner"})
    soap_login: bool = True
