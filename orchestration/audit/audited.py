"""All that an audit finds, read from the ledger once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from orchestration.audit.joins import Join, joins
from orchestration.audit.judged import RuleResult, rule_results
from orchestration.audit.ledger import Ledger
from orchestration.audit.told import Place, Told
from orchestration.audit.tops import TopValue, top_values


@dataclass(frozen=True)
class Audited:
    """What the page and the document are made of.

    Attributes:
        ledger: of the files.
        told: its fields.
        rules: what each rule found, or what it would need.
        joins: columns that name records of another file.
        tops: values of fields that may be shown.
    """

    ledger: Ledger
    told: Told
    rules: tuple[RuleResult, ...]
    joins: tuple[Join, ...]
    tops: Mapping[Place, tuple[TopValue, ...]]


def audited_of(ledger: Ledger) -> Audited:
    """Everything that a ledger with a table in it tells."""
    told = Told(ledger)
    return Audited(
        ledger, told, rule_results(ledger), joins(ledger), top_values(ledger, told.fields)
    )
