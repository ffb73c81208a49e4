"""Faults on demand: which may happen, which are armed, and how the next request meets one.

Vendors register their own tables (FaultReply, FaultFlag); this module knows no vendor.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final


@dataclass(frozen=True)
class FaultReply:
    """A fault that answers instead of the endpoint.

    Args:
        status: HTTP status.
        body: a JSON value, or text for HTML and empty bodies.
        headers: further response headers.
    """

    status: int
    body: Any
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FaultFlag:
    """A fault that the endpoint (or the server) acts out itself.

    The handler finds its name in ``request.state.fault``.
    """


Fault = FaultReply | FaultFlag
RESET: Final = "reset"


@dataclass
class ArmedFault:
    """A fault waiting for requests.

    Args:
        name: a registered fault.
        path: prefix of the paths it meets.
        count: how many requests it still meets; None means all.
        skip: how many matching requests pass first.
        method: only this HTTP method, when given.
        after_bytes: for ``reset``: how much of the body is sent; half of it when None.
    """

    name: str
    path: str = "/"
    count: int | None = 1
    skip: int = 0
    method: str | None = None
    after_bytes: int | None = None


class FaultBook:
    """Registered and armed faults. ``reset`` (connection cut mid body) is always registered."""

    def __init__(self) -> None:
        self._known: dict[str, Fault] = {RESET: FaultFlag()}
        self._armed: list[ArmedFault] = []
        self._lock = threading.Lock()

    def register(self, faults: Mapping[str, Fault]) -> None:
        """Make faults available by name; names carry their vendor (``hubspot.daily``)."""
        self._known.update(faults)

    @property
    def names(self) -> list[str]:
        """Names of all registered faults."""
        return sorted(self._known)

    @property
    def armed(self) -> list[ArmedFault]:
        """Faults still waiting."""
        return list(self._armed)

    def arm(
        self,
        name: str,
        *,
        path: str = "/",
        count: int | None = 1,
        skip: int = 0,
        method: str | None = None,
        after_bytes: int | None = None,
    ) -> None:
        """Let the next ``count`` requests under ``path`` meet a fault (None: every one).

        Raises:
            KeyError: no such fault is registered.
        """
        if name not in self._known:
            raise KeyError(name)
        with self._lock:
            self._armed.append(ArmedFault(name, path, count, skip, method, after_bytes))

    def clear(self) -> None:
        """Disarm all faults."""
        with self._lock:
            self._armed.clear()

    def take(self, method: str, path: str) -> tuple[ArmedFault, Fault] | None:
        """The fault this request meets, used up by one; None when it passes."""
        if not self._armed:
            return None
        with self._lock:
            for fault in self._armed:
                if not path.startswith(fault.path) or fault.method not in (None, method):
                    continue
                if fault.skip > 0:
                    fault.skip -= 1
                    continue
                if fault.count is not None:
                    fault.count -= 1
                    if fault.count <= 0:
                        self._armed.remove(fault)
                return fault, self._known[fault.name]
        return None
