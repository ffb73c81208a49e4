"""The first problems of the published order, and whom to ask."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.format import Money
from orchestration.report.names import rule_anchor
from orchestration.report.owners import Owner, owner_href, owner_label
from orchestration.report.section import Section

#: What a finding is about, where it is no record.
_OTHER_UNITS: Final = frozenset({"field", "pair", "break"})


@dataclass(frozen=True)
class ProblemRow(Owner):
    """One problem, with the owner of most of its findings; amounts are of open opportunities."""

    rule_id: str
    name: str
    severity: str
    level: str
    failed: int
    open_amount: Decimal | None
    open_share: float | None
    estimated_amount: Decimal | None
    owner_findings: int | None
    problems: int


@dataclass(frozen=True)
class Rows:
    """What is read."""

    problems: tuple[ProblemRow, ...]


@dataclass(frozen=True)
class ProblemLine:
    """One problem; `owner` is blank where no known person owns what it found."""

    href: str
    rule_id: str
    name: str
    severity: str
    found: str
    amount: Money | None
    estimated: Money | None
    share: str
    bar: int
    owner: str
    owner_href: str
    owner_found: str
    csv: str


@dataclass(frozen=True)
class WorstView:
    """The worst, and how many problems there are."""

    lines: tuple[ProblemLine, ...]
    total: str
    csv: str


def view(rows: Rows, context: RenderContext) -> WorstView | None:
    """Left out where nothing was found."""
    if not rows.problems:
        return None
    return WorstView(
        lines=tuple(_line(row, context) for row in rows.problems),
        total=words.plural(rows.problems[0].problems, "problem"),
        csv=context.csv("problems"),
    )


def _line(row: ProblemRow, context: RenderContext) -> ProblemLine:
    has_owner = row.owner_key is not None
    return ProblemLine(
        href=context.href("problems", rule_anchor(row.rule_id)),
        rule_id=row.rule_id,
        name=row.name,
        severity=row.severity,
        found=words.plural(row.failed, row.level if row.level in _OTHER_UNITS else "record"),
        amount=context.money(row.open_amount) if row.open_amount else None,
        estimated=context.money(row.estimated_amount) if row.estimated_amount else None,
        share=words.percent(row.open_share) if row.open_amount else "",
        bar=words.width(row.open_share),
        owner=words.clip(owner_label(row, context), 40) if has_owner else "",
        owner_href=owner_href(row, context) if has_owner else "",
        owner_found=words.count(row.owner_findings) if has_owner else "",
        csv=context.csv("problems", row.rule_id, section="problems"),
    )


SECTION: Final = Section(
    title="The worst problems",
    page="overview",
    order=30,
    rows=Rows,
    view=view,
    tables=(CsvTable("problems", public=frozenset({"name"})),),
)
