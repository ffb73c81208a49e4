"""People handed over whom nobody took on, or nobody tried to reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.names import system_name
from orchestration.report.section import Section

_OUTCOMES: Final = {"nobodys": "Nobody’s", "never_followed_up": "Never followed up"}


@dataclass(frozen=True)
class LeadRow:
    """A hand-over that was dropped, by the record that proves it; `total` is of all."""

    source_system: str
    source_object: str
    source_id: str
    outcome: str
    handoff_date: date
    channel: str | None
    held_by: str | None
    total: int


@dataclass(frozen=True)
class Rows:
    """What is read; the latest hand-over first."""

    leads: tuple[LeadRow, ...]


@dataclass(frozen=True)
class LeadLine:
    """One hand-over; `url` opens its record."""

    system: str
    record_id: str
    url: str | None
    outcome: str
    handed_over: str
    channel: str
    held_by: str


@dataclass(frozen=True)
class DroppedView:
    """The latest, how many there are, also in words, and all as a file."""

    lines: tuple[LeadLine, ...]
    total: str
    people: str
    csv: str


def view(rows: Rows, context: RenderContext) -> DroppedView | None:
    """Left out where nobody was dropped."""
    if not rows.leads:
        return None
    lines = tuple(_line(row, context) for row in rows.leads)
    total = rows.leads[0].total
    people = words.plural(total, "hand-over was", "hand-overs were")
    return DroppedView(lines, words.count(total), people, context.csv("dropped"))


def _line(row: LeadRow, context: RenderContext) -> LeadLine:
    held_by = row.held_by if row.held_by and not context.is_redacted else words.MISSING
    return LeadLine(
        system=system_name(row.source_system),
        record_id=row.source_id,
        url=context.links.record(row.source_system, row.source_object, row.source_id),
        outcome=_OUTCOMES.get(row.outcome, row.outcome),
        handed_over=words.iso_date(row.handoff_date),
        channel=row.channel or words.MISSING,
        held_by=held_by,
    )


SECTION: Final = Section(
    title="Whom nobody called",
    page="baton",
    order=20,
    rows=Rows,
    view=view,
    tables=(CsvTable("dropped"),),
)
