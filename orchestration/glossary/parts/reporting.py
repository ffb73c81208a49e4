"""In which calendar and which currency numbers are told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from orchestration.glossary.entry import SettingValue
from orchestration.glossary.parts.part import Check, Part
from orchestration.known_names import currency_fault, time_zone_fault


def _time_zone(value: SettingValue) -> str | None:
    return time_zone_fault(value) if isinstance(value, str) else f"{value!r} is no time zone."


def _currency(value: SettingValue) -> str | None:
    if value is None:
        return None
    return currency_fault(value) if isinstance(value, str) else f"{value!r} is no currency."


class Reporting(Part):
    """Time zone and currency of what is published."""

    SETTINGS: ClassVar[Mapping[str, Check]] = {
        "reporting_time_zone": _time_zone,
        "corporate_currency": _currency,
    }
