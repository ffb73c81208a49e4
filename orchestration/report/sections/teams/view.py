"""The work of teams and colleagues, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.format import Money
from orchestration.report.owners import Owner, owner_href, owner_label
from orchestration.report.section import Section

_SHOWN: Final = 40


@dataclass(frozen=True)
class WorkRow(Owner):
    """What a team, or a colleague or queue, has in hand, won, took on, and left waiting.

    Amounts are in one currency. Of a team no owner is named; a team of None is of whoever is in
    none, a colleague without anything of what nobody known owns.
    """

    breakdown: str
    team: str | None
    is_active: bool | None
    rows_in_breakdown: int
    place: int
    open: int
    open_amount: Decimal | None
    won: int
    won_amount: Decimal | None
    lost: int
    handed_over: int
    settled: int
    accepted: int
    judged: int
    on_time: int
    never: int
    overdue: int
    findings: int


@dataclass(frozen=True)
class Rows:
    """What is read."""

    work: tuple[WorkRow, ...]


@dataclass(frozen=True)
class WorkLine:
    """One team or colleague; findings of a colleague open into their list."""

    label: str
    note: str
    is_known: bool
    open: str
    open_amount: Money
    won: str
    won_amount: Money
    lost: str
    handed_over: str
    settled: str
    accepted: str
    judged: str
    on_time: str
    never: str
    overdue: str
    findings: str
    findings_href: str


@dataclass(frozen=True)
class TeamsView:
    """The tables, and the lists of the records behind them."""

    teams: tuple[WorkLine, ...]
    owners: tuple[WorkLine, ...]
    total: str
    is_whole: bool
    teams_csv: str
    owners_csv: str
    behind: tuple[tuple[str, str], ...]


def view(rows: Rows, context: RenderContext) -> TeamsView | None:
    """Left out where nobody has anything."""
    owners = [row for row in rows.work if row.breakdown == "owner"]
    if not owners:
        return None
    return TeamsView(
        teams=tuple(
            _line(row, context, row.team or "in no team", is_known=row.team is not None)
            for row in rows.work
            if row.breakdown == "team"
        ),
        owners=tuple(_of_owner(row, context) for row in owners[:_SHOWN]),
        total=words.count(owners[0].rows_in_breakdown),
        is_whole=owners[0].rows_in_breakdown <= _SHOWN,
        teams_csv=context.csv("work", "team"),
        owners_csv=context.csv("work", "owner"),
        behind=_behind(owners, context),
    )


def _behind(rows: Sequence[WorkRow], context: RenderContext) -> tuple[tuple[str, str], ...]:
    """The lists of the records that are counted; none where nothing is."""
    lists = (
        (
            "opportunities",
            context.csv("opportunities"),
            [row.open or row.won or row.lost for row in rows],
        ),
        (
            "hand-overs",
            context.csv("handoffs", section="baton_pass"),
            [row.handed_over for row in rows],
        ),
        (
            "follow-ups",
            context.csv("every_response", section="follow_up"),
            [row.judged for row in rows],
        ),
    )
    return tuple((label, href) for label, href, counted in lists if any(counted))


def _of_owner(row: WorkRow, context: RenderContext) -> WorkLine:
    note = [row.team or "", "" if row.is_active is not False else "no longer active"]
    return _line(
        row,
        context,
        words.clip(owner_label(row, context), 60),
        is_known=row.owner_key is not None,
        note=", ".join(part for part in note if part),
        findings_href=owner_href(row, context) if row.findings else "",
    )


def _line(
    row: WorkRow,
    context: RenderContext,
    label: str,
    *,
    is_known: bool,
    note: str = "",
    findings_href: str = "",
) -> WorkLine:
    return WorkLine(
        label=label,
        note=note,
        is_known=is_known,
        open=words.count(row.open),
        open_amount=context.money(row.open_amount),
        won=words.count(row.won),
        won_amount=context.money(row.won_amount),
        lost=words.count(row.lost),
        handed_over=words.count(row.handed_over),
        settled=words.count(row.settled),
        accepted=words.count(row.accepted),
        judged=words.count(row.judged),
        on_time=words.count(row.on_time),
        never=words.count(row.never),
        overdue=words.count(row.overdue),
        findings=words.count(row.findings),
        findings_href=findings_href,
    )


SECTION: Final = Section(
    title="Who has what in hand",
    page="teams",
    order=10,
    rows=Rows,
    view=view,
    tables=(CsvTable("work", split="breakdown"), CsvTable("opportunities")),
    rests_on=("team_names", "stages", "stage_evidence", "work_calendars", "activity_outcomes"),
)
