"""Summary per compared field, and the largest disagreements on each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.csv_names import slug
from orchestration.report.findings import NAME_LIMIT
from orchestration.report.format import Money
from orchestration.report.names import rule_anchor, system_name
from orchestration.report.section import Section

_VALUE_LIMIT: Final = 60
#: Compared fields whose values are people.
_NAMES_PEOPLE: Final = frozenset({"owner"})
_LEFT_OUT: Final = "left out of this report"


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
    open_amount: Decimal | None
    estimated_amount: Decimal | None
    severity: str | None
    since: datetime | None


@dataclass(frozen=True)
class ConflictRow:
    """One linked pair that disagrees; `source_*` is the record that speaks for the opportunity."""

    field: str
    name: str | None
    source_system: str
    source_object: str
    source_id: str
    value: str | None
    other_source_system: str
    other_source_object: str
    other_source_id: str
    other_value: str | None
    difference: Decimal | None
    amount: Decimal | None
    estimated_amount: Decimal | None
    since: datetime | None
    last_changed_by: str | None


@dataclass(frozen=True)
class PairRuleRow:
    """A rule about pairs that found something."""

    rule_id: str
    name: str


@dataclass(frozen=True)
class Rows:
    """What is read."""

    shares: tuple[ConflictCount, ...]
    conflicts: tuple[ConflictRow, ...]
    rules: tuple[PairRuleRow, ...]


@dataclass(frozen=True)
class RuleLink:
    """A problem that says what to do about disagreements."""

    rule_id: str
    name: str
    href: str


@dataclass(frozen=True)
class ConflictSummary:
    """One compared field."""

    label: str
    href: str
    pairs: str
    incomparable: str
    equal: str
    differs: str
    rate: str
    width: int
    difference: Money
    severity: str
    open_amount: Money | None
    estimated: Money | None
    since: str


@dataclass(frozen=True)
class Side:
    """What one of the two records says."""

    system: str
    record_id: str
    url: str | None
    value: str


@dataclass(frozen=True)
class ConflictLine:
    """One deal on which two systems disagree: what counts here, and what the other says."""

    name: str
    main: Side
    other: Side
    difference: Money
    amount: Money | None
    estimated: Money | None
    since: str
    last_changed_by: str


@dataclass(frozen=True)
class ConflictGroup:
    """The largest disagreements on one field, and the list of all."""

    anchor: str
    title: str
    lines: tuple[ConflictLine, ...]
    has_difference: bool
    total: str
    is_whole: bool
    csv: str


@dataclass(frozen=True)
class ConflictsView:
    """Summary per field and the largest disagreements; whether every pair could be compared."""

    summaries: tuple[ConflictSummary, ...]
    is_all_compared: bool
    groups: tuple[ConflictGroup, ...]
    rules: tuple[RuleLink, ...]
    csv: str


def view(rows: Rows, context: RenderContext) -> ConflictsView:
    """Empty summaries mean that no deal is linked to an opportunity."""
    return ConflictsView(
        summaries=tuple(_summary(row, context) for row in rows.shares),
        is_all_compared=not any(row.incomparable for row in rows.shares),
        groups=tuple(_group(row, rows.conflicts, context) for row in rows.shares if row.conflicts),
        rules=tuple(
            RuleLink(row.rule_id, row.name, context.href("problems", rule_anchor(row.rule_id)))
            for row in rows.rules
        ),
        csv=context.csv("shares"),
    )


def _group(
    count: ConflictCount, rows: Sequence[ConflictRow], context: RenderContext
) -> ConflictGroup:
    lines = tuple(_line(row, context) for row in rows if row.field == count.field)
    return ConflictGroup(
        anchor=_anchor(count.field),
        title=_label(count.field).lower(),
        lines=lines,
        has_difference=count.field == "amount",
        total=words.count(count.conflicts),
        is_whole=count.conflicts == len(lines),
        csv=context.csv("conflicts", count.field),
    )


def _label(field: str) -> str:
    said = field.replace("_", " ")
    return words.clip(said[:1].upper() + said[1:], _VALUE_LIMIT)


def _anchor(field: str) -> str:
    return f"conflicts-{slug(field) or 'unnamed'}"


def _summary(row: ConflictCount, context: RenderContext) -> ConflictSummary:
    return ConflictSummary(
        label=_label(row.field),
        href=f"#{_anchor(row.field)}" if row.conflicts else "",
        pairs=words.count(row.pairs),
        incomparable=words.count(row.incomparable),
        equal=words.count(row.equal),
        differs=words.count(row.conflicts),
        rate=words.percent(row.share),
        width=words.width(row.share),
        difference=context.money(row.difference if row.field == "amount" else None),
        severity=row.severity if row.severity and row.conflicts else "",
        open_amount=context.money(row.open_amount) if row.open_amount else None,
        estimated=context.money(row.estimated_amount) if row.estimated_amount else None,
        since=words.iso_date(row.since),
    )


def _line(row: ConflictRow, context: RenderContext) -> ConflictLine:
    main = (row.source_system, row.source_object, row.source_id)
    other = (row.other_source_system, row.other_source_object, row.other_source_id)
    return ConflictLine(
        name="" if context.is_redacted else words.clip(row.name or "", NAME_LIMIT),
        main=_side(*main, _value(row.value, row.field, context), context),
        other=_side(*other, _value(row.other_value, row.field, context), context),
        difference=context.money(row.difference if row.field == "amount" else None),
        amount=None if row.amount is None else context.money(row.amount),
        estimated=context.money(row.estimated_amount) if row.estimated_amount else None,
        since=words.iso_date(row.since),
        last_changed_by=(
            system_name(row.last_changed_by) if row.last_changed_by else words.MISSING
        ),
    )


def _side(
    system: str, object_name: str, record_id: str, value: str, context: RenderContext
) -> Side:
    return Side(
        system=system_name(system),
        record_id=record_id,
        url=context.links.record(system, object_name, record_id),
        value=value,
    )


def _value(value: str | None, field: str, context: RenderContext) -> str:
    if value is None or not value.strip():
        return words.MISSING
    if context.is_redacted and field in _NAMES_PEOPLE:
        return _LEFT_OUT
    if field == "amount":
        try:
            # No currency sign: each system writes its own, which the table does not carry.
            return f"{Decimal(value):,.2f}"
        except InvalidOperation:
            return words.clip(value, _VALUE_LIMIT)
    return words.clip(value, _VALUE_LIMIT)


SECTION: Final = Section(
    title="Where they disagree",
    page="systems",
    order=10,
    rows=Rows,
    view=view,
    tables=(
        CsvTable("shares"),
        CsvTable(
            "all_conflicts",
            "conflicts",
            split="field",
            hidden=_NAMES_PEOPLE,
            # stages, amounts, days, consents
            public=frozenset({"value", "other_value"}),
        ),
    ),
)
