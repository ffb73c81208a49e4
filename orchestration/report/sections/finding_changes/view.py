"""What people made and mended within a week, apart from what rules brought and took along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.findings import list_of_findings
from orchestration.report.format import Money
from orchestration.report.names import rule_anchor
from orchestration.report.section import Section


@dataclass(frozen=True)
class WholeRow:
    """All rules together; `is_first_look`: every rule is new."""

    appeared: int
    reappeared: int
    fixed: int
    waived: int
    came_with_rules: int
    withdrawn: int
    standing: int
    rules: int
    is_first_look: bool


@dataclass(frozen=True)
class LineRow:
    """A rule of which something came or went, and the open pipeline that stands under it."""

    rule_id: str
    name: str
    severity: str | None
    appeared: int
    reappeared: int
    fixed: int
    waived: int
    standing: int
    amount: Decimal | None
    estimated_amount: Decimal | None


@dataclass(frozen=True)
class RuleRow:
    """A rule that is new, means something else, or is gone; `came` and went with that."""

    rule_id: str
    name: str
    rule_state: str
    rule_version: int | None
    version_before: int | None
    version_since_at: datetime | None
    came: int
    withdrawn: int


@dataclass(frozen=True)
class Rows:
    """What is read."""

    whole: WholeRow
    lines: tuple[LineRow, ...]
    rules: tuple[RuleRow, ...]


@dataclass(frozen=True)
class ProblemLine:
    """One rule; `href` leads to its standing problem, where there is one."""

    rule_id: str
    name: str
    href: str
    severity: str
    appeared: str
    reappeared: str
    fixed: str
    waived: str
    standing: str
    amount: Money | None
    estimated: Money | None


@dataclass(frozen=True)
class RuleLine:
    """A rule that changed, and what it brought or took along."""

    rule_id: str
    name: str
    told: str


@dataclass(frozen=True)
class ChangesView:
    """The week in a sentence, its lines, and the rules that changed."""

    is_first_look: bool
    standing: str
    told: str
    lines: tuple[ProblemLine, ...]
    rules: tuple[RuleLine, ...]
    csv: str
    findings_csv: str


def view(rows: Rows, context: RenderContext) -> ChangesView | None:
    """Left out where no rule ran."""
    whole = rows.whole
    if not whole.rules:
        return None
    return ChangesView(
        is_first_look=whole.is_first_look,
        standing=words.plural(whole.standing, "finding"),
        told=_told(whole),
        lines=tuple(_line(row, context) for row in rows.lines),
        rules=tuple(RuleLine(row.rule_id, row.name, _changed(row)) for row in rows.rules),
        csv=context.csv("all_rules"),
        findings_csv=context.csv("findings"),
    )


def _told(whole: WholeRow) -> str:
    made = (
        f"In the last week {words.plural(whole.appeared, 'finding')} came,"
        f" {words.count(whole.reappeared)} came back after a fix,"
        f" {words.count(whole.fixed)} were fixed and"
        f" {words.count(whole.waived)} waived; {words.count(whole.standing)} stand now."
    )
    if not (whole.came_with_rules or whole.withdrawn):
        return made
    return (
        f"{made} Rules that changed brought {words.count(whole.came_with_rules)} more and withdrew"
        f" {words.count(whole.withdrawn)}: nobody broke or fixed these."
    )


def _line(row: LineRow, context: RenderContext) -> ProblemLine:
    return ProblemLine(
        rule_id=row.rule_id,
        name=row.name,
        href=context.href("problems", rule_anchor(row.rule_id)) if row.standing else "",
        severity=row.severity or "",
        appeared=words.count(row.appeared),
        reappeared=words.count(row.reappeared),
        fixed=words.count(row.fixed),
        waived=words.count(row.waived),
        standing=words.count(row.standing),
        amount=context.money(row.amount) if row.amount else None,
        estimated=context.money(row.estimated_amount) if row.estimated_amount else None,
    )


def _changed(row: RuleRow) -> str:
    since = words.iso_date(row.version_since_at.date()) if row.version_since_at else words.MISSING
    if row.rule_state == "retired":
        return f"is no rule any more: {words.plural(row.withdrawn, 'finding')} withdrawn."
    came = f"{words.plural(row.came, 'finding')} came with it"
    if row.rule_state == "new":
        return f"is new since {since}: {came}."
    return (
        f"means something else since {since} (version {row.rule_version} after"
        f" {row.version_before}): {came}, {words.count(row.withdrawn)} withdrawn."
    )


SECTION: Final = Section(
    title="Problems that came, went and came back",
    page="changes",
    order=20,
    rows=Rows,
    view=view,
    tables=(CsvTable("all_rules"),),
    files=list_of_findings("findings", "finding_changes", "findings"),
)
