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

    title: str
    chart: Markup
    lines: tuple[CauseLine, ...]


@dataclass(frozen=True)
class GapView:
    """The bridges of the last full month, and all periods and records as files."""

    month: str
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
    bridges = [
        _bridge(tuple(steps), examples, context)
        for _, steps in groupby(rows.steps, lambda row: (row.metric_id, row.compared_system))
    ]
    return GapView(
        month=f"{rows.steps[0].month:%B %Y}",
        bridges=tuple(bridges),
        csv=context.csv("bridges"),
        records_csv=context.csv("records"),
    )


def _bridge(
    steps: Sequence[StepRow], examples: dict[_Key, list[IdLink]], context: RenderContext
) -> Bridge:
    first = steps[0]
    system = system_name(first.compared_system)
    title = f"{first.metric_label}: {system}"
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
        title=title,
        chart=waterfall(
            f"gap-{first.metric_id}-{first.compared_system}",
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
