"""One table for channels, one for campaigns, one for landing pages; each step with its cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.format import Money
from orchestration.report.section import Section

_NAME_LIMIT: Final = 90
#: What is no channel, and is told beside them.
_NO_CHANNEL: Final = {
    "unattributed": "No touch is known",
    "unknown": "No channel is named: pay, and people without a source",
}

_SPEND: Final = {"in_part": "at least", "no_rate": "no rate"}


@dataclass(frozen=True)
class LineRow:
    """One channel or campaign, or all; `left_out` more of its kind are not among the rows."""

    scope_type: str
    scope_value: str | None
    label: str | None
    campaign_name: str | None
    is_mature: bool
    spend_state: str
    spend: Decimal | None
    inq: int | None
    cost_inq: Decimal | None
    mql: int | None
    cost_mql: Decimal | None
    sal: int | None
    cost_sal: Decimal | None
    sql: int | None
    cost_sql: Decimal | None
    opp: int | None
    cost_opp: Decimal | None
    won: int | None
    cost_won: Decimal | None
    amount: Decimal | None
    profit: Decimal | None
    profit_state: str
    could_not_see: str | None
    is_touch_seen: bool | None
    lacks_amounts: bool
    left_out: int


@dataclass(frozen=True)
class PageRow:
    """The page on which people arrived first."""

    page: str
    inq: int | None
    mql: int | None
    sal: int | None
    sql: int | None
    opp: int | None
    won: int | None
    won_amount: Decimal | None


@dataclass(frozen=True)
class ModelRow:
    """The rule by which revenue and profit are credited."""

    label: str | None


@dataclass(frozen=True)
class CampaignsRow:
    """How many campaigns are known, and answers to them."""

    campaigns: int
    answers: int


@dataclass(frozen=True)
class StageRow:
    """A stage of the process, which names two columns of a line, and what its heading says.

    `is_recorded`: some record of the company proves it, or none proves a later one.
    """

    code: str
    title: str
    is_recorded: bool


@dataclass(frozen=True)
class Rows:
    """What is read; stages in the order of the process."""

    stages: tuple[StageRow, ...]
    lines: tuple[LineRow, ...]
    pages: tuple[PageRow, ...]
    model: ModelRow
    campaigns: CampaignsRow


@dataclass(frozen=True)
class Step:
    """How many came so far, and what each cost."""

    title: str
    count: str
    cost: Money
    cost_note: str


@dataclass(frozen=True)
class Line:
    """One channel or campaign in words."""

    name: str
    spend: Money
    spend_note: str
    steps: tuple[Step, ...]
    amount: Money
    amount_note: str
    profit: Money
    profit_note: str


@dataclass(frozen=True)
class PageLine:
    """One landing page in words."""

    name: str
    counts: tuple[tuple[str, str], ...]
    won_amount: Money


@dataclass(frozen=True)
class LoopView:
    """The tables; `missing` says what cannot be told, and what is still true."""

    told: str
    missing: tuple[str, ...]
    channels: tuple[Line, ...]
    campaigns: tuple[Line, ...]
    campaigns_left_out: str
    pages: tuple[PageLine, ...]
    csv: str


def view(rows: Rows, context: RenderContext) -> LoopView | None:
    """Left out where nobody came and nothing was spent."""
    if not rows.lines:
        return None
    campaigns = [row for row in rows.lines if row.scope_type == "campaign_name"]
    left_out = campaigns[0].left_out if campaigns else 0
    return LoopView(
        told=_told(rows),
        missing=tuple(_missing(rows)),
        channels=tuple(
            _line(row, rows.stages, context)
            for row in rows.lines
            if row.scope_type != "campaign_name"
        ),
        campaigns=tuple(_line(row, rows.stages, context) for row in campaigns),
        campaigns_left_out=words.plural(left_out, "more campaign") if left_out else "",
        # an address may carry a person's data
        pages=() if context.is_redacted else _pages(rows, context),
        csv=context.csv("closed_loop"),
    )


def _told(rows: Rows) -> str:
    which = (
        "Cohorts that had their time to be won"
        if rows.lines[0].is_mature
        else "All cohorts so far: none that won anything is mature, and young ones look dear"
    )
    rule = f", by the rule “{rows.model.label}”" if rows.model.label else ""
    return (
        f"{which}. A step counts for the channel of the person's first touch; revenue and gross"
        f" profit are credited to all touches before the deal{rule}."
    )


def _missing(rows: Rows) -> list[str]:
    first, found = rows.lines[0], []
    if first.spend_state == "not_told":
        found.append(
            "Nobody tells what was spent: what a step costs is not known. How many came how far,"
            " and what was won, is as true as before."
        )
    if not rows.campaigns.campaigns:
        found.append(
            "No system has a campaign: what campaigns brought cannot be told. Channels are as true"
            " as before."
        )
    elif not rows.campaigns.answers:
        found.append(
            "Campaigns are known and nobody is known to have answered one: nothing that came can be"
            " told by campaign."
        )
    if first.spend_state in _SPEND:
        found.append(
            "Some costs are in a currency without a rate: no sum contains them, so that what was"
            " spent is at least what is told. The page Money names them."
        )
    if first.lacks_amounts:
        found.append(
            "Some won deals have no amount, or one in a currency without a rate: revenue is at"
            " least what is told."
        )
    if any(row.is_touch_seen is False for row in rows.lines):
        found.append(
            "A dash under revenue: no source tells who was touched there, so what it had a part in"
            " is not known. The steps beside it are of whom a record says to have come that way."
        )
    unrecorded = [stage.title for stage in rows.stages if not stage.is_recorded]
    if unrecorded:
        found.append(
            f"No record proves {words.listed(unrecorded)}, though later steps are proved: how many"
            " came so far is not known, and is not 0."
        )
    if first.profit_state == "not_known":
        found.append(
            "No cost of a unit that was sold is known, so that gross profit is not known. What was"
            " won is as true as before."
        )
    if first.could_not_see:
        found.append(f"Could not be read, so that the step is not known: {first.could_not_see}.")
    return found


def _line(row: LineRow, stages: Sequence[StageRow], context: RenderContext) -> Line:
    return Line(
        name=words.clip(_name(row), _NAME_LIMIT),
        spend=context.money(row.spend),
        spend_note=_SPEND.get(row.spend_state, ""),
        steps=tuple(
            Step(
                stage.title,
                _count(row, stage),
                context.money(getattr(row, f"cost_{stage.code}")),
                words.bound(least=row.spend_state == "in_part"),
            )
            for stage in stages
        ),
        amount=context.money(row.amount),
        amount_note=words.bound(least=row.lacks_amounts),
        profit=context.money(row.profit),
        profit_note=words.bound(least=row.profit_state == "in_part"),
    )


def _count(row: LineRow | PageRow, stage: StageRow) -> str:
    return words.count(getattr(row, stage.code)) if stage.is_recorded else words.MISSING


def _name(row: LineRow) -> str:
    if row.scope_type == "all":
        return "All channels"
    if row.scope_value in _NO_CHANNEL:
        return _NO_CHANNEL[row.scope_value]
    return row.label or row.campaign_name or row.scope_value or "–"


def _pages(rows: Rows, context: RenderContext) -> tuple[PageLine, ...]:
    return tuple(
        PageLine(
            name=words.clip(row.page, _NAME_LIMIT),
            counts=tuple((stage.title, _count(row, stage)) for stage in rows.stages),
            won_amount=context.money(row.won_amount),
        )
        for row in rows.pages
    )


SECTION: Final = Section(
    title="From what was spent to what was won",
    page="closed_loop",
    order=10,
    rows=Rows,
    view=view,
    tables=(CsvTable("all_lines", "closed_loop"),),
    rests_on=("cohort_window_days", "default_attribution_model", "channels"),
)
