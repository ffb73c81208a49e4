"""Faults on demand: which may happen, which are armed, and how the next request meets one.

Vendors state their own tables (FaultReply, FaultFlag); this module knows no vendor.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any, Final

#: The page of a front server that refuses an address.
URI_TOO_LONG: Final = (
    "<html>\r\n<head><title>414 Request-URI Too Large</title></head>\r\n<body>\r\n"
    "<center><h1>414 Request-URI Too Large</h1></center>\r\n<hr><center>nginx</center>\r\n"
    "</body>\r\n</html>\r\n"
)


@dataclass(frozen=True)
class FaultReply:
    """A fault that answers instead of the endpoint.

    Attributes:
        status: HTTP status.
        body: a JSON value, or text for HTML and empty bodies.
        headers: further response headers.
        paths: where it can happen; prefixes, or patterns with `*`.
        says: what goes wrong, in one phrase.
    """

    status: int
    body: Any
    headers: Mapping[str, str] = field(default_factory=dict)
    paths: tuple[str, ...] = ("/",)
    says: str = ""


@dataclass(frozen=True)
class FaultFlag:
    """A fault that the endpoint (or the middleware) acts out itself.

    The handler finds its name in `request.state.fault`.
    """

    paths: tuple[str, ...] = ("/",)
    says: str = ""


Fault = FaultReply | FaultFlag


@dataclass
class ArmedFault:
    """A fault waiting for requests.

    Attributes:
        name: a registered fault.
        path: prefix of the paths it meets, or a pattern with `*`.
        count: how many requests it still meets; None means all.
        skip: how many matching requests pass first.
        method: only this HTTP method, when given.
        after_bytes: for `reset`: how much of the body is sent; half of it when None.
        share: the part of the matching requests that meet it, drawn by `seed`.
        seed: of those draws.
        reply: for `wire.wrong_body`: `status`, `body` (JSON, or text) and `headers`.
        delay_s: for `wire.slow_*` and `wire.no_answer`: the wait, in real seconds.
        size: for `wire.gzip_bomb`: unpacked bytes.
    """

    name: str
    path: str = "/"
    count: int | None = 1
    skip: int = 0
    method: str | None = None
    after_bytes: int | None = None
    share: float = 1.0
    seed: int = 0
    reply: Mapping[str, Any] = field(default_factory=dict)
    delay_s: float = 1.0
    size: int = 64 * 1024 * 1024

    def __post_init__(self) -> None:
        self._draws = random.Random(self.seed)  # noqa: S311 - repeatable, not secret

    def meets(self, method: str, path: str) -> bool:
        """Whether a request is one of those this waits for."""
        if self.method not in (None, method):
            return False
        if "*" in self.path:
            return fnmatchcase(path, self.path)
        return path.startswith(self.path)

    def strikes(self) -> bool:
        """Whether it strikes the request it meets; uses up one of `skip`."""
        if self.skip > 0:
            self.skip -= 1
            return False
        return self.share >= 1.0 or self._draws.random() < self.share


class FaultInjector:
    """Which faults can be armed, which are, and whom they meet.

    Args:
        known: faults by name; names carry their vendor (`vendor.fault`) or the wire.
    """

    def __init__(self, known: Mapping[str, Fault]) -> None:
        self._known = dict(sorted(known.items()))
        self._armed: list[ArmedFault] = []
        self._lock = threading.Lock()

    @property
    def names(self) -> list[str]:
        """Names of all registered faults."""
        return list(self._known)

    @property
    def armed(self) -> list[ArmedFault]:
        """Faults still waiting."""
        return list(self._armed)

    def arm(self, name: str, **how: Any) -> None:
        """Let the next request meet a fault; `how` are the arguments of ArmedFault.

        Raises:
            KeyError: no such fault is registered.
            TypeError: no such argument.
        """
        if name not in self._known:
            raise KeyError(name)
        with self._lock:
            self._armed.append(ArmedFault(name, **how))

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
                if not fault.meets(method, path) or not fault.strikes():
                    continue
                if fault.count is not None:
                    fault.count -= 1
                    if fault.count <= 0:
                        self._armed.remove(fault)
                return fault, self._known[fault.name]
        return None
