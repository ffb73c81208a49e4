"""Where the rules disagree, channel by channel; then every rule beside every other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from markupsafe import Markup

from orchestration.report import format as words
from orchestration.report.charts.range_bar import range_bar
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.format import Money
from orchestration.report.section import Section

_NAME_LIMIT: Final = 90
_TITLES: Final = {"won": "What was won", "created": "What was created"}


@dataclass(frozen=True)
class ChannelRow:
    """One channel: between which rules its share lies, and what all journeys say of it."""

    conversion: str
    is_unattributed: bool
    label: str
    least_ratio: float
    least_rule: str | None
    most_ratio: float
    most_rule: str | None
    is_settled: bool
    least_amount: Decimal | None
    most_amount: Decimal | None
    journeys: int | None
    converting_journeys: int | None
    removal_effect: float | None


@dataclass(frozen=True)
class PartRow:
    """What one rule gives one channel."""

    conversion: str
    rule: str | None
    label: str
    ratio: float


@dataclass(frozen=True)
class ConversionRow:
    """How many opportunities there are, and before how many any touch was seen."""

    conversion: str
    opportunities: int
    touched: int
    untouched: int
    by_account: int
    unvalued: int


@dataclass(frozen=True)
class KindRow:
    """A kind of touch that is credited; without a first day none was ever seen."""

    label: str
    touches: int
    first_date: date | None


@dataclass(frozen=True)
class Rows:
    """What is read."""

    channels: tuple[ChannelRow, ...]
    parts: tuple[PartRow, ...]
    conversions: tuple[ConversionRow, ...]
    kinds: tuple[KindRow, ...]


@dataclass(frozen=True)
class ChannelLine:
    """One channel in words."""

    label: str
    is_unattributed: bool
    range: str
    least: str
    most: str
    bar: Markup
    least_amount: Money
    most_amount: Money
    is_settled: bool
    journeys: str
    converted: str
    missed: str


@dataclass(frozen=True)
class ShareLine:
    """One channel, with its share by each rule in the order of the table's head."""

    label: str
    is_unattributed: bool
    shares: tuple[str, ...]


@dataclass(frozen=True)
class ConversionView:
    """One kind of conversion; without lines no touch was seen before any of them."""

    code: str
    title: str
    told: str
    lines: tuple[ChannelLine, ...]
    rules: tuple[str, ...]
    shares: tuple[ShareLine, ...]


@dataclass(frozen=True)
class CreditView:
    """The conversions, which kinds of touches were never seen, and the list of everything.

    `is_parted`: before some deal a touch was seen.
    """

    conversions: tuple[ConversionView, ...]
    is_parted: bool
    seen: str
    unseen: str
    csv: str


def view(rows: Rows, context: RenderContext) -> CreditView | None:
    """Left out where there is no opportunity at all."""
    if not rows.conversions:
        return None
    return CreditView(
        conversions=tuple(_conversion(row, rows, context) for row in rows.conversions),
        is_parted=any(row.touched for row in rows.conversions),
        seen=words.listed([_seen(row) for row in rows.kinds if row.first_date]),
        unseen=words.listed([row.label for row in rows.kinds if not row.first_date]),
        csv=context.csv("attribution"),
    )


def _seen(row: KindRow) -> str:
    return f"{row.label} ({words.count(row.touches)}, since {words.iso_date(row.first_date)})"


def _conversion(row: ConversionRow, rows: Rows, context: RenderContext) -> ConversionView:
    code = row.conversion
    channels = [one for one in rows.channels if one.conversion == code] if row.touched else []
    parts = [one for one in rows.parts if one.conversion == code] if row.touched else []
    by_rule: dict[str, list[str]] = {}
    for part in parts:
        by_rule.setdefault(part.rule or words.MISSING, []).append(words.percent(part.ratio))
    return ConversionView(
        code=code,
        title=_TITLES[code],
        told=_told(row),
        lines=tuple(_line(one, context) for one in channels),
        rules=tuple(by_rule),
        shares=tuple(
            ShareLine(words.clip(one.label, _NAME_LIMIT), one.is_unattributed, told)
            for one, told in zip(channels, zip(*by_rule.values(), strict=True), strict=True)
        ),
    )


def _told(row: ConversionRow) -> str:
    deals = words.plural(row.opportunities, "deal")
    if not row.touched:
        return (
            f"{deals} {row.conversion}, and no touch was seen before any of them: whether marketing"
            " had a part is not known, which is not the same as none."
        )
    untouched = (
        f"; before {words.count(row.untouched)} of them no touch was seen: unattributed under every"
        " rule"
        if row.untouched
        else ""
    )
    account = (
        f"; {words.count(row.by_account)} of them name nobody, and count the touches of their"
        " account"
        if row.by_account
        else ""
    )
    unvalued = (
        f"; {words.count(row.unvalued)} of them have no amount, or none that a rate converts:"
        " amounts are at least what is told"
        if row.unvalued
        else ""
    )
    return f"{deals} {row.conversion}, over all time{untouched}{account}{unvalued}."


def _line(row: ChannelRow, context: RenderContext) -> ChannelLine:
    return ChannelLine(
        label=words.clip(row.label, _NAME_LIMIT),
        is_unattributed=row.is_unattributed,
        range=words.percent(row.most_ratio)
        if row.is_settled
        else f"{words.percent(row.least_ratio)} to {words.percent(row.most_ratio)}",
        least="every rule" if row.is_settled else row.least_rule or words.MISSING,
        most="" if row.is_settled else row.most_rule or words.MISSING,
        bar=range_bar(row.least_ratio, row.most_ratio),
        least_amount=context.money(row.least_amount),
        most_amount=context.money(row.most_amount),
        is_settled=row.is_settled or row.least_amount == row.most_amount,
        journeys=words.count(row.journeys),
        converted=words.count(row.converting_journeys),
        missed=words.percent(row.removal_effect),
    )


SECTION: Final = Section(
    title="Credit by channel, rule beside rule",
    page="attribution",
    order=10,
    rows=Rows,
    view=view,
    tables=(CsvTable("all_parts", "attribution"),),
)
