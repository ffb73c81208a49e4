"""How a year is cut into periods: the fiscal year, the week, and when a goal is behind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

from orchestration.glossary.entry import SettingValue
from orchestration.glossary.parts.part import Check, Part

_WEEKDAYS: Final = ("monday", "sunday", "saturday")


def _month(value: SettingValue) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 12:
        return None
    return f"{value!r} is no month: write 1 for January to 12 for December."


def _weekday(value: SettingValue) -> str | None:
    return None if value in _WEEKDAYS else f"{value!r} is none of {', '.join(_WEEKDAYS)}."


def _year_name(value: SettingValue) -> str | None:
    return None if value in ("first_day", "last_day") else f"{value!r} is no first_day or last_day."


class Calendar(Part):
    """The periods in which metrics are told."""

    SETTINGS: ClassVar[Mapping[str, Check]] = {
        "fiscal_year_starts_in": _month,
        "fiscal_year_named_by": _year_name,
        "week_starts_on": _weekday,
    }
