"""What the report reads: one frozen dataclass per query. Data only; words live in the sections.

Instants are UTC; amounts are in the corporate currency; dates are in the reporting time zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from orchestration.report.finding_rows import (
    FindingRow,
    ObjectRuleCount,
    OwnerTotal,
    RuleOwnerCount,
    RuleRow,
    RuleStatusCount,
)
from orchestration.report.pair_rows import (
    ConflictCount,
    ConflictRow,
    IdentityCount,
    IdentityRow,
)


@dataclass(frozen=True)
class SyncRow:
    """One stream of one system, as of its last run."""

    source_system: str
    stream: str
    status: str | None
    note: str | None
    rows_alive: int | None
    rows_deleted: int | None
    misfits: int | None
    last_as_of: datetime | None
    newest_source_update: datetime | None
    source_count: int | None
    difference: int | None


@dataclass(frozen=True)
class StageRow:
    """One stage of the glossary's vocabulary."""

    stage_code: str
    stage_rank: int | None
    stage_label: str | None
    owner_team: str | None
    definition: str | None


@dataclass(frozen=True)
class StepRow:
    """From one stage to a later one, over cycles that marketing began.

    `count_from` cycles have a record of the first stage, `count_to` of them one of the second too:
    together they give `rate`. `from_imputed` only must have passed the first; `to_excluded` have
    the second and not the first; `to_recorded` have the second. None: could not be read.
    """

    stage_from: str
    stage_to: str
    count_from: int | None
    count_to: int | None
    rate: float | None
    rate_low: float | None
    rate_high: float | None
    from_imputed: int | None
    to_excluded: int | None
    to_recorded: int | None
    is_next_step: bool
    could_not_see: str | None


@dataclass(frozen=True)
class LaneRow:
    """Lead cycles by how they began; the opportunities `untraced` name no person.

    Counts of opportunities are None where these could not be seen.
    """

    cycle_type: str | None
    cycles: int
    opportunities: int | None
    won: int | None
    untraced: int | None


@dataclass(frozen=True)
class ChannelRow:
    """One value of one breakdown of mart_channel_performance."""

    breakdown: str
    value: str | None
    label: str | None
    inq: int | None
    mql: int | None
    sal: int | None
    sql: int | None
    opp: int | None
    won: int | None
    numerator: int | None
    denominator: int | None
    close_rate: float | None
    close_rate_low: float | None
    close_rate_high: float | None
    median_days: float | None
    days_counted: int
    open_amount: Decimal | None
    won_amount: Decimal | None
    open_without_amount: int
    won_without_amount: int
    could_not_see: str | None
    values_in_breakdown: int


@dataclass(frozen=True)
class CohortRow:
    """Lead cycles recorded as MQL in one month, over all channels; `imputed` ones are beside them.

    `won` of `entered` is `rate`. None: could not be read.
    """

    month: date
    entered: int
    imputed: int
    sal: int | None
    sql: int | None
    opp: int | None
    won: int | None
    won_amount: Decimal | None
    rate: float | None
    rate_low: float | None
    rate_high: float | None
    is_mature: bool
    could_not_see: str | None


@dataclass(frozen=True)
class TrustSlice:
    """Open opportunities by their worst finding: a severity, 'none', or 'all' of them.

    `unpriced` of them carry no amount above zero and are `estimated`; the others are `recorded`.
    `untrusted` is the part of both that the finding puts in doubt. Shares are of the amount of all.
    """

    worst_finding: str
    opportunities: int
    unpriced: int
    recorded: Decimal | None
    estimated: Decimal | None
    amount: Decimal | None
    share: float | None
    untrusted: Decimal | None
    untrusted_share: float | None


@dataclass(frozen=True)
class ScoreRow:
    """One score; `value` is None where nothing could be judged, which `outcome` explains."""

    metric: str
    scope: str
    value: float | None
    outcome: str | None
    numerator: Decimal | None
    denominator: Decimal | None


@dataclass(frozen=True)
class FieldRow:
    """One field's profile.

    `vendor_field` is the vendor's spelling, `field` the column. `filled` leaves placeholders out,
    `filled_raw` counts them. Misfits do not fit the declared type. None: could not be seen.
    """

    source_system: str
    source_object: str
    field: str
    vendor_field: str | None
    label: str | None
    data_type: str | None
    is_custom: bool | None
    is_calculated: bool | None
    records: int | None
    filled: int | None
    fill_ratio: float | None
    filled_raw: int | None
    fill_ratio_raw: float | None
    placeholder_records: int | None
    placeholder_ratio: float | None
    placeholders: str | None
    placeholder_candidates: str | None
    misfits: int | None
    misfit_examples: str | None
    records_90d: int | None
    filled_90d: int | None
    fill_ratio_90d: float | None
    records_365d: int | None
    filled_365d: int | None
    fill_ratio_365d: float | None
    distinct_values: int | None
    top_value: str | None
    top_value_ratio: float | None
    last_filled: date | None
    verdict: str


@dataclass(frozen=True)
class DefinitionRow:
    """One entry of the glossary; `is_signed`: people of both teams agreed to it."""

    definition_id: str
    value: str | None
    unit: str | None
    definition: str | None
    owner_team: str | None
    agreed_marketing: str | None
    agreed_sales: str | None
    agreed_on: str | None
    is_signed: bool


@dataclass(frozen=True)
class AccountRow:
    """One connected system, and where its records open."""

    source_system: str
    account_id: str | None
    ui_url: str | None


@dataclass(frozen=True)
class CorporateCurrency:
    """The currency that amounts are summed in."""

    currency_code: str
    minor_units: int


@dataclass(frozen=True)
class CurrencyCount:
    """Opportunities by the currency written on them."""

    currency_code: str | None
    opportunities: int


@dataclass(frozen=True)
class CheckCount:
    """One suite of table checks and how many of them passed."""

    suite: str
    checks: int
    passed: int


@dataclass(frozen=True)
class Published:
    """Everything the report shows, read in one transaction."""

    sync: tuple[SyncRow, ...]
    stages: tuple[StageRow, ...]
    steps: tuple[StepRow, ...]
    lanes: tuple[LaneRow, ...]
    median_days: float | None
    channels: tuple[ChannelRow, ...]
    cohorts: tuple[CohortRow, ...]
    trust: tuple[TrustSlice, ...]
    scores: tuple[ScoreRow, ...]
    rules: tuple[RuleRow, ...]
    statuses: tuple[RuleStatusCount, ...]
    owners: tuple[RuleOwnerCount, ...]
    owner_totals: tuple[OwnerTotal, ...]
    object_rules: tuple[ObjectRuleCount, ...]
    examples: tuple[FindingRow, ...]
    conflict_counts: tuple[ConflictCount, ...]
    conflicts: tuple[ConflictRow, ...]
    identity_counts: tuple[IdentityCount, ...]
    identities: tuple[IdentityRow, ...]
    fields: tuple[FieldRow, ...]
    definitions: tuple[DefinitionRow, ...]
    accounts: tuple[AccountRow, ...]
    corporate: tuple[CorporateCurrency, ...]
    currencies: tuple[CurrencyCount, ...]
    checks: tuple[CheckCount, ...]
