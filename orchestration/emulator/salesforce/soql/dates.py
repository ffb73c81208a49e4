"""SOQL date literals (TODAY, LAST_N_DAYS:n …) as half-open ranges of days.

Weeks begin on Sunday and days in UTC: the org's locale is en_US and its user's zone is UTC.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

DayRange = tuple[date, date]

# Name of the literal -> whether it takes :n.
RANGE_NAMES: dict[str, bool] = {
    **dict.fromkeys(
        (
            "YESTERDAY",
            "TODAY",
            "TOMORROW",
            "LAST_90_DAYS",
            "NEXT_90_DAYS",
            *(f"{which}_{unit}" for which in ("LAST", "THIS", "NEXT")
              for unit in ("WEEK", "MONTH", "QUARTER", "YEAR")),
        ),
        False,
    ),
    **dict.fromkeys(
        (
            *(f"{which}_N_{unit}S" for which in ("LAST", "NEXT")
              for unit in ("DAY", "WEEK", "MONTH", "QUARTER", "YEAR")),
            *(f"N_{unit}S_AGO" for unit in ("DAY", "WEEK", "MONTH", "QUARTER", "YEAR")),
        ),
        True,
    ),
}  # fmt: skip

_DAY = timedelta(days=1)
_MONTHS = {"MONTH": 1, "QUARTER": 3, "YEAR": 12}


def day_range(name: str, amount: int | None, today: date) -> DayRange:
    """Return the first day of a literal's range and the day after its last.

    Args:
        name: one of RANGE_NAMES.
        amount: its n, where it takes one.
        today: the emulator's current UTC date.
    """
    fixed = _FIXED.get(name)
    if fixed is not None:
        return fixed(today)
    count = amount or 0
    parts = name.split("_")
    if parts[-1] == "AGO":
        return _period(today, parts[1].removesuffix("S"), -count)
    if parts[1] != "N":
        return _period(today, parts[1], {"LAST": -1, "THIS": 0, "NEXT": 1}[parts[0]])
    unit = parts[2].removesuffix("S")
    if parts[0] == "NEXT":
        return _period(today, unit, 1)[0], _period(today, unit, count)[1]
    if unit == "DAY":
        return today - count * _DAY, today + _DAY
    return _period(today, unit, -count)[0], _period(today, unit, -1)[1]


def _period(today: date, unit: str, shift: int) -> DayRange:
    """Return the day, week, month, quarter or year that lies `shift` of them from today."""
    if unit == "DAY":
        start = today + shift * _DAY
        return start, start + _DAY
    if unit == "WEEK":
        start = today - ((today.weekday() + 1) % 7) * _DAY + shift * 7 * _DAY
        return start, start + 7 * _DAY
    months = _MONTHS[unit]
    first = today.replace(month=(today.month - 1) // months * months + 1, day=1)
    start = _add_months(first, shift * months)
    return start, _add_months(start, months)


def _add_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


_FIXED: dict[str, Callable[[date], DayRange]] = {
    "YESTERDAY": lambda today: (today - _DAY, today),
    "TODAY": lambda today: (today, today + _DAY),
    "TOMORROW": lambda today: (today + _DAY, today + 2 * _DAY),
    "LAST_90_DAYS": lambda today: (today - 90 * _DAY, today + _DAY),
    "NEXT_90_DAYS": lambda today: (today + _DAY, today + 91 * _DAY),
}
