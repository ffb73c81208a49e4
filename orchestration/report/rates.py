"""A share of lead cycles in words: shown, of too few, not seen, or not there."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from orchestration.report import format as words
from orchestration.report.charts.whisker import whisker

TOO_FEW: Final = "too few"
UNSEEN: Final = "could not see"


def rate_words(rate: float | None, could_not_see: str | None, *, is_judged: bool) -> str:
    """`43 %`; TOO_FEW to be judged; UNSEEN where records could not be read; else MISSING."""
    if rate is None:
        return UNSEEN if could_not_see else words.MISSING
    return words.percent(rate) if is_judged else TOO_FEW


def interval_words(low: float | None, high: float | None) -> str:
    """`40 % to 46 %`; MISSING where either end is unknown."""
    if low is None or high is None:
        return words.MISSING
    return f"{words.percent(low)} to {words.percent(high)}"


def basis_words(part: int | None, whole: int | None) -> str:
    """`700 of 1,496`; blank where there is no rate to explain."""
    return f"{words.count(part)} of {words.count(whole)}" if whole else ""


def interval_mark(
    low: float | None, rate: float | None, high: float | None, scale: float
) -> Markup:
    """The interval drawn; nothing where an end is unknown."""
    if low is None or rate is None or high is None:
        return Markup("")
    return whisker(low, rate, high, scale)
