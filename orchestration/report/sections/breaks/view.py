"""What broke in a field, since which day, and whose doing it was; what the set-up became."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from orchestration.report import format as words
from orchestration.report.breaks import what_broke, whose_doing
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.names import object_title
from orchestration.report.section import Section

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
_COUNTED: Final = frozenset({"volume_fell", "volume_stopped", "mass_emptied", "mass_written"})


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
    changed_at: datetime | None
    actor_kind: str | None
    actor: str | None


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
    """One change in words: `at` its moment if known, else between the runs `after` and `seen`."""

    name: str
    where: str
    what: str
    was: str
    became: str
    at: str
    after: str
    seen: str
    actor: str


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
        what=what_broke(
            row.break_kind, row.value_before, row.value_after, is_redacted=context.is_redacted
        ),
        since_day=words.iso_date(row.broke_on),
        before=words.percent(row.ratio_before) if is_share else "",
        since=words.percent(row.ratio_after) if is_share else "",
        records=words.count(row.records_touched),
        actor=whose_doing(row.actor_kind, row.actor, is_redacted=context.is_redacted),
        evidence="" if context.is_redacted else row.evidence,
    )


def _change(row: ChangeRow, context: RenderContext) -> ChangeLine:
    is_shown = not context.is_redacted
    option = f" “{row.option_value}”" if row.option_value and is_shown else ""
    return ChangeLine(
        name=row.label or row.field,
        where=f"{object_title(row.source_system, row.source_object)}, {row.field}",
        what=_CHANGES[row.change_kind] + option,
        was=(row.was or "") if is_shown else "",
        became=(row.became or "") if is_shown else "",
        at=words.instant(row.changed_at) if row.changed_at else "",
        after=words.instant(row.changed_after) if row.changed_after else "",
        seen=words.instant(row.seen_at),
        actor=whose_doing(row.actor_kind or "", row.actor, is_redacted=context.is_redacted),
    )


SECTION: Final = Section(
    title="Fields that broke with their own history",
    page="changes",
    order=20,
    rows=Rows,
    view=view,
    tables=(CsvTable("all_breaks", name="breaks"), CsvTable("all_changes", name="schema_changes")),
)
