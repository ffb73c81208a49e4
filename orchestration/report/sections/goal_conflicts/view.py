"""Pairs of goals that cannot both be met, and pairs that were seen to move apart."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.measures import measure
from orchestration.report.section import Section

_PARTS: Final = {
    "channel": "single channels",
    "owner": "single colleagues",
    "team": "single teams",
}


@dataclass(frozen=True)
class ConflictRow:
    """A pair of goals; targets in the unit of their metric. See mart_goal_conflict."""

    conflict_kind: str
    label: str
    unit: str
    other_label: str
    other_unit: str
    above_label: str | None
    scope: str
    period_type: str
    team: str
    other_team: str
    target: Decimal
    other_target: Decimal
    implied_value: Decimal | None
    best_of_others: Decimal | None
    correlation: Decimal | None
    count_weeks: int | None


@dataclass(frozen=True)
class Rows:
    """What is read."""

    conflicts: tuple[ConflictRow, ...]


@dataclass(frozen=True)
class ConflictLine:
    """One pair in a sentence; `is_hint`: it follows from what was seen alone."""

    told: str
    is_hint: bool


@dataclass(frozen=True)
class GoalConflictsView:
    """All pairs, those that follow from the goals themselves first."""

    lines: tuple[ConflictLine, ...]
    csv: str


def view(rows: Rows, context: RenderContext) -> GoalConflictsView | None:
    """Left out where all goals go together."""
    if not rows.conflicts:
        return None
    lines = tuple(
        ConflictLine(_told(row, context), row.conflict_kind == "moved_apart")
        for row in rows.conflicts
    )
    return GoalConflictsView(lines, context.csv("goal_conflicts"))


def _told(row: ConflictRow, context: RenderContext) -> str:
    def said(value: Decimal | None) -> str:
        return measure(value, row.unit, context.money).short

    team = f"{row.team[:1].upper()}{row.team[1:]}"
    held = f"{team} is held to {said(row.target)} of “{row.label}” in a {row.period_type}"
    other = measure(row.other_target, row.other_unit, context.money).short
    if row.conflict_kind == "moved_apart":
        return (
            f"{held}, and {row.other_team} to {other} of “{row.other_label}”; week by week the two"
            f" moved against each other (correlation {row.correlation:.2f} over"
            f" {row.count_weeks} weeks)."
        )
    if row.conflict_kind == "rate_against_volumes":
        return (
            f"{held}, but {other} of “{row.other_label}”, which {row.other_team} is to bring,"
            f" with the goal for “{row.above_label}” make it {said(row.implied_value)}."
        )
    parts = (
        f"{held}, and the goals of {_PARTS.get(row.scope, row.scope)}"
        f" ({row.other_team}) add up to {said(row.other_target)}"
    )
    if row.conflict_kind == "parts_exceed":
        return f"{parts}: more than the whole."
    others = (
        "what all others brought is not known"
        if row.best_of_others is None
        else f"all others together never brought more than {said(row.best_of_others)}"
    )
    return f"{parts}; {others}."


SECTION: Final = Section(
    title="Goals that pull against each other",
    page="overview",
    order=26,
    rows=Rows,
    view=view,
    tables=(CsvTable("goal_conflicts"),),
    rests_on=("goals", "goal_conflict_weeks", "goal_conflict_correlation"),
)
