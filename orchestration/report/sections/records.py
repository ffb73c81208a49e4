"""How one record is shown: its ids and addresses in both systems, and its name unless redacted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from orchestration.report import format as words
from orchestration.report.finding_rows import FindingRow, places
from orchestration.report.format import Money
from orchestration.report.names import Voice, column_beside, object_title, system_name

NAME_LIMIT: Final = 90
DETAIL_LIMIT: Final = 180


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


def record_line(
    row: FindingRow, labels: dict[tuple[str, str, str], str], voice: Voice
) -> RecordLine:
    """An example, without names and values when redacted: both may be a person's data."""
    field = row.field or ""
    label = labels.get((row.source_system, row.source_object, field), "")
    name = row.record_name if row.source_id else label
    return RecordLine(
        where=object_title(row.source_system, row.source_object),
        field=row.vendor_field or field,
        column=column_beside(row.vendor_field, field),
        ids=tuple(
            IdLink(
                system=system_name(place.source_system),
                record_id=words.clip(place.source_id, NAME_LIMIT),
                url=voice.links.record(place.source_system, place.source_object, place.source_id),
            )
            for place in places(row)
        ),
        name=words.clip(name or "", NAME_LIMIT)
        if not (voice.is_redacted and row.source_id)
        else "",
        status=row.status if row.status in ("new", "reappeared") else "",
        detail=_detail(row, voice),
        amount=voice.money(row.amount),
    )


def _detail(row: FindingRow, voice: Voice) -> str:
    if voice.is_redacted and row.source_id:
        return ""
    said = row.detail or ""
    if row.other_value and row.other_value not in said:
        said = f"{said} (other side: {row.other_value})" if said else f"Other: {row.other_value}"
    return words.clip(said, DETAIL_LIMIT)
