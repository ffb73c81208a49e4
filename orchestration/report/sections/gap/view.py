"""One bridge per metric and system: drawn, and as a table with the first records of each cause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Final

from markupsafe import Markup

from orchestration.report import format as words
from orchestration.report.charts.waterfall import Step, waterfall
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.findings import IdLink
from orchestration.report.names import object_title, system_name
from orchestration.report.section import Section

_Key = tuple[str, str, str]
_LABEL_LIMIT: Final = 14


@dataclass(frozen=True)
class StepRow:
    """One step of a bridge, from `low` to `high`; `cause` is system, ours or funnel for a whole."""

    metric_id: str
    metric_label: str
    is_money: bool
    compared_system: str
    cause: str
    label: str
    explanation: str
    amount: Decimal
    added: Decimal
    taken: Decimal
    is_whole: bool
    is_loss: bool
    low: float
    high: float
    month: date


@dataclass(frozen=True)
class ExampleRow:
    """A record of a cause."""

    metric_id: str
    compared_system: str
    cause: str
    source_system: str
    source_object: str
    source_id: str


@dataclass(frozen=True)
class Rows:
    """What is read."""

    steps: tuple[StepRow, ...]
    examples: tuple[ExampleRow, ...]


@dataclass(frozen=True)
class CauseLine:
    """A cause, what it adds and takes, and its first records; a whole has neither."""

    label: str
    explanation: str
    amount: str
    added: str
    taken: str
    is_whole: bool
    examples: tuple[IdLink, ...]


@dataclass(frozen=True)
class Bridge:
    """From what one system counts of one metric to what we count."""

    anchor: str
    title: str
    chart: Markup
    lines: tuple[CauseLine, ...]


@dataclass(frozen=True)
class CountLine:
    """What each system and we count of one metric; `target` is its first bridge, if it has one."""

    label: str
    counted: tuple[tuple[str, str], ...]
    ours: str
    target: str


@dataclass(frozen=True)
class GapView:
    """The bridges of the last full month, and all periods and records as files.

    `agreed` names the pairs of metric and system of which there is nothing to tell.
    """

    month: str
    systems: tuple[str, ...]
    counts: tuple[CountLine, ...]
    agreed: str
    bridges: tuple[Bridge, ...]
    csv: str
    records_csv: str


def view(rows: Rows, context: RenderContext) -> GapView | None:
    """Left out where no month is over in which anything was counted."""
    if not rows.steps:
        return None
    examples: dict[_Key, list[IdLink]] = {}
    for row in rows.examples:
        url = context.links.record(row.source_system, row.source_object, row.source_id)
        title = object_title(row.source_system, row.source_object)
        key = (row.metric_id, row.compared_system, row.cause)
        examples.setdefault(key, []).append(IdLink(title, row.source_id, url))
    compared = [
        tuple(steps)
        for _, steps in groupby(rows.steps, lambda row: (row.metric_id, row.compared_system))
    ]
    systems = sorted({system_name(row.compared_system) for row in rows.steps})
    return GapView(
        month=f"{rows.steps[0].month:%B %Y}",
        systems=tuple(systems),
        counts=tuple(
            _counts(tuple(steps), systems, context)
            for _, steps in groupby(rows.steps, lambda row: row.metric_id)
        ),
        agreed=words.listed([_title(steps[0]) for steps in compared if not _differs(steps)]),
        bridges=tuple(_bridge(steps, examples, context) for steps in compared if _differs(steps)),
        csv=context.csv("bridges"),
        records_csv=context.csv("records"),
    )


def _differs(steps: Sequence[StepRow]) -> bool:
    return any(not row.is_whole for row in steps)


def _title(row: StepRow) -> str:
    return f"{row.metric_label}: {system_name(row.compared_system)}"


def _anchor(row: StepRow) -> str:
    return f"gap-{row.metric_id}-{row.compared_system}"


def _counts(steps: Sequence[StepRow], systems: Sequence[str], context: RenderContext) -> CountLine:
    told = {
        system_name(row.compared_system): _amount(row, row.amount, context)
        for row in steps
        if row.cause == "system"
    }
    ours = next(row for row in steps if row.cause == "ours")
    return CountLine(
        label=ours.metric_label,
        counted=tuple((system, told.get(system, words.MISSING)) for system in systems),
        ours=_amount(ours, ours.amount, context),
        target=next((f"of-{_anchor(row)}" for row in steps if not row.is_whole), ""),
    )


def _bridge(
    steps: Sequence[StepRow], examples: dict[_Key, list[IdLink]], context: RenderContext
) -> Bridge:
    first = steps[0]
    system = system_name(first.compared_system)
    title = _title(first)
    told = [(row, _label(row), _amount(row, row.amount, context)) for row in steps]
    drawn = [
        Step(
            words.clip(system if row is first else row.label, _LABEL_LIMIT),
            row.low,
            row.high,
            amount,
            row.is_whole,
            row.is_loss,
        )
        for row, _, amount in told
        if row.is_whole or row.amount != 0
    ]
    return Bridge(
        anchor=f"of-{_anchor(first)}",
        title=title,
        chart=waterfall(
            _anchor(first),
            f"{title}, from its own count to ours",
            "; ".join(f"{label}: {amount}" for _, label, amount in told),
            drawn,
        ),
        lines=tuple(
            CauseLine(
                label=label,
                explanation=row.explanation,
                amount=amount,
                added=_amount(row, row.added, context) if row.added else "",
                taken=_amount(row, row.taken, context) if row.taken else "",
                is_whole=row.is_whole,
                examples=tuple(examples.get((row.metric_id, row.compared_system, row.cause), ())),
            )
            for row, label, amount in told
        ),
    )


def _label(row: StepRow) -> str:
    return f"{system_name(row.compared_system)} counts" if row.cause == "system" else row.label


def _amount(row: StepRow, amount: Decimal, context: RenderContext) -> str:
    if row.is_money:
        return context.money(amount).short
    return words.count(int(amount)).replace("-", "−")


SECTION: Final = Section(
    title="Why each system counts something else",
    page="gap",
    order=10,
    rows=Rows,
    view=view,
    tables=(CsvTable("bridges"), CsvTable("records")),
    rests_on=("stages", "stage_evidence", "lead_statuses", "reporting_time_zone"),
)
