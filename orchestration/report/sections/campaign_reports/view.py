"""A table for each system that reports on its campaigns, and ours beside its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.format import MISSING, Money, MoneyFormat
from orchestration.report.names import system_name
from orchestration.report.section import Section

_NAME_LIMIT: Final = 90


@dataclass(frozen=True)
class CampaignRow:
    """What a system says of one campaign, and what is ours; null where nobody tells."""

    source_system: str
    campaign: str | None
    campaigns: int
    hides_revenue: bool
    revenue_rule: str | None
    sessions: int | None
    first_touch: int | None
    last_touch: int | None
    influenced: int | None
    touched: int | None
    deals: int | None
    our_deals: int | None
    revenue: Decimal | None
    unrated_revenue: Decimal | None
    currency_code: str | None
    ours: Decimal | None
    our_rule: str | None


@dataclass(frozen=True)
class Rows:
    """What is read."""

    campaigns: tuple[CampaignRow, ...]


@dataclass(frozen=True)
class Line:
    """One campaign in words; `note` is a revenue of which no rate is known."""

    campaign: str
    sessions: str
    first_touch: str
    last_touch: str
    influenced: str
    touched: str
    deals: str
    our_deals: str
    revenue: Money
    note: str
    ours: Money


@dataclass(frozen=True)
class SystemView:
    """One system, and the campaigns that brought most by its own count."""

    title: str
    told: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class ReportsView:
    """The systems, and the list of everything."""

    systems: tuple[SystemView, ...]
    csv: str


def view(rows: Rows, context: RenderContext) -> ReportsView | None:
    """Left out where no system reports on campaigns, or shows it."""
    if not rows.campaigns:
        return None
    parts = groupby(rows.campaigns, key=lambda row: row.source_system)
    return ReportsView(
        systems=tuple(_system([*part], context) for _, part in parts),
        csv=context.csv("reported_by_systems"),
    )


def _system(rows: Sequence[CampaignRow], context: RenderContext) -> SystemView:
    first = rows[0]
    rules = [row.revenue_rule for row in rows if row.revenue_rule]
    said = f" Its revenue is by its rule {rules[0]}." if rules else ""
    if first.our_rule:
        said += f" Ours, beneath it, is by “{first.our_rule}”."
    if first.hides_revenue:
        said += " It does not show deals and revenue of every campaign: that is “–”, and not 0."
    return SystemView(
        title=f"{system_name(first.source_system)}’s own report",
        told="It reports on"
        f" {words.plural(first.campaigns, 'campaign in all', 'campaigns in all')}; those with most"
        f" revenue stand here.{said}",
        lines=tuple(_line(row, context) for row in rows),
    )


def _line(row: CampaignRow, context: RenderContext) -> Line:
    return Line(
        campaign=words.clip(row.campaign, _NAME_LIMIT) if row.campaign else MISSING,
        sessions=words.count(row.sessions),
        first_touch=words.count(row.first_touch),
        last_touch=words.count(row.last_touch),
        influenced=words.count(row.influenced),
        touched=words.count(row.touched),
        deals=words.count(row.deals),
        our_deals=words.count(row.our_deals),
        revenue=context.money(row.revenue),
        note=_unrated(row),
        ours=context.money(row.ours),
    )


def _unrated(row: CampaignRow) -> str:
    if row.unrated_revenue is None:
        return ""
    return f"{MoneyFormat(row.currency_code)(row.unrated_revenue).exact}, no rate known"


SECTION: Final = Section(
    title="What systems report of their campaigns",
    page="attribution",
    order=35,
    rows=Rows,
    view=view,
    tables=(CsvTable("all_reports", "reported_by_systems"),),
    rests_on=("default_attribution_model",),
)
