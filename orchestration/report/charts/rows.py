"""Bars beneath each other, for a screen on which columns beside each other have no room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from orchestration.report.charts.scales import Scale
from orchestration.report.charts.svg import figure, joined, number, rect, text

_WIDTH: Final = 340.0
_LABELS: Final = 88.0
_VALUES: Final = 62.0
_STEP: Final = 26.0
_WIDE: Final = 16.0
_LETTERS: Final = 12.5


@dataclass(frozen=True)
class Span:
    """A part of a row, from `low` to `high`; `tone` is the class of its colour."""

    low: float
    high: float
    tone: str


@dataclass(frozen=True)
class Row:
    """One row: its spans, the later ones above the earlier, all rows in one unit."""

    label: str
    spans: tuple[Span, ...]
    value_words: str


def wide_or_narrow(
    wide: Markup, name: str, title: str, description: str, rows: Sequence[Row]
) -> Markup:
    """The drawing for a wide screen, and the same as rows for a narrow one; one of them shows."""
    narrow = _drawn(f"{name}-rows", title, description, rows)
    return Markup('<div class="at-wide">{}</div><div class="at-narrow">{}</div>').format(
        wide, narrow
    )


def _drawn(name: str, title: str, description: str, rows: Sequence[Row]) -> Markup:
    scale = Scale.to((span.high for row in rows for span in row.spans), _WIDTH - _LABELS - _VALUES)
    parts = [part for place, row in enumerate(rows) for part in _row(place, row, scale)]
    height = _STEP * len(rows) + 4
    axis = Markup('<line class="c-axis" x1="{x}" y1="0" x2="{x}" y2="{y}"/>').format(
        x=number(_LABELS), y=number(height)
    )
    return figure(name, _WIDTH, height, title, description, joined(*parts, axis))


def _row(place: int, row: Row, scale: Scale) -> tuple[Markup, ...]:
    top = place * _STEP + (_STEP - _WIDE) / 2
    letters = top + _LETTERS
    bars = (
        rect(
            _LABELS + scale(span.low),
            top,
            max(scale(span.high) - scale(span.low), 2.0 if span.high > span.low else 0.0),
            _WIDE,
            span.tone,
        )
        for span in row.spans
    )
    return (
        text(0, letters, row.label, "c-tick", "start"),
        *bars,
        text(_WIDTH, letters, row.value_words, "c-tick", "end"),
    )
