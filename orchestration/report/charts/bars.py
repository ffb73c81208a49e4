"""One bar of parts that add up to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from orchestration.report.charts.scales import MIN_MARK, Scale
from orchestration.report.charts.svg import figure, joined, rect

_LONG: Final = 1000.0
_TALL: Final = 22.0
_GAP: Final = 3.0


@dataclass(frozen=True)
class Segment:
    """One part of a bar; `tone` is a class of the style sheet."""

    label: str
    tone: str
    share: float


def stacked_bar(name: str, title: str, description: str, segments: Sequence[Segment]) -> Markup:
    """Parts side by side; one too thin to see still gets a mark."""
    scale = Scale(1, _LONG)
    x, parts = 0.0, []
    for segment in segments:
        if segment.share <= 0:
            continue
        width = scale.mark(segment.share)
        # The gap tells neighbours apart where colour cannot.
        parts.append(rect(x, 0, max(width - _GAP, MIN_MARK), _TALL, f"s-{segment.tone}"))
        x += width
    return figure(name, _LONG, _TALL, title, description, joined(*parts), sizing="stretch")
