"""A table of sellers, and in words whether discount goes with winning or with margin."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.format import Money
from orchestration.report.rates import basis_words, rate_words
from orchestration.report.section import Section

_NAME_LIMIT: Final = 90
_BESIDE: Final = {"win_rate": "the win rate", "margin": "the margin"}


@dataclass(frozen=True)
class SellerRow:
    """One owner of the newest year; `left_out` more are not among the rows."""

    period_label: str
    is_complete: bool
    owner_name: str | None
    won: int
    closed: int
    rate: float | None
    is_rate_judged: bool
    won_discount: float | None
    lost_discount: float | None
    net_amount: Decimal | None
    margin_ratio: float | None
    coverage_ratio: float | None
    left_out: int


@dataclass(frozen=True)
class RelationRow:
    """How the discount of sellers goes with something else of theirs."""

    beside: str
    correlation: float
    sellers: int


@dataclass(frozen=True)
class Rows:
    """What is read."""

    sellers: tuple[SellerRow, ...]
    relations: tuple[RelationRow, ...]


@dataclass(frozen=True)
class SellerLine:
    """One seller in words."""

    name: str
    is_known: bool
    won_discount: str
    lost_discount: str
    rate: str
    basis: str
    net: Money
    margin: str
    coverage: str


@dataclass(frozen=True)
class SellerDiscountsView:
    """`relations` are hints, in a sentence each."""

    period: str
    lines: tuple[SellerLine, ...]
    relations: tuple[str, ...]
    left_out: int
    csv: str


def view(rows: Rows, context: RenderContext) -> SellerDiscountsView | None:
    """Left out where no discount is known, and where names are not to be told."""
    if not rows.sellers or context.is_redacted:
        return None
    first = rows.sellers[0]
    return SellerDiscountsView(
        period=f"{first.period_label}{'' if first.is_complete else ' so far'}",
        lines=tuple(_line(row, context) for row in rows.sellers),
        relations=tuple(_relation(row) for row in rows.relations),
        left_out=first.left_out,
        csv=context.csv("seller_discounts"),
    )


def _relation(row: RelationRow) -> str:
    way = "higher" if row.correlation > 0 else "lower"
    told = f"{row.correlation:.2f}".replace("-", "−")
    return (
        f"Where sellers take more off, {_BESIDE[row.beside]} is rather {way}"
        f" (correlation {told} over {row.sellers} sellers)."
    )


def _line(row: SellerRow, context: RenderContext) -> SellerLine:
    return SellerLine(
        name=words.clip(row.owner_name or "Nobody", _NAME_LIMIT),
        is_known=row.owner_name is not None,
        won_discount=words.percent(row.won_discount),
        lost_discount=words.percent(row.lost_discount),
        rate=rate_words(row.rate, None, is_judged=row.is_rate_judged),
        basis=basis_words(row.won, row.closed),
        net=context.money(row.net_amount),
        margin=words.percent(row.margin_ratio),
        coverage=words.percent(row.coverage_ratio),
    )


SECTION: Final = Section(
    title="Who gives which discount",
    page="margins",
    order=30,
    rows=Rows,
    view=view,
    tables=(CsvTable("all_sellers", "seller_discounts"),),
)
