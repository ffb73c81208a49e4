"""From each system to each other: how many are tied by an id, and why the others are not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.names import system_name
from orchestration.report.section import Section

_KINDS: Final = {"person": "People", "opportunity": "Opportunities"}


@dataclass(frozen=True)
class DirectionRow:
    """What one system has, and another: `tied` by an id, `untied` there all the same."""

    entity_kind: str
    source_system: str
    other_source_system: str
    records: int
    tied: int
    untied: int
    absent: int
    missing: int
    share: float


@dataclass(frozen=True)
class ReasonRow:
    """Why some of them are not tied; `missing` of them should be there and are not."""

    entity_kind: str
    source_system: str
    other_source_system: str
    reason: str | None
    records: int
    missing: int


@dataclass(frozen=True)
class Rows:
    """What is read."""

    directions: tuple[DirectionRow, ...]
    reasons: tuple[ReasonRow, ...]


@dataclass(frozen=True)
class Direction:
    """One kind of record of one system, and what the other has of it."""

    kind: str
    has: str
    other: str
    records: str
    tied: str
    untied: str
    absent: str
    missing: str
    rate: str
    width: int


@dataclass(frozen=True)
class Reason:
    """One reason in one direction."""

    kind: str
    has: str
    other: str
    reason: str
    records: str
    missing: str


@dataclass(frozen=True)
class CoverageView:
    """Both tables, and the list of all that is not tied."""

    directions: tuple[Direction, ...]
    reasons: tuple[Reason, ...]
    csv: str


def view(rows: Rows, context: RenderContext) -> CoverageView:
    """No direction means that only one system keeps people or opportunities."""
    return CoverageView(
        directions=tuple(_direction(row) for row in rows.directions),
        reasons=tuple(_reason(row) for row in rows.reasons),
        csv=context.csv("untied"),
    )


def _direction(row: DirectionRow) -> Direction:
    return Direction(
        kind=_KINDS.get(row.entity_kind, row.entity_kind),
        has=system_name(row.source_system),
        other=system_name(row.other_source_system),
        records=words.count(row.records),
        tied=words.count(row.tied),
        untied=words.count(row.untied),
        absent=words.count(row.absent),
        missing=words.count(row.missing),
        rate=words.percent(row.share),
        width=words.width(row.share),
    )


def _reason(row: ReasonRow) -> Reason:
    return Reason(
        kind=_KINDS.get(row.entity_kind, row.entity_kind),
        has=system_name(row.source_system),
        other=system_name(row.other_source_system),
        reason=row.reason or words.MISSING,
        records=words.count(row.records),
        missing=words.count(row.missing),
    )


SECTION: Final = Section(
    title="Who is in both",
    page="systems",
    order=15,
    rows=Rows,
    view=view,
    tables=(CsvTable("untied"),),
    is_optional=True,
)
