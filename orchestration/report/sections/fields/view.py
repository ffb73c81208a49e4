"""The inventory: one line per field, how many there are of each kind, and a page for some."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final, TypeVar

from sqlalchemy import Connection

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable, rows_of
from orchestration.report.names import column_beside, object_name, system_name
from orchestration.report.section import OwnPage, Section
from orchestration.report.sections.fields.own import OfOneField, field_page
from orchestration.report.sections.fields.rows import (
    AdviceRow,
    BreakRow,
    ExampleRow,
    FieldRow,
    LookAlikeRow,
    OfField,
    OptionRow,
    PageRow,
    ReferenceRow,
    SegmentRow,
    VerdictRow,
    WholeRow,
)

_Row = TypeVar("_Row", bound=OfField)
_LABEL_LIMIT: Final = 70
_VALUE_LIMIT: Final = 40
_ODDITY_LIMIT: Final = 160


@dataclass(frozen=True)
class Rows:
    """What is read."""

    fields: tuple[FieldRow, ...]
    whole: WholeRow
    verdicts: tuple[VerdictRow, ...]
    advices: tuple[AdviceRow, ...]


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
    since: str
    advice_code: str
    advice: str
    href: str


@dataclass(frozen=True)
class TallyLine:
    """How many fields have a verdict."""

    code: str
    verdict: str
    count: str


@dataclass(frozen=True)
class FieldsView:
    """The inventory; `left_out` says how many fields are in the list only."""

    total: str
    lines: tuple[FieldLine, ...]
    left_out: str
    csv: str
    placeholders_csv: str
    misfits_csv: str
    options_csv: str
    segments_csv: str
    look_alikes_csv: str
    tally: tuple[TallyLine, ...]
    advice: tuple[TallyLine, ...]


def view(rows: Rows, context: RenderContext) -> FieldsView:
    """Worst verdict first, then by name; capped, so that the page stays one that can be mailed."""
    whole = rows.whole
    return FieldsView(
        total=words.count(whole.fields),
        lines=tuple(_line(row, context) for row in rows.fields),
        left_out=words.count(whole.left_out) if whole.left_out else "",
        csv=context.csv("fields"),
        placeholders_csv=context.csv("placeholders") if whole.has_placeholders else "",
        misfits_csv=context.csv("misfits") if whole.has_misfits else "",
        options_csv=context.csv("options") if rows.advices else "",
        segments_csv=context.csv("segments") if rows.advices else "",
        look_alikes_csv=context.csv("look_alikes") if whole.has_look_alikes else "",
        tally=tuple(
            TallyLine(row.verdict, row.label, words.count(row.fields)) for row in rows.verdicts
        ),
        advice=tuple(
            TallyLine(row.advice, row.label, words.count(row.fields)) for row in rows.advices
        ),
    )


def _line(row: FieldRow, context: RenderContext) -> FieldLine:
    is_seen = row.verdict != "could_not_see"
    return FieldLine(
        label=words.clip(row.label or row.vendor_field or row.field, _LABEL_LIMIT),
        api_name=words.clip(row.vendor_field or row.field, _LABEL_LIMIT),
        column=column_beside(row.vendor_field, row.field),
        oddities=tuple(words.clip(told, _ODDITY_LIMIT) for told in _oddities(row, context)),
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
        top_value=_top_value(row, context),
        last_filled=words.iso_date(row.last_filled),
        verdict_code=row.verdict,
        verdict=row.verdict_label,
        since=_since(row),
        advice_code=row.advice or "",
        advice=row.advice_label or words.MISSING,
        href=context.own_page(row.page) if row.page else "",
    )


def _since(row: FieldRow) -> str:
    if row.died_in_month:
        return f"since {row.died_in_month}"
    return f"fill broke in {row.broke_in_month}" if row.broke_in_month else ""


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


def _oddities(row: FieldRow, context: RenderContext) -> Iterator[str]:
    """What stands in the field and is no value, what may be none, and what does not fit."""
    if row.placeholder_records:
        share = words.percent(row.placeholder_ratio)
        yield f"counted as empty: {row.placeholders}; {share} of records"
    if row.placeholder_candidates:
        yield f"may mean nothing: {row.placeholder_candidates}"
    if row.misfits:
        told = f"{words.plural(row.misfits, 'value does', 'values do')} not fit the type"
        is_told = row.misfit_examples and not context.is_redacted
        yield f"{told}: {row.misfit_examples}" if is_told else told


def _top_value(row: FieldRow, context: RenderContext) -> str:
    """Only a constant is shown: elsewhere the most frequent value may be a person's data."""
    if row.verdict != "constant" or context.is_redacted or not row.top_value:
        return ""
    return words.clip(row.top_value, _VALUE_LIMIT)


def _own_pages(
    statements: Mapping[str, str], connection: Connection, context: RenderContext
) -> Iterator[OwnPage]:
    """A page for each field that needs a decision."""
    segments = _by_field(connection, statements["page_segments"], SegmentRow)
    options = _by_field(connection, statements["page_options"], OptionRow)
    look_alikes = _by_field(connection, statements["page_look_alikes"], LookAlikeRow)
    references = _by_field(connection, statements["page_references"], ReferenceRow)
    examples = _by_field(connection, statements["page_examples"], ExampleRow)
    breaks = _by_field(connection, statements["page_breaks"], BreakRow)
    for row in rows_of(connection, statements["pages"]):
        page = PageRow(**row)
        key = page.field_key
        told = OfOneField(
            segments.get(key, []),
            options.get(key, []),
            look_alikes.get(key, []),
            references.get(key, []),
            examples.get(key, []),
            breaks.get(key, []),
        )
        yield field_page(page, told, context)


def _by_field(connection: Connection, statement: str, kind: type[_Row]) -> dict[str, list[_Row]]:
    """Rows of the pages by field, which they come ordered by."""
    rows = (kind(**row) for row in rows_of(connection, statement))
    return {key: list(own) for key, own in groupby(rows, lambda row: row.field_key)}


SECTION: Final = Section(
    title="Field inventory",
    page="fields",
    order=10,
    rows=Rows,
    view=view,
    tables=(
        CsvTable("all_fields", "fields"),
        CsvTable("options"),
        CsvTable("segments"),
        CsvTable("look_alikes"),
        CsvTable("placeholders"),
        CsvTable("misfits"),
    ),
    own_pages=_own_pages,
)
