"""Section 1: one line of truth about the open pipeline, and the table that adds up to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from markupsafe import Markup

from orchestration.report import format as words
from orchestration.report.charts import Segment, stacked_bar
from orchestration.report.format import MIXED_CURRENCIES, Money
from orchestration.report.names import Voice
from orchestration.report.rows import CurrencyCount, ScoreRow, TrustSlice

_ORDER: Final = ("critical", "major", "minor", None)
_NO_AMOUNT: Final = Decimal(0)


@dataclass(frozen=True)
class SliceLine:
    """Open opportunities by their worst finding; recorded and estimated give `together`."""

    severity: str | None
    opportunities: str
    recorded: Money
    estimated: Money
    together: Money
    share: str
    untrusted: Money


@dataclass(frozen=True)
class TrustView:
    """The headline, the bar beneath it, and its table with a last line equal to the headline.

    `verdict` is 'judged', 'clean', 'unjudged' (opportunities but no score) or 'empty'.
    """

    verdict: str
    total: Money
    untrusted: Money
    share: str
    opportunities: str
    is_single: bool
    bar: Markup
    slices: tuple[SliceLine, ...]
    sum: SliceLine
    has_estimates: bool
    estimate_note: str
    currency_note: str


def trust_view(
    scores: Sequence[ScoreRow],
    slices: Sequence[TrustSlice],
    currencies: Sequence[CurrencyCount],
    voice: Voice,
) -> TrustView:
    """Put the pipeline_trust score into money; the slices show what it is made of."""
    score = next(
        (row for row in scores if row.metric == "pipeline_trust" and row.scope == "(all)"), None
    )
    ordered = sorted(slices, key=lambda row: _ORDER.index(row.severity))
    opportunities = sum(row.opportunities for row in slices)
    total = _sum(_together(row) for row in slices)
    untrusted = _sum(row.untrusted for row in slices)
    share = None if score is None or score.value is None else max(0.0, 1 - score.value)
    return TrustView(
        verdict=_verdict(opportunities, share),
        total=voice.money(total),
        untrusted=voice.money(untrusted),
        share=words.percent(share),
        opportunities=words.plural(opportunities, "open opportunity", "open opportunities"),
        is_single=opportunities == 1,
        bar=_bar(ordered, total, voice),
        slices=tuple(_line(row, total, voice) for row in ordered),
        sum=_line(_sum_of(slices), total, voice),
        has_estimates=any(row.unpriced for row in slices),
        estimate_note=_estimate_note(slices, voice),
        currency_note=_currency_note(currencies, voice.money.currency),
    )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), _NO_AMOUNT)


def _together(row: TrustSlice) -> Decimal:
    return _sum((row.recorded, row.estimated))


def _sum_of(slices: Sequence[TrustSlice]) -> TrustSlice:
    return TrustSlice(
        severity=None,
        opportunities=sum(row.opportunities for row in slices),
        unpriced=sum(row.unpriced for row in slices),
        recorded=_sum(row.recorded for row in slices),
        estimated=_sum(row.estimated for row in slices),
        untrusted=_sum(row.untrusted for row in slices),
    )


def _verdict(opportunities: int, share: float | None) -> str:
    if not opportunities:
        return "empty"
    if share is None:
        return "unjudged"
    return "judged" if share > 0 else "clean"


def _line(row: TrustSlice, total: Decimal, voice: Voice) -> SliceLine:
    together = _together(row)
    return SliceLine(
        severity=row.severity,
        opportunities=words.count(row.opportunities),
        recorded=voice.money(row.recorded),
        estimated=voice.money(row.estimated),
        together=voice.money(together),
        share=words.percent(words.ratio(together, total)),
        untrusted=voice.money(row.untrusted),
    )


def _bar(slices: Sequence[TrustSlice], total: Decimal, voice: Voice) -> Markup:
    segments, sentences = [], []
    for row in slices:
        together = _together(row)
        share = words.ratio(together, total)
        if not share:
            continue
        label = row.severity or "no finding"
        segments.append(Segment(label, row.severity or "clean", share))
        sentences.append(f"{label}: {voice.money(together).short} ({words.percent(share)})")
    if not segments:
        return Markup("")
    return stacked_bar(
        "trust", "Open pipeline by its worst finding", "; ".join(sentences) + ".", segments
    )


def _estimate_note(slices: Sequence[TrustSlice], voice: Voice) -> str:
    whole = _sum_of(slices)
    if not whole.unpriced:
        return ""
    who = words.plural(whole.unpriced, "open opportunity has", "open opportunities have")
    if not whole.estimated:
        return f"{who} no amount in the corporate currency and cannot be weighed."
    return (
        f"{who} no amount in the corporate currency. Each weighs as much as the median of its"
        f" stage, {voice.money(whole.estimated).short} together. Everywhere below, amounts are"
        f" recorded ones only: {voice.money(whole.recorded).short} of open pipeline."
    )


def _currency_note(currencies: Sequence[CurrencyCount], corporate: str | None) -> str:
    named = [row for row in currencies if row.currency_code]
    if len({row.currency_code for row in named}) < 2:
        return ""
    parts = ", ".join(f"{row.currency_code} {row.opportunities:,}" for row in named[:6])
    written = f"Opportunities are written in several currencies ({parts})."
    if corporate in (None, MIXED_CURRENCIES):
        return f"{written} Amounts here are in the corporate currency and carry no symbol."
    return (
        f"{written} Amounts here are converted to {corporate}; what has no rate counts as having"
        " no amount."
    )
