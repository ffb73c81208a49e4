"""Findings, as sections show and files list them: the record in every system that has it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from sqlalchemy import Connection

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvFile, grouped, rows_of
from orchestration.report.csv_names import file_name
from orchestration.report.files import Cell
from orchestration.report.format import Money
from orchestration.report.names import (
    column_beside,
    object_name,
    object_title,
    system_name,
    systems,
)
from orchestration.report.owners import Owner, owner_label

NAME_LIMIT: Final = 90
DETAIL_LIMIT: Final = 180
#: What a finding about no field of an object is about.
_EVERY: Final = "How many there are"


@dataclass(frozen=True)
class FindingRow(Owner):
    """A row of quality.finding_told: one finding, and one other system that has its record.

    `field` is the column, `vendor_field` the vendor's own spelling of it where it is known, and
    `field_label` what people call it. Instants are UTC; amounts in the corporate currency. A
    waiver that covers it, or the last one that did, says why, by whom and until which day.
    """

    finding_key: str
    rule_id: str
    rule_name: str | None
    how_to_fix: str | None
    rule_level: str | None
    severity: str
    severity_rank: int | None
    status: str | None
    news: str | None
    is_recent: bool | None
    source_system: str
    source_object: str
    field: str | None
    vendor_field: str | None
    field_label: str | None
    source_id: str | None
    record_name: str | None
    detail: str | None
    other_value: str | None
    amount_corporate: Decimal | None
    amount_estimated: Decimal | None
    first_seen_at: datetime | None
    fixed_at: datetime | None
    waiver_reason: str | None
    waiver_owner: str | None
    waived_until: date | None
    told_rank: int
    rule_rank: int | None
    other_source_system: str | None
    other_source_object: str | None
    other_source_id: str | None


#: The rows of one finding: one for each other system that has its record, else the only one.
Finding = Sequence[FindingRow]


@dataclass(frozen=True)
class Place:
    """Where a record stands."""

    source_system: str
    source_object: str
    source_id: str


@dataclass(frozen=True)
class IdLink:
    """One id of a record, and where it opens."""

    system: str
    record_id: str
    url: str | None


@dataclass(frozen=True)
class RecordLine:
    """One example under a problem; without ids for a finding about a whole field.

    `news`: 'new', 'reappeared', or since when it is waived no more; blank where that tells nothing.
    """

    where: str
    field: str
    column: str
    ids: tuple[IdLink, ...]
    name: str
    news: str
    detail: str
    amount: Money | None
    estimated: Money | None


def together(rows: Iterable[FindingRow]) -> Iterator[Finding]:
    """The findings of rows in which those of one finding stand together."""
    for _, own in grouped(rows, lambda row: row.finding_key):
        yield tuple(own)


def record_line(finding: Finding, context: RenderContext) -> RecordLine:
    """An example, without names and values when redacted: both may be a person's data."""
    row = finding[0]
    is_private = _is_private(row, context)
    name = row.record_name if row.source_id else row.field_label if row.field else _EVERY
    return RecordLine(
        where=object_title(row.source_system, row.source_object),
        field=row.vendor_field or row.field or "",
        column=column_beside(row.vendor_field, row.field),
        ids=tuple(
            IdLink(
                system=system_name(place.source_system),
                record_id=words.clip(place.source_id, NAME_LIMIT),
                url=context.links.record(place.source_system, place.source_object, place.source_id),
            )
            for place in _places(finding)
        ),
        name="" if is_private and row.source_id else words.clip(name or "", NAME_LIMIT),
        news=_news(row),
        detail="" if is_private else words.clip(_detail(row), DETAIL_LIMIT),
        amount=None if row.amount_corporate is None else context.money(row.amount_corporate),
        estimated=context.money(row.amount_estimated) if row.amount_estimated else None,
    )


def _news(row: FindingRow) -> str:
    if row.news is None and row.status == "open" and row.waived_until is not None:
        return f"waiver expired {words.iso_date(row.waived_until)}"
    return row.news or ""


def _header() -> tuple[str, ...]:
    """The columns of every list of findings."""
    return (
        *("Severity", "Rule", "Problem", "State", "First seen", "Fixed", "System", "Object"),
        *("Field", "Column", "Record id", "Record", "Owner", "What was found"),
        *("The other system says", "Open amount", "Estimated open amount", "Currency"),
        "Waived until",
        *(f"{system_name(system)} {part}" for system in systems() for part in ("id", "link")),
        "How to fix",
    )


def read_findings(connection: Connection, statement: str) -> Iterator[FindingRow]:
    """The findings that a statement gives, fetched as they are asked for."""
    return (FindingRow(**row) for row in rows_of(connection, statement))


def findings_file(name: str, rows: Iterable[FindingRow], context: RenderContext) -> CsvFile:
    """A list of findings, with where their records open and how to fix them."""
    return CsvFile(name, _header(), (_cells(finding, context) for finding in together(rows)))


def list_of_findings(
    statement: str, section: str, name: str, file: Callable[..., CsvFile] = findings_file
) -> Callable[[Mapping[str, str], Connection, RenderContext], Iterator[CsvFile]]:
    """What a section says that lists the findings of a statement of its own in one file."""

    def files(
        statements: Mapping[str, str], connection: Connection, context: RenderContext
    ) -> Iterator[CsvFile]:
        rows = read_findings(connection, statements[statement])
        yield file(file_name(section, name), rows, context)

    return files


def waived_file(name: str, rows: Iterable[FindingRow], context: RenderContext) -> CsvFile:
    """The same of findings that are waived, with why and who answers for it."""
    return CsvFile(
        name,
        (*_header(), "Waiver reason", "Waiver owner"),
        (
            (*_cells(finding, context), *_waiver_cells(finding[0], context))
            for finding in together(rows)
        ),
    )


def _waiver_cells(row: FindingRow, context: RenderContext) -> tuple[Cell, Cell]:
    return (None, None) if context.is_redacted else (row.waiver_reason, row.waiver_owner)


def _cells(finding: Finding, context: RenderContext) -> tuple[Cell, ...]:
    row = finding[0]
    is_private = _is_private(row, context)
    return (
        row.severity,
        row.rule_id,
        row.rule_name or row.rule_id,
        row.status or words.MISSING,
        row.first_seen_at,
        row.fixed_at,
        system_name(row.source_system),
        object_name(row.source_system, row.source_object),
        row.vendor_field or row.field,
        row.field,
        row.source_id,
        None if is_private else row.record_name,
        owner_label(row, context) if row.source_id is not None else None,
        None if is_private else row.detail,
        None if is_private else row.other_value,
        context.money.plain(row.amount_corporate),
        context.money.plain(row.amount_estimated),
        None if row.amount_corporate is row.amount_estimated is None else context.money.code,
        row.waived_until,
        *(cell for system in systems() for cell in _ids(finding, system, context)),
        row.how_to_fix or "",
    )


def _ids(finding: Finding, system: str, context: RenderContext) -> tuple[Cell, Cell]:
    """Id and link of the record in `system`, whether the finding or a twin of it stands there."""
    place = next((place for place in _places(finding) if place.source_system == system), None)
    if place is None:
        return None, None
    return place.source_id, context.links.record(system, place.source_object, place.source_id)


def _places(finding: Finding) -> tuple[Place, ...]:
    """The record of a finding, then the same person, account or deal in each other system."""
    row = finding[0]
    twins = (
        (one.other_source_system, one.other_source_object, one.other_source_id) for one in finding
    )
    found = ((row.source_system, row.source_object, row.source_id), *twins)
    return tuple(
        Place(system, place, record_id)
        for system, place, record_id in found
        if system and place and record_id
    )


def _is_private(row: FindingRow, context: RenderContext) -> bool:
    """Whether the row may tell a person's data to readers who are to see none.

    A break quotes values and names who wrote them.
    """
    return context.is_redacted and (row.source_id is not None or row.rule_level == "break")


def _detail(row: FindingRow) -> str:
    said = row.detail or ""
    if not row.other_value or row.other_value in said:
        return said
    return f"{said} (other side: {row.other_value})" if said else f"Other: {row.other_value}"
