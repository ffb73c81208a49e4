"""Section 2a: the stages, from inquiry to won, as one stream of cycles that marketing began."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from orchestration.report import format as words
from orchestration.report.charts import FunnelMark, funnel_narrow, funnel_wide
from orchestration.report.rows import LaneRow, StageRow, StepRow

MIN_FOR_PERCENT: Final = 20
TOO_FEW: Final = "too few"
UNSEEN: Final = "could not see"

_MARKETING: Final = frozenset({"INQ", "MQL"})
_LANES: Final = {
    "marketing_generated": "Marketing generated",
    "sales_generated": "Sales generated",
    "expansion": "Expansion",
}


@dataclass(frozen=True)
class StageLine:
    """One stage in the table beneath the funnel. `part` of `whole` is `rate`."""

    code: str
    label: str
    team: str
    recorded: str
    imputed: str
    rate: str
    part: str
    whole: str
    interval: str
    left_out: str
    unseen: str

    @property
    def basis(self) -> str:
        """`700 of 1,496`; nothing where there is no rate to explain."""
        return f"{self.part} of {self.whole}" if self.whole != words.MISSING else ""


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
    has_left_out: bool
    wide: Markup
    narrow: Markup
    stages: tuple[StageLine, ...]
    lanes: tuple[LaneLine, ...]
    untraced_note: str
    median_days: str


@dataclass(frozen=True)
class _Stage:
    """A stage as counted: by its records, and by what only must have passed it."""

    code: str
    recorded: int | None
    imputed: int | None
    step: StepRow | None


def funnel_view(
    steps: Sequence[StepRow],
    stages: Sequence[StageRow],
    lanes: Sequence[LaneRow],
    median_days: float | None,
) -> FunnelView:
    """What is recorded, and how much of it went on; a percentage of fewer than 20 is not shown."""
    named = {row.stage_code: row for row in stages}
    counted = _stages([row for row in steps if row.is_next_step])
    lines = tuple(_line(stage, named.get(stage.code)) for stage in counted)
    marks = [_mark(stage, line) for stage, line in zip(counted, lines, strict=True)]
    description = "; ".join(
        f"{line.label} {line.recorded}" + (f" ({line.rate}: {line.basis})" if line.basis else "")
        for line in lines
    )
    return FunnelView(
        is_empty=not any(stage.recorded or stage.imputed for stage in counted)
        and not any(row.cycles for row in lanes),
        has_imputed=any(stage.imputed for stage in counted),
        has_left_out=any(stage.step and stage.step.to_excluded for stage in counted),
        wide=funnel_wide(marks, description),
        narrow=funnel_narrow(marks, description),
        stages=lines,
        lanes=tuple(_lane_line(row) for row in lanes),
        untraced_note=_untraced_note(lanes),
        median_days=words.days(median_days),
    )


def rate_words(rate: float | None, whole: int | None, could_not_see: str | None) -> str:
    """`43 %`; TOO_FEW of under 20; UNSEEN where records could not be read; else MISSING."""
    if rate is None:
        return UNSEEN if could_not_see else words.MISSING
    return words.percent(rate) if (whole or 0) >= MIN_FOR_PERCENT else TOO_FEW


def interval_words(low: float | None, high: float | None) -> str:
    """`40 % to 46 %`; MISSING where either end is unknown."""
    if low is None or high is None:
        return words.MISSING
    return f"{words.percent(low)} to {words.percent(high)}"


def _stages(steps: Sequence[StepRow]) -> list[_Stage]:
    if not steps:
        return []
    first = steps[0]
    imputed = {step.stage_from: step.from_imputed for step in steps}
    return [
        _Stage(first.stage_from, first.count_from, first.from_imputed, None),
        *(
            _Stage(step.stage_to, step.to_recorded, imputed.get(step.stage_to, 0), step)
            for step in steps
        ),
    ]


def _line(stage: _Stage, known: StageRow | None) -> StageLine:
    step = stage.step
    judged = step is not None and (step.count_from or 0) >= MIN_FOR_PERCENT
    low, high = (step.rate_low, step.rate_high) if step and judged else (None, None)
    return StageLine(
        code=stage.code,
        label=(known.stage_label if known else None) or stage.code,
        team=(known.owner_team if known else None) or _usual_team(stage.code),
        recorded=words.count(stage.recorded),
        imputed=words.count(stage.imputed),
        rate=rate_words(step.rate, step.count_from, step.could_not_see) if step else words.MISSING,
        part=words.count(step.count_to) if step and step.count_from else words.MISSING,
        whole=words.count(step.count_from) if step and step.count_from else words.MISSING,
        interval=interval_words(low, high),
        left_out=words.count(step.to_excluded) if step else words.MISSING,
        unseen=(step.could_not_see or "") if step else "",
    )


def _usual_team(code: str) -> str:
    return "marketing" if code in _MARKETING else "sales"


def _mark(stage: _Stage, line: StageLine) -> FunnelMark:
    imputed = stage.imputed or 0
    return FunnelMark(
        code=stage.code,
        team="marketing" if line.team.casefold() == "marketing" else "sales",
        reached=(stage.recorded or 0) + imputed,
        imputed=imputed,
        count_words=line.recorded,
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
    untraced = sum(row.untraced or 0 for row in lanes)
    if not untraced:
        return ""
    every = words.plural(
        sum(row.opportunities or 0 for row in lanes), "opportunity", "opportunities"
    )
    names = "names" if untraced == 1 else "name"
    return (
        f"{untraced:,} of {every} {names} no person and cannot be traced to a lead: if leads"
        " brought them, the conversions to won leave them out."
    )
