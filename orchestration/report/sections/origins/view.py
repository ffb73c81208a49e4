"""Lead cycles by who began them, and the opportunities that no lead can be found for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.section import Section


@dataclass(frozen=True)
class OriginRow:
    """Lead cycles by how they began, or 'all'; the opportunities `untraced` name no person.

    Counts of opportunities are None where these could not be seen.
    """

    cycle_type: str | None
    cycles: int
    opportunities: int | None
    won: int | None
    untraced: int | None


@dataclass(frozen=True)
class Rows:
    """What is read."""

    origins: tuple[OriginRow, ...]


@dataclass(frozen=True)
class OriginLine:
    """One way to begin."""

    label: str
    cycles: str
    opportunities: str
    won: str


@dataclass(frozen=True)
class OriginsView:
    """One line per way to begin, and the line of all."""

    lines: tuple[OriginLine, ...]
    total: OriginLine
    untraced_note: str
    csv: str


def view(rows: Rows, context: RenderContext) -> OriginsView | None:
    """Left out while nothing began."""
    total = next((row for row in rows.origins if row.cycle_type == "all"), None)
    if total is None:
        return None
    return OriginsView(
        lines=tuple(_line(row) for row in rows.origins if row.cycle_type != "all"),
        total=_line(total),
        untraced_note=_untraced_note(total),
        csv=context.csv("origins"),
    )


def _line(row: OriginRow) -> OriginLine:
    label = (row.cycle_type or "not known").replace("_", " ")
    return OriginLine(
        label=label[:1].upper() + label[1:],
        cycles=words.count(row.cycles),
        opportunities=words.count(row.opportunities),
        won=words.count(row.won),
    )


def _untraced_note(total: OriginRow) -> str:
    """Said, because "0 % of leads were won" may only mean that nobody noted who the buyers were."""
    if not total.untraced:
        return ""
    every = words.plural(total.opportunities or 0, "opportunity", "opportunities")
    names = "names" if total.untraced == 1 else "name"
    return (
        f"{total.untraced:,} of {every} {names} no person and cannot be traced to a lead: if leads"
        " brought them, the conversions to won leave them out."
    )


SECTION: Final = Section(
    title="How the cycles began",
    page="pipeline",
    order=20,
    rows=Rows,
    view=view,
    tables=(CsvTable("origins"),),
)
