"""Every owner, what stands on their records, and their list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvFile, grouped, rows_of
from orchestration.report.csv_names import file_name
from orchestration.report.files import Cell
from orchestration.report.findings import findings_file, read_findings
from orchestration.report.owners import SECTION as OWNERS
from orchestration.report.owners import Owner, owner_href, owner_label, owner_part
from orchestration.report.section import Section

_SHOWN: Final = 12
_HEADER: Final = (
    *("Owner", "Records", "Findings", "Critical", "Major", "Of the last week", "List"),
)


@dataclass(frozen=True)
class OwnerRow(Owner):
    """Findings that stand on the records of one owner; `recent` of them are of the last week.

    All None: the records that no known person owns. `place` is the rank, worst first, of so many
    `owners`.
    """

    findings: int
    records: int
    critical: int
    major: int
    recent: int
    owners: int
    place: int


@dataclass(frozen=True)
class Rows:
    """What is read."""

    owners: tuple[OwnerRow, ...]


@dataclass(frozen=True)
class OwnerLine:
    """What stands on the records of one owner."""

    label: str
    is_known: bool
    href: str
    records: str
    findings: str
    critical: str
    major: str
    recent: str


@dataclass(frozen=True)
class OwnersView:
    """The owners with the worst, and where all of them are."""

    lines: tuple[OwnerLine, ...]
    total: str
    is_whole: bool
    csv: str


def view(rows: Rows, context: RenderContext) -> OwnersView | None:
    """Left out without a finding on a record."""
    if not rows.owners:
        return None
    owners = rows.owners[0].owners
    return OwnersView(
        lines=tuple(_line(row, context) for row in rows.owners if row.place <= _SHOWN),
        total=words.count(owners),
        is_whole=owners <= _SHOWN,
        csv=context.csv("owners"),
    )


def _line(row: OwnerRow, context: RenderContext) -> OwnerLine:
    return OwnerLine(
        label=words.clip(owner_label(row, context), 60),
        is_known=row.owner_key is not None,
        href=owner_href(row, context),
        records=words.count(row.records),
        findings=words.count(row.findings),
        critical=words.count(row.critical),
        major=words.count(row.major),
        recent=words.count(row.recent),
    )


def _files(
    statements: Mapping[str, str], connection: Connection, context: RenderContext
) -> Iterator[CsvFile]:
    """One list per owner, and the list of all owners."""
    rows = read_findings(connection, statements["findings"])
    for first, own in grouped(rows, lambda row: row.owner_key):
        name = file_name(OWNERS, OWNERS, owner_part(first, context))
        yield findings_file(name, own, context)
    owners = (OwnerRow(**row) for row in rows_of(connection, statements["owners"]))
    yield CsvFile(file_name(OWNERS, OWNERS), _HEADER, (_cells(row, context) for row in owners))


def _cells(row: OwnerRow, context: RenderContext) -> tuple[Cell, ...]:
    return (
        owner_label(row, context),
        *(row.records, row.findings, row.critical, row.major, row.recent),
        file_name(OWNERS, OWNERS, owner_part(row, context)),
    )


SECTION: Final = Section(
    title="Who can fix what",
    page="problems",
    order=20,
    rows=Rows,
    view=view,
    files=_files,
)
