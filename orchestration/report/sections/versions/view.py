"""The versions of definitions that changed, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.section import Section

_SAID_LIMIT: Final = 160
_SIGNED_LIMIT: Final = 120


@dataclass(frozen=True)
class WholeRow:
    """How many definitions runs used, how many of them changed, and since when that is kept."""

    definitions: int
    changed: int
    since: str | None


@dataclass(frozen=True)
class VersionRow:
    """A version of a definition that changed; days are those of the runs."""

    definition_id: str
    version_number: int
    fingerprint: str | None
    content: str | None
    is_signed: bool
    signed_by: str | None
    valid_from: str | None
    valid_to: str | None


@dataclass(frozen=True)
class Rows:
    """What is read."""

    whole: WholeRow
    versions: tuple[VersionRow, ...]


@dataclass(frozen=True)
class VersionLine:
    """One version."""

    name: str
    number: int
    fingerprint: str
    since: str
    until: str
    said: str
    signed: str
    is_signed: bool


@dataclass(frozen=True)
class VersionsView:
    """All that changed."""

    lines: tuple[VersionLine, ...]
    total: str
    changed: str
    since: str
    csv: str


def view(rows: Rows, context: RenderContext) -> VersionsView | None:
    """Left out before the first run that kept versions."""
    whole = rows.whole
    if not whole.definitions:
        return None
    return VersionsView(
        lines=tuple(_line(row, context) for row in rows.versions),
        total=words.count(whole.definitions),
        changed=words.count(whole.changed),
        since=whole.since or words.MISSING,
        csv=context.csv("all_versions"),
    )


def _line(row: VersionRow, context: RenderContext) -> VersionLine:
    said = "" if context.is_redacted else words.clip(row.content or "", _SAID_LIMIT)
    return VersionLine(
        name=row.definition_id.replace("_", " "),
        number=row.version_number,
        fingerprint=row.fingerprint or words.MISSING,
        since=row.valid_from or words.MISSING,
        until=row.valid_to or "in use",
        said=said or words.MISSING,
        signed=words.clip(row.signed_by or "", _SIGNED_LIMIT) if row.is_signed else "unsigned",
        is_signed=row.is_signed,
    )


SECTION: Final = Section(
    title="What they said before",
    page="definitions",
    order=20,
    rows=Rows,
    view=view,
    tables=(CsvTable("all_versions"),),
    is_optional=True,
)
