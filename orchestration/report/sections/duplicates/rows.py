"""What is read of duplicates: groups of pairs, the pairs that are shown, the rules that looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True)
class GroupRow:
    """Pairs of one kind, place and certainty; `with_money` of them touch open pipeline."""

    kind: str
    certainty: str
    action: str
    source_system: str
    other_source_system: str
    pairs: int
    with_money: int


@dataclass(frozen=True)
class PairRow:
    """Two records; `is_survivor`: the first should stay. So many of `pairs` are `shown`."""

    action: str
    kind: str
    rule_id: str | None
    severity: str | None
    why: str | None
    score: Decimal | None
    source_system: str
    source_object: str
    source_id: str
    name: str | None
    web_or_mail: str | None
    created_at: datetime | None
    opportunities: int
    other_source_system: str
    other_source_object: str
    other_source_id: str
    other_name: str | None
    other_web_or_mail: str | None
    other_created_at: datetime | None
    other_opportunities: int
    is_survivor: bool | None
    survivor_reason: str | None
    amount: Decimal | None
    estimated_amount: Decimal | None
    pairs: int
    shown: int


@dataclass(frozen=True)
class RuleRow:
    """A rule that looks for duplicates, and what came of it."""

    rule_id: str
    name: str
    outcome: str
    could_not_see: str | None
    population: int
    waived: int


@dataclass(frozen=True)
class Rows:
    """What is read."""

    groups: tuple[GroupRow, ...]
    pairs: tuple[PairRow, ...]
    rules: tuple[RuleRow, ...]
