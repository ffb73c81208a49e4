"""Columns that hang where the one before them ended: from what there was to what there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from orchestration.report.charts.rows import Row, Span, wide_or_narrow
from orchestration.report.charts.scales import Scale
from orchestration.report.charts.svg import figure, joined, number, rect, text

_STEP: Final = 84.0
_WIDE: Final = 56.0
_BASE: Final = 206.0
_TALL: Final = 160.0
_MARGIN: Final = 14.0


@dataclass(frozen=True)
class Step:
    """One column from `low` to `high`, in one unit; `is_whole` ones stand on the ground."""

    label: str
    low: float
    high: float
    value_words: str
    is_whole: bool
    is_loss: bool


def waterfall(name: str, title: str, description: str, steps: Sequence[Step]) -> Markup:
    """All columns on one axis: wholes, then what came in filled and what went out outlined."""
    scale = Scale.to((step.high for step in steps), _TALL)
    parts = [part for place, step in enumerate(steps) for part in _column(place, step, scale)]
    width = _STEP * len(steps) + _MARGIN
    axis = Markup('<line class="c-axis" x1="0" y1="{y}" x2="{x}" y2="{y}"/>').format(
        y=number(_BASE), x=number(width)
    )
    wide = figure(
        name, width, _BASE + 26, title, description, joined(*parts, axis), sizing="natural"
    )
    rows = [
        Row(step.label, (Span(step.low, step.high, _tone(step)),), step.value_words)
        for step in steps
    ]
    return wide_or_narrow(wide, name, title, description, rows)


def _tone(step: Step) -> str:
    return "k-inner" if step.is_whole else "k-open" if step.is_loss else "k-fill"


def _column(place: int, step: Step, scale: Scale) -> tuple[Markup, ...]:
    x, top, bottom = _MARGIN + place * _STEP, scale(step.high), scale(step.low)
    height = max(top - bottom, 2.0 if step.high > step.low else 0.0)
    middle = x + _WIDE / 2
    return (
        rect(x, _BASE - bottom - height, _WIDE, height, _tone(step)),
        text(middle, _BASE - bottom - height - 8, step.value_words, "c-tick"),
        text(middle, _BASE + 18, step.label, "c-tick"),
    )
