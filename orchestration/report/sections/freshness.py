"""Section 0: how fresh the data is, and what could not be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from orchestration.report import format as words
from orchestration.report.names import system_name
from orchestration.report.rows import SyncRow
from orchestration.sources.registry import VENDORS

_OK: Final = "ok"
_NOT_USED: Final = "not_used"
_NEVER: Final = (None, "never_run")
NOTE_LIMIT: Final = 240


@dataclass(frozen=True)
class SystemLine:
    """One connected system in the bar."""

    name: str
    streams: str
    records: str
    newest: str


@dataclass(frozen=True)
class StreamLine:
    """One stream in the table at the end of the page."""

    system: str
    stream: str
    state: str
    is_ok: bool
    note: str
    alive: str
    deleted: str
    misfits: str
    source_count: str
    difference: str
    last_as_of: str


@dataclass(frozen=True)
class FreshnessView:
    """The bar, its banner, and the full table of streams."""

    as_of: str
    as_of_machine: str | None
    systems: tuple[SystemLine, ...]
    absent: tuple[str, ...]
    unseen: tuple[StreamLine, ...]
    stale: tuple[StreamLine, ...]
    differing: tuple[StreamLine, ...]
    streams: tuple[StreamLine, ...]

    @property
    def has_banner(self) -> bool:
        """Whether the reader must know something before trusting the page."""
        return bool(self.unseen or self.stale or self.differing)


def freshness_view(rows: Sequence[SyncRow]) -> FreshnessView:
    """Judge every stream against the newest run in the table, never against a clock."""
    as_of = max((row.last_as_of for row in rows if row.last_as_of), default=None)
    absent = tuple(system for system in VENDORS if _is_absent(system, rows))
    present = [row for row in rows if row.source_system not in absent]
    used = [row for row in present if row.status != _NOT_USED]
    unseen = [row for row in used if not _was_seen(row)]
    stale = [row for row in used if _was_seen(row) and row.last_as_of != as_of]
    differing = [row for row in present if row.difference]
    return FreshnessView(
        as_of=words.instant(as_of),
        as_of_machine=words.machine_instant(as_of) if as_of else None,
        systems=tuple(
            _system_line(system, [row for row in used if row.source_system == system])
            for system in sorted({row.source_system for row in used})
        ),
        absent=tuple(system_name(system) for system in absent),
        unseen=tuple(_stream_line(row, as_of) for row in unseen),
        stale=tuple(_stream_line(row, as_of) for row in stale),
        differing=tuple(_stream_line(row, as_of) for row in differing),
        streams=tuple(_stream_line(row, as_of) for row in present),
    )


def _was_seen(row: SyncRow) -> bool:
    return row.status == _OK


def _is_absent(system: str, rows: Sequence[SyncRow]) -> bool:
    own = [row for row in rows if row.source_system == system]
    return not any(_was_seen(row) or row.rows_alive for row in own)


def _system_line(system: str, rows: Sequence[SyncRow]) -> SystemLine:
    newest: datetime | None = max(
        (row.newest_source_update for row in rows if row.newest_source_update), default=None
    )
    seen = sum(_was_seen(row) for row in rows)
    of_all = "" if seen == len(rows) else f" of {len(rows):,}"
    return SystemLine(
        name=system_name(system),
        streams=f"{seen:,}{of_all} {'stream' if len(rows) == 1 else 'streams'}",
        records=words.plural(sum(row.rows_alive or 0 for row in rows), "record"),
        newest=words.instant(newest),
    )


def _stream_line(row: SyncRow, as_of: datetime | None) -> StreamLine:
    if row.status == _NOT_USED:
        state = "not used"
    elif not _was_seen(row):
        state = "never synced" if row.status in _NEVER else "could not be seen"
    elif row.last_as_of != as_of:
        state = "did not refresh"
    else:
        state = "refreshed"
    return StreamLine(
        system=system_name(row.source_system),
        stream=row.stream,
        state=state,
        is_ok=state == "refreshed",
        note=words.clip(row.note or "", NOTE_LIMIT),
        alive=words.count(row.rows_alive),
        deleted=words.count(row.rows_deleted),
        misfits=words.count(row.misfits),
        source_count=words.count(row.source_count),
        difference=_difference(row.difference),
        last_as_of=words.instant(row.last_as_of),
    )


def _difference(rows: int | None) -> str:
    if rows is None:
        return words.MISSING
    return f"{rows:+,}" if rows else "0"
