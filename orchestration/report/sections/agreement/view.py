"""The clauses of the agreement, each with its last thirteen periods."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.measures import measure
from orchestration.report.section import Section

_SIGNS: Final = {
    "met": ("✓", "met"),
    "missed": ("✗", "missed"),
    "running": ("…", "running"),
    "cannot be measured": ("?", "unknown"),
}
_SIGNED_LIMIT: Final = 120


@dataclass(frozen=True)
class ClauseRow:
    """A clause in one period; `met` of `judged` periods that are over were kept."""

    clause_id: str
    owing_team: str
    owed_team: str
    definition: str
    period_type: str
    is_signed: bool
    signed_by: str | None
    label: str
    unit: str
    at_least: Decimal | None
    at_most: Decimal | None
    could_not_see: str | None
    lead_type_label: str | None
    met: int
    judged: int
    period_label: str
    periods_ago: int
    status: str
    actual_value: Decimal | None


@dataclass(frozen=True)
class Rows:
    """What is read."""

    clauses: tuple[ClauseRow, ...]


@dataclass(frozen=True)
class Mark:
    """One period of a clause."""

    sign: str
    tone: str
    told: str


@dataclass(frozen=True)
class ClauseLine:
    """One clause. `signed` names who signed it as it stands; blank for nobody."""

    definition: str
    owed: str
    promised: str
    met: str
    judged: str
    last: str
    marks: tuple[Mark, ...]
    is_signed: bool
    signed: str


@dataclass(frozen=True)
class AgreementView:
    """All clauses."""

    lines: tuple[ClauseLine, ...]
    csv: str


def view(rows: Rows, context: RenderContext) -> AgreementView | None:
    """Left out while nothing was promised."""
    if not rows.clauses:
        return None
    lines = tuple(
        _line(tuple(group), context)
        for _, group in groupby(rows.clauses, lambda row: row.clause_id)
    )
    return AgreementView(lines, context.csv("agreement"))


def _line(rows: tuple[ClauseRow, ...], context: RenderContext) -> ClauseLine:
    row = rows[0]
    bound, much = ("at least", row.at_least) if row.at_most is None else ("at most", row.at_most)
    kind = f" ({row.lead_type_label})" if row.lead_type_label else ""
    over = [each for each in rows if each.periods_ago > 0]
    return ClauseLine(
        definition=row.definition,
        owed=f"{row.owing_team} to {row.owed_team}",
        promised=f"{bound} {_much(much, row, context)} per {row.period_type}{kind}",
        met=words.count(row.met),
        judged=words.plural(row.judged, row.period_type),
        last=_told(over[-1], context) if over else words.MISSING,
        marks=tuple(Mark(*_SIGNS[each.status], _told(each, context)) for each in rows),
        is_signed=row.is_signed,
        signed=words.clip(row.signed_by or "", _SIGNED_LIMIT),
    )


def _told(row: ClauseRow, context: RenderContext) -> str:
    """`2026-W21: missed (14)`."""
    if row.actual_value is None:
        why = f" (could not see {row.could_not_see})" if row.could_not_see else ""
        return f"{row.period_label}: {row.status}{why}"
    return f"{row.period_label}: {row.status} ({_much(row.actual_value, row, context)})"


def _much(value: Decimal | None, row: ClauseRow, context: RenderContext) -> str:
    return measure(value, row.unit, context.money).short


SECTION: Final = Section(
    title="What the teams promised each other",
    page="follow_up",
    order=5,
    rows=Rows,
    view=view,
    tables=(CsvTable("agreement"),),
)
