"""What came of a call, an e-mail or a meeting, and the words that each system has for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from orchestration.glossary.entry import Code, Row, System, Table, Text, known, unique
from orchestration.glossary.parts.part import Check, Part
from orchestration.glossary.parts.values import days


class ActivityMeaning(Row):
    """What can come of an activity.

    Attributes:
        is_attempt: sales tried to reach the person.
        is_contact: both sides took part: a talk, a meeting, an answer.
    """

    code: Code
    label: Text
    is_attempt: bool
    is_contact: bool


class ActivityOutcome(Row):
    """What a system's word says; `value` is None for a record that says nothing."""

    WORKED_OUT: ClassVar[Mapping[str, str]] = {"normalised_value": "text"}

    system: System
    object: Text
    value: Text | None
    meaning: Code

    @property
    def normalised_value(self) -> str | None:
        """The word as the models compare it: small letters."""
        return self.value and self.value.strip().lower()


class Activities(Part):
    """Meanings of activities' outcomes."""

    SETTINGS: ClassVar[Mapping[str, Check]] = {"cold_call_days": days}

    activity_meanings: Table[ActivityMeaning]
    activity_outcomes: Table[ActivityOutcome]

    def check(self) -> None:
        """Each word has one meaning that is defined."""
        meanings, outcomes = self.activity_meanings.rows, self.activity_outcomes.rows
        unique("activity_meanings", (row.code for row in meanings))
        unique("activity_outcomes", ((r.system, r.object, r.normalised_value) for r in outcomes))
        codes = {row.code for row in meanings}
        known("activity_outcomes", "meaning", (row.meaning for row in outcomes), codes)
