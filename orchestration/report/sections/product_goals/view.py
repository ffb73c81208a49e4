"""Goals of products, what became of them, and in a sentence each pair that cannot both be met."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.section import Section

_NAME_LIMIT: Final = 90
_QUADRANTS: Final = {
    "both": "both",
    "buying_volume": "units alone: buying volume",
    "cherry_picking": "margin alone: cherry-picking",
    "neither": "neither",
}


@dataclass(frozen=True)
class GoalRow:
    """A product with a goal in one period; prices in the corporate currency."""

    product_code: str
    product_name: str | None
    is_known: bool
    period_type: str
    period_label: str
    is_complete: bool
    units_target: float | None
    units_team: str | None
    units: float | None
    margin_target: float | None
    margin_team: str | None
    margin_ratio: float | None
    coverage_ratio: float | None
    quadrant: str | None
    best_price: Decimal | None
    needed_price: Decimal | None
    is_opposing: bool | None


@dataclass(frozen=True)
class Rows:
    """What is read."""

    goals: tuple[GoalRow, ...]


@dataclass(frozen=True)
class GoalLine:
    """A product and period in words; `note` says what stands in the way of an answer."""

    name: str
    code: str
    period: str
    units: str
    units_goal: str
    margin: str
    margin_goal: str
    quadrant: str
    note: str


@dataclass(frozen=True)
class ProductGoalsView:
    """`opposing` is blank where no two goals are known to oppose each other."""

    opposing: tuple[str, ...]
    lines: tuple[GoalLine, ...]
    csv: str


def view(rows: Rows, context: RenderContext) -> ProductGoalsView | None:
    """Left out where nobody has a goal for a product."""
    if not rows.goals:
        return None
    opposing = {
        (row.product_code, row.period_type): _opposing(row, context)
        for row in rows.goals
        if row.is_opposing
    }
    return ProductGoalsView(
        opposing=tuple(opposing.values()),
        lines=tuple(_line(row) for row in rows.goals),
        csv=context.csv("product_goals"),
    )


def _opposing(row: GoalRow, context: RenderContext) -> str:
    team = row.units_team or ""
    name = words.clip(row.product_name or row.product_code, _NAME_LIMIT)
    return (
        f"{name}: {team} is held to {_number(row.units_target)} units in a {row.period_type},"
        f" {row.margin_team} to a margin of {words.percent(row.margin_target)}. The best price at"
        f" which so many were ever sold is {_price(row.best_price, context)} a unit;"
        f" that margin takes {_price(row.needed_price, context)}."
    )


def _price(amount: Decimal | None, context: RenderContext) -> str:
    """To the cent: two prices that are rounded look alike."""
    return words.MISSING if amount is None else context.money.to_the_cent(amount).short


def _line(row: GoalRow) -> GoalLine:
    return GoalLine(
        name=words.clip(row.product_name or row.product_code, _NAME_LIMIT),
        code=words.clip(row.product_code, _NAME_LIMIT) if row.product_name else "",
        period=f"{row.period_label}{'' if row.is_complete else ' so far'}",
        units=_number(row.units),
        units_goal=_goal(_number(row.units_target), row.units_team),
        margin=words.percent(row.margin_ratio),
        margin_goal=_goal(words.percent(row.margin_target), row.margin_team),
        quadrant=_QUADRANTS.get(row.quadrant or "", words.MISSING),
        note=_note(row),
    )


def _goal(target: str, team: str | None) -> str:
    return f"of {target}, {team}" if team else "no goal"


def _number(value: float | None) -> str:
    return words.MISSING if value is None else f"{value:,.10g}"


def _note(row: GoalRow) -> str:
    if not row.is_known:
        return "no system knows this code"
    if row.margin_target is None or row.units_target is None:
        return ""
    if not row.units:
        return "nothing was sold"
    if row.margin_ratio is None:
        return "no cost is known of what was sold"
    if row.best_price is None:
        return "so many were never sold at a known price: whether both can be met is not known"
    if row.needed_price is None:
        return "what a unit costs is not known"
    return ""


SECTION: Final = Section(
    title="What teams want of a product",
    page="margins",
    order=15,
    rows=Rows,
    view=view,
    tables=(CsvTable("product_goals"),),
    rests_on=("product_goals",),
)
