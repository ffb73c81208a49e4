"""Columns with an inner column standing in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from orchestration.report.charts.rows import Row, Span, wide_or_narrow
from orchestration.report.charts.scales import Scale
from orchestration.report.charts.svg import figure, joined, number, rect, text

_STEP: Final = 52.0
_WIDE: Final = 34.0
_BASE: Final = 176.0
_TALL: Final = 128.0
_MARGIN: Final = 8.0


@dataclass(frozen=True)
class Column:
    """One column: `height` and `inner`, a part of it, share one unit (lead cycles)."""

    label: str
    height: int
    inner: int
    value_words: str
    is_muted: bool


def columns(name: str, title: str, description: str, marks: Sequence[Column]) -> Markup:
    """All columns on one axis; muted ones are outlined, not filled."""
    scale = Scale.to((mark.height for mark in marks), _TALL)
    parts = [part for place, mark in enumerate(marks) for part in _column(place, mark, scale)]
    width = _STEP * len(marks) + _MARGIN / 2
    axis = Markup('<line class="c-axis" x1="0" y1="{y}" x2="{x}" y2="{y}"/>').format(
        y=number(_BASE), x=number(width)
    )
    body = joined(*parts, axis)
    wide = figure(name, width, _BASE + 26, title, description, body, sizing="natural")
    rows = [
        Row(
            mark.label,
            (Span(0, mark.height, _tone(mark)), Span(0, mark.inner, "k-inner")),
            mark.value_words,
        )
        for mark in marks
    ]
    return wide_or_narrow(wide, name, title, description, rows)


def _tone(mark: Column) -> str:
    return "k-open" if mark.is_muted else "k-fill"


def _column(place: int, mark: Column, scale: Scale) -> tuple[Markup, ...]:
    x, height, inner = _MARGIN + place * _STEP, scale.mark(mark.height), scale.mark(mark.inner)
    middle = x + _WIDE / 2
    return (
        rect(x, _BASE - height, _WIDE, height, _tone(mark)),
        rect(x, _BASE - inner, _WIDE, inner, "k-inner"),
        text(middle, _BASE - height - 8, mark.value_words, "c-tick"),
        text(middle, _BASE + 18, mark.label, "c-tick"),
    )
