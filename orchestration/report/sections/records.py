"""How one record is shown: its id, its address, and its name unless the report is redacted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from orchestration.report import format as words
from orchestration.report.format import Money
from orchestration.report.names import Voice, object_title
from orchestration.report.rows import ExampleRow

NAME_LIMIT: Final = 90
DETAIL_LIMIT: Final = 180


@dataclass(frozen=True)
class RecordLine:
    """One example under a problem; `record_id` is empty for a finding about a whole field."""

    where: str
    field: str
    record_id: str
    name: str
    url: str | None
    detail: str
    amount: Money


def record_line(
    row: ExampleRow, labels: dict[tuple[str, str, str], str], voice: Voice
) -> RecordLine:
    """An example, without names and values when redacted: both may be a person's data."""
    field = row.field or ""
    label = labels.get((row.system, row.object, field), "")
    name = row.record_name if row.record_id else label
    return RecordLine(
        where=object_title(row.system, row.object),
        field=field,
        record_id=row.record_id or "",
        name=words.clip(name or "", NAME_LIMIT)
        if not (voice.is_redacted and row.record_id)
        else "",
        url=voice.links.record(row.system, row.object, row.record_id) if row.record_id else None,
        detail=_detail(row, voice),
        amount=voice.money(row.amount),
    )


def _detail(row: ExampleRow, voice: Voice) -> str:
    if voice.is_redacted and row.record_id:
        return ""
    said = row.detail or ""
    if row.other_value and row.other_value not in said:
        said = f"{said} (other side: {row.other_value})" if said else f"Other: {row.other_value}"
    return words.clip(said, DETAIL_LIMIT)
