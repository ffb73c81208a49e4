"""Calls that end: the other side decides neither how much memory an answer takes nor how long."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Final, TypeVar

from orchestration.errors import TransientSourceError

T = TypeVar("T")
CHUNK: Final = 64 * 1024
_LOOK_S: Final = 2.0


@dataclass(frozen=True)
class Bounds:
    """What one answer may cost.

    Attributes:
        body_bytes: decompressed; the widest honest page is far smaller.
        silence_s: seconds until its headers must be there.
        grace_s: seconds of the body before its pace is looked at.
        slowest_bytes_s: a body that comes slower than this after the grace is given up.
        clock: seconds on a clock that only moves forward.
    """

    body_bytes: int = 256 * 1024 * 1024
    silence_s: float = 150.0
    grace_s: float = 30.0
    slowest_bytes_s: float = 2_000.0
    clock: Callable[[], float] = time.monotonic


@dataclass
class Body:
    """A body on its way: how much has come, and since when."""

    where: str
    bounds: Bounds
    began: float = field(init=False)
    since: float | None = None
    size: int = 0

    def __post_init__(self) -> None:
        self.began = self.bounds.clock()

    def read(self, chunks: Iterable[bytes]) -> bytes:
        """All of it, without NUL bytes.

        Raises:
            TransientSourceError: it is longer than the bounds allow.
        """
        self.since = self.bounds.clock()
        whole = bytearray()
        for chunk in chunks:
            self.size += len(chunk)
            if self.size > self.bounds.body_bytes:
                raise TransientSourceError(
                    f"{self.where} sent more than {self.bounds.body_bytes // 2**20} MiB at once.",
                    next_step="Look for a proxy or an attacker between here and the vendor.",
                )
            whole += chunk.replace(b"\x00", b"") if b"\x00" in chunk else chunk
        return bytes(whole)

    def require_pace(self) -> None:
        """Do nothing while it comes fast enough.

        Raises:
            TransientSourceError: it does not.
        """
        now = self.bounds.clock()
        if self.since is None:
            is_slow = now - self.began > self.bounds.silence_s
        else:
            late_s = now - self.since - self.bounds.grace_s
            is_slow = late_s > 0 and self.size < late_s * self.bounds.slowest_bytes_s
        if is_slow:
            raise TransientSourceError(
                f"{self.where} sent {self.size:,} bytes in {now - self.began:.0f} seconds.",
                next_step="Run again; if it repeats, check the network between here and there.",
            )


def watched(send: Callable[[Body], T], where: str, bounds: Bounds) -> T:
    """The answer of `send`, unless it comes too slowly: then its thread is left to itself.

    A socket's own timeout is not enough: a byte now and then keeps it waiting for ever.

    Args:
        send: one call; reads its body through the `Body` it is given.
        where: vendor and path, for the message.
        bounds: what it may cost.

    Raises:
        TransientSourceError: too long or too slow.
        Exception: what `send` raises.
    """
    body = Body(where, bounds)
    done: SimpleQueue[tuple[T | None, BaseException | None]] = SimpleQueue()

    def work() -> None:
        try:
            done.put((send(body), None))
        except BaseException as fault:  # noqa: BLE001 - carried to the thread that waits
            done.put((None, fault))

    threading.Thread(target=work, name="call", daemon=True).start()
    while True:
        try:
            answer, fault = done.get(timeout=min(_LOOK_S, bounds.grace_s, bounds.silence_s))
        except Empty:
            body.require_pace()
            continue
        if fault is not None:
            raise fault
        return answer  # type: ignore[return-value]
