"""One line for each status: in how many campaigns it is an answer, in how many it is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.names import system_name
from orchestration.report.section import Section

_NAME_LIMIT: Final = 90


@dataclass(frozen=True)
class StatusRow:
    """One status of one system, over all campaigns that have it."""

    source_system: str
    status: str
    counts_in: int
    counts_not_in: int
    untold_in: int
    members: int
    responded: int
    is_mixed: bool


@dataclass(frozen=True)
class Rows:
    """What is read."""

    statuses: tuple[StatusRow, ...]


@dataclass(frozen=True)
class Line:
    """One status in words."""

    status: str
    system: str
    verdict: str
    is_mixed: bool
    members: str
    responded: str


@dataclass(frozen=True)
class AnswersView:
    """The statuses, those that campaigns disagree about, and the list of everything."""

    lines: tuple[Line, ...]
    mixed: str
    csv: str


def view(rows: Rows, context: RenderContext) -> AnswersView | None:
    """Left out where no campaign has members or statuses."""
    if not rows.statuses:
        return None
    return AnswersView(
        lines=tuple(_line(row) for row in rows.statuses),
        mixed=words.listed([f"“{row.status}”" for row in rows.statuses if row.is_mixed]),
        csv=context.csv("campaign_statuses"),
    )


def _line(row: StatusRow) -> Line:
    said = {
        "an answer": row.counts_in,
        "no answer": row.counts_not_in,
        "missing": row.untold_in,
    }
    told = [
        f"{what} on {words.plural(count, 'campaign’s list', 'campaigns’ lists')}"
        for what, count in said.items()
        if count
    ]
    return Line(
        status=words.clip(row.status, _NAME_LIMIT),
        system=system_name(row.source_system),
        verdict=words.listed(told),
        is_mixed=row.is_mixed,
        members=words.count(row.members),
        responded=words.count(row.responded),
    )


SECTION: Final = Section(
    title="What counts as an answer to a campaign",
    page="attribution",
    order=40,
    rows=Rows,
    view=view,
    tables=(CsvTable("all_statuses", "campaign_statuses"),),
)
