"""SVG drawn from plain numbers. Colours and type come from the page's style sheet by class.

Every chart is `role="img"` with a title and a description; the sections put a real table with
the same numbers beneath. Coordinates are rounded, so equal numbers give equal bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from markupsafe import Markup, escape

_WIDE_BAR: Final = 76.0
_WIDE_STEP: Final = 168.0
_WIDE_TOP: Final = 66.0
_WIDE_HEIGHT: Final = 190.0
_NARROW_ROW: Final = 58.0
_MIN_MARK: Final = 2.0


@dataclass(frozen=True)
class FunnelMark:
    """One stage as drawn: `reached` cycles, `imputed` of them inferred from a later stage."""

    code: str
    team: str
    reached: int
    imputed: int
    count_words: str
    step_words: str


@dataclass(frozen=True)
class Segment:
    """One part of a bar; `tone` is a class of the style sheet."""

    label: str
    tone: str
    share: float


@dataclass(frozen=True)
class Column:
    """One column of a cohort chart: `height` and `inner` share one unit (lead cycles)."""

    label: str
    height: int
    inner: int
    value_words: str
    is_muted: bool


def funnel_wide(marks: Sequence[FunnelMark], description: str) -> Markup:
    """The pipeline from left to right as one stream of bars joined by ribbons."""
    peak = max((mark.reached for mark in marks), default=0) or 1
    middle = _WIDE_TOP + _WIDE_HEIGHT / 2
    ribbons, bars, words = [], [], []
    for place, mark in enumerate(marks):
        x = 22 + place * _WIDE_STEP
        half = _half(mark.reached, peak, _WIDE_HEIGHT)
        centre = x + _WIDE_BAR / 2
        bars.append(_wide_bar(mark, x, middle, half))
        words.append(_text(centre, 20, mark.code, "c-code"))
        words.append(_text(centre, 46, mark.count_words, "c-count"))
        if place + 1 < len(marks):
            after = _half(marks[place + 1].reached, peak, _WIDE_HEIGHT)
            ribbons.append(_ribbon(mark.team, x + _WIDE_BAR, middle, half, after))
            gap = x + _WIDE_BAR + (_WIDE_STEP - _WIDE_BAR) / 2
            words.append(_text(gap, middle - 6, marks[place + 1].step_words, "c-step"))
            words.append(_text(gap, middle + 11, "→", "c-arrow"))
    width = 44 + _WIDE_BAR + (len(marks) - 1) * _WIDE_STEP
    height = _WIDE_TOP + _WIDE_HEIGHT + 12
    body = Markup("").join([*ribbons, *bars, *words])
    return _figure("funnel-wide", width, height, "Lead cycles by stage reached", description, body)


def funnel_narrow(marks: Sequence[FunnelMark], description: str) -> Markup:
    """The same numbers as rows, for narrow screens."""
    peak = max((mark.reached for mark in marks), default=0) or 1
    parts: list[Markup] = []
    for place, mark in enumerate(marks):
        y = place * _NARROW_ROW
        width = max(300 * mark.reached / peak, _MIN_MARK if mark.reached else 0)
        solid = width * _recorded(mark)
        parts.append(_start_text(0, y + 20, mark.code, "c-code"))
        parts.append(_start_text(48, y + 20, mark.count_words, "c-count"))
        parts.append(_end_text(300, y + 20, mark.step_words, "c-step"))
        parts.append(_rect(0, y + 30, solid, 14, f"t-{mark.team}"))
        parts.append(_rect(solid, y + 30, width - solid, 14, f"t-{mark.team} faint"))
    height = _NARROW_ROW * len(marks)
    body = Markup("").join(parts)
    return _figure("funnel-narrow", 300, height, "Lead cycles by stage reached", description, body)


def stacked_bar(name: str, title: str, description: str, segments: Sequence[Segment]) -> Markup:
    """One bar of parts that add up to one; a part too thin to see still gets a mark."""
    x, parts = 0.0, []
    for segment in segments:
        if segment.share <= 0:
            continue
        width = max(1000 * segment.share, _MIN_MARK)
        # The gap tells neighbours apart where colour cannot.
        parts.append(_rect(x, 0, max(width - 3, _MIN_MARK), 22, f"s-{segment.tone}"))
        x += width
    return _figure(name, 1000, 22, title, description, Markup("").join(parts), sizing="stretch")


def whisker(low: float, point: float, high: float, scale: float) -> Markup:
    """A tiny interval mark; decorative, because its numbers stand beside it as text."""
    unit = 110 / scale if scale > 0 else 0.0
    left, dot, right = (4 + unit * min(value, scale) for value in (low, point, high))
    return Markup(
        '<svg class="whisker" viewBox="0 0 118 12" width="118" height="12" aria-hidden="true">'
        '<line class="w-base" x1="4" y1="6" x2="114" y2="6"/>'
        '<line class="w-range" x1="{l}" y1="6" x2="{r}" y2="6"/>'
        '<circle class="w-dot" cx="{d}" cy="6" r="3.5"/></svg>'
    ).format(l=_n(left), r=_n(right), d=_n(dot))


def columns(name: str, title: str, description: str, marks: Sequence[Column]) -> Markup:
    """Columns with an inner column standing in each; muted ones are outlined, not filled."""
    peak = max((mark.height for mark in marks), default=0) or 1
    step, base, tall = 52.0, 176.0, 128.0
    parts: list[Markup] = []
    for place, mark in enumerate(marks):
        x = 8 + place * step
        height = max(tall * mark.height / peak, _MIN_MARK if mark.height else 0)
        inner = max(tall * mark.inner / peak, _MIN_MARK if mark.inner else 0)
        parts.append(_rect(x, base - height, 34, height, "k-open" if mark.is_muted else "k-fill"))
        parts.append(_rect(x, base - inner, 34, inner, "k-inner"))
        parts.append(_text(x + 17, base - height - 8, mark.value_words, "c-tick"))
        parts.append(_text(x + 17, base + 18, mark.label, "c-tick"))
    parts.append(
        Markup('<line class="c-axis" x1="0" y1="{y}" x2="{x}" y2="{y}"/>').format(
            y=_n(base), x=_n(step * len(marks) + 4)
        )
    )
    width = step * len(marks) + 4
    body = Markup("").join(parts)
    return _figure(name, width, base + 26, title, description, body, sizing="natural")


def _wide_bar(mark: FunnelMark, x: float, middle: float, half: float) -> Markup:
    recorded = 2 * half * _recorded(mark)
    top = middle - half
    solid = _rect(x, top, _WIDE_BAR, recorded, f"t-{mark.team}")
    inferred = _rect(x, top + recorded, _WIDE_BAR, 2 * half - recorded, f"t-{mark.team} faint")
    return solid + inferred


def _ribbon(team: str, x: float, middle: float, half: float, after: float) -> Markup:
    end = x + _WIDE_STEP - _WIDE_BAR
    bend = x + (_WIDE_STEP - _WIDE_BAR) / 2
    path = (
        f"M{_n(x)} {_n(middle - half)}"
        f"C{_n(bend)} {_n(middle - half)} {_n(bend)} {_n(middle - after)} "
        f"{_n(end)} {_n(middle - after)}"
        f"V{_n(middle + after)}"
        f"C{_n(bend)} {_n(middle + after)} {_n(bend)} {_n(middle + half)} "
        f"{_n(x)} {_n(middle + half)}Z"
    )
    return Markup('<path class="ribbon t-{}" d="{}"/>').format(team, path)


def _recorded(mark: FunnelMark) -> float:
    return 1 - mark.imputed / mark.reached if mark.reached else 1.0


def _half(reached: int, peak: int, tall: float) -> float:
    return max(tall * reached / peak, _MIN_MARK if reached else 0) / 2


def _figure(
    name: str,
    width: float,
    height: float,
    title: str,
    description: str,
    body: Markup,
    *,
    sizing: Literal["fit", "stretch", "natural"] = "fit",
) -> Markup:
    size = Markup("")
    if sizing == "stretch":
        size = Markup(' preserveAspectRatio="none"')
    elif sizing == "natural":
        size = Markup(' width="{}" height="{}"').format(_n(width), _n(height))
    return Markup(
        '<svg class="chart {name}" role="img" aria-labelledby="{name}-t {name}-d"'
        ' viewBox="0 0 {w} {h}"{size}>'
        '<title id="{name}-t">{title}</title><desc id="{name}-d">{description}</desc>{body}</svg>'
    ).format(
        name=name,
        w=_n(width),
        h=_n(height),
        size=size,
        title=title,
        description=description,
        body=body,
    )


def _rect(x: float, y: float, width: float, height: float, tone: str) -> Markup:
    if width <= 0 or height <= 0:
        return Markup("")
    return Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>').format(
        tone, _n(x), _n(y), _n(width), _n(height)
    )


def _text(x: float, y: float, words: str, tone: str) -> Markup:
    return _anchored(x, y, words, tone, "middle")


def _start_text(x: float, y: float, words: str, tone: str) -> Markup:
    return _anchored(x, y, words, tone, "start")


def _end_text(x: float, y: float, words: str, tone: str) -> Markup:
    return _anchored(x, y, words, tone, "end")


def _anchored(x: float, y: float, words: str, tone: str, anchor: str) -> Markup:
    return Markup('<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>').format(
        tone, _n(x), _n(y), anchor, escape(words)
    )


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
