"""A table per kind of conversion: teams under three rules, then who was influenced, each once."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.format import Money
from orchestration.report.section import Section

_TITLES: Final = {"created": "All deals", "won": "Deals that were won"}
_TEAMS: Final = {"other": "Somebody else", "unknown": "Nobody knows"}


@dataclass(frozen=True)
class TeamRow:
    """What one rule says is one team's; None where it knows of no deal whose it is.

    `amount` leaves out deals without one.
    """

    conversion: str
    team: str
    rule: str
    deals: int | None
    ratio: float | None
    amount: Decimal | None
    without_amount: int


@dataclass(frozen=True)
class TotalRow:
    """All deals; what was influenced is None where no touch of marketing was ever seen."""

    conversion: str
    deals: int
    amount: Decimal | None
    disputed: int
    disputed_amount: Decimal | None
    influenced: int | None
    influenced_amount: Decimal | None
    before_it: int | None
    before_amount: Decimal | None
    after_it: int | None
    after_amount: Decimal | None


@dataclass(frozen=True)
class Rows:
    """What is read."""

    teams: tuple[TeamRow, ...]
    totals: tuple[TotalRow, ...]


@dataclass(frozen=True)
class Cell:
    """One team under one rule."""

    deals: str
    share: str
    amount: Money
    without: int
    is_known: bool


@dataclass(frozen=True)
class TeamLine:
    """One team, with a cell per rule."""

    label: str
    is_known: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Influence:
    """How many deals were influenced when; `deals` is MISSING where nobody can tell."""

    label: str
    deals: str
    amount: Money


@dataclass(frozen=True)
class SourcedView:
    """One kind of conversion; `disputed` is blank where no deal is."""

    title: str
    told: str
    disputed: str
    disputed_amount: Money
    lines: tuple[TeamLine, ...]
    influences: tuple[Influence, ...]
    is_seen: bool


@dataclass(frozen=True)
class SourcingView:
    """Both kinds of conversion, and the list of all deals."""

    tables: tuple[SourcedView, ...]
    csv: str


def view(rows: Rows, context: RenderContext) -> SourcingView | None:
    """Left out where there is no deal."""
    if not rows.totals:
        return None
    tables = tuple(_table(row, rows.teams, context) for row in rows.totals)
    return SourcingView(tables, context.csv("sourcing"))


def _table(total: TotalRow, teams: tuple[TeamRow, ...], context: RenderContext) -> SourcedView:
    lines: dict[str, list[Cell]] = {}
    for row in teams:
        if row.conversion == total.conversion:
            lines.setdefault(row.team, []).append(_cell(row, context))
    return SourcedView(
        title=_TITLES[total.conversion],
        told=words.plural(total.deals, "deal"),
        disputed=words.plural(total.disputed, "deal") if total.disputed else "",
        disputed_amount=context.money(total.disputed_amount),
        lines=tuple(
            TeamLine(_TEAMS.get(team, team.capitalize()), team != "unknown", tuple(cells))
            for team, cells in lines.items()
        ),
        influences=(
            _influence("Before it was made", total.before_it, total.before_amount, context),
            _influence("After it was made", total.after_it, total.after_amount, context),
            _influence("At all", total.influenced, total.influenced_amount, context),
        ),
        is_seen=total.influenced is not None,
    )


def _cell(row: TeamRow, context: RenderContext) -> Cell:
    return Cell(
        words.count(row.deals),
        words.percent(row.ratio),
        context.money(row.amount),
        row.without_amount,
        row.deals is not None,
    )


def _influence(
    label: str, deals: int | None, amount: Decimal | None, context: RenderContext
) -> Influence:
    return Influence(label, words.count(deals), context.money(amount if deals else None))


SECTION: Final = Section(
    title="Who sourced the deals, under three rules",
    page="attribution",
    order=20,
    rows=Rows,
    view=view,
    tables=(CsvTable("all_deals", "sourcing"),),
)
