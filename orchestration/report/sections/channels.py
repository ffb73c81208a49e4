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
from orchestration.report.rows import ChannelRow, StepRow
from orchestration.report.sections.funnel import (
    MIN_FOR_PERCENT,
    interval_words,
    rate_words,
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
    open_without: int
    won_amount: Money
    won_without: int


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
    rows: Sequence[ChannelRow], steps: Sequence[StepRow], median_days: float | None, voice: Voice
) -> tuple[Breakdown, ...]:
    """One table per breakdown that has rows, the channel first and with a total.

    A redacted report leaves out details and landing pages: an address may carry a person's data.
    """
    wins = next((step for step in steps if not step.is_next_step), None)
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
                total=_total(own, wins, median_days, scale, voice)
                if code == "channel" and not left_out
                else None,
                left_out=left_out,
                list_href=href(voice.lists, breakdown_file(code)),
            )
        )
    return tuple(tables)


def _scale(rows: Sequence[ChannelRow]) -> float:
    highs = [row.close_rate_high or 0.0 for row in rows if _is_judged(row.denominator)]
    return max(highs, default=0.0)


def _is_judged(whole: int | None) -> bool:
    return whole is not None and whole >= MIN_FOR_PERCENT


def _line(row: ChannelRow, unknown: str, scale: float, voice: Voice) -> ChannelLine:
    is_judged = _is_judged(row.denominator)
    low, high = (row.close_rate_low, row.close_rate_high) if is_judged else (None, None)
    return ChannelLine(
        label=words.clip(row.label or row.value or unknown, VALUE_LIMIT),
        is_known=row.value is not None,
        counts=tuple(words.count(value) for value in _stages(row)),
        rate=rate_words(row.close_rate, row.denominator, row.could_not_see),
        basis=_basis(row.numerator, row.denominator),
        interval=interval_words(low, high),
        mark=_whisker(low, row.close_rate, high, scale),
        days=words.days(row.median_days),
        days_basis=words.count(row.days_counted),
        open_amount=voice.money(row.open_amount),
        open_without=row.open_without_amount,
        won_amount=voice.money(row.won_amount),
        won_without=row.won_without_amount,
    )


def _total(
    rows: Sequence[ChannelRow],
    wins: StepRow | None,
    median_days: float | None,
    scale: float,
    voice: Voice,
) -> ChannelLine:
    """Sums of what the lines show; the rate and its interval are published for the whole."""
    whole = wins.count_from if wins else None
    is_judged = wins is not None and _is_judged(whole)
    low, high = (wins.rate_low, wins.rate_high) if wins and is_judged else (None, None)
    rate = wins.rate if wins else None
    return ChannelLine(
        label="All channels",
        is_known=True,
        counts=tuple(
            words.count(_total_of(column))
            for column in zip(*(_stages(row) for row in rows), strict=True)
        ),
        rate=rate_words(rate, whole, wins.could_not_see if wins else None),
        basis=_basis(wins.count_to if wins else None, whole),
        interval=interval_words(low, high),
        mark=_whisker(low, rate, high, scale),
        days=words.days(median_days),
        days_basis=words.count(sum(row.days_counted for row in rows)),
        open_amount=voice.money(_sum(row.open_amount for row in rows)),
        open_without=sum(row.open_without_amount for row in rows),
        won_amount=voice.money(_sum(row.won_amount for row in rows)),
        won_without=sum(row.won_without_amount for row in rows),
    )


def _stages(row: ChannelRow) -> tuple[int | None, ...]:
    return row.inq, row.mql, row.sal, row.sql, row.opp, row.won


def _basis(part: int | None, whole: int | None) -> str:
    return f"{words.count(part)} of {words.count(whole)}" if whole else ""


def _whisker(low: float | None, rate: float | None, high: float | None, scale: float) -> Markup:
    if low is None or rate is None or high is None:
        return Markup("")
    return whisker(low, rate, high, scale)


def _total_of(counts: Sequence[int | None]) -> int | None:
    """A sum over what could be read; None if one part of it could not."""
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None
