"""Which months say something else than a run before, a week and a month ago did, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.format import Money
from orchestration.report.measures import measure
from orchestration.report.section import Section

_SINCE: Final = {1: "Since the last run", 2: "Within 7 days", 3: "Within 30 days"}
_CAUSES: Final = {
    "merge": "merged records",
    "delete": "deleted records",
    "new": "happened since",
    "decided": "decided since",
    "late_record": "told of late",
    "exchange_rate": "exchange rates",
    "edit": "edited records",
    "definition": "definitions",
    "product_version": "another version of Hymnsheet",
    "team": "colleagues of another team",
    "other_record": "other records",
}


@dataclass(frozen=True)
class ComparisonRow:
    """A run to compare with; `place` says which of the three. `as_of` is UTC.

    `count_restated` numbers of months were told otherwise than by it.
    """

    place: int
    as_of: datetime
    is_redefined: bool
    has_other_rates: bool
    is_other_version: bool
    count_restated: int


@dataclass(frozen=True)
class CauseRow:
    """One cause of the change of one number; rows of one `line` are about one number."""

    place: int
    line: int
    label: str
    unit: str
    definition: str
    period_label: str
    was_complete: bool
    old_value: Decimal | None
    new_value: Decimal | None
    cause: str
    numerator_change: Decimal
    denominator_change: Decimal | None
    count_entities: int


@dataclass(frozen=True)
class ListRow:
    """How many rows the lists have."""

    count_restatements: int
    count_records: int


@dataclass(frozen=True)
class Rows:
    """What is read."""

    comparisons: tuple[ComparisonRow, ...]
    causes: tuple[CauseRow, ...]
    lists: ListRow


@dataclass(frozen=True)
class Cause:
    """Why, by how much, and of how many things."""

    name: str
    change: str
    count: str


@dataclass(frozen=True)
class Number:
    """One number as it was told and as it is."""

    label: str
    definition: str
    period: str
    was_running: bool
    old: Money
    new: Money
    causes: tuple[Cause, ...]


@dataclass(frozen=True)
class Comparison:
    """The numbers told otherwise than by one run; `left_out`: there are more in the list."""

    title: str
    told: str
    numbers: tuple[Number, ...]
    left_out: bool


@dataclass(frozen=True)
class RestatementsView:
    """The comparisons. Without any, this is the first run that is kept.

    An address is blank where its list is empty.
    """

    comparisons: tuple[Comparison, ...]
    csv: str
    records_csv: str


def view(rows: Rows, context: RenderContext) -> RestatementsView:
    """Always there: that nothing was restated is worth a line."""
    lines = {
        place: tuple(
            _number(list(group), context)
            for _, group in groupby(own, lambda row: (row.line, row.label, row.period_label))
        )
        for place, own in groupby(rows.causes, lambda row: row.place)
    }
    return RestatementsView(
        comparisons=tuple(
            Comparison(
                title=_SINCE[row.place],
                told=_told(row),
                numbers=lines.get(row.place, ()),
                left_out=row.count_restated > len(lines.get(row.place, ())),
            )
            for row in rows.comparisons
        ),
        csv=context.csv("restatements") if rows.lists.count_restatements else "",
        records_csv=context.csv("records") if rows.lists.count_records else "",
    )


def _told(row: ComparisonRow) -> str:
    changed = [
        name
        for name, is_so in (
            ("the definitions", row.is_redefined),
            ("exchange rates", row.has_other_rates),
            ("Hymnsheet itself", row.is_other_version),
        )
        if is_so
    ]
    much = (
        "no number was told otherwise"
        if not row.count_restated
        else f"{words.plural(row.count_restated, 'number')} of a month told otherwise"
    )
    between = f"; {words.listed(changed)} changed in between" if changed else ""
    return f"Beside the run of {row.as_of:%d %b %Y %H:%M} UTC: {much}{between}."


def _number(rows: list[CauseRow], context: RenderContext) -> Number:
    first = rows[0]
    return Number(
        label=first.label,
        definition=first.definition,
        period=first.period_label,
        was_running=not first.was_complete,
        old=measure(first.old_value, first.unit, context.money),
        new=measure(first.new_value, first.unit, context.money),
        causes=tuple(_cause(row, context) for row in rows),
    )


def _cause(row: CauseRow, context: RenderContext) -> Cause:
    if row.denominator_change is None:
        unit = "currency" if row.unit == "currency" else "count"
        change = _signed(row.numerator_change, measure(row.numerator_change, unit, context.money))
    else:
        change = f"{_plain(row.numerator_change)} of {_plain(row.denominator_change)}"
    return Cause(_CAUSES[row.cause], change, words.count(row.count_entities))


def _signed(value: Decimal, told: Money) -> str:
    return f"+{told.exact}" if value > 0 else told.exact


def _plain(value: Decimal) -> str:
    return f"{value.normalize():+,f}" if value else "0"


SECTION: Final = Section(
    title="Numbers that were told otherwise",
    page="changes",
    order=10,
    rows=Rows,
    view=view,
    tables=(CsvTable("restatements"), CsvTable("records")),
)
