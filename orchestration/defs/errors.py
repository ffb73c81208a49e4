"""Our error tree to Dagster's retries, in one place.

Only a TransientSourceError is worth another attempt of the step; everything else fails the run at
once, as itself, so that the CLI and the run page show its own message.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg

from orchestration.errors import TransientSourceError

_DEFAULT_WAIT_S = 60.0


@contextmanager
def dagster_retries(max_retries: int) -> Iterator[None]:
    """Ask Dagster to run the step again when a vendor's passing fault outlived our own retries.

    Args:
        max_retries: attempts of the step after the first; 0 lets the error through.
    """
    try:
        yield
    except TransientSourceError as error:
        if max_retries == 0:
            raise
        wait_s = error.retry_after_s if error.retry_after_s is not None else _DEFAULT_WAIT_S
        raise dg.RetryRequested(max_retries=max_retries, seconds_to_wait=wait_s) from error
