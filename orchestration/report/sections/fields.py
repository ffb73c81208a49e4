"""Section 6: the field inventory, worst verdict first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from orchestration.report import format as words
from orchestration.report.lists import FIELDS, MISFITS, PLACEHOLDERS, href
from orchestration.report.names import Voice, column_beside, object_name, system_name
from orchestration.report.rows import FieldRow

FIELDS_SHOWN: Final = 1500
_LABEL_LIMIT: Final = 70
_VALUE_LIMIT: Final = 40
_ODDITY_LIMIT: Final = 160

VERDICTS: Final = {
    "never_populated": "never populated",
    "abandoned": "abandoned",
    "constant": "constant",
    "could_not_see": "could not see",
    "too_few": "too few to judge",
    "used": "in use",
}
_RANK: Final = {code: place for place, code in enumerate(VERDICTS)}


@dataclass(frozen=True)
class Fill:
    """How often a field is filled: words for the reader, 0 to 100 for the bar.

    `raw` is what it would be if placeholders were values; nothing where there are none.
    """

    words: str
    width: int
    title: str
    raw: str = ""


@dataclass(frozen=True)
class FieldLine:
    """One field of the inventory; `column` is told where it is not the name in lower case."""

    label: str
    api_name: str
    column: str
    oddities: tuple[str, ...]
    system: str
    object: str
    data_type: str
    is_custom: bool
    is_calculated: bool
    fills: tuple[Fill, Fill, Fill]
    distinct: str
    top_share: str
    top_value: str
    last_filled: str
    verdict_code: str
    verdict: str


@dataclass(frozen=True)
class FieldsView:
    """The inventory; `left_out` fields, all with the mildest verdicts, are not on the page."""

    total: int
    lines: tuple[FieldLine, ...]
    left_out: int
    list_href: str
    placeholders_href: str
    misfits_href: str
    tally: tuple[tuple[str, str, str], ...]


def fields_view(rows: Sequence[FieldRow], voice: Voice) -> FieldsView:
    """Sorted by verdict, then name; capped, so that the page stays one that can be mailed."""
    ordered = sorted(
        rows,
        key=lambda row: (
            _RANK.get(row.verdict, len(_RANK)),
            (row.label or row.field).casefold(),
            row.source_system,
            row.source_object,
            row.field,
        ),
    )
    shown = ordered[:FIELDS_SHOWN]
    tally = Counter(row.verdict for row in rows)
    return FieldsView(
        total=len(rows),
        lines=tuple(_line(row, voice) for row in shown),
        left_out=len(ordered) - len(shown),
        list_href=href(voice.lists, FIELDS),
        placeholders_href=_href(
            voice, PLACEHOLDERS, (row.placeholders or row.placeholder_candidates for row in rows)
        ),
        misfits_href=_href(voice, MISFITS, (row.misfits for row in rows)),
        tally=tuple(
            (code, word, words.count(tally[code])) for code, word in VERDICTS.items() if tally[code]
        ),
    )


def _href(voice: Voice, file: str, found: Iterable[object]) -> str:
    return href(voice.lists, file) if any(found) else ""


def _line(row: FieldRow, voice: Voice) -> FieldLine:
    is_seen = row.verdict != "could_not_see"
    return FieldLine(
        label=words.clip(row.label or row.vendor_field or row.field, _LABEL_LIMIT),
        api_name=words.clip(row.vendor_field or row.field, _LABEL_LIMIT),
        column=column_beside(row.vendor_field, row.field),
        oddities=tuple(words.clip(told, _ODDITY_LIMIT) for told in _oddities(row, voice)),
        system=system_name(row.source_system),
        object=object_name(row.source_system, row.source_object),
        data_type=row.data_type or words.MISSING,
        is_custom=bool(row.is_custom),
        is_calculated=bool(row.is_calculated),
        fills=(
            _filled(row, is_seen),
            _fill(row.fill_ratio_90d, row.filled_90d, row.records_90d, is_seen),
            _fill(row.fill_ratio_365d, row.filled_365d, row.records_365d, is_seen),
        ),
        distinct=words.count(row.distinct_values) if is_seen else words.MISSING,
        top_share=words.percent(row.top_value_ratio),
        top_value=_top_value(row, voice),
        last_filled=words.iso_date(row.last_filled),
        verdict_code=row.verdict if row.verdict in VERDICTS else "used",
        verdict=VERDICTS.get(row.verdict, row.verdict),
    )


def _filled(row: FieldRow, is_seen: bool) -> Fill:
    fill = _fill(row.fill_ratio, row.filled, row.records, is_seen)
    if not fill.title or not row.placeholder_records:
        return fill
    raw = f"{words.percent(row.fill_ratio_raw)} with placeholders"
    title = f"{fill.title}; {row.filled_raw or 0:,} with placeholders"
    return replace(fill, raw=raw, title=title)


def _fill(share: float | None, filled: int | None, records: int | None, is_seen: bool) -> Fill:
    if share is None or not is_seen:
        return Fill(words.MISSING, 0, "")
    return Fill(words.percent(share), words.width(share), f"{filled or 0:,} of {records or 0:,}")


def _oddities(row: FieldRow, voice: Voice) -> Iterator[str]:
    """What stands in the field and is no value, what may be none, and what does not fit."""
    if row.placeholder_records:
        share = words.percent(row.placeholder_ratio)
        yield f"counted as empty: {row.placeholders}; {share} of records"
    if row.placeholder_candidates:
        yield f"may mean nothing: {row.placeholder_candidates}"
    if row.misfits:
        told = f"{words.plural(row.misfits, 'value does', 'values do')} not fit the type"
        is_told = row.misfit_examples and not voice.is_redacted
        yield f"{told}: {row.misfit_examples}" if is_told else told


def _top_value(row: FieldRow, voice: Voice) -> str:
    """Only a constant is shown: elsewhere the most frequent value may be a person's data."""
    if row.verdict != "constant" or voice.is_redacted or not row.top_value:
        return ""
    return words.clip(row.top_value, _VALUE_LIMIT)
