"""What broke in a field, since which day, and whose doing it was; what the set-up became."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.names import object_title
from orchestration.report.section import Section

_BREAKS: Final = {
    "fill_fell": "New records no longer fill it",
    "placeholder_began": "New records hold a placeholder",
    "value_began": "One value has flooded it",
    "value_renamed": "A value goes by another name",
    "value_ended": "A value is no longer chosen",
    "mass_emptied": "Emptied on many records at once",
    "mass_written": "Overwritten on many records at once",
    "volume_fell": "Far fewer are created",
    "volume_stopped": "None are created any more",
}
_CHANGES: Final = {
    "field_added": "field added",
    "field_removed": "field removed",
    "retyped": "another type",
    "relabelled": "another label",
    "option_added": "option added",
    "option_removed": "option removed",
    "option_relabelled": "option named otherwise",
    "option_switched_off": "option switched off",
    "option_switched_on": "option switched on",
}
_ACTORS: Final = {
    "user": "the user",
    "import": "the import",
    "integration": "the integration",
    "automation": "the automation",
    "form": "the form",
}
_COUNTED: Final = frozenset({"volume_fell", "volume_stopped", "mass_emptied", "mass_written"})
_LONGEST: Final = 60


@dataclass(frozen=True)
class BreakRow:
    """One break. `page` is the key of the field's own page, where it has one."""

    source_system: str
    source_object: str
    field: str | None
    label: str | None
    page: str | None
    break_kind: str
    broke_on: date
    value_before: str | None
    value_after: str | None
    ratio_before: float | None
    ratio_after: float | None
    records_touched: int | None
    actor_kind: str
    actor: str | None
    evidence: str


@dataclass(frozen=True)
class ChangeRow:
    """One change of the set-up, between two runs. Instants are UTC."""

    source_system: str
    source_object: str
    field: str
    label: str | None
    change_kind: str
    option_value: str | None
    was: str | None
    became: str | None
    changed_after: datetime | None
    seen_at: datetime


@dataclass(frozen=True)
class CountRow:
    """How many there are of both."""

    breaks: int
    changes: int


@dataclass(frozen=True)
class Rows:
    """What is read."""

    breaks: tuple[BreakRow, ...]
    changes: tuple[ChangeRow, ...]
    whole: CountRow


@dataclass(frozen=True)
class BreakLine:
    """One break in words; `before` and `since` are shares, blank where none tells it."""

    name: str
    where: str
    href: str
    what: str
    since_day: str
    before: str
    since: str
    records: str
    actor: str
    evidence: str


@dataclass(frozen=True)
class ChangeLine:
    """One change in words."""

    name: str
    where: str
    what: str
    was: str
    became: str
    seen: str


@dataclass(frozen=True)
class BreaksView:
    """Both lists, the last first; an address is blank where its list is empty."""

    breaks: tuple[BreakLine, ...]
    changes: tuple[ChangeLine, ...]
    csv: str
    total: str
    changes_csv: str
    changes_total: str


def view(rows: Rows, context: RenderContext) -> BreaksView:
    """Always there: that no field broke is worth a line."""
    return BreaksView(
        breaks=tuple(_break(row, context) for row in rows.breaks),
        changes=tuple(_change(row, context) for row in rows.changes),
        csv=context.csv("breaks") if rows.breaks else "",
        total=words.count(rows.whole.breaks),
        changes_csv=context.csv("schema_changes") if rows.changes else "",
        changes_total=words.count(rows.whole.changes),
    )


def _break(row: BreakRow, context: RenderContext) -> BreakLine:
    is_share = row.break_kind not in _COUNTED
    title = object_title(row.source_system, row.source_object)
    return BreakLine(
        name=(row.label or row.field) if row.field else f"How many {title} there are",
        where=f"{title}, {row.field}" if row.field else "",
        href=context.own_page(row.page, section="fields") if row.page else "",
        what=_what(row, context),
        since_day=words.iso_date(row.broke_on),
        before=words.percent(row.ratio_before) if is_share else "",
        since=words.percent(row.ratio_after) if is_share else "",
        records=words.count(row.records_touched),
        actor=_actor(row, context),
        evidence="" if context.is_redacted else row.evidence,
    )


def _what(row: BreakRow, context: RenderContext) -> str:
    told = _BREAKS[row.break_kind]
    if context.is_redacted:
        return told
    values = [_value(value) for value in (row.value_before, row.value_after) if value]
    return f"{told}: {', now '.join(values)}" if values else told


def _value(text: str) -> str:
    return f"“{words.clip(words.visible(text), _LONGEST)}”"


def _actor(row: BreakRow, context: RenderContext) -> str:
    if row.actor is None or row.actor_kind not in _ACTORS:
        return "unknown"
    kind = _ACTORS[row.actor_kind]
    return kind if context.is_redacted else f"{kind} {words.clip(words.visible(row.actor), 60)}"


def _change(row: ChangeRow, context: RenderContext) -> ChangeLine:
    is_shown = not context.is_redacted
    option = f" “{row.option_value}”" if row.option_value and is_shown else ""
    between = (
        f"{words.instant(row.changed_after)} to {words.instant(row.seen_at)}"
        if row.changed_after
        else f"by {words.instant(row.seen_at)}"
    )
    return ChangeLine(
        name=row.label or row.field,
        where=f"{object_title(row.source_system, row.source_object)}, {row.field}",
        what=_CHANGES[row.change_kind] + option,
        was=(row.was or "") if is_shown else "",
        became=(row.became or "") if is_shown else "",
        seen=between,
    )


SECTION: Final = Section(
    title="Fields that broke with their own history",
    page="changes",
    order=20,
    rows=Rows,
    view=view,
    tables=(CsvTable("all_breaks", name="breaks"), CsvTable("all_changes", name="schema_changes")),
)
