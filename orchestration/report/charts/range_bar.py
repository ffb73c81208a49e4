"""From where to where a share lies; decorative, because its numbers stand beside it as text."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from orchestration.report.charts.scales import Scale
from orchestration.report.charts.svg import number

_LONG: Final = 110.0
_MARGIN: Final = 4.0


def range_bar(low: float, high: float) -> Markup:
    """Both ends as dots on a line from nothing to all, and what lies between them."""
    scale = Scale(1, _LONG)
    left, right = (number(_MARGIN + scale(value)) for value in (low, high))
    return Markup(
        '<svg class="whisker" viewBox="0 0 118 12" width="118" height="12" aria-hidden="true">'
        '<line class="w-base" x1="4" y1="6" x2="114" y2="6"/>'
        '<line class="w-range" x1="{l}" y1="6" x2="{r}" y2="6"/>'
        '<circle class="w-dot" cx="{l}" cy="6" r="3"/>'
        '<circle class="w-dot" cx="{r}" cy="6" r="3"/></svg>'
    ).format(l=left, r=right)
