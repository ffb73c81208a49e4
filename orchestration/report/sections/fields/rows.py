"""What is read about fields: rows of the inventory, and those of the page of one field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


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
    verdict_label: str
    advice: str | None
    advice_label: str | None
    died_in_month: str | None
    broke_in_month: str | None
    page: str | None


@dataclass(frozen=True)
class WholeRow:
    """All fields; `left_out` of them, with the mildest verdicts, are not among the rows."""

    fields: int
    left_out: int
    has_placeholders: bool
    has_misfits: bool
    has_look_alikes: bool


@dataclass(frozen=True)
class VerdictRow:
    """How many fields have a verdict."""

    verdict: str
    label: str
    fields: int


@dataclass(frozen=True)
class AdviceRow:
    """How many fields have a piece of advice."""

    advice: str
    label: str
    fields: int


@dataclass(frozen=True)
class OfField:
    """Something about one field."""

    field_key: str


@dataclass(frozen=True)
class PageRow(OfField):
    """One field with a page: a row of the profile and of the ledger."""

    source_system: str
    source_object: str
    field: str
    vendor_field: str | None
    label: str | None
    data_type: str | None
    is_custom: bool | None
    is_calculated: bool | None
    verdict: str
    records: int | None
    filled: int | None
    fill_ratio: float | None
    fill_ratio_raw: float | None
    distinct_values: int | None
    top_value_ratio: float | None
    last_filled: date | None
    last_written: date | None
    no_write_known_because: str | None
    died_in_month: str | None
    broke_in_month: str | None
    fill_ratio_before: float | None
    fill_ratio_after: float | None
    unused: str
    exemption_label: str | None
    advice: str
    advice_label: str
    evidence: str
    could_not_see: str | None


@dataclass(frozen=True)
class SegmentRow(OfField):
    """One group of records; `label` is None for those that say none."""

    segment_kind: str
    segment: str
    label: str | None
    records: int
    filled: int
    fill_ratio: float | None


@dataclass(frozen=True)
class OptionRow(OfField):
    """One option or value of a list."""

    value: str
    label: str | None
    verdict: str
    records: int | None
    record_ratio: float | None
    stands_for: str | None
    first_used: date | None
    last_used: date | None


@dataclass(frozen=True)
class LookAlikeRow(OfField):
    """Another field of the same object that looks like it; `is_kept`: of the two, this one is."""

    label: str | None
    vendor_field: str | None
    field: str
    is_kept: bool
    by_label: bool
    by_name: bool
    filled: int
    both_filled: int
    equal_values: int
    agreement_ratio: float | None
    verdict: str
    is_to_merge: bool


@dataclass(frozen=True)
class ReferenceRow(OfField):
    """Whether something of one kind refers to the field."""

    kind_label: str
    verdict: str
    referrers: int
    referred_by: str | None
    could_not_see: str | None


@dataclass(frozen=True)
class ExampleRow(OfField):
    """A record on which another rule found something in this field."""

    rule_id: str
    source_system: str
    source_object: str
    source_id: str
    detail: str | None


@dataclass(frozen=True)
class BreakRow(OfField):
    """A day on which the field broke with its own history, and whose doing it was."""

    break_kind: str
    broke_on: date
    value_before: str | None
    value_after: str | None
    records_touched: int | None
    actor_kind: str
    actor: str | None
    evidence: str
