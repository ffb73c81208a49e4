"""How what marketing cost is counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from orchestration.glossary.entry import SettingValue
from orchestration.glossary.parts.part import Check, Part

_PARENTS = ("total", "own")


def _of_parents(value: SettingValue) -> str | None:
    """What the cost of a campaign with parts stands for."""
    return None if value in _PARENTS else f"{value!r} is none of {', '.join(_PARENTS)}."


class Money(Part):
    """What the cost of a campaign that has parts contains."""

    SETTINGS: ClassVar[Mapping[str, Check]] = {"parent_campaign_cost": _of_parents}
