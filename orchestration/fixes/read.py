"""What is read of the published tables: every fix, and the run that published them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Final

import sqlalchemy as sa

from orchestration.report.links import LinkTemplates

#: The worst first. What Postgres would order by the language of its machine is ordered by bytes.
FIXES: Final = sa.text(
    """
    select finding_key, rule_id, rule_name, how_to_fix, takes, source_system, source_object, field,
           vendor_field, field_label, data_type, source_id, record_name, owner_key, owner_name,
           detail, other_value, fix_kind, value_before, value_after, way, refused_because,
           caution, amount_corporate
    from quality.fix
    order by rule_id collate "C", owner_key collate "C", finding_rank, finding_key collate "C"
    """
)
#: The same record elsewhere, one row for each.
TWINS: Final = sa.text(
    """
    select source_system, source_object, source_id, other_source_system, other_source_object,
           other_source_id
    from quality.finding_twin
    order by source_system, source_object, source_id, other_source_system, other_source_id
    """
)
#: Where each system's records open.
ACCOUNTS: Final = sa.text("select source_system, ui_url from marts.dim_source_system")
#: Fields that might be retired, the most pressing first.
RETIRE: Final = sa.text(
    """
    select source_system, source_object, field, vendor_field, label, data_type, records, filled,
           last_written_at, died_in_month, evidence, read_by_rules, read_as, winner_in_sync,
           referred_by, could_not_see
    from quality.retire_candidate
    order by attention_rank, field_key
    """
)
_RUN: Final = sa.text("select run_id, as_of from marts.dim_run order by run_number desc limit 1")


@dataclass(frozen=True)
class Fix:
    """A row of `quality.fix`: see there."""

    finding_key: str
    rule_id: str
    rule_name: str
    how_to_fix: str
    takes: str | None
    source_system: str
    source_object: str
    field: str
    vendor_field: str | None
    field_label: str | None
    data_type: str | None
    source_id: str
    record_name: str | None
    owner_key: str | None
    owner_name: str | None
    detail: str | None
    other_value: str | None
    fix_kind: str
    value_before: str | None
    value_after: str | None
    way: str
    refused_because: str | None
    caution: str | None
    amount_corporate: Decimal | None


@dataclass(frozen=True)
class RetireCandidate:
    """A row of `quality.retire_candidate`: see there."""

    source_system: str
    source_object: str
    field: str
    vendor_field: str | None
    label: str | None
    data_type: str | None
    records: int | None
    filled: int | None
    last_written_at: datetime | None
    died_in_month: str | None
    evidence: str
    read_by_rules: str | None
    read_as: str | None
    winner_in_sync: str | None
    referred_by: str | None
    could_not_see: str


@dataclass(frozen=True)
class Places:
    """Where records open: of each, every system that has it."""

    links: LinkTemplates = field(default_factory=LinkTemplates)
    twins: Mapping[tuple[str, str, str], tuple[tuple[str, str, str], ...]] = field(
        default_factory=dict
    )

    def of(self, fix: Fix) -> str:
        """Addresses with a blank between them; nothing where no system has pages."""
        own = (fix.source_system, fix.source_object, fix.source_id)
        found = (self.links.record(*place) for place in (own, *self.twins.get(own, ())))
        return " ".join(filter(None, found))


@dataclass(frozen=True)
class PublishedRun:
    """The run that published what is read; `as_of` is UTC."""

    run_id: str
    as_of: datetime


def read_places(connection: sa.Connection) -> Places:
    """Where the records of all fixes open."""
    twins: dict[tuple[str, str, str], tuple[tuple[str, str, str], ...]] = {}
    for row in connection.execute(TWINS):
        own = (row.source_system, row.source_object, row.source_id)
        other = (row.other_source_system, row.other_source_object, row.other_source_id)
        twins[own] = (*twins.get(own, ()), other)
    urls = {row.source_system: row.ui_url for row in connection.execute(ACCOUNTS)}
    return Places(LinkTemplates.of_accounts(urls), twins)


def read_run(connection: sa.Connection) -> PublishedRun:
    """The last run that was published."""
    row = connection.execute(_RUN).one()
    return PublishedRun(row.run_id or "", row.as_of)
