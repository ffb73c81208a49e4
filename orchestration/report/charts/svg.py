"""The parts of a drawing: frame, rectangle, text, rounded coordinates."""

from __future__ import annotations

from typing import Literal

from markupsafe import Markup, escape

Anchor = Literal["start", "middle", "end"]


def figure(
    name: str,
    width: float,
    height: float,
    title: str,
    description: str,
    body: Markup,
    *,
    sizing: Literal["fit", "stretch", "natural"] = "fit",
) -> Markup:
    """The drawing, told to those who do not see it."""
    size = Markup("")
    if sizing == "stretch":
        size = Markup(' preserveAspectRatio="none"')
    elif sizing == "natural":
        size = Markup(' width="{}" height="{}"').format(number(width), number(height))
    return Markup(
        '<svg class="chart {name}" role="img" aria-labelledby="{name}-t {name}-d"'
        ' viewBox="0 0 {w} {h}"{size}>'
        '<title id="{name}-t">{title}</title><desc id="{name}-d">{description}</desc>{body}</svg>'
    ).format(
        name=name,
        w=number(width),
        h=number(height),
        size=size,
        title=title,
        description=description,
        body=body,
    )


def rect(x: float, y: float, width: float, height: float, tone: str) -> Markup:
    """A filled rectangle; nothing without an area."""
    if width <= 0 or height <= 0:
        return Markup("")
    return Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>').format(
        tone, number(x), number(y), number(width), number(height)
    )


def text(x: float, y: float, words: str, tone: str, anchor: Anchor = "middle") -> Markup:
    """Words at a place."""
    return Markup('<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>').format(
        tone, number(x), number(y), anchor, escape(words)
    )


def joined(*parts: Markup) -> Markup:
    """All parts, the later ones above the earlier."""
    return Markup("").join(parts)


def number(value: float) -> str:
    """A coordinate, to a tenth of a unit."""
    return f"{value:.1f}".removesuffix(".0")
