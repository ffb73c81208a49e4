"""The rules of which something was fixed, and the list of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.findings import list_of_findings
from orchestration.report.section import Section


@dataclass(frozen=True)
class FixedRow:
    """Findings of one rule that were fixed in the last week."""

    rule_id: str
    name: str
    findings: int


@dataclass(frozen=True)
class Rows:
    """What is read."""

    rules: tuple[FixedRow, ...]


@dataclass(frozen=True)
class FixedLine:
    """One rule."""

    rule_id: str
    name: str
    count: str


@dataclass(frozen=True)
class FixedView:
    """The rules, and where their fixed findings are."""

    lines: tuple[FixedLine, ...]
    csv: str


def view(rows: Rows, context: RenderContext) -> FixedView | None:
    """Left out where nothing was fixed."""
    if not rows.rules:
        return None
    lines = (FixedLine(row.rule_id, row.name, words.count(row.findings)) for row in rows.rules)
    return FixedView(tuple(lines), context.csv("fixed"))


SECTION: Final = Section(
    title="Fixed in the last week",
    page="problems",
    order=30,
    rows=Rows,
    view=view,
    files=list_of_findings("findings", "fixed", "fixed"),
)
