"""What a setting's value may be, for several parts: a number of days or months, a share."""

from __future__ import annotations

from orchestration.glossary.entry import SettingValue


def days(value: SettingValue) -> str | None:
    """A whole number of days, up to ten years."""
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 3660:
        return None
    return f"{value!r} is no whole number of days between 1 and 3660."


def months(value: SettingValue) -> str | None:
    """A whole number of months, up to ten years."""
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 120:
        return None
    return f"{value!r} is no whole number of months between 1 and 120."


def share(value: SettingValue) -> str | None:
    """A number above 0, up to 1."""
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 1:
        return None
    return f"{value!r} is no share above 0, up to 1."
