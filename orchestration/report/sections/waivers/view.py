"""The waivers of the company, what each covers, and the findings that are waived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.findings import (
    DETAIL_LIMIT,
    NAME_LIMIT,
    Finding,
    FindingRow,
    RecordLine,
    list_of_findings,
    record_line,
    together,
    waived_file,
)
from orchestration.report.names import object_title, rule_anchor, system_name
from orchestration.report.section import Section

_LEFT_OUT: Final = "left out of this report"


@dataclass(frozen=True)
class WaiverRow:
    """One entry of waivers.yml; `findings` of today are named by it, waived or open again."""

    waiver: int
    rule_id: str
    rule_name: str
    is_told: bool
    source_system: str | None
    source_object: str | None
    source_id: str | None
    field: str | None
    reason: str
    owner: str
    waived_from: date | None
    waived_until: date
    state: str
    findings: int


@dataclass(frozen=True)
class CountRow:
    """How many findings are waived, and how many of them the page shows."""

    waived: int
    shown: int
    is_whole: bool


@dataclass(frozen=True)
class Rows:
    """What is read."""

    waivers: tuple[WaiverRow, ...]
    counts: CountRow
    examples: tuple[FindingRow, ...]


@dataclass(frozen=True)
class WaiverLine:
    """One waiver; `href` leads to its rule's open problem, where there is one."""

    rule_id: str
    rule_name: str
    href: str
    where: str
    record_id: str
    record_href: str
    field: str
    reason: str
    owner: str
    state: str
    told: str
    findings: str


@dataclass(frozen=True)
class WaivedLine:
    """One finding that is waived."""

    record: RecordLine
    rule_id: str
    reason: str
    owner: str
    until: str


@dataclass(frozen=True)
class WaiversView:
    """The waivers, the first of the findings that are waived, and where all are."""

    lines: tuple[WaiverLine, ...]
    waived: tuple[WaivedLine, ...]
    shown: str
    total: str
    is_whole: bool
    waivers_csv: str
    findings_csv: str


def view(rows: Rows, context: RenderContext) -> WaiversView | None:
    """Left out where the company waives nothing."""
    if not rows.waivers:
        return None
    waived = tuple(_waived(finding, context) for finding in together(rows.examples))
    return WaiversView(
        lines=tuple(_line(row, context) for row in rows.waivers),
        waived=waived,
        shown=words.count(rows.counts.shown),
        total=words.count(rows.counts.waived),
        is_whole=rows.counts.is_whole,
        waivers_csv=context.csv("waivers"),
        findings_csv=context.csv("findings"),
    )


def _line(row: WaiverRow, context: RenderContext) -> WaiverLine:
    system, place = row.source_system or "", row.source_object or ""
    record = context.links.record(system, place, row.source_id) if row.source_id else None
    return WaiverLine(
        rule_id=row.rule_id,
        rule_name=row.rule_name,
        href=context.href("problems", rule_anchor(row.rule_id)) if row.is_told else "",
        where=object_title(system, place) if place else system_name(system) or "everywhere",
        record_id=words.clip(row.source_id or "", NAME_LIMIT),
        record_href=record or "",
        field=words.clip(row.field or "", NAME_LIMIT),
        reason=_said(row.reason, context),
        owner=_said(row.owner, context),
        state=row.state,
        told=_told(row),
        findings=words.count(row.findings),
    )


def _told(row: WaiverRow) -> str:
    """What became of it: `until 2026-12-31`, or why it waives nothing today."""
    if row.state == "expired":
        again = f"; {words.plural(row.findings, 'finding')} open again" if row.findings else ""
        return f"expired {words.iso_date(row.waived_until)}{again}"
    if row.state == "not_yet":
        return f"from {words.iso_date(row.waived_from)} until {words.iso_date(row.waived_until)}"
    nothing = "" if row.findings else "; covers nothing"
    return f"until {words.iso_date(row.waived_until)}{nothing}"


def _waived(finding: Finding, context: RenderContext) -> WaivedLine:
    row = finding[0]
    return WaivedLine(
        record=record_line(finding, context),
        rule_id=row.rule_id,
        reason=_said(row.waiver_reason or "", context),
        owner=_said(row.waiver_owner or "", context),
        until=words.iso_date(row.waived_until),
    )


def _said(text: str, context: RenderContext) -> str:
    """A company's own words: they may name people."""
    return _LEFT_OUT if context.is_redacted else words.clip(text, DETAIL_LIMIT)


SECTION: Final = Section(
    title="Waived",
    page="problems",
    order=20,
    rows=Rows,
    view=view,
    tables=(CsvTable("all_waivers", "waivers"),),
    files=list_of_findings("findings", "waivers", "findings", waived_file),
    is_optional=True,
)
