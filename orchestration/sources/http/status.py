"""What an HTTP status means, for every vendor: one table.

A vendor's own error code, where its body has one, is looked at first, in its own folder.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Verdict(StrEnum):
    """What to do about an answer."""

    GOOD = "read it"
    PASSING = "ask again after a pause"
    LOGIN = "the credentials are wrong"
    NOT_OURS = "this object is not ours to read, or there is none"
    TOO_LONG = "ask in smaller pieces"
    RETIRED = "this version of the API is no more"
    ELSEWHERE = "it sends us to another place: never follow"
    OUR_FAULT = "the request is wrong"


_STATUS: Final = {
    401: Verdict.LOGIN,
    403: Verdict.NOT_OURS,
    404: Verdict.NOT_OURS,
    406: Verdict.PASSING,  # Salesforce, under load
    408: Verdict.PASSING,
    410: Verdict.RETIRED,
    412: Verdict.PASSING,  # Salesforce: a bulk result that is not ready
    414: Verdict.TOO_LONG,
    420: Verdict.PASSING,  # Salesforce Edge: routing is not ready
    423: Verdict.PASSING,  # HubSpot: locked for two seconds
    425: Verdict.PASSING,
    429: Verdict.PASSING,
    431: Verdict.TOO_LONG,
    477: Verdict.PASSING,  # HubSpot: moving to another data centre
}


def verdict(status: int) -> Verdict:
    """What to do about an answer with this status."""
    if status in _STATUS:
        return _STATUS[status]
    if 200 <= status <= 299:
        return Verdict.GOOD
    if 300 <= status <= 399:
        return Verdict.ELSEWHERE
    return Verdict.PASSING if status >= 500 else Verdict.OUR_FAULT
