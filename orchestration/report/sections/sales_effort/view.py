"""A sentence for what closes less than the rest, and a table of ways and channels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.format import Money
from orchestration.report.rates import TOO_FEW, basis_words
from orchestration.report.section import Section

_NAME_LIMIT: Final = 90
_WAYS: Final = {
    "cold_call": "Cold calls",
    "call": "Other calls",
    "email": "E-mails",
    "meeting": "Meetings",
    "message": "Messages",
}
_JUDGED: Final = {
    "closes_less": "closes less",
    "closes_more": "closes more",
    "no_difference": "no clear difference",
    "too_few": TOO_FEW,
    "could_not_see": "could not see",
    "whole": "",
}


@dataclass(frozen=True)
class KnownRow:
    """How many cycles are known."""

    cycles: int


@dataclass(frozen=True)
class EffortRow:
    """One heading; counts of outcomes are None where won deals cannot be seen."""

    scope_type: str
    scope_value: str
    label: str | None
    activities: int
    activity_ratio: float | None
    of_nobody: int
    timed: int
    hours: float | None
    people: int
    settled: int | None
    won: int | None
    rate: float | None
    others_settled: int | None
    others_won: int | None
    others_rate: float | None
    effort_state: str
    deals_won: int | None
    deals_without_amount: int | None
    won_amount: Decimal | None
    left_out: int


@dataclass(frozen=True)
class Rows:
    """What is read."""

    known: KnownRow
    efforts: tuple[EffortRow, ...]


@dataclass(frozen=True)
class EffortLine:
    """One heading in words."""

    name: str
    kind: str
    activities: str
    share: str
    hours: str
    timed: str
    people: str
    rate: str
    basis: str
    others_rate: str
    others_basis: str
    judged: str
    deals: str
    amount: Money
    amount_note: str


@dataclass(frozen=True)
class EffortView:
    """`told` are sentences; without lines they say what is missing."""

    told: tuple[str, ...]
    lines: tuple[EffortLine, ...]
    left_out: str
    csv: str


def view(rows: Rows, context: RenderContext) -> EffortView | None:
    """Left out where nobody is known to be worked at all."""
    if not rows.efforts:
        return EffortView((_NOTHING_READ,), (), "", "") if rows.known.cycles else None
    left_out = rows.efforts[-1].left_out  # channels come last
    return EffortView(
        told=tuple(_told(rows.efforts)),
        lines=tuple(_line(row, context) for row in rows.efforts),
        left_out=words.plural(left_out, "more channel") if left_out else "",
        csv=context.csv("sales_effort"),
    )


_NOTHING_READ: Final = (
    "No call, e-mail or meeting of sales in the last year was read: what its effort goes into is"
    " not known."
)


def _told(efforts: Sequence[EffortRow]) -> list[str]:
    found = [_closes_less(row) for row in efforts if row.effort_state == "closes_less"]
    if efforts[0].effort_state == "could_not_see":
        found.append("Won deals could not be read, so that what came of it is not known.")
    if efforts[0].of_nobody:
        found.append(
            f"{words.plural(efforts[0].of_nobody, 'activity', 'activities')} had nobody in them who"
            " is known: they count as effort, and nothing can come of them."
        )
    return found


def _closes_less(row: EffortRow) -> str:
    bought = f"{words.percent(row.rate)} of the people worked bought"
    others = f"{words.percent(row.others_rate)} did"
    whose = "" if row.scope_type == "way" else "The channel "
    return (
        f"{whose}{_name(row)} {'close' if row.scope_type == 'way' else 'closes'} less:"
        f" {words.percent(row.activity_ratio)} of all activities went there, and {bought}"
        f" ({basis_words(row.won, row.settled)}); of those worked otherwise, {others}"
        f" ({basis_words(row.others_won, row.others_settled)})."
    )


def _line(row: EffortRow, context: RenderContext) -> EffortLine:
    is_judged = row.effort_state not in {"too_few", "could_not_see"}
    without = row.deals_without_amount
    return EffortLine(
        name=words.clip(_name(row), _NAME_LIMIT),
        kind="channel" if row.scope_type == "channel" else "",
        activities=words.count(row.activities),
        share=words.percent(row.activity_ratio),
        hours=words.MISSING if row.hours is None else f"{row.hours:,.1f} h",
        timed="" if row.hours is None else f"of {words.count(row.timed)}",
        people=words.count(row.people),
        rate=words.percent(row.rate) if is_judged or row.rate is None else TOO_FEW,
        basis=basis_words(row.won, row.settled),
        others_rate=words.percent(row.others_rate) if is_judged else words.MISSING,
        others_basis=basis_words(row.others_won, row.others_settled) if is_judged else "",
        judged=_JUDGED[row.effort_state],
        deals=words.count(row.deals_won),
        amount=context.money(row.won_amount),
        amount_note=f"{words.count(without)} without one" if without else "",
    )


def _name(row: EffortRow) -> str:
    if row.scope_type == "all":
        return "All effort"
    return row.label or _WAYS.get(row.scope_value, row.scope_value)


SECTION: Final = Section(
    title="What sales works on, and what closes",
    page="closed_loop",
    order=30,
    rows=Rows,
    view=view,
    tables=(CsvTable("all_efforts", "sales_effort"),),
    rests_on=("cold_call_days", "cohort_window_days", "channels"),
)
