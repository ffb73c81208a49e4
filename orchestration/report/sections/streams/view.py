"""Every stream, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.names import system_name
from orchestration.report.section import Section

_NOTE_LIMIT: Final = 240
_STATES: Final = {"could_not_see": "could not be seen"}


@dataclass(frozen=True)
class StreamRow:
    """One stream of one system, as of its last run, of so many `streams` in all."""

    source_system: str
    stream: str
    state: str
    note: str | None
    rows_alive: int | None
    rows_deleted: int | None
    misfits: int | None
    last_as_of: datetime | None
    source_count: int | None
    difference: int | None
    streams: int


@dataclass(frozen=True)
class Rows:
    """What is read."""

    streams: tuple[StreamRow, ...]


@dataclass(frozen=True)
class StreamLine:
    """One stream in the table."""

    system: str
    stream: str
    state: str
    note: str
    alive: str
    deleted: str
    misfits: str
    source_count: str
    difference: str
    last_as_of: str


@dataclass(frozen=True)
class StreamsView:
    """The table and where it is as a file."""

    lines: tuple[StreamLine, ...]
    total: str
    csv: str


def view(rows: Rows, context: RenderContext) -> StreamsView | None:
    """Left out while nothing is connected."""
    if not rows.streams:
        return None
    return StreamsView(
        lines=tuple(_line(row) for row in rows.streams),
        total=words.plural(rows.streams[0].streams, "stream"),
        csv=context.csv("streams"),
    )


def _line(row: StreamRow) -> StreamLine:
    return StreamLine(
        system=system_name(row.source_system),
        stream=row.stream,
        state=_STATES.get(row.state, row.state.replace("_", " ")),
        note=words.clip(row.note or "", _NOTE_LIMIT),
        alive=words.count(row.rows_alive),
        deleted=words.count(row.rows_deleted),
        misfits=words.count(row.misfits),
        source_count=words.count(row.source_count),
        difference=words.difference(row.difference),
        last_as_of=words.instant(row.last_as_of),
    )


SECTION: Final = Section(
    title="Streams",
    page="method",
    order=60,
    rows=Rows,
    view=view,
    tables=(CsvTable("streams"),),
)
