"""What a finding of each severity takes of the amount it stands on, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from orchestration.report import format as words


@dataclass(frozen=True)
class SeverityRow:
    """A severity and the share that it takes: above 0, at most 1."""

    severity: str
    weight: float


def share_words(severities: Sequence[SeverityRow]) -> str:
    """`a critical one takes all of its amount, a major one half, a minor one a quarter`."""
    told = [f"{row.severity} one {words.part(row.weight)}" for row in severities]
    if not told:
        return ""
    first = severities[0]
    opening = f"a {first.severity} one takes {words.part(first.weight)} of its amount"
    return ", ".join([opening, *(f"a {part}" for part in told[1:])])
