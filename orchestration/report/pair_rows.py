"""What the report reads about pairs: deals that disagree, and records that nobody could join.

One frozen dataclass per query, data only. Amounts are in the corporate currency.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class ConflictCount:
    """Linked pairs compared on one field; what is `incomparable` lacks a value or a currency."""

    field: str
    pairs: int
    equal: int
    conflicts: int
    incomparable: int
    share: float | None
    difference: Decimal | None


@dataclass(frozen=True)
class ConflictRow:
    """One linked pair that disagrees."""

    field: str
    name: str | None
    opportunity_key: str | None
    hubspot_deal_id: str | None
    salesforce_opportunity_id: str | None
    hubspot_value: str | None
    salesforce_value: str | None
    difference: Decimal | None
    amount: Decimal | None


@dataclass(frozen=True)
class IdentityCount:
    """Cases of one kind ('account', 'person' or 'link') that were left undecided for one reason."""

    kind: str
    reason: str
    severity: str
    explanation: str | None
    how_to_fix: str | None
    cases: int


@dataclass(frozen=True)
class IdentityRow:
    """One record that shares `evidence` with another and was not joined, or a link to nothing.

    `evidence` is 'domain', 'email' or the field of the link; `evidence_label` is what people call
    that field. Of a link, the other record is the one that may be meant.
    """

    kind: str
    reason: str
    evidence: str
    evidence_label: str | None
    evidence_value: str | None
    source_system: str
    source_object: str
    source_id: str
    value: str | None
    other_source_system: str | None
    other_source_object: str | None
    other_source_id: str | None
    other_value: str | None
