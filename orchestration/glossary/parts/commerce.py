"""What the systems' own words for the state of a quote mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from orchestration.glossary.entry import Row, System, Table, Text, unique
from orchestration.glossary.parts.part import Part

QuoteState = Literal[
    "draft",
    "in_approval",
    "rejected",
    "approved",
    "sent",
    "accepted",
    "declined",
    "expired",
    "void",
]


class QuoteStatus(Row):
    """What a system's word says of a quote.

    `rejected` is by our own people, who may not send it so; `declined` is by the customer.
    """

    WORKED_OUT: ClassVar[Mapping[str, str]] = {"normalised_value": "text"}

    system: System
    value: Text
    status: QuoteState

    @property
    def normalised_value(self) -> str:
        """The word as the models compare it: lower case, underscores as blanks."""
        return self.value.strip().lower().replace("_", " ")


class Commerce(Part):
    """States of what was offered."""

    quote_statuses: Table[QuoteStatus]

    def check(self) -> None:
        """Each word has one meaning."""
        statuses = self.quote_statuses.rows
        unique("quote_statuses", ((row.system, row.normalised_value) for row in statuses))
