"""The running month by metric: so far, at this pace, the goal, the months to compare with."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final

from markupsafe import Markup

from orchestration.report import format as words
from orchestration.report.charts.spark import spark
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.format import Money
from orchestration.report.measures import measure
from orchestration.report.section import Section

_STATUS: Final = {"green": "on pace", "amber": "nearly", "red": "behind"}
_UNSEEN: Final = "could not see"


@dataclass(frozen=True)
class LineRow:
    """A metric in the running month; values in its unit, None where nothing is known."""

    metric_id: str
    label: str
    unit: str
    definition: str
    owner_team: str
    period_label: str
    elapsed_days: int
    total_days: int
    actual_value: Decimal | None
    target: Decimal | None
    status: str | None
    projected_value: Decimal | None
    previous_value: Decimal | None
    year_ago_value: Decimal | None
    could_not_see: str | None


@dataclass(frozen=True)
class WeekRow:
    """A metric in one of the last thirteen weeks, the oldest first."""

    metric_id: str
    actual_value: Decimal | None


@dataclass(frozen=True)
class UnvaluedRow:
    """Deals of this month and the year before it that no sum of money contains."""

    won: int
    opened: int


@dataclass(frozen=True)
class Rows:
    """What is read."""

    lines: tuple[LineRow, ...]
    weeks: tuple[WeekRow, ...]
    unvalued: UnvaluedRow


@dataclass(frozen=True)
class Line:
    """One metric. `status` is blank without a goal; `tone` is its colour."""

    label: str
    definition: str
    actual: Money
    projected: Money
    target: Money
    status: str
    tone: str
    previous: Money
    year_ago: Money
    trend: Markup


@dataclass(frozen=True)
class Team:
    """The metrics that one team moves."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class ScorecardView:
    """The metrics by team. `has_goals`: somebody set a goal for one of them."""

    period: str
    elapsed: str
    teams: tuple[Team, ...]
    has_goals: bool
    unvalued: str
    csv: str
    records_csv: str


def view(rows: Rows, context: RenderContext) -> ScorecardView | None:
    """Left out where there is nothing to tell of any metric."""
    if not rows.lines:
        return None
    weeks = {
        metric: [week.actual_value for week in group]
        for metric, group in groupby(rows.weeks, lambda week: week.metric_id)
    }
    first = rows.lines[0]
    return ScorecardView(
        period=first.period_label,
        elapsed=f"{first.elapsed_days} of {words.plural(first.total_days, 'day')}",
        teams=tuple(
            Team(
                name=team[:1].upper() + team[1:],
                lines=tuple(_line(row, weeks.get(row.metric_id, []), context) for row in group),
            )
            for team, group in groupby(rows.lines, lambda row: row.owner_team)
        ),
        has_goals=any(row.target is not None for row in rows.lines),
        unvalued=_unvalued(rows.unvalued),
        csv=context.csv("scorecard"),
        records_csv=context.csv("contributions"),
    )


def _unvalued(row: UnvaluedRow) -> str:
    """Blank where every deal has an amount in the corporate currency."""
    told = [
        f"{words.count(number)} {what}"
        for number, what in ((row.opened, "opened"), (row.won, "won"))
        if number
    ]
    if not told:
        return ""
    return (
        f"Of the deals of this month and the year before it, {words.listed(told)} have no amount,"
        " or none that a rate converts: no sum of money here contains them, so that it is at least"
        " what is told, a 0 too."
    )


def _line(row: LineRow, weeks: list[Decimal | None], context: RenderContext) -> Line:
    def told(value: Decimal | None) -> Money:
        return measure(value, row.unit, context.money)

    return Line(
        label=row.label,
        definition=row.definition,
        actual=Money(_UNSEEN, _UNSEEN) if row.could_not_see else told(row.actual_value),
        projected=told(row.projected_value),
        target=told(row.target),
        status=_STATUS.get(row.status or "", ""),
        tone=row.status or "",
        previous=told(row.previous_value),
        year_ago=told(row.year_ago_value),
        trend=spark(
            f"spark-{row.metric_id.replace('_', '-')}",
            f"{row.label} by week",
            "The last thirteen weeks, the running one at the end.",
            [None if value is None else float(value) for value in weeks],
        ),
    )


SECTION: Final = Section(
    title="Scorecard",
    page="overview",
    order=25,
    rows=Rows,
    view=view,
    tables=(CsvTable("scorecard"), CsvTable("contributions")),
    rests_on=("goals", "goal_amber_share", "stages", "stage_evidence", "activity_outcomes"),
)
