"""Where waiting touches the machine."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Timing:
    """The three ways in which waiting touches the machine, so that tests can stand in for them.

    Attributes:
        sleep: waits that many seconds.
        monotonic: seconds on a clock that only moves forward; used to pace, never to date.
        jitter: a number in [0, 1).
    """

    sleep: Callable[[float], None] = time.sleep
    monotonic: Callable[[], float] = time.monotonic
    jitter: Callable[[], float] = secrets.SystemRandom().random
