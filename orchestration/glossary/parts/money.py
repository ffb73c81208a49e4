"""How what marketing cost is counted, and what a customer is worth."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from orchestration.glossary.entry import SettingValue, known
from orchestration.glossary.parts.part import Check
from orchestration.glossary.parts.touches import Touches
from orchestration.glossary.parts.values import months

_PARENTS = ("total", "own")


def _of_parents(value: SettingValue) -> str | None:
    """What the cost of a campaign with parts stands for."""
    return None if value in _PARENTS else f"{value!r} is none of {', '.join(_PARENTS)}."


def _term(value: SettingValue) -> str | None:
    """How long a deal pays for; nothing where customers pay once."""
    return None if value is None else months(value)


def _model(value: SettingValue) -> str | None:
    """A code; which ones there are is checked with the table."""
    return None if isinstance(value, str) else f"{value!r} is no code of attribution_models."


class Money(Touches):
    """What costs contain, how long a customer is worth something, and who is credited."""

    SETTINGS: ClassVar[Mapping[str, Check]] = {
        "parent_campaign_cost": _of_parents,
        "deal_term_months": _term,
        "customer_value_months": months,
        "lifetime_cap_months": months,
        "default_attribution_model": _model,
    }

    def check(self) -> None:
        """The rule that is shown first is one of the rules."""
        named = [one.value for one in self.settings if one.id == "default_attribution_model"]
        codes = {row.code for row in self.attribution_models.rows}
        known("settings", "default_attribution_model", map(str, named), codes)
