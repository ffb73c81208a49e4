"""A table of the deals that content touched: money with its limits, rates with what they are of."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.format import Money
from orchestration.report.rates import TOO_FEW, basis_words, rate_words
from orchestration.report.section import Section

_NAME_LIMIT: Final = 90


@dataclass(frozen=True)
class PieceRow:
    """One piece and the deals that it touched; `is_agreed`: every rule gives it the same part."""

    content_kind: str
    name: str | None
    touched: int
    amount_touched: Decimal | None
    count_without_amount: int
    won_lowest: Decimal | None
    won_highest: Decimal | None
    is_agreed: bool | None
    count_touched_won: int
    count_touched_closed: int
    touched_rate: float | None
    count_untouched_won: int
    count_untouched_closed: int
    untouched_rate: float | None
    is_difference_judged: bool
    difference: float | None
    difference_low: float | None
    difference_high: float | None
    is_apart: bool | None
    left_out: int


@dataclass(frozen=True)
class Rows:
    """What is read."""

    pieces: tuple[PieceRow, ...]


@dataclass(frozen=True)
class PieceLine:
    """One piece in words."""

    name: str
    kind: str
    touched: str
    amount: Money
    without_amount: str
    won_lowest: Money
    won_highest: Money | None
    rate: str
    basis: str
    other_rate: str
    other_basis: str
    difference: str
    interval: str


@dataclass(frozen=True)
class PiecesDealsView:
    """The pieces with the greatest part first."""

    lines: tuple[PieceLine, ...]
    left_out: str
    csv: str


def view(rows: Rows, context: RenderContext) -> PiecesDealsView | None:
    """Left out where no piece touched a deal."""
    if not rows.pieces:
        return None
    left_out = rows.pieces[0].left_out
    return PiecesDealsView(
        lines=tuple(_line(row, context) for row in rows.pieces),
        left_out=words.plural(left_out, "more piece") if left_out > 0 else "",
        csv=context.csv("content_attribution"),
    )


def _line(row: PieceRow, context: RenderContext) -> PieceLine:
    judged = row.is_difference_judged
    without = row.count_without_amount
    return PieceLine(
        name=words.clip(row.name or words.MISSING, _NAME_LIMIT),
        kind=row.content_kind,
        touched=words.count(row.touched),
        amount=context.money(row.amount_touched),
        without_amount=f"{words.count(without)} without one" if without else "",
        won_lowest=context.money(row.won_lowest),
        won_highest=context.money(row.won_highest) if row.is_agreed is False else None,
        rate=rate_words(row.touched_rate, None, is_judged=judged),
        basis=basis_words(row.count_touched_won, row.count_touched_closed),
        other_rate=rate_words(row.untouched_rate, None, is_judged=judged),
        other_basis=basis_words(row.count_untouched_won, row.count_untouched_closed),
        difference=_difference(row),
        interval=_interval(row) if judged else "",
    )


def _difference(row: PieceRow) -> str:
    if row.difference is None:
        return words.MISSING
    return _points(row.difference) if row.is_difference_judged else TOO_FEW


def _interval(row: PieceRow) -> str:
    if row.difference_low is None or row.difference_high is None:
        return ""
    said = f"{_points(row.difference_low)} to {_points(row.difference_high)}"
    return said if row.is_apart else f"{said}: may be none"


def _points(share: float) -> str:
    return f"{share:+.0%}".removesuffix("%").replace("-", "−")


SECTION: Final = Section(
    title="Which deals it touched",
    page="library",
    order=20,
    rows=Rows,
    view=view,
    tables=(CsvTable("content_attribution"),),
    rests_on=("attribution_models", "touch_types"),
)
