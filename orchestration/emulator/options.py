"""Switches of a running emulator that imitate what vendors leave open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any


@dataclass
class Switches:
    """What one vendor leaves open; a vendor's own class adds to it.

    A field that can go wrong for a reader says how, as `says` of its metadata.

    Attributes:
        uri_bytes: longest request target before 414.
    """

    uri_bytes: int = field(default=8_192, metadata={"says": "addresses get too long sooner"})


@dataclass
class Options:
    """Behaviour that a test may choose.

    Attributes:
        rate_limits: False switches every limit off; a number scales a tier's limits (1.0: as is).
        host_names: further names the server's certificate is good for, so that a client whose
            host cannot be set reaches the emulator by redirecting that name alone.
        vendors: switches by vendor; those not given are as the vendor has them.
    """

    rate_limits: bool | float = True
    host_names: tuple[str, ...] = ()
    vendors: dict[str, Any] = field(default_factory=dict)

    @property
    def limit_scale(self) -> float | None:
        """Factor on every limit; None when limits are off."""
        if self.rate_limits is False:
            return None
        return 1.0 if self.rate_limits is True else float(self.rate_limits)

    def named(self) -> dict[str, Any]:
        """Every switch by name; a vendor's carries it in front: `vendor.switch`."""
        return {name: getattr(owner, attribute) for name, owner, attribute in self._switches()}

    def set(self, name: str, value: Any) -> None:
        """Set a switch by its name.

        Raises:
            KeyError: there is none of that name.
        """
        for known, owner, attribute in self._switches():
            if known == name:
                setattr(owner, attribute, value)
                return
        raise KeyError(name)

    def _switches(self) -> Iterator[tuple[str, Any, str]]:
        yield "rate_limits", self, "rate_limits"
        yield "host_names", self, "host_names"
        for vendor, switches in self.vendors.items():
            for one in fields(switches):
                yield f"{vendor}.{one.name}", switches, one.name
