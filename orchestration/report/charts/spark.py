"""A row of small columns, as high as a line of text: which way a number went."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from orchestration.report.charts.scales import Scale
from orchestration.report.charts.svg import figure, joined, rect

_STEP: Final = 7.0
_WIDE: Final = 5.0
_TALL: Final = 22.0


def spark(name: str, title: str, description: str, numbers: Sequence[float | None]) -> Markup:
    """One column per number, the last of them marked; nothing stands where a number is missing."""
    scale = Scale.to((number for number in numbers if number is not None), _TALL)
    last = len(numbers) - 1
    bars = (
        rect(
            place * _STEP,
            _TALL - scale.mark(number),
            _WIDE,
            scale.mark(number),
            "k-fill" if place == last else "k-inner",
        )
        for place, number in enumerate(numbers)
        if number is not None
    )
    width = _STEP * len(numbers)
    return figure(name, width, _TALL, title, description, joined(*bars), sizing="natural")
