"""What was asked of the emulator: method, path and status of each request, never a body."""

from __future__ import annotations

from collections import deque
from typing import NamedTuple


class LoggedRequest(NamedTuple):
    """One answered request; the path is without its query string."""

    method: str
    path: str
    status: int


class RequestLog:
    """The newest requests, oldest first.

    Args:
        keep: how many to remember.
    """

    def __init__(self, keep: int = 200_000) -> None:
        self._entries: deque[LoggedRequest] = deque(maxlen=keep)

    def add(self, method: str, path: str, status: int) -> None:
        """Note one request."""
        self._entries.append(LoggedRequest(method, path, status))

    def entries(self, path_prefix: str = "/") -> list[LoggedRequest]:
        """Requests whose path starts with a prefix; control calls are not logged."""
        return [entry for entry in list(self._entries) if entry.path.startswith(path_prefix)]

    def count(self, path_prefix: str = "/", status: int | None = None) -> int:
        """How many requests a prefix (and a status) saw."""
        found = self.entries(path_prefix)
        return sum(1 for entry in found if status is None or entry.status == status)

    def clear(self) -> None:
        """Forget all requests."""
        self._entries.clear()
