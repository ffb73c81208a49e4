"""Section 4: where HubSpot and Salesforce disagree about the same deal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from orchestration.report import format as words
from orchestration.report.format import Money
from orchestration.report.lists import conflict_file, href
from orchestration.report.names import Voice
from orchestration.report.pair_rows import ConflictCount, ConflictRow
from orchestration.report.sections.problems import anchor
from orchestration.report.sections.records import NAME_LIMIT

_FIELDS: Final = {"stage": ("Stage", "X001"), "amount": ("Amount", "X002")}
_ORDER: Final = {field: place for place, field in enumerate(_FIELDS)}
_VALUE_LIMIT: Final = 60


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

    title: str
    lines: tuple[ConflictLine, ...]
    has_difference: bool
    total: str
    is_whole: bool
    list_href: str


@dataclass(frozen=True)
class ConflictsView:
    """Summary per field and the largest disagreements."""

    summaries: tuple[ConflictSummary, ...]
    groups: tuple[ConflictGroup, ...]


def conflicts_view(
    counts: Sequence[ConflictCount], rows: Sequence[ConflictRow], voice: Voice
) -> ConflictsView:
    """Empty summaries mean that no deal is linked to an opportunity."""
    ordered = sorted(counts, key=lambda row: (_ORDER.get(row.field, len(_ORDER)), row.field))
    return ConflictsView(
        summaries=tuple(_summary(row, voice) for row in ordered if row.pairs),
        groups=tuple(_group(row, rows, voice) for row in ordered if row.conflicts),
    )


def _group(count: ConflictCount, rows: Sequence[ConflictRow], voice: Voice) -> ConflictGroup:
    lines = tuple(_line(row, voice) for row in rows if row.field == count.field)
    return ConflictGroup(
        title=_label(count.field).lower(),
        lines=lines,
        has_difference=count.field == "amount",
        total=words.count(count.conflicts),
        is_whole=count.conflicts == len(lines),
        list_href=href(voice.lists, conflict_file(count.field)),
    )


def _label(field: str) -> str:
    return _FIELDS.get(field, (field, ""))[0]


def _summary(row: ConflictCount, voice: Voice) -> ConflictSummary:
    rule = _FIELDS.get(row.field, ("", ""))[1]
    return ConflictSummary(
        label=_label(row.field),
        href=f"#{anchor(rule)}" if rule and row.conflicts else "",
        pairs=words.count(row.pairs),
        incomparable=words.count(row.incomparable),
        equal=words.count(row.equal),
        differs=words.count(row.conflicts),
        rate=words.percent(row.share),
        width=words.width(row.share),
        difference=voice.money(row.difference if row.field == "amount" else None),
    )


def _line(row: ConflictRow, voice: Voice) -> ConflictLine:
    deal, opportunity = row.hubspot_deal_id or "", row.salesforce_opportunity_id or ""
    return ConflictLine(
        name="" if voice.is_redacted else words.clip(row.name or "", NAME_LIMIT),
        hubspot_id=deal,
        hubspot_url=voice.links.record("hubspot", "deals", deal) if deal else None,
        hubspot_value=_value(row.hubspot_value, row.field),
        salesforce_id=opportunity,
        salesforce_url=(
            voice.links.record("salesforce", "opportunity", opportunity) if opportunity else None
        ),
        salesforce_value=_value(row.salesforce_value, row.field),
        difference=voice.money(row.difference if row.field == "amount" else None),
        amount=voice.money(row.amount),
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
