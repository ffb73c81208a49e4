"""Which vendors there are: every folder beside this file that holds a vendor.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, Final

from orchestration import sources
from orchestration.errors import ConfigError
from orchestration.sources.vendor import Vendor

if TYPE_CHECKING:
    from orchestration.sources.connector import Connector
    from orchestration.sources.http.timing import Timing


def _found() -> Iterator[Vendor]:
    for module in iter_modules(sources.__path__, f"{sources.__name__}."):
        if module.ispkg and find_spec(f"{module.name}.vendor") is not None:
            yield import_module(f"{module.name}.vendor").VENDOR


#: Vendors by name, in load order.
VENDORS: Final[Mapping[str, Vendor]] = {
    vendor.name: vendor for vendor in sorted(_found(), key=lambda each: (each.order, each.name))
}

#: Those of them that hold a company's records: each alone is enough.
SYSTEMS: Final[Mapping[str, Vendor]] = {
    name: vendor for name, vendor in VENDORS.items() if vendor.is_system
}


def connect(
    name: str,
    settings: Mapping[str, Any],
    *,
    ca_path: Path | None = None,
    timing: Timing | None = None,
) -> Connector:
    """The connector of the vendor called `name`; nothing is sent before its first call.

    Args:
        name: of a vendor.
        settings: values of its settings by name, secrets as SecretStr; one that is not given has
            its default.
        ca_path: PEM of the one authority to trust; None means the system's.
        timing: how to wait; the machine's own clock and sleep if None.

    Raises:
        ConfigError: no such vendor, another vendor's settings, or some of them are wrong.
        CredentialsError: the settings hold no credentials.
    """
    vendor = VENDORS.get(name)
    if vendor is None:
        raise ConfigError(
            f"There is no connector called {name!r}.", next_step=f"Use one of {sorted(VENDORS)}."
        )
    defaults = {setting.name: setting.default for setting in vendor.settings}
    values: dict[str, Any] = {**defaults, **settings}
    if len(values) > len(vendor.settings) or None in values.values():
        wanted = ", ".join(setting.name for setting in vendor.settings)
        raise ConfigError(
            f"{vendor.title} was given other settings than its own.", next_step=f"Pass {wanted}."
        )
    return vendor.connect(values, ca_path, timing)
