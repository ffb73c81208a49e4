"""A table of sources, what names no channel, currencies, and pairs that may be one cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.format import MISSING, Money
from orchestration.report.names import object_title, rule_anchor, system_name
from orchestration.report.section import Section

_NAME_LIMIT: Final = 90
_BASES: Final = {"media": "advertising", "program": "bought", "people": "pay"}
_COUNTING: Final = {
    "counted": "counts",
    "counted_beyond_its_parts": "counts, less what its parts cost",
    "told_more_finely": "does not count: another source tells the same campaign more finely",
    "told_by_its_parts": "does not count: its parts tell all of it",
    "to_come": "does not count yet: it is to come",
    "no_amount": "has no amount",
}
_HOW: Final = {"parent": "by the campaign that it is a part of", "name": "by its name"}


@dataclass(frozen=True)
class SourceRow:
    """What one kind of record tells, and what of it counts."""

    source_system: str
    source_object: str
    cost_basis: str
    counting: str
    statements: int
    told: Decimal | None
    counted: Decimal | None
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True)
class CurrencyRow:
    """What counts in one currency, in that currency."""

    currency_code: str | None
    statements: int
    told: Decimal | None
    unrated: int
    currencies: int


@dataclass(frozen=True)
class OverlapRow:
    """Two campaigns of which one may contain the other; `pairs` is how many there are."""

    whole_system: str
    whole_name: str
    whole_amount: Decimal
    part_system: str
    part_name: str
    part_amount: Decimal
    told_by: str
    at_most: Decimal
    pairs: int


@dataclass(frozen=True)
class NoChannelRow:
    """What counts and names no channel."""

    people: Decimal | None
    bought: Decimal | None


@dataclass(frozen=True)
class RateRow:
    """Rates of one currency of which two hold on one day."""

    source_system: str
    currency_code: str
    rates: int
    days: int


@dataclass(frozen=True)
class FindingRow:
    """A rule about currencies that found something."""

    rule_id: str
    name: str


@dataclass(frozen=True)
class Rows:
    """What is read."""

    sources: tuple[SourceRow, ...]
    currencies: tuple[CurrencyRow, ...]
    overlaps: tuple[OverlapRow, ...]
    rates: tuple[RateRow, ...]
    findings: tuple[FindingRow, ...]
    no_channel: NoChannelRow


@dataclass(frozen=True)
class SourceLine:
    """One kind of record in words."""

    source: str
    kind: str
    statements: str
    days: str
    told: Money
    counted: Money
    counting: str


@dataclass(frozen=True)
class OverlapLine:
    """One pair in words."""

    whole: str
    whole_amount: Money
    part: str
    part_amount: Money
    how: str
    at_most: Money


@dataclass(frozen=True)
class SourcesView:
    """`said` are sentences above the tables; `problems` are links to what to do, with names."""

    said: tuple[str, ...]
    problems: tuple[tuple[str, str], ...]
    lines: tuple[SourceLine, ...]
    overlaps: tuple[OverlapLine, ...]
    csv: str
    overlaps_csv: str
    rates_csv: str


def view(rows: Rows, context: RenderContext) -> SourcesView:
    """Also without a cost: then it says where one would come from."""
    return SourcesView(
        said=tuple(_said(rows, context)),
        problems=tuple(
            (context.href("problems", rule_anchor(row.rule_id)), f"{row.name} ({row.rule_id})")
            for row in rows.findings
        ),
        lines=tuple(_line(row, context) for row in rows.sources),
        overlaps=tuple(_overlap(row, context) for row in rows.overlaps),
        csv=context.csv("spend"),
        overlaps_csv=context.csv("spend_overlaps"),
        rates_csv=context.csv("rate_overlaps") if rows.rates else "",
    )


def _said(rows: Rows, context: RenderContext) -> list[str]:
    found = []
    if not rows.sources:
        found.append(
            "No source tells a cost: neither a file (ad_spend, costs), nor a campaign of a CRM, by"
            " its items of spend or by what it actually cost."
        )
    if rows.no_channel.people is not None:
        told = context.money(rows.no_channel.people).short
        found.append(
            f"Pay of {told} names no channel: it is part of what everything cost together, and of"
            " no channel's own cost. A channel in the file costs would place it."
        )
    if rows.no_channel.bought is not None:
        told = context.money(rows.no_channel.bought).short
        found.append(f"Of what was bought, {told} names no channel that the glossary knows.")
    if rows.currencies and rows.currencies[0].currencies > 1:
        told = words.listed([_currency(row) for row in rows.currencies])
        found.append(f"Told in several currencies: {told}. Tables are in the corporate one.")
    found += [
        f"{words.plural(row.unrated, 'statement')} in {row.currency_code or 'no known currency'}"
        " without a rate: no sum contains them, and where they belong the cost is in part."
        for row in rows.currencies
        if row.unrated
    ]
    found += [
        f"{system_name(row.source_system)} has {words.plural(row.rates, 'exchange rate')} of"
        f" {row.currency_code} that {'holds' if row.rates == 1 else 'hold'} longer than until"
        f" the next one begins, by {words.plural(row.days, 'day')} together: the later"
        " one counts there, whatever joins by"
        " their written days counts twice."
        for row in rows.rates
    ]
    if rows.overlaps:
        pairs = words.plural(rows.overlaps[0].pairs, "pair")
        found.append(
            f"{pairs} of campaigns may count one cost twice: each counts, since nobody says whether"
            " the one contains the other."
        )
    return found


def _currency(row: CurrencyRow) -> str:
    amount = MISSING if row.told is None else f"{row.told:,.2f}"
    return f"{row.currency_code or 'no currency'} {amount}"


def _line(row: SourceRow, context: RenderContext) -> SourceLine:
    return SourceLine(
        source=object_title(row.source_system, row.source_object),
        kind=_BASES[row.cost_basis],
        statements=words.count(row.statements),
        days=f"{words.iso_date(row.first_day)} to {words.iso_date(row.last_day)}",
        told=context.money(row.told),
        counted=context.money(row.counted),
        counting=_COUNTING[row.counting],
    )


def _overlap(row: OverlapRow, context: RenderContext) -> OverlapLine:
    return OverlapLine(
        whole=f"{system_name(row.whole_system)}: {words.clip(row.whole_name, _NAME_LIMIT)}",
        whole_amount=context.money(row.whole_amount),
        part=f"{system_name(row.part_system)}: {words.clip(row.part_name, _NAME_LIMIT)}",
        part_amount=context.money(row.part_amount),
        how=_HOW[row.told_by],
        at_most=context.money(row.at_most),
    )


SECTION: Final = Section(
    title="Who tells what was spent",
    page="money",
    order=30,
    rows=Rows,
    view=view,
    tables=(
        CsvTable("all_statements", "spend"),
        CsvTable("all_overlaps", "spend_overlaps"),
        CsvTable("all_rate_overlaps", "rate_overlaps"),
    ),
    rests_on=("parent_campaign_cost", "source_channels"),
)
