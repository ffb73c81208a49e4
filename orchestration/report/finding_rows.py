"""What the report reads about rules and findings: one frozen dataclass per query. Data only.

Instants are UTC; amounts are in the corporate currency.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True)
class Owner:
    """Who owns something: no name where the CRMs have none, nothing where nobody known owns it."""

    owner_key: str | None
    owner_name: str | None
    hubspot_owner_id: str | None
    salesforce_user_id: str | None


@dataclass(frozen=True)
class RuleRow:
    """One rule and what it found."""

    rule_id: str
    rule_version: str | None
    name: str
    severity: str
    level: str
    population: int | None
    failed: int
    fail_ratio: float | None
    open_amount: Decimal | None
    open_share: float | None
    records: int | None
    why_it_matters: str | None
    how_to_fix: str | None
    is_judged: bool | None
    outcome: str | None
    could_not_see: str | None
    estimated_amount: Decimal | None
    problem_rank: int | None


@dataclass(frozen=True)
class RuleStatusCount:
    """Findings of one rule in one state (new, open, reappeared, fixed in the last week)."""

    rule_id: str
    status: str
    findings: int


@dataclass(frozen=True)
class RuleOwnerCount(Owner):
    """One of the owners with most findings of a rule."""

    rule_id: str
    findings: int


@dataclass(frozen=True)
class OwnerTotal(Owner):
    """Findings that stand on the records of one owner; `recent` of them are of the last week.

    All None: the records that no known person owns.
    """

    findings: int
    records: int
    critical: int
    major: int
    recent: int


@dataclass(frozen=True)
class ObjectRuleCount:
    """Records of one object that fail one rule."""

    source_system: str
    source_object: str
    rule_id: str
    records: int


@dataclass(frozen=True)
class FindingRow(Owner):
    """One finding; `twin_*` is the same record in the other system.

    `field` is the column, `vendor_field` the vendor's own spelling of it where it is known.
    """

    rule_id: str
    severity: str
    status: str | None
    source_system: str
    source_object: str
    field: str | None
    vendor_field: str | None
    source_id: str | None
    record_name: str | None
    twin_system: str | None
    twin_object: str | None
    twin_id: str | None
    detail: str | None
    other_value: str | None
    amount: Decimal | None
    first_seen_at: datetime | None
    fixed_at: datetime | None


@dataclass(frozen=True)
class Place:
    """Where a record stands."""

    source_system: str
    source_object: str
    source_id: str


def places(row: FindingRow) -> tuple[Place, ...]:
    """The record of a finding, then the same person, account or deal in the other system."""
    found = (
        (row.source_system, row.source_object, row.source_id),
        (row.twin_system, row.twin_object, row.twin_id),
    )
    return tuple(
        Place(system, place, record_id)
        for system, place, record_id in found
        if system and place and record_id
    )
