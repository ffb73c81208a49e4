"""Findings, as sections show and files list them: the record in every system that has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from sqlalchemy import Connection

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvFile, rows_of
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


@dataclass(frozen=True)
class FindingRow(Owner):
    """One finding; `other_source_*` is the same record in another system.

    `field` is the column, `vendor_field` the vendor's own spelling of it where it is known, and
    `field_label` what people call it. Instants are UTC; amounts in the corporate currency.
    """

    rule_id: str
    rule_name: str | None
    how_to_fix: str | None
    severity: str
    status: str | None
    source_system: str
    source_object: str
    field: str | None
    vendor_field: str | None
    field_label: str | None
    source_id: str | None
    record_name: str | None
    other_source_system: str | None
    other_source_object: str | None
    other_source_id: str | None
    detail: str | None
    other_value: str | None
    amount: Decimal | None
    first_seen_at: datetime | None
    fixed_at: datetime | None


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
    """One example under a problem; without ids for a finding about a whole field."""

    where: str
    field: str
    column: str
    ids: tuple[IdLink, ...]
    name: str
    status: str
    detail: str
    amount: Money


def record_line(row: FindingRow, context: RenderContext) -> RecordLine:
    """An example, without names and values when redacted: both may be a person's data."""
    name = row.record_name if row.source_id else row.field_label
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
            for place in _places(row)
        ),
        name="" if _is_private(row, context) else words.clip(name or "", NAME_LIMIT),
        status=row.status if row.status in ("new", "reappeared") else "",
        detail="" if _is_private(row, context) else words.clip(_detail(row), DETAIL_LIMIT),
        amount=context.money(row.amount),
    )


def _header() -> tuple[str, ...]:
    """The columns of every list of findings."""
    return (
        *("Severity", "Rule", "Problem", "State", "First seen", "Fixed", "System", "Object"),
        *("Field", "Column", "Record id", "Record", "Owner", "What was found"),
        *("The other system says", "Open amount", "Currency"),
        *(f"{system_name(system)} {part}" for system in systems() for part in ("id", "link")),
        "How to fix",
    )


def read_findings(connection: Connection, statement: str) -> Iterator[FindingRow]:
    """The findings that a statement gives, fetched as they are asked for."""
    return (FindingRow(**row) for row in rows_of(connection, statement))


def findings_file(name: str, rows: Iterable[FindingRow], context: RenderContext) -> CsvFile:
    """A list of findings, with where their records open and how to fix them."""
    return CsvFile(name, _header(), (_cells(row, context) for row in rows))


def _cells(row: FindingRow, context: RenderContext) -> tuple[Cell, ...]:
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
        context.money.plain(row.amount),
        context.money.code if row.amount is not None else None,
        *(cell for system in systems() for cell in _ids(row, system, context)),
        row.how_to_fix or "",
    )


def _ids(row: FindingRow, system: str, context: RenderContext) -> tuple[Cell, Cell]:
    """Id and link of the record in `system`, whether the finding or its twin stands there."""
    place = next((place for place in _places(row) if place.source_system == system), None)
    if place is None:
        return None, None
    return place.source_id, context.links.record(system, place.source_object, place.source_id)


def _places(row: FindingRow) -> tuple[Place, ...]:
    """The record of a finding, then the same person, account or deal in another system."""
    found = (
        (row.source_system, row.source_object, row.source_id),
        (row.other_source_system, row.other_source_object, row.other_source_id),
    )
    return tuple(
        Place(system, place, record_id)
        for system, place, record_id in found
        if system and place and record_id
    )


def _is_private(row: FindingRow, context: RenderContext) -> bool:
    """Whether the row may tell a person's data to readers who are to see none."""
    return context.is_redacted and row.source_id is not None


def _detail(row: FindingRow) -> str:
    said = row.detail or ""
    if not row.other_value or row.other_value in said:
        return said
    return f"{said} (other side: {row.other_value})" if said else f"Other: {row.other_value}"
