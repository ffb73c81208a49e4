"""All rules, whether they found something or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.names import definition_anchor, rule_anchor
from orchestration.report.section import Section


@dataclass(frozen=True)
class RuleRow:
    """One rule and how many it found."""

    rule_id: str
    rule_version: str | None
    name: str
    severity: str
    level: str
    population: int | None
    failed: int
    could_not_see: str | None
    judges: str | None
    judged_by: str | None


@dataclass(frozen=True)
class Rows:
    """What is read."""

    rules: tuple[RuleRow, ...]


@dataclass(frozen=True)
class RuleLine:
    """One rule; `href` leads to its problem, `sql` is its model: blank if values are left out."""

    anchor: str
    href: str
    rule_id: str
    version: str
    name: str
    severity: str
    level: str
    population: str
    failed: str
    judges: str
    unseen: str
    sql: str


@dataclass(frozen=True)
class RulesView:
    """All rules, and where they are as a file."""

    lines: tuple[RuleLine, ...]
    csv: str


def view(rows: Rows, context: RenderContext) -> RulesView | None:
    """In the order of their ids; left out while no rule has run."""
    if not rows.rules:
        return None
    return RulesView(tuple(_line(row, context) for row in rows.rules), context.csv("rules"))


def _line(row: RuleRow, context: RenderContext) -> RuleLine:
    return RuleLine(
        anchor=definition_anchor(row.rule_id),
        href=context.href("problems", rule_anchor(row.rule_id)) if row.failed else "",
        rule_id=row.rule_id,
        version=row.rule_version or words.MISSING,
        name=row.name,
        severity=row.severity,
        level=row.level,
        population=words.count(row.population),
        failed=words.count(row.failed),
        judges=row.judges or "",
        unseen=row.could_not_see or "",
        sql="" if context.is_redacted else row.judged_by or "",
    )


SECTION: Final = Section(
    title="Every rule, and what it found",
    page="method",
    order=40,
    rows=Rows,
    view=view,
    tables=(CsvTable("all_rules", "rules", public=frozenset({"name"})),),
)
