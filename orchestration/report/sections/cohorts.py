"""Section 2c: lead cycles by the month they became MQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from orchestration.report import format as words
from orchestration.report.charts import Column, columns
from orchestration.report.format import Money
from orchestration.report.lists import COHORTS, href
from orchestration.report.names import Voice
from orchestration.report.rows import CohortRow
from orchestration.report.sections.funnel import MIN_FOR_PERCENT, interval_words, rate_words

MONTHS_SHOWN: Final = 18


@dataclass(frozen=True)
class CohortLine:
    """One month of MQLs."""

    month: str
    mql: str
    imputed: int
    steps: tuple[str, ...]
    won: str
    rate: str
    interval: str
    won_amount: Money
    is_mature: bool


@dataclass(frozen=True)
class CohortView:
    """The last months, their chart, and how many older ones were left out."""

    lines: tuple[CohortLine, ...]
    chart: Markup
    left_out: int
    list_href: str


def cohort_view(rows: Sequence[CohortRow], voice: Voice) -> CohortView:
    """Oldest first; an immature month is marked, because its deals still have time to close."""
    shown = rows[-MONTHS_SHOWN:]
    lines = tuple(_line(row, voice) for row in shown)
    marks = [
        Column(
            label=line.month[2:],
            height=row.entered,
            inner=min(row.won or 0, row.entered),
            value_words=line.rate
            if row.entered >= MIN_FOR_PERCENT and row.rate is not None
            else "",
            is_muted=not row.is_mature,
        )
        for row, line in zip(shown, lines, strict=True)
    ]
    description = "; ".join(
        f"{line.month}: {line.mql} MQL, {line.won} won" + ("" if line.is_mature else " so far")
        for line in lines
    )
    chart = columns("cohorts", "MQLs by month, and how many of them were won", description, marks)
    return CohortView(
        lines,
        chart if marks else Markup(""),
        len(rows) - len(shown),
        href(voice.lists, COHORTS),
    )


def _line(row: CohortRow, voice: Voice) -> CohortLine:
    is_judged = row.entered >= MIN_FOR_PERCENT
    low, high = (row.rate_low, row.rate_high) if is_judged else (None, None)
    return CohortLine(
        month=f"{row.month:%Y-%m}",
        mql=words.count(row.entered),
        imputed=row.imputed,
        steps=tuple(words.count(value) for value in (row.sal, row.sql, row.opp)),
        won=words.count(row.won),
        rate=rate_words(row.rate, row.entered, row.could_not_see),
        interval=interval_words(low, high),
        won_amount=voice.money(row.won_amount),
        is_mature=row.is_mature,
    )
