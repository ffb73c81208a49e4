"""The page of one field: where it is filled, its options, its look-alikes, what was not seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from orchestration.report import format as words
from orchestration.report.breaks import what_broke, whose_doing
from orchestration.report.charts.columns import Column, columns
from orchestration.report.context import RenderContext
from orchestration.report.names import object_name, system_name
from orchestration.report.section import OwnPage
from orchestration.report.sections.fields.beside import (
    LookAlikeLine,
    ReferenceLine,
    look_alike,
    reference,
)
from orchestration.report.sections.fields.rows import (
    BreakRow,
    ExampleRow,
    LookAlikeRow,
    OptionRow,
    PageRow,
    ReferenceRow,
    SegmentRow,
)

_LIMIT: Final = 70
_DETAIL_LIMIT: Final = 160
#: What the records are divided by, in the order of the page.
_KINDS: Final = {
    "record_kind": "Record type",
    "pipeline": "Pipeline",
    "team": "Team",
    "owner": "Owner",
}
_MONTHS: Final = "created_month"
_UNUSED: Final = {
    "yes": "nobody uses it",
    "no": "somebody uses it",
    "could_not_see": "could not see",
}
_OPTIONS: Final = {
    "used": "in use",
    "never_used": "never chosen",
    "new": "new",
    "prompt": "a prompt, no value",
    "too_few": "not chosen yet",
    "switched_off": "in use, switched off",
    "relabelled": "stands for another",
    "undeclared": "not declared",
    "retired": "switched off",
    "could_not_see": "could not see",
}


@dataclass(frozen=True)
class SegmentLine:
    """One group in words, and the length of its bar."""

    name: str
    records: str
    filled: str
    share: str
    width: int


@dataclass(frozen=True)
class OptionLine:
    """One option in words."""

    value: str
    label: str
    code: str
    verdict: str
    records: str
    share: str
    last_used: str


@dataclass(frozen=True)
class ExampleLine:
    """One record with its address, and what is wrong there."""

    record_id: str
    url: str | None
    rule: str
    detail: str


@dataclass(frozen=True)
class BreakLine:
    """One break in words."""

    since: str
    what: str
    evidence: str
    records: str
    actor: str


@dataclass(frozen=True)
class OfOneField:
    """What was read about one field beside its row."""

    segments: Sequence[SegmentRow]
    options: Sequence[OptionRow]
    look_alikes: Sequence[LookAlikeRow]
    references: Sequence[ReferenceRow]
    examples: Sequence[ExampleRow]
    breaks: Sequence[BreakRow]


@dataclass(frozen=True)
class FieldPage:
    """What stands on the page of one field."""

    code: str
    advice: str
    evidence: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]
    unseen: tuple[str, ...]
    references: tuple[ReferenceLine, ...]
    chart: Markup | None
    months: tuple[SegmentLine, ...]
    groups: tuple[tuple[str, tuple[SegmentLine, ...]], ...]
    options: tuple[OptionLine, ...]
    look_alikes: tuple[LookAlikeLine, ...]
    has_examples: bool
    examples: tuple[ExampleLine, ...]
    breaks: tuple[BreakLine, ...]


def field_page(row: PageRow, told: OfOneField, context: RenderContext) -> OwnPage:
    """The page of one field, of what was read about it."""
    months = [one for one in told.segments if one.segment_kind == _MONTHS and one.segment]
    view = FieldPage(
        code=row.advice,
        advice=row.advice_label,
        evidence=tuple(words.clip(part, _DETAIL_LIMIT) for part in _evidence(row, context)),
        figures=_figures(row),
        unseen=tuple(_unseen(row)),
        references=tuple(reference(one) for one in told.references),
        chart=_chart(months),
        months=tuple(_segment(one) for one in months),
        groups=_groups(told.segments, context),
        options=tuple(_option(one, context) for one in told.options),
        look_alikes=tuple(look_alike(one) for one in told.look_alikes),
        has_examples=bool(told.examples),
        examples=tuple(_example(one, context) for one in told.examples),
        breaks=tuple(_break(one, context) for one in told.breaks),
    )
    title = words.clip(row.label or row.vendor_field or row.field, _LIMIT)
    return OwnPage(row.field_key, title, _place(row), view)


def _place(row: PageRow) -> str:
    kinds = [row.data_type or "", "custom" if row.is_custom else "standard"]
    kinds += ["calculated"] if row.is_calculated else []
    name = row.vendor_field or row.field
    where = f"{system_name(row.source_system)}, {object_name(row.source_system, row.source_object)}"
    return f"{where}: {words.clip(name, _LIMIT)} ({', '.join(kind for kind in kinds if kind)})."


def _evidence(row: PageRow, context: RenderContext) -> Iterator[str]:
    """What was counted, part by part; a redacted report leaves out the parts that quote values."""
    for part in row.evidence.split("; "):
        if not (context.is_redacted and "'" in part):
            yield part


def _figures(row: PageRow) -> tuple[tuple[str, str], ...]:
    told = (
        ("Records", words.count(row.records)),
        ("Filled", words.percent(row.fill_ratio)),
        ("With placeholders", words.percent(row.fill_ratio_raw)),
        ("Distinct values", words.count(row.distinct_values)),
        ("Most frequent value", words.percent(row.top_value_ratio)),
        ("Newest record that fills it", words.iso_date(row.last_filled)),
        ("Last written", words.iso_date(row.last_written)),
        ("Unused", _UNUSED.get(row.unused, row.unused)),
        ("Dead since", row.died_in_month or ""),
        ("Fill broke in", row.broke_in_month or ""),
    )
    return tuple((title, value) for title, value in told if value and value != words.MISSING)


def _unseen(row: PageRow) -> Iterator[str]:
    if row.could_not_see:
        yield f"The field itself: {row.could_not_see}."
    if row.no_write_known_because:
        yield f"When it was last written: {row.no_write_known_because}."


def _chart(months: Sequence[SegmentRow]) -> Markup | None:
    if not months:
        return None
    return columns(
        "field-months",
        "Records by month of creation, and those that fill the field",
        "Each column is the records that were created in a month; the part that fills the field "
        "stands in it, with its share above. The table below has the same numbers.",
        [
            Column(one.segment, one.records, one.filled, words.percent(one.fill_ratio), False)
            for one in months
        ],
    )


def _groups(
    rows: Sequence[SegmentRow], context: RenderContext
) -> tuple[tuple[str, tuple[SegmentLine, ...]], ...]:
    told = (
        (title, tuple(_segment(one) for one in rows if one.segment_kind == kind))
        for kind, title in _KINDS.items()
        if kind != "owner" or not context.is_redacted
    )
    return tuple((title, lines) for title, lines in told if lines)


def _segment(row: SegmentRow) -> SegmentLine:
    return SegmentLine(
        name=words.clip(row.label or "none", _LIMIT),
        records=words.count(row.records),
        filled=words.count(row.filled),
        share=words.percent(row.fill_ratio),
        width=words.width(row.fill_ratio),
    )


def _option(row: OptionRow, context: RenderContext) -> OptionLine:
    """What nobody declared may be anything, a person's name too."""
    is_hidden = context.is_redacted and row.label is None
    verdict = _OPTIONS.get(row.verdict, row.verdict)
    if row.stands_for:
        verdict = f"stands for {words.clip(row.stands_for, _LIMIT)}"
    return OptionLine(
        value="(not declared)" if is_hidden else words.clip(row.value, _LIMIT),
        label=words.clip(row.label or words.MISSING, _LIMIT),
        code=row.verdict,
        verdict=verdict,
        records=words.count(row.records),
        share=words.percent(row.record_ratio),
        last_used=words.iso_date(row.last_used),
    )


def _example(row: ExampleRow, context: RenderContext) -> ExampleLine:
    detail = "" if context.is_redacted else row.detail or ""
    return ExampleLine(
        record_id=row.source_id,
        url=context.links.record(row.source_system, row.source_object, row.source_id),
        rule=row.rule_id,
        detail=words.clip(detail, _DETAIL_LIMIT),
    )


def _break(row: BreakRow, context: RenderContext) -> BreakLine:
    is_redacted = context.is_redacted
    return BreakLine(
        since=words.iso_date(row.broke_on),
        what=what_broke(row.break_kind, row.value_before, row.value_after, is_redacted=is_redacted),
        evidence="" if is_redacted else row.evidence,
        records=words.count(row.records_touched),
        actor=whose_doing(row.actor_kind, row.actor, is_redacted=is_redacted),
    )
