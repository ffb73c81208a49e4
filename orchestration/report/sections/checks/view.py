"""The suites of checks, and how many of each passed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.section import Section


@dataclass(frozen=True)
class CheckRow:
    """One suite of table checks and how many of them passed."""

    suite: str
    checks: int
    passed: int


@dataclass(frozen=True)
class Rows:
    """What is read."""

    suites: tuple[CheckRow, ...]


@dataclass(frozen=True)
class CheckLine:
    """One suite of table checks."""

    suite: str
    passed: str


@dataclass(frozen=True)
class ChecksView:
    """All suites, and where each check is told."""

    lines: tuple[CheckLine, ...]
    csv: str


def view(rows: Rows, context: RenderContext) -> ChecksView | None:
    """Left out where nothing was checked."""
    if not rows.suites:
        return None
    lines = (
        CheckLine(row.suite, f"{words.count(row.passed)} of {words.count(row.checks)}")
        for row in rows.suites
    )
    return ChecksView(tuple(lines), context.csv("checks"))


SECTION: Final = Section(
    title="Checks on the tables themselves",
    page="method",
    order=50,
    rows=Rows,
    view=view,
    tables=(CsvTable("all_checks", "checks"),),
    is_optional=True,
)
