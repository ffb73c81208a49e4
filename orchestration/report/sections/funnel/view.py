"""The stages as a chart in two shapes, and its table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from orchestration.report import format as words
from orchestration.report.charts.funnel import FunnelMark, funnel_narrow, funnel_wide
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.rates import basis_words, interval_words, rate_words
from orchestration.report.section import Section

#: Beside team-1, team-2 ... of marks.css: what nobody owns.
_NO_TEAM: Final = "team-0"


@dataclass(frozen=True)
class StageRow:
    """One stage, over cycles that marketing began.

    `recorded` of them have a record of it, `imputed` only must have passed it. Of `count_from`
    with a record of the stage before, `count_to` have one of this stage too: that is `rate`, with
    its interval where it is judged. `left_out` have this one and not the one before. None: could
    not be read.
    """

    stage_code: str
    stage_label: str | None
    owner_team: str | None
    recorded: int | None
    imputed: int | None
    reached: int
    count_to: int | None
    count_from: int | None
    rate: float | None
    rate_low: float | None
    rate_high: float | None
    is_rate_judged: bool
    left_out: int | None
    could_not_see: str | None
    is_first: bool


@dataclass(frozen=True)
class WholeRow:
    """All lead cycles, whoever began them."""

    cycles: int
    median_days: float | None


@dataclass(frozen=True)
class TeamRow:
    """A team that owns a stage, and which of the colours of marks.css is its own, from 1 on."""

    owner_team: str
    colour: int


@dataclass(frozen=True)
class AgreementRow:
    """How many definitions there are, and how many nobody signed."""

    definitions: int
    unsigned: int


@dataclass(frozen=True)
class Rows:
    """What is read."""

    stages: tuple[StageRow, ...]
    teams: tuple[TeamRow, ...]
    whole: WholeRow
    agreement: AgreementRow


@dataclass(frozen=True)
class StageLine:
    """One stage in the table beneath the funnel; `basis` gives `rate`."""

    code: str
    label: str
    team: str
    recorded: str
    imputed: str
    rate: str
    basis: str
    interval: str
    left_out: str
    unseen: str


@dataclass(frozen=True)
class TeamLine:
    """A team in the legend."""

    name: str
    colour: str


@dataclass(frozen=True)
class FunnelView:
    """The chart in its two shapes, and its table. `unsigned` is 'unsigned', 'partly unsigned'."""

    is_empty: bool
    has_imputed: bool
    has_left_out: bool
    wide: Markup
    narrow: Markup
    stages: tuple[StageLine, ...]
    teams: tuple[TeamLine, ...]
    unsigned: str
    median_days: str
    csv: str


def view(rows: Rows, context: RenderContext) -> FunnelView:
    """What is recorded, and how much of it went on."""
    lines = tuple(_line(row) for row in rows.stages)
    colours = {row.owner_team: f"team-{row.colour}" for row in rows.teams}
    marks = [_mark(row, line, colours) for row, line in zip(rows.stages, lines, strict=True)]
    description = "; ".join(
        f"{line.label} {line.recorded}" + (f" ({line.rate}: {line.basis})" if line.basis else "")
        for line in lines
    )
    return FunnelView(
        is_empty=not rows.whole.cycles and not any(row.reached for row in rows.stages),
        has_imputed=any(row.imputed for row in rows.stages),
        has_left_out=any(row.left_out for row in rows.stages),
        wide=funnel_wide(marks, description),
        narrow=funnel_narrow(marks, description),
        stages=lines,
        teams=tuple(TeamLine(*each) for each in colours.items()),
        unsigned=_unsigned(rows.agreement),
        median_days=words.days_in_words(rows.whole.median_days),
        csv=context.csv("stages"),
    )


def _unsigned(row: AgreementRow) -> str:
    if not row.unsigned:
        return ""
    return "unsigned" if row.unsigned == row.definitions else "partly unsigned"


def _line(row: StageRow) -> StageLine:
    judged = row.is_rate_judged
    return StageLine(
        code=row.stage_code,
        label=row.stage_label or row.stage_code,
        team=row.owner_team or words.MISSING,
        recorded=words.count(row.recorded),
        imputed=words.count(row.imputed),
        rate=rate_words(row.rate, row.could_not_see, is_judged=judged),
        basis=basis_words(row.count_to, row.count_from),
        interval=interval_words(row.rate_low, row.rate_high),
        left_out=words.MISSING if row.is_first else words.count(row.left_out),
        unseen=row.could_not_see or "",
    )


def _mark(row: StageRow, line: StageLine, colours: Mapping[str, str]) -> FunnelMark:
    return FunnelMark(
        code=row.stage_code,
        team=colours.get(row.owner_team or "", _NO_TEAM),
        reached=row.reached,
        imputed=row.imputed or 0,
        count_words=line.recorded,
        step_words=line.rate if line.basis else "",
    )


SECTION: Final = Section(
    title="The continuous pipeline",
    page="pipeline",
    order=10,
    rows=Rows,
    view=view,
    tables=(CsvTable("stages"), CsvTable("cycles")),
    rests_on=(
        "stages",
        "stage_evidence",
        "lead_statuses",
        "lifecycle_stages",
        "opportunity_stages",
    ),
)
