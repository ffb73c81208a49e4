"""A table for each rule of each system: its campaigns, and what our own rule gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.format import MISSING, Money
from orchestration.report.names import system_name
from orchestration.report.section import Section

_NAME_LIMIT: Final = 90


@dataclass(frozen=True)
class CampaignRow:
    """What one rule of a system gives one campaign; without a name its record is gone."""

    source_system: str
    model_id: str
    model: str | None
    is_first: bool | None
    campaign: str | None
    campaigns: int
    deals: int
    won: int
    without_amount: int
    amount: Decimal | None
    won_amount: Decimal | None
    ours: Decimal | None
    our_rule: str | None


@dataclass(frozen=True)
class Rows:
    """What is read."""

    campaigns: tuple[CampaignRow, ...]


@dataclass(frozen=True)
class Line:
    """One campaign in words."""

    campaign: str
    deals: str
    amount: Money
    note: str
    won: str
    won_amount: Money
    ours: Money


@dataclass(frozen=True)
class ModelView:
    """One rule: whose it is, and the campaigns that it gives most."""

    title: str
    told: str
    our_rule: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class InfluenceView:
    """The rules, and the list of everything."""

    models: tuple[ModelView, ...]
    csv: str


def view(rows: Rows, context: RenderContext) -> InfluenceView | None:
    """Left out where no system credits campaigns itself, or shows it."""
    if not rows.campaigns:
        return None
    parts = groupby(rows.campaigns, key=lambda row: (row.source_system, row.model_id))
    return InfluenceView(
        models=tuple(_model([*part], context) for _, part in parts),
        csv=context.csv("credited_by_systems"),
    )


def _model(rows: Sequence[CampaignRow], context: RenderContext) -> ModelView:
    first = rows[0]
    shown = ", which it shows first" if first.is_first else ""
    return ModelView(
        title=f"{system_name(first.source_system)}’s own influence: {first.model or MISSING}",
        told=f"A rule of {system_name(first.source_system)} itself{shown}. It knows"
        f" {words.plural(first.campaigns, 'campaign in all', 'campaigns in all')}; those with most"
        " won stand here.",
        our_rule=first.our_rule or MISSING,
        lines=tuple(_line(row, context) for row in rows),
    )


def _line(row: CampaignRow, context: RenderContext) -> Line:
    unknown = row.without_amount
    return Line(
        campaign=words.clip(row.campaign, _NAME_LIMIT) if row.campaign else MISSING,
        deals=words.count(row.deals),
        amount=context.money(row.amount),
        note=f"{words.count(unknown)} without an amount" if unknown else "",
        won=words.count(row.won),
        won_amount=context.money(row.won_amount),
        ours=context.money(row.ours),
    )


SECTION: Final = Section(
    title="What systems credit themselves",
    page="attribution",
    order=30,
    rows=Rows,
    view=view,
    tables=(CsvTable("all_influences", "credited_by_systems"),),
    rests_on=("default_attribution_model",),
)
