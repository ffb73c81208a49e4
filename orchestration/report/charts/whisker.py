"""A tiny interval mark; decorative, because its numbers stand beside it as text."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from orchestration.report.charts.scales import Scale
from orchestration.report.charts.svg import number

_LONG: Final = 110.0
_MARGIN: Final = 4.0


def whisker(low: float, point: float, high: float, peak: float) -> Markup:
    """An interval and the value in it, on a line from nothing to `peak`."""
    scale = Scale(peak, _LONG)
    left, dot, right = (number(_MARGIN + scale(value)) for value in (low, point, high))
    return Markup(
        '<svg class="whisker" viewBox="0 0 118 12" width="118" height="12" aria-hidden="true">'
        '<line class="w-base" x1="4" y1="6" x2="114" y2="6"/>'
        '<line class="w-range" x1="{l}" y1="6" x2="{r}" y2="6"/>'
        '<circle class="w-dot" cx="{d}" cy="6" r="3.5"/></svg>'
    ).format(l=left, r=right, d=dot)
