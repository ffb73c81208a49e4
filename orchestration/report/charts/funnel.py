"""The pipeline as one stream of stages, in a wide and in a narrow shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from orchestration.report.charts.scales import Scale
from orchestration.report.charts.svg import figure, joined, number, rect, text

_TITLE: Final = "Lead cycles by stage reached"
_BAR: Final = 76.0
_STEP: Final = 168.0
_TOP: Final = 66.0
_TALL: Final = 190.0
_LONG: Final = 300.0
_ROW: Final = 58.0


@dataclass(frozen=True)
class FunnelMark:
    """One stage as drawn: `reached` cycles, `imputed` of them inferred from a later stage."""

    code: str
    team: str
    reached: int
    imputed: int
    count_words: str
    step_words: str


def funnel_wide(marks: Sequence[FunnelMark], description: str) -> Markup:
    """The pipeline from left to right as one stream of bars joined by ribbons."""
    scale = Scale.to((mark.reached for mark in marks), _TALL)
    middle = _TOP + _TALL / 2
    ribbons: list[Markup] = []
    bars: list[Markup] = []
    words: list[Markup] = []
    for place, mark in enumerate(marks):
        x, tall = 22 + place * _STEP, scale.mark(mark.reached)
        bars.extend(_wide_bar(mark, x, middle - tall / 2, tall))
        words.append(text(x + _BAR / 2, 20, mark.code, "c-code"))
        words.append(text(x + _BAR / 2, 46, mark.count_words, "c-count"))
        if place + 1 < len(marks):
            after = marks[place + 1]
            gap = x + _BAR + (_STEP - _BAR) / 2
            ribbons.append(_ribbon(mark.team, x + _BAR, middle, tall, scale.mark(after.reached)))
            words.append(text(gap, middle - 6, after.step_words, "c-step"))
            words.append(text(gap, middle + 11, "→", "c-arrow"))
    width = 44 + _BAR + (len(marks) - 1) * _STEP
    body = joined(*ribbons, *bars, *words)
    return figure("funnel-wide", width, _TOP + _TALL + 12, _TITLE, description, body)


def funnel_narrow(marks: Sequence[FunnelMark], description: str) -> Markup:
    """The same numbers as rows, for narrow screens."""
    scale = Scale.to((mark.reached for mark in marks), _LONG)
    parts = [part for place, mark in enumerate(marks) for part in _narrow_row(place, mark, scale)]
    height = _ROW * len(marks)
    return figure("funnel-narrow", _LONG, height, _TITLE, description, joined(*parts))


def _narrow_row(place: int, mark: FunnelMark, scale: Scale) -> tuple[Markup, ...]:
    y, width = place * _ROW, scale.mark(mark.reached)
    solid = _recorded(mark, width)
    return (
        text(0, y + 20, mark.code, "c-code", "start"),
        text(48, y + 20, mark.count_words, "c-count", "start"),
        text(_LONG, y + 20, mark.step_words, "c-step", "end"),
        rect(0, y + 30, solid, 14, f"t-{mark.team}"),
        rect(solid, y + 30, width - solid, 14, f"t-{mark.team} faint"),
    )


def _wide_bar(mark: FunnelMark, x: float, y: float, tall: float) -> tuple[Markup, Markup]:
    solid = _recorded(mark, tall)
    return (
        rect(x, y, _BAR, solid, f"t-{mark.team}"),
        rect(x, y + solid, _BAR, tall - solid, f"t-{mark.team} faint"),
    )


def _ribbon(team: str, x: float, middle: float, tall: float, after: float) -> Markup:
    half, end_half = tall / 2, after / 2
    end, bend = x + _STEP - _BAR, number(x + (_STEP - _BAR) / 2)
    path = (
        f"M{number(x)} {number(middle - half)}"
        f"C{bend} {number(middle - half)} {bend} {number(middle - end_half)} "
        f"{number(end)} {number(middle - end_half)}"
        f"V{number(middle + end_half)}"
        f"C{bend} {number(middle + end_half)} {bend} {number(middle + half)} "
        f"{number(x)} {number(middle + half)}Z"
    )
    return Markup('<path class="ribbon t-{}" d="{}"/>').format(team, path)


def _recorded(mark: FunnelMark, length: float) -> float:
    """The part of a length that stands for records."""
    return length * (1 - mark.imputed / mark.reached) if mark.reached else length
