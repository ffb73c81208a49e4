"""The bridge from the trust of a reader's last look to that of today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.section import Section


@dataclass(frozen=True)
class ScoreRow:
    """The trust now and when the reader looked last, and the difference in points of a hundred."""

    value: float | None
    before: float | None
    before_as_of: datetime | None
    points: float | None


@dataclass(frozen=True)
class CauseRow:
    """What moved it, by how much, and how many opportunities did."""

    cause: str
    opportunities: int
    points: float


@dataclass(frozen=True)
class WholeRow:
    """Whether the causes that are kept add up to the change."""

    adds_up: bool


@dataclass(frozen=True)
class Rows:
    """What is read."""

    score: tuple[ScoreRow, ...]
    causes: tuple[CauseRow, ...]
    whole: WholeRow


@dataclass(frozen=True)
class BridgeLine:
    """One cause."""

    name: str
    meaning: str
    points: str
    opportunities: str


@dataclass(frozen=True)
class BridgeView:
    """The causes, and what they come to together."""

    told: str
    lines: tuple[BridgeLine, ...]
    points: str
    csv: str


_CAUSES: Final = {
    "broken": ("Newly broken", "the worst finding on it is worse than it was"),
    "fixed": ("Fixed", "the worst finding on it is milder, or gone"),
    "new": ("New opportunities", "opened since, with or without findings"),
    "left": ("Left the pipeline", "closed or deleted: no credit is taken for it"),
    "amount": ("Amounts", "weigh more or less than they did"),
    "rules": ("Rules that changed", "nobody fixed or broke anything"),
}


def view(rows: Rows, context: RenderContext) -> BridgeView | None:
    """Left out where there is no pipeline to trust."""
    score = next((row for row in rows.score if row.value is not None), None)
    if score is None:
        return None
    now = words.percent(score.value)
    if score.before_as_of is None or score.points is None:
        told = f"{now} of the open pipeline is to be trusted; there is nothing yet to compare with."
        return BridgeView(told, (), "", context.csv("all_causes"))
    since = words.iso_date(score.before_as_of.date())
    before = words.percent(score.before)
    told = f"{now} of the open pipeline is to be trusted; it was {before} on {since}."
    if not rows.whole.adds_up:
        told = f"{told} What moved it is known from the next week on."
        return BridgeView(told, (), "", context.csv("all_causes"))
    return BridgeView(
        told=f"{told} {'A waiver moves nothing.' if rows.causes else 'Nothing moved it.'}",
        lines=tuple(_line(row) for row in rows.causes),
        points=_points(score.points),
        csv=context.csv("all_causes"),
    )


def _line(row: CauseRow) -> BridgeLine:
    name, meaning = _CAUSES.get(row.cause, (row.cause, ""))
    return BridgeLine(name, meaning, _points(row.points), words.count(row.opportunities))


def _points(points: float) -> str:
    return f"{points:+.2f}" if points else "0"


SECTION: Final = Section(
    title="What moved the trust score",
    page="changes",
    order=15,
    rows=Rows,
    view=view,
    tables=(CsvTable("all_causes"),),
)
