"""Settings to what each vendor's connector is given; who is configured. Imports nothing slow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from orchestration.errors import ConfigError, CredentialsError
from orchestration.settings import Settings
from orchestration.sources.registry import SYSTEMS, VENDORS
from orchestration.sources.vendor import Vendor, VendorSetting


def configured_sources(settings: Settings) -> tuple[str, ...]:
    """Names of the vendors that have credentials, in load order.

    Raises:
        ConfigError: a vendor has some of its settings and lacks others.
    """
    known = {name: vendor_settings(settings, vendor) for name, vendor in VENDORS.items()}
    return tuple(name for name, values in known.items() if values is not None)


def require_sources(settings: Settings) -> None:
    """Do nothing if a run could log in somewhere.

    Raises:
        CredentialsError: no vendor has credentials.
        ConfigError: the certificate authority to trust is none.
    """
    from orchestration.sources.http.connection import trusted_authority

    trusted_authority(settings.ca_bundle)
    if not SYSTEMS.keys() & {*configured_sources(settings)}:
        raise CredentialsError(
            f"No source is configured: {nobody()} has credentials.",
            next_step=f"{how_to_configure()} Or try `hymnsheet demo`, which needs none.",
        )


def nobody() -> str:
    """`neither HubSpot nor Salesforce`, of all vendors that there are."""
    *others, last = (vendor.title for vendor in SYSTEMS.values())
    return f"neither {', '.join(others)} nor {last}" if others else f"not even {last}"


def how_to_configure(names: Iterable[str] = SYSTEMS) -> str:
    """The variables to set, of any one of these vendors, and where."""
    choices = ", or ".join(_listed(VENDORS[name], VENDORS[name].required) for name in names)
    return (
        f"Set {choices} in the environment or in .env; `hymnsheet init DIR` writes a folder"
        " that explains them."
    )


def vendor_address(settings: Settings) -> str | None:
    """The address of one configured vendor, whose clock a run may be compared with."""
    for name in configured_sources(settings):
        vendor = VENDORS[name]
        if vendor.address is not None:
            return str(settings.of_vendor(vendor)[vendor.address.name])
    return None


def vendor_settings(settings: Settings, vendor: Vendor) -> Mapping[str, Any] | None:
    """What a vendor's connector is given; None if nothing that it requires is set.

    Raises:
        ConfigError: something is set and something is missing.
    """
    values = settings.of_vendor(vendor)
    missing = [setting for setting in vendor.required if values[setting.name] is None]
    if len(missing) == len(vendor.required):
        return None
    if missing:
        raise ConfigError(
            f"{vendor.title} is half configured: {_listed(vendor, missing)} is not set.",
            next_step=f"Set that too, or nothing of {vendor.title} to go without it.",
        )
    return values


def _listed(vendor: Vendor, settings: Iterable[VendorSetting]) -> str:
    return ", ".join(f"HYMNSHEET_{vendor.variable(each).upper()}" for each in settings)
