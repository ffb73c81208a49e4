"""How a vendor's HTTP is survived: pacing, retries, transport faults.

Nothing here knows a vendor: each vendor's transport.py turns its answers into our errors.
"""

from __future__ import annotations

import logging
import re
import secrets
import ssl
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from math import isfinite
from pathlib import Path
from typing import TypeVar

from orchestration.errors import (
    ConfigError,
    SourceError,
    StreamUnavailableError,
    TransientSourceError,
    UnreachableError,
)
from orchestration.sources.spec import CallStats

logger = logging.getLogger(__name__)
T = TypeVar("T")

CONNECT_TIMEOUT_S = 10.0
READ_TIMEOUT_S = 120.0
_SECOND_LOOK_S = 1.0

_CERTIFICATE = re.compile(
    r"(?i)certificate[ _]verify[ _]failed|SSLCertVerification|hostname mismatch"
)
_TLS = re.compile(r"SSLError|WRONG_VERSION_NUMBER|SSL:")
_NAME = re.compile(
    r"NameResolutionError|getaddrinfo|Name or service|nodename nor servname|gaierror"
)
_SILENT = re.compile(r"ConnectTimeout|connect timeout|Connection timed out")
_REFUSED = re.compile(r"(?i)connection refused|ConnectionRefused|No route to host|Network is unrea")


@dataclass(frozen=True)
class Pacing:
    """The three ways in which waiting touches the machine, so that tests can stand in for them.

    Attributes:
        sleep: waits that many seconds.
        monotonic: seconds on a clock that only moves forward; used to pace, never to date.
        jitter: a number in [0, 1).
    """

    sleep: Callable[[float], None] = time.sleep
    monotonic: Callable[[], float] = time.monotonic
    jitter: Callable[[], float] = secrets.SystemRandom().random


class DoubtedError(TransientSourceError):
    """A refusal of what was allowed before in this run."""


@dataclass(frozen=True)
class RetryPolicy:
    """How long a passing fault is endured: a vendor may be away for a minute.

    Attributes:
        attempts: tries in all, the first included.
        base_s: backoff before the second try; doubles after each.
        cap_s: longest backoff of our own.
        patience_s: a vendor that asks for a longer wait than this ends the run instead.
        most_s: seconds for one call and all its repetitions.
    """

    attempts: int = 10
    base_s: float = 0.5
    cap_s: float = 30.0
    patience_s: float = 120.0
    most_s: float = 900.0


class Retrier:
    """Runs one call until it answers, a fault is final, or patience ends. Safe across threads."""

    def __init__(self, stats: CallStats, pacing: Pacing, policy: RetryPolicy | None = None) -> None:
        self._stats = stats
        self._pacing = pacing
        self._policy = policy or RetryPolicy()
        self._lock = threading.Lock()

    def run(self, send: Callable[[], T]) -> T:
        """The answer of `send`, which is tried again after TransientSourceError.

        A refusal is believed when it is given twice, or, of what was allowed before, to the end.

        Raises:
            TransientSourceError: patience ended, or the vendor asked for more of it than we have.
            SourceError: whatever else `send` raises, at once.
        """
        try:
            try:
                return self._endure(send)
            except StreamUnavailableError:
                self.wait(_SECOND_LOOK_S)
                return self._endure(send)
        except DoubtedError as error:
            raise StreamUnavailableError(error.message, next_step=error.next_step) from None

    def _endure(self, send: Callable[[], T]) -> T:
        began = self._pacing.monotonic()
        for attempt in range(1, self._policy.attempts + 1):
            try:
                return send()
            except TransientSourceError as error:
                asked_s = error.retry_after_s or 0.0
                is_late = self._pacing.monotonic() - began > self._policy.most_s
                is_last = is_late or attempt == self._policy.attempts
                if is_last or asked_s > self._policy.patience_s:
                    raise
                self.wait(max(asked_s, self._backoff_s(attempt)))
                logger.info("retry %d after: %s", attempt, error.message)
        raise AssertionError("unreachable")

    def wait(self, seconds: float) -> None:
        """Sleep, and count it as waiting."""
        with self._lock:
            self._stats.retries += 1
            self._stats.waited_s += seconds
        self._pacing.sleep(seconds)

    def _backoff_s(self, attempt: int) -> float:
        ceiling = min(self._policy.cap_s, self._policy.base_s * 2 ** (attempt - 1))
        return float(ceiling * (0.5 + self._pacing.jitter() / 2))


class RateBudget:
    """At most `limit` calls in any `window_s` seconds, so that the vendor never has to say 429.

    A slot is given back `window_s` after its call was answered, not after it was sent: the vendor
    counted the call no later than that, so the bound holds whatever the latency is.
    """

    def __init__(self, limit: int, window_s: float, pacing: Pacing, stats: CallStats) -> None:
        self._limit = limit
        self._window_s = window_s
        self._pacing = pacing
        self._stats = stats
        self._lock = threading.Lock()
        self._answered: deque[float] = deque()
        self._under_way = 0

    @property
    def limit(self) -> int:
        """Calls allowed in one window."""
        return self._limit

    def learn(self, limit: int) -> None:
        """Take the limit that the vendor declares, less 2 % for whoever else uses the token."""
        with self._lock:
            self._limit = max(1, limit - max(1, limit // 50))

    def spend(self, send: Callable[[], T]) -> T:
        """Wait for a slot, then `send`."""
        while (delay_s := self._reserve()) > 0:
            with self._lock:
                self._stats.waited_s += delay_s
            self._pacing.sleep(delay_s)
        try:
            return send()
        finally:
            with self._lock:
                self._under_way -= 1
                self._answered.append(self._pacing.monotonic())

    def _reserve(self) -> float:
        """Seconds until a slot may be free; 0 when one has been taken."""
        with self._lock:
            now = self._pacing.monotonic()
            while self._answered and now - self._answered[0] >= self._window_s:
                self._answered.popleft()
            if len(self._answered) + self._under_way < self._limit:
                self._under_way += 1
                return 0.0
            if not self._answered:
                return min(0.05, self._window_s)
            return max(0.001, self._answered[0] + self._window_s - now)


def trusted_authority(ca_path: Path | None) -> Path | None:
    """`ca_path`, if it can be read; None means the system's authorities.

    Raises:
        ConfigError: there is no such file, or no certificate in it.
    """
    if ca_path is None:
        return None
    try:
        ssl.create_default_context(cafile=ca_path)
    except OSError:  # an SSLError is one
        fault = "holds no certificate" if ca_path.is_file() else "is not a file"
        raise ConfigError(
            f"The certificate authority {ca_path.name} {fault}.",
            next_step="Point HYMNSHEET_CA_BUNDLE at a PEM file, or unset it.",
        ) from None
    return ca_path


def retry_after_s(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait, as Retry-After says; None where it is absent or says neither.

    A date is held against the answer's own Date: the machine's clock has no part in it.
    """
    value = headers.get("Retry-After") or ""
    try:
        seconds = float(value)
    except ValueError:
        try:
            then, now = map(parsedate_to_datetime, (value, headers.get("Date") or ""))
            seconds = (then - now).total_seconds()
        except (ValueError, TypeError):
            return None
    return max(0.0, seconds) if isfinite(seconds) else None


def transport_error(fault: BaseException, *, host: str, contacted: bool) -> SourceError:
    """Our error for a call that got no whole answer.

    Args:
        fault: what the HTTP library raised.
        host: where the call went.
        contacted: whether this host has answered in this session. Before the first answer a
            refused connection is a wrong setting; after it, a passing fault.
    """
    text = " ".join(f"{type(link).__name__}: {link}" for link in _chain(fault))
    if _CERTIFICATE.search(text):
        return UnreachableError(
            f"The TLS certificate of {host} is not its own or not from a trusted authority.",
            next_step="Check the URL; for a private authority set HYMNSHEET_CA_BUNDLE to its PEM.",
        )
    if not contacted:
        hint = _first_contact_hint(text)
        if hint is not None:
            return UnreachableError(f"{host} cannot be reached: {hint[0]}.", next_step=hint[1])
    return TransientSourceError(
        f"The connection to {host} broke ({type(fault).__name__}).",
        next_step="Run again; if it repeats, check the network between here and the vendor.",
    )


def _first_contact_hint(text: str) -> tuple[str, str] | None:
    if _NAME.search(text):
        return "its name is not known", "Check the host name in the URL, and DNS."
    if _REFUSED.search(text):
        return "the connection was refused", "Check host and port in the URL, and the firewall."
    if _SILENT.search(text):
        return "it does not answer", "Check host and port in the URL, the firewall, and any proxy."
    if _TLS.search(text):
        return "it does not speak TLS as expected", "Check the port and that the URL is https."
    return None


def _chain(fault: BaseException) -> Iterator[BaseException]:
    """The fault and everything it was made from, however the library hid it."""
    waiting: list[object] = [fault]
    seen: set[int] = set()
    while waiting:
        link = waiting.pop()
        if not isinstance(link, BaseException) or id(link) in seen:
            continue
        seen.add(id(link))
        yield link
        waiting += [link.__cause__, link.__context__, getattr(link, "reason", None)]
        waiting += link.args
