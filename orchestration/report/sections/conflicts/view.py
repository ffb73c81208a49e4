"""Summary per compared field, and the largest disagreements on each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable, RecordLink
from orchestration.report.csv_names import slug
from orchestration.report.findings import NAME_LIMIT
from orchestration.report.format import Money
from orchestration.report.names import rule_anchor
from orchestration.report.section import Section

_VALUE_LIMIT: Final = 60


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


@dataclass(frozen=True)
class ConflictLine:
    """One deal on which the two systems disagree."""

    name: str
    hubspot_id: str
    hubspot_url: str | None
    hubspot_value: str
    salesforce_id: str
    salesforce_url: str | None
    salesforce_value: str
    difference: Money
    amount: Money


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
    """Summary per field and the largest disagreements."""

    summaries: tuple[ConflictSummary, ...]
    groups: tuple[ConflictGroup, ...]
    rules: tuple[RuleLink, ...]
    csv: str


def view(rows: Rows, context: RenderContext) -> ConflictsView:
    """Empty summaries mean that no deal is linked to an opportunity."""
    return ConflictsView(
        summaries=tuple(_summary(row, context) for row in rows.shares),
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
    return words.clip(field[:1].upper() + field[1:], _VALUE_LIMIT)


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
    )


def _line(row: ConflictRow, context: RenderContext) -> ConflictLine:
    deal, opportunity = row.hubspot_deal_id or "", row.salesforce_opportunity_id or ""
    return ConflictLine(
        name="" if context.is_redacted else words.clip(row.name or "", NAME_LIMIT),
        hubspot_id=deal,
        hubspot_url=context.links.record("hubspot", "deals", deal) if deal else None,
        hubspot_value=_value(row.hubspot_value, row.field),
        salesforce_id=opportunity,
        salesforce_url=(
            context.links.record("salesforce", "opportunity", opportunity) if opportunity else None
        ),
        salesforce_value=_value(row.salesforce_value, row.field),
        difference=context.money(row.difference if row.field == "amount" else None),
        amount=context.money(row.amount),
    )


def _value(value: str | None, field: str) -> str:
    if value is None or not value.strip():
        return words.MISSING
    if field == "amount":
        try:
            # No currency sign: each system writes its own, which the table does not carry.
            return f"{Decimal(value):,.2f}"
        except InvalidOperation:
            return words.clip(value, _VALUE_LIMIT)
    return words.clip(value, _VALUE_LIMIT)


SECTION: Final = Section(
    title="Where they disagree about a deal",
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
            links=(
                RecordLink(
                    "hubspot_link",
                    "hubspot_deal_id",
                    lambda row: ("hubspot", "deals", row["hubspot_deal_id"]),
                ),
                RecordLink(
                    "salesforce_link",
                    "salesforce_opportunity_id",
                    lambda row: ("salesforce", "opportunity", row["salesforce_opportunity_id"]),
                ),
            ),
        ),
    ),
)
