"""Why sales gave a lead back, and where each system keeps the reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from orchestration.glossary.entry import Code, Row, System, Table, Text, known, unique
from orchestration.glossary.parts.part import Part


class ExitReason(Row):
    """A reason for which a lead is rejected or recycled."""

    code: Code
    label: Text


class ReasonField(Row):
    """A field in which the reason stands, named in small letters as its raw table and column."""

    system: System
    object: Text
    field: Text


class ReasonWord(Row):
    """The reason that a system's word stands for."""

    WORKED_OUT: ClassVar[Mapping[str, str]] = {"normalised_value": "text"}

    system: System
    value: Text
    reason: Code

    @property
    def normalised_value(self) -> str:
        """The word as the models compare it: small letters, underscores as blanks."""
        return self.value.strip().lower().replace("_", " ")


class Reasons(Part):
    """Reasons of ways out."""

    exit_reasons: Table[ExitReason]
    reason_fields: Table[ReasonField]
    reason_words: Table[ReasonWord]

    def check(self) -> None:
        """Each word stands for one reason that is defined; a field is told in small letters."""
        unique("exit_reasons", (row.code for row in self.exit_reasons.rows))
        fields, words = self.reason_fields.rows, self.reason_words.rows
        unique("reason_fields", ((row.system, row.object, row.field) for row in fields))
        unique("reason_words", ((row.system, row.normalised_value) for row in words))
        for row in fields:
            if row.field != row.field.lower() or row.object != row.object.lower():
                raise ValueError(
                    f"reason_fields: {row.object}.{row.field}: write object and field in small"
                    " letters, as the raw table and its columns are called"
                )
        codes = {row.code for row in self.exit_reasons.rows}
        known("reason_words", "reason", (row.reason for row in words), codes)
        known("exit_reasons", "reason", ("unmapped",), codes)
