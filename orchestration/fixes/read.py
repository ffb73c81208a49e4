"""What is read of the published tables: every fix, and the run that published them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

import sqlalchemy as sa

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
class PublishedRun:
    """The run that published what is read; `as_of` is UTC."""

    run_id: str
    as_of: datetime


def read_run(connection: sa.Connection) -> PublishedRun:
    """The last run that was published."""
    row = connection.execute(_RUN).one()
    return PublishedRun(row.run_id or "", row.as_of)
