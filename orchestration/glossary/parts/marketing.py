"""How what marketing brings is counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from orchestration.glossary.entry import SettingValue
from orchestration.glossary.parts.part import Check, Part


def _minutes(value: SettingValue) -> str | None:
    """A whole number of minutes, up to a day."""
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 1440:
        return None
    return f"{value!r} is no whole number of minutes between 1 and 1440."


class Marketing(Part):
    """When a visit of the website ends."""

    SETTINGS: ClassVar[Mapping[str, Check]] = {"visit_pause_minutes": _minutes}
