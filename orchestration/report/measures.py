"""Values of metrics in words of their unit."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from orchestration.report import format as words
from orchestration.report.format import Money, MoneyFormat

#: Below it, the cents tell: what a click costs.
_SMALL: Final = 100


def measure(value: Decimal | None, unit: str, money: MoneyFormat) -> Money:
    """A value in words of its unit; a count that is projected is told as a whole number."""
    if value is None:
        return Money(words.MISSING, words.MISSING)
    if unit == "currency":
        return money.to_the_cent(value) if 0 < abs(value) < _SMALL else money(value)
    if unit == "share":
        told = words.percent(float(value))
    elif unit == "days":
        told = words.days(float(value))
    elif unit == "minutes":
        told = words.minutes(float(value))
    else:
        told = f"{value:,.0f}"
    return Money(told, told)
