"""What the systems' own words for the state of a quote, or of a contract, mean."""

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
ContractState = Literal[
    "draft",
    "in_approval",
    "rejected",
    "signed",
    "scheduled",
    "active",
    "paused",
    "canceled",
    "ended",
]


class _Word(Row):
    """A word of a system."""

    WORKED_OUT: ClassVar[Mapping[str, str]] = {"normalised_value": "text"}

    system: System
    value: Text

    @property
    def normalised_value(self) -> str:
        """The word as the models compare it: lower case, underscores as blanks."""
        return self.value.strip().lower().replace("_", " ")


class QuoteStatus(_Word):
    """What a system's word says of a quote.

    `rejected` is by our own people, who may not send it so; `declined` is by the customer.
    """

    status: QuoteState


class ContractStatus(_Word):
    """What a system's word says of a contract.

    `canceled` is before its time, `ended` after it; `rejected` is by either side.
    """

    status: ContractState


class Commerce(Part):
    """States of what was offered and agreed."""

    quote_statuses: Table[QuoteStatus]
    contract_statuses: Table[ContractStatus]

    def check(self) -> None:
        """Each word has one meaning."""
        quotes, contracts = self.quote_statuses.rows, self.contract_statuses.rows
        unique("quote_statuses", ((row.system, row.normalised_value) for row in quotes))
        unique("contract_statuses", ((row.system, row.normalised_value) for row in contracts))
