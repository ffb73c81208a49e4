"""Section 2b: the pipeline by channel, source, campaign detail and landing page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from markupsafe import Markup

from orchestration.report import format as words
from orchestration.report.charts import whisker
from orchestration.report.format import Money
from orchestration.report.lists import MAY_NAME_PEOPLE, breakdown_file, href
from orchestration.report.names import Voice
from orchestration.report.rows import ChannelRow
from orchestration.report.sections.funnel import (
    MIN_FOR_PERCENT,
    TOO_FEW,
    conversion,
    interval_words,
)

ROWS_SHOWN: Final = {"channel": 40}
ROWS_SHOWN_ELSEWHERE: Final = 12
VALUE_LIMIT: Final = 90

_BREAKDOWNS: Final = (
    ("channel", "Channel", "channels", "No channel recorded"),
    ("original_source", "Original source", "sources", "No source recorded"),
    ("original_source_detail", "Source detail", "source details", "No detail recorded"),
    ("landing_page", "First landing page", "landing pages", "No landing page recorded"),
)


@dataclass(frozen=True)
class ChannelLine:
    """One value of a breakdown."""

    label: str
    is_known: bool
    counts: tuple[str, ...]
    rate: str
    basis: str
    interval: str
    mark: Markup
    days: str
    days_basis: str
    open_amount: Money
    won_amount: Money


@dataclass(frozen=True)
class Breakdown:
    """One table; `left_out` values of it are in its list only."""

    code: str
    title: str
    noun: str
    lines: tuple[ChannelLine, ...]
    total: ChannelLine | None
    left_out: int
    list_href: str


def breakdowns(
    rows: Sequence[ChannelRow], median_days: float | None, voice: Voice
) -> tuple[Breakdown, ...]:
    """One table per breakdown that has rows, the channel first and with a total.

    A redacted report leaves out details and landing pages: an address may carry a person's data.
    """
    tables = []
    for code, title, noun, unknown in _BREAKDOWNS:
        own = [row for row in rows if row.breakdown == code]
        if not own or (voice.is_redacted and code in MAY_NAME_PEOPLE):
            continue
        shown = own[: ROWS_SHOWN.get(code, ROWS_SHOWN_ELSEWHERE)]
        scale = _scale(shown)
        left_out = own[0].values_in_breakdown - len(shown)
        tables.append(
            Breakdown(
                code=code,
                title=title,
                noun=noun,
                lines=tuple(_line(row, unknown, scale, voice) for row in shown),
                # A sum over part of the values would pass for the whole.
                total=_total(own, median_days, scale, voice)
                if code == "channel" and not left_out
                else None,
                left_out=left_out,
                list_href=href(voice.lists, breakdown_file(code)),
            )
        )
    return tuple(tables)


def _scale(rows: Sequence[ChannelRow]) -> float:
    highs = [row.close_rate_high or 0.0 for row in rows if row.denominator >= MIN_FOR_PERCENT]
    return max(highs, default=0.0)


def _line(row: ChannelRow, unknown: str, scale: float, voice: Voice) -> ChannelLine:
    judged = row.denominator >= MIN_FOR_PERCENT and row.close_rate is not None
    low, high = (row.close_rate_low, row.close_rate_high) if judged else (None, None)
    mark = Markup("")
    if row.close_rate is not None and low is not None and high is not None:
        mark = whisker(low, row.close_rate, high, scale)
    rate = words.percent(row.close_rate)
    return ChannelLine(
        label=words.clip(row.label or row.value or unknown, VALUE_LIMIT),
        is_known=row.value is not None,
        counts=_counts(row),
        rate=rate if judged or not row.denominator else TOO_FEW,
        basis=words.count(row.denominator),
        interval=interval_words(low, high),
        mark=mark,
        days=words.days(row.median_days),
        days_basis=words.count(row.days_counted),
        open_amount=voice.money(row.open_amount),
        won_amount=voice.money(row.won_amount),
    )


def _total(
    rows: Sequence[ChannelRow], median_days: float | None, scale: float, voice: Voice
) -> ChannelLine:
    won, entered = sum(row.numerator for row in rows), sum(row.denominator for row in rows)
    bounds = words.wilson(won, entered) if entered >= MIN_FOR_PERCENT else None
    return ChannelLine(
        label="All channels",
        is_known=True,
        counts=tuple(
            words.count(sum(column)) for column in zip(*(_stages(row) for row in rows), strict=True)
        ),
        rate=conversion(won, entered),
        basis=words.count(entered),
        interval=interval_words(*(bounds or (None, None))),
        mark=whisker(bounds[0], won / entered, bounds[1], scale) if bounds else Markup(""),
        days=words.days(median_days),
        days_basis=words.count(sum(row.days_counted for row in rows)),
        open_amount=voice.money(_sum(row.open_amount for row in rows)),
        won_amount=voice.money(_sum(row.won_amount for row in rows)),
    )


def _stages(row: ChannelRow) -> tuple[int, ...]:
    return row.inq, row.mql, row.sal, row.sql, row.opp, row.won


def _counts(row: ChannelRow) -> tuple[str, ...]:
    return tuple(words.count(value) for value in _stages(row))


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None
