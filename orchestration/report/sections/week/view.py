"""What came, came back and went, by severity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.section import Section


@dataclass(frozen=True)
class ChangeRow:
    """Findings of one severity that changed in the last week, and all that stand."""

    severity: str
    appeared: int
    reappeared: int
    fixed: int
    standing: int
    is_first_run: bool
    has_records: bool


@dataclass(frozen=True)
class Rows:
    """What is read."""

    changes: tuple[ChangeRow, ...]


@dataclass(frozen=True)
class ChangeLine:
    """One severity."""

    severity: str
    appeared: str
    reappeared: str
    fixed: str
    standing: str


@dataclass(frozen=True)
class WeekView:
    """One line per severity; `is_first_run`: nothing is known of the week before."""

    lines: tuple[ChangeLine, ...]
    is_first_run: bool
    has_records: bool
    csv: str


def view(rows: Rows, context: RenderContext) -> WeekView | None:
    """Left out while nothing was ever found."""
    if not rows.changes:
        return None
    return WeekView(
        lines=tuple(_line(row) for row in rows.changes),
        is_first_run=rows.changes[0].is_first_run,
        has_records=rows.changes[0].has_records,
        csv=context.csv("changes"),
    )


def _line(row: ChangeRow) -> ChangeLine:
    return ChangeLine(
        severity=row.severity,
        appeared=words.count(row.appeared),
        reappeared=words.count(row.reappeared),
        fixed=words.count(row.fixed),
        standing=words.count(row.standing),
    )


SECTION: Final = Section(
    title="New since last week",
    page="overview",
    order=40,
    rows=Rows,
    view=view,
    tables=(CsvTable("changes"),),
)
