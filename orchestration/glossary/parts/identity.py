"""How sure two records must be to be shown as one, and to become one without anybody's word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

from orchestration.glossary.entry import SettingValue
from orchestration.glossary.parts.part import Check, Part

#: Pairs below it are not scored to the end: nobody can ask for them.
LEAST_SCORE: Final = 0.5


def _score(value: SettingValue) -> str | None:
    if isinstance(value, int | float) and not isinstance(value, bool) and LEAST_SCORE <= value <= 1:
        return None
    return f"{value!r} is no score from {LEAST_SCORE} to 1."


def _score_or_nothing(value: SettingValue) -> str | None:
    return None if value is None else _score(value)


class Identity(Part):
    """Scores of possible matches."""

    SETTINGS: ClassVar[Mapping[str, Check]] = {
        "match_propose_score": _score,
        "match_merge_score": _score_or_nothing,
    }

    def check(self) -> None:
        """What is joined unasked must at least have been worth asking."""
        values = {setting.id: setting.value for setting in self.settings}
        propose, merge = values.get("match_propose_score"), values.get("match_merge_score")
        if isinstance(propose, int | float) and isinstance(merge, int | float) and merge < propose:
            raise ValueError(
                f"settings[match_merge_score].value: {merge} is below match_propose_score,"
                f" {propose}"
            )
