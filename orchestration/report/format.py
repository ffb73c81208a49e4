"""Numbers and instants to words. Pure functions; no HTML, no data access.

Thin and no-break spaces keep a number and its unit on one line. A missing value is always
`MISSING`, never a zero: nobody should mistake "we do not know" for "none".
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

MISSING: Final = "–"
NARROW_SPACE: Final = "\u202f"
MIXED_CURRENCIES: Final = "mixed"

_MINUTES_PER_HOUR: Final = 60
_SYMBOLS: Final = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥"}
#: Below it, the cents tell: what a click or a visitor costs.
_FEW: Final = 10
_STEPS: Final = ((Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "M"), (Decimal(10) ** 3, "k"))
# Controls of the terminal and of the direction of text: they hide or turn round what stands there.
_UNSEEN: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


@dataclass(frozen=True)
class Money:
    """An amount twice: rounded for reading, exact for hovering and printing."""

    short: str
    exact: str


@dataclass(frozen=True)
class MoneyFormat:
    """Writes amounts in one currency.

    Args:
        currency: ISO code; None when the data names none; MIXED_CURRENCIES when it names several.
        minor_units: decimal places of the currency: 2 for euros, 0 for yen, 3 for dinars.
    """

    currency: str | None
    minor_units: int = 2

    def __call__(self, amount: Decimal | None) -> Money:
        """`€3.1M` and `EUR 3,104,233.50`, and of a few euros the cents too; MISSING for None."""
        if amount is None or not amount.is_finite():
            return Money(MISSING, MISSING)
        if abs(amount) < _FEW and amount % 1:
            return self.to_the_cent(amount)
        return self._told(amount, _shorten(abs(amount)))

    def to_the_cent(self, amount: Decimal) -> Money:
        """`€0.90` and `EUR 0.90`: what a click costs would be lost by rounding."""
        return self._told(amount, self._exact(amount))

    def plain(self, amount: Decimal | None) -> Decimal | None:
        """The amount with the decimal places of its currency, for a cell of a spreadsheet."""
        return None if amount is None else _rounded(amount, f"1e-{self.minor_units}")

    @property
    def code(self) -> str:
        """The currency's code; blank where amounts are of several or of none known."""
        return "" if self.currency in (None, MIXED_CURRENCIES) else str(self.currency)

    def _told(self, amount: Decimal, number: str) -> Money:
        sign = "−" if amount < 0 else ""
        exact = f"{sign}{self._exact(amount)}"
        return Money(
            f"{sign}{self._prefix()}{number}", f"{self.code} {exact}" if self.code else exact
        )

    def _exact(self, amount: Decimal) -> str:
        return f"{_rounded(abs(amount), f'1e-{self.minor_units}'):,f}"

    def _prefix(self) -> str:
        code = self.code
        if not code:
            return ""
        return _SYMBOLS.get(code, f"{code}{NARROW_SPACE}")


def _shorten(amount: Decimal) -> str:
    for step, suffix in _STEPS:
        # 999,500 would round to "1000k": it reads better one step up.
        if amount >= step * Decimal("0.9995"):
            scaled = amount / step
            if scaled >= Decimal("99.95"):
                return f"{_rounded(scaled, '1')}{suffix}"
            return f"{_rounded(scaled, '0.1').normalize():f}{suffix}"
    return f"{_rounded(amount, '1')}"


def _rounded(amount: Decimal, unit: str) -> Decimal:
    return amount.quantize(Decimal(unit), rounding=ROUND_HALF_UP)


def count(value: int | None) -> str:
    """`12,345`; MISSING for None."""
    return MISSING if value is None else f"{value:,}"


def difference(value: int | None) -> str:
    """`+3`, `-3`, `0`; MISSING for None."""
    if value is None:
        return MISSING
    return f"{value:+,}" if value else "0"


def plural(value: int, one: str, many: str | None = None) -> str:
    """`1 record`, `2 records`."""
    noun = one if value == 1 else (many or f"{one}s")
    return f"{value:,} {noun}"


def listed(names: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`; blank for none."""
    if not names:
        return ""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def percent(value: float | None) -> str:
    """`17 %`, `3.4 %`, `<0.1 %`, `>99.9 %`, `−12 %`; MISSING for None or not a number."""
    if value is None or not math.isfinite(value):
        return MISSING
    hundred = value * 100
    if 0 < hundred < 0.05:
        words = "<0.1"
    elif 99.95 <= hundred < 100:
        words = ">99.9"
    elif 0 < hundred < 9.95 or 99 < hundred < 100:
        words = f"{hundred:.1f}"
    else:
        words = f"{hundred:,.0f}"
    return f"{_signed(words)}{NARROW_SPACE}%"


def times(value: float | None) -> str:
    """`16.5`, `<0.1`, `−0.4`; MISSING for None: how many times something else it is."""
    if value is None:
        return MISSING
    if 0 < value < 0.05:
        return "<0.1"
    return _signed(f"{value:,.1f}")


def _signed(number: str) -> str:
    """A number with a minus instead of a hyphen; one that is rounded to nothing has no sign."""
    size = number.removeprefix("-")
    return f"−{size}" if size != number and size.strip("0.") else size


def bound(*, least: bool = False, most: bool = False) -> str:
    """How a figure reckoned from parts lies to the truth: `at least`, `at most`, `about`; or blank.

    Args:
        least: the truth may be more, as when something that adds to it is not known.
        most: the truth may be less.
    """
    return {(True, False): "at least", (False, True): "at most", (True, True): "about"}.get(
        (least, most), ""
    )


def part(share: float) -> str:
    """`all`, `half`, `a quarter`, else a percentage."""
    return {1.0: "all", 0.5: "half", 0.25: "a quarter"}.get(share, percent(share))


def width(share: float | None) -> int:
    """A share as the length of a bar, 0 to 100; what is not nothing can be seen."""
    return min(100, max(1, round(share * 100))) if share else 0


def days(value: float | None) -> str:
    """`41 d`, `41.5 d`; MISSING for None."""
    if value is None or not math.isfinite(value):
        return MISSING
    return _tenths(value) + f"{NARROW_SPACE}d"


def minutes(value: float | None) -> str:
    """`41 min`; from two hours on `28.7 h`; MISSING for None."""
    if value is None or not math.isfinite(value):
        return MISSING
    if value < 2 * _MINUTES_PER_HOUR:
        return f"{_tenths(value)}{NARROW_SPACE}min"
    hours = f"{value / _MINUTES_PER_HOUR:,.1f}".removesuffix(".0")
    return f"{hours}{NARROW_SPACE}h"


def days_in_words(value: float | None) -> str:
    """`41 days`, for a sentence; MISSING for None."""
    if value is None or not math.isfinite(value):
        return MISSING
    return f"{_tenths(value)} {'day' if value == 1 else 'days'}"


def _tenths(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def instant(value: datetime | None) -> str:
    """`2026-11-22 06:00 UTC`; a value without a zone is UTC."""
    if value is None:
        return MISSING
    return f"{_utc(value):%Y-%m-%d %H:%M} UTC"


def machine_instant(value: datetime) -> str:
    """`2026-11-22T06:00:00Z`, for `<time datetime>`."""
    return f"{_utc(value):%Y-%m-%dT%H:%M:%S}Z"


def _utc(value: datetime) -> datetime:
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def iso_date(value: date | None) -> str:
    """`2026-11-22`; MISSING for None."""
    return MISSING if value is None else value.isoformat()[:10]


def visible(value: str) -> str:
    """`value` with every character that steers a display, and shows nothing, made a `\ufffd`."""
    return _UNSEEN.sub("\ufffd", value)


def clip(value: str, limit: int) -> str:
    """`value`, cut to `limit` characters with an ellipsis."""
    return value if len(value) <= limit else value[: limit - 1].rstrip() + "…"
