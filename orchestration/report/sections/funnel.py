"""Section 2a: the stages, from inquiry to won, as one stream."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from orchestration.report import format as words
from orchestration.report.charts import FunnelMark, funnel_narrow, funnel_wide
from orchestration.report.rows import LaneRow, StageCount, StageRow

MIN_FOR_PERCENT: Final = 20
TOO_FEW: Final = "too few"

_MARKETING: Final = frozenset({"INQ", "MQL"})
_LANES: Final = {
    "marketing_generated": "Marketing generated",
    "sales_generated": "Sales generated",
    "expansion": "Expansion",
}


@dataclass(frozen=True)
class StageLine:
    """One stage in the table beneath the funnel."""

    code: str
    label: str
    team: str
    reached: str
    imputed: str
    rate: str
    basis: str
    interval: str


@dataclass(frozen=True)
class LaneLine:
    """Lead cycles by how they began."""

    label: str
    cycles: str
    opportunities: str
    won: str


@dataclass(frozen=True)
class FunnelView:
    """The chart in its two shapes, and its table."""

    is_empty: bool
    has_imputed: bool
    wide: Markup
    narrow: Markup
    stages: tuple[StageLine, ...]
    lanes: tuple[LaneLine, ...]
    untraced_note: str
    median_days: str


def funnel_view(
    funnel: Sequence[StageCount],
    stages: Sequence[StageRow],
    lanes: Sequence[LaneRow],
    median_days: float | None,
) -> FunnelView:
    """Count, convert and say from how many; a percentage of fewer than 20 is not shown."""
    named = {row.stage_code: row for row in stages}
    lines, marks = [], []
    before = 0
    for row in funnel:
        line = _stage_line(row, named.get(row.stage_code), before)
        lines.append(line)
        marks.append(_mark(row, line))
        before = row.reached
    description = "; ".join(
        f"{line.label} {line.reached}" + (f" ({line.rate} of {line.basis})" if line.basis else "")
        for line in lines
    )
    return FunnelView(
        is_empty=not any(row.reached for row in funnel),
        has_imputed=any(row.imputed for row in funnel),
        wide=funnel_wide(marks, description),
        narrow=funnel_narrow(marks, description),
        stages=tuple(lines),
        lanes=tuple(_lane_line(row) for row in lanes),
        untraced_note=_untraced_note(lanes),
        median_days=words.days(median_days),
    )


def conversion(part: int, whole: int) -> str:
    """`43 %`, MISSING without a denominator, TOO_FEW under 20."""
    if not whole:
        return words.MISSING
    if whole < MIN_FOR_PERCENT:
        return TOO_FEW
    return words.percent(part / whole)


def interval_words(low: float | None, high: float | None) -> str:
    """`40 % to 46 %`; MISSING where either end is unknown."""
    if low is None or high is None:
        return words.MISSING
    return f"{words.percent(low)} to {words.percent(high)}"


def _stage_line(row: StageCount, stage: StageRow | None, before: int) -> StageLine:
    bounds = words.wilson(row.carried, before) if before >= MIN_FOR_PERCENT else None
    return StageLine(
        code=row.stage_code,
        label=(stage.stage_label if stage else None) or row.stage_code,
        team=(stage.owner_team if stage else None) or _usual_team(row.stage_code),
        reached=words.count(row.reached),
        imputed=words.count(row.imputed),
        rate=conversion(row.carried, before),
        basis=words.count(before) if before else "",
        interval=interval_words(*(bounds or (None, None))),
    )


def _usual_team(code: str) -> str:
    return "marketing" if code in _MARKETING else "sales"


def _mark(row: StageCount, line: StageLine) -> FunnelMark:
    return FunnelMark(
        code=row.stage_code,
        team="marketing" if line.team.casefold() == "marketing" else "sales",
        reached=row.reached,
        imputed=min(row.imputed, row.reached),
        count_words=line.reached,
        step_words=line.rate if line.basis else "",
    )


def _lane_line(row: LaneRow) -> LaneLine:
    known = row.cycle_type or "Not known"
    return LaneLine(
        label=_LANES.get(known, known.replace("_", " ")),
        cycles=words.count(row.cycles),
        opportunities=words.count(row.opportunities),
        won=words.count(row.won),
    )


def _untraced_note(lanes: Sequence[LaneRow]) -> str:
    """Said, because "0 % of leads were won" may only mean that nobody noted who the buyers were."""
    untraced = sum(row.untraced for row in lanes)
    if not untraced:
        return ""
    every = words.plural(sum(row.opportunities for row in lanes), "opportunity", "opportunities")
    names = "names" if untraced == 1 else "name"
    return (
        f"{untraced:,} of {every} {names} no person and cannot be traced to a lead: what leads"
        " brought of them is missing from every conversion to won."
    )
