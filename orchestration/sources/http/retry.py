"""What is asked again after a fault, when, and for how long."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from math import isfinite
from typing import TypeVar

from tenacity import RetryCallState, Retrying, retry_if_exception

from orchestration.errors import StreamUnavailableError, TransientSourceError
from orchestration.sources.http.timing import Timing
from orchestration.sources.spec import CallStats

logger = logging.getLogger(__name__)
T = TypeVar("T")

_SECOND_LOOK_S = 1.0


class DoubtedError(TransientSourceError):
    """A refusal of what was allowed before in this run."""


@dataclass(frozen=True)
class RetryPolicy:
    """How long a passing fault is endured: a vendor may be away for a minute.

    Attributes:
        attempts: tries in all, the first included.
        base_s: backoff before the second try; doubles after each.
        cap_s: longest backoff of our own.
        max_wait_s: a vendor that asks for a longer wait than this ends the run instead.
        most_s: seconds for one call and all its repetitions.
    """

    attempts: int = 10
    base_s: float = 0.5
    cap_s: float = 30.0
    max_wait_s: float = 120.0
    most_s: float = 900.0


class Retrier:
    """Runs one call until it answers, a fault is final, or time is up. Safe across threads."""

    def __init__(self, stats: CallStats, timing: Timing, policy: RetryPolicy | None = None) -> None:
        self._stats = stats
        self._timing = timing
        self._policy = policy or RetryPolicy()
        self._lock = threading.Lock()

    def run(self, send: Callable[[], T]) -> T:
        """The answer of `send`, which is tried again after TransientSourceError.

        A refusal is believed when it is given twice, or, of what was allowed before, to the end.

        Raises:
            TransientSourceError: time is up, or the vendor asked for a longer wait than we grant.
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
        policy, began = self._policy, self._timing.monotonic()

        def is_over(state: RetryCallState) -> bool:
            is_late = self._timing.monotonic() - began > policy.most_s
            return is_late or state.attempt_number >= policy.attempts

        retrying = Retrying(
            retry=retry_if_exception(self._is_passing),
            stop=is_over,
            wait=self._pause_s,
            sleep=self.wait,
            before_sleep=_tell,
            reraise=True,
        )
        return retrying(send)

    def _is_passing(self, fault: BaseException) -> bool:
        """Whether a call is worth repeating after this: the one place that tells."""
        if not isinstance(fault, TransientSourceError):
            return False
        return (fault.retry_after_s or 0.0) <= self._policy.max_wait_s

    def _pause_s(self, state: RetryCallState) -> float:
        """As long as the vendor asks, or as we would wait of ourselves."""
        fault = _fault(state)
        asked_s = fault.retry_after_s if isinstance(fault, TransientSourceError) else None
        ceiling_s = min(self._policy.cap_s, self._policy.base_s * 2.0 ** (state.attempt_number - 1))
        return max(asked_s or 0.0, ceiling_s * (0.5 + self._timing.jitter() / 2))

    def wait(self, seconds: float) -> None:
        """Sleep, and count it as waiting."""
        with self._lock:
            self._stats.retries += 1
            self._stats.waited_s += seconds
        self._timing.sleep(seconds)


def _fault(state: RetryCallState) -> BaseException | None:
    return None if state.outcome is None else state.outcome.exception()


def _tell(state: RetryCallState) -> None:
    logger.info("retry %d after: %s", state.attempt_number, _fault(state))


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
