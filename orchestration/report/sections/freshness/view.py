"""The bar of systems, and the banner that a reader must have read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import grouped
from orchestration.report.names import system_name
from orchestration.report.section import Section

_NOTE_LIMIT: Final = 240


@dataclass(frozen=True)
class SystemRow:
    """One system: streams that it should have and those that were read, records, newest change."""

    source_system: str
    is_connected: bool
    streams: int
    streams_seen: int
    records: int
    newest: datetime | None


@dataclass(frozen=True)
class FaultRow:
    """A stream that did not come as it should; `left_out` more of its kind are not told here.

    Of note, last run and counts there is what bears on its fault.
    """

    fault: str
    label: str
    source_system: str
    stream: str
    note: str | None
    last_as_of: datetime | None
    source_count: int | None
    rows_alive: int | None
    difference: int | None
    faults: int
    left_out: int


@dataclass(frozen=True)
class Rows:
    """What is read."""

    systems: tuple[SystemRow, ...]
    faults: tuple[FaultRow, ...]


@dataclass(frozen=True)
class SystemLine:
    """One connected system in the bar."""

    name: str
    streams: str
    records: str
    newest: str


@dataclass(frozen=True)
class FaultLine:
    """One stream in the banner, and what is to be said of it."""

    system: str
    stream: str
    told: str


@dataclass(frozen=True)
class FaultGroup:
    """One kind of fault."""

    heading: str
    lines: tuple[FaultLine, ...]
    is_single: bool
    left_out: str


@dataclass(frozen=True)
class FreshnessView:
    """The bar and its banner."""

    systems: tuple[SystemLine, ...]
    absent: str
    faults: tuple[FaultGroup, ...]


def view(rows: Rows, context: RenderContext) -> FreshnessView:
    """Every stream was judged against the newest run in the tables, never against a clock."""
    del context
    absent = [row for row in rows.systems if not row.is_connected]
    return FreshnessView(
        systems=tuple(_system(row) for row in rows.systems if row.is_connected),
        absent=words.listed([system_name(row.source_system) for row in absent]),
        faults=tuple(
            FaultGroup(
                heading=first.label,
                lines=tuple(_fault(row) for row in own),
                is_single=first.faults == 1,
                left_out=words.count(first.left_out) if first.left_out else "",
            )
            for first, own in grouped(rows.faults, lambda row: row.fault)
        ),
    )


def _system(row: SystemRow) -> SystemLine:
    of_all = "" if row.streams_seen == row.streams else f" of {row.streams:,}"
    return SystemLine(
        name=system_name(row.source_system),
        streams=f"{row.streams_seen:,}{of_all} {'stream' if row.streams == 1 else 'streams'}",
        records=words.plural(row.records, "record"),
        newest=words.instant(row.newest),
    )


def _fault(row: FaultRow) -> FaultLine:
    told = ""
    if row.difference is not None:
        source, here = words.count(row.source_count), words.count(row.rows_alive)
        told = f"{words.difference(row.difference)} (source {source}, here {here})"
    elif row.last_as_of is not None:
        told = f"(last {words.instant(row.last_as_of)})"
    elif row.faults == 1 and row.note:
        told = f"({words.clip(row.note, _NOTE_LIMIT)})"
    return FaultLine(system_name(row.source_system), row.stream, told)


SECTION: Final = Section(title="", page="overview", order=0, rows=Rows, view=view)
