"""What is to be done first now, and what comes after it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.findings import NAME_LIMIT, IdLink, Place
from orchestration.report.format import Money
from orchestration.report.names import system_name
from orchestration.report.owners import Owner, owner_label
from orchestration.report.section import Section

_WHAT_LIMIT: Final = 120


@dataclass(frozen=True)
class ActionRow(Owner):
    """The same work on all records of one owner; amounts in the corporate currency."""

    action_rank: int
    action_kind: str
    severity: str | None
    team: str | None
    records: int
    amount: Decimal | None
    estimated_amount: Decimal | None
    expected_amount: Decimal | None
    rule_name: str | None
    how_to_fix: str | None


@dataclass(frozen=True)
class Rows:
    """What is read, in its order, and the first records of what comes first."""

    actions: tuple[ActionRow, ...]
    examples: tuple[Place, ...]


@dataclass(frozen=True)
class ActionLine:
    """One action; without an amount where nobody knows one."""

    severity: str
    what: str
    how: str
    owner: str
    team: str
    records: str
    amount: Money | None
    estimated: Money | None
    expected: Money | None


@dataclass(frozen=True)
class NextActionView:
    """The one thing and its first records, the next ones, and every record of all."""

    first: ActionLine
    records: tuple[IdLink, ...]
    others: tuple[ActionLine, ...]
    csv: str


def view(rows: Rows, context: RenderContext) -> NextActionView | None:
    """Left out where nothing waits."""
    if not rows.actions:
        return None
    first, *others = (_line(row, context) for row in rows.actions)
    return NextActionView(
        first=first,
        records=tuple(
            IdLink(
                system=system_name(place.source_system),
                record_id=words.clip(place.source_id, NAME_LIMIT),
                url=context.links.record(place.source_system, place.source_object, place.source_id),
            )
            for place in rows.examples
        ),
        others=tuple(others),
        csv=context.csv("records"),
    )


def _line(row: ActionRow, context: RenderContext) -> ActionLine:
    return ActionLine(
        severity=row.severity or "",
        what=words.clip(_what(row), _WHAT_LIMIT),
        how=row.how_to_fix or "",
        owner=words.clip(owner_label(row, context), 60),
        team=row.team or "",
        records=words.count(row.records),
        amount=None if row.amount is None else context.money(row.amount),
        estimated=context.money(row.estimated_amount) if row.estimated_amount else None,
        expected=None if row.expected_amount is None else context.money(row.expected_amount),
    )


def _what(row: ActionRow) -> str:
    """What is to be done, as an order."""
    deals = words.plural(row.records, "opportunity", "opportunities")
    if row.action_kind == "follow_up":
        return f"call {words.plural(row.records, 'person', 'people')} whose follow-up is overdue"
    if row.action_kind == "unstick":
        return f"move on or close {deals} that stood still for longer than those that were won"
    return f"put right {deals}: {row.rule_name or 'what a rule found'}"


SECTION: Final = Section(
    title="The one thing to do this week",
    page="overview",
    order=15,
    rows=Rows,
    view=view,
    tables=(CsvTable("records"),),
)
