"""Section 1: one line of truth about the open pipeline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from markupsafe import Markup

from orchestration.report import format as words
from orchestration.report.charts import Segment, stacked_bar
from orchestration.report.format import Money
from orchestration.report.names import Voice
from orchestration.report.rows import CurrencyCount, ScoreRow, TrustSlice

_ORDER: Final = ("critical", "major", "minor", None)


@dataclass(frozen=True)
class SliceLine:
    """Open opportunities by their worst finding."""

    severity: str | None
    opportunities: str
    amount: Money
    share: str


@dataclass(frozen=True)
class TrustView:
    """The headline and the bar beneath it.

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
    opportunities = sum(row.opportunities for row in slices)
    open_amount = sum((row.amount or Decimal(0) for row in slices), Decimal(0))
    share = None if score is None or score.value is None else max(0.0, 1 - score.value)
    total = score.denominator if score and score.denominator else open_amount
    untrusted = _untrusted(score)
    return TrustView(
        verdict=_verdict(opportunities, share),
        total=voice.money(total),
        untrusted=voice.money(untrusted),
        share=words.percent(share),
        opportunities=words.plural(opportunities, "open opportunity", "open opportunities"),
        is_single=opportunities == 1,
        bar=_bar(slices, open_amount, voice),
        slices=_lines(slices, open_amount, voice),
        estimate_note=_estimate_note(slices, total - open_amount, voice),
        currency_note=_currency_note(currencies),
    )


def _untrusted(score: ScoreRow | None) -> Decimal | None:
    """From the amounts themselves: the published share is rounded, and would move the cents."""
    if score is None or score.numerator is None or score.denominator is None:
        return None
    return max(Decimal(0), score.denominator - score.numerator)


def _verdict(opportunities: int, share: float | None) -> str:
    if not opportunities:
        return "empty"
    if share is None:
        return "unjudged"
    return "judged" if share > 0 else "clean"


def _lines(
    slices: Sequence[TrustSlice], open_amount: Decimal, voice: Voice
) -> tuple[SliceLine, ...]:
    return tuple(
        SliceLine(
            severity=row.severity,
            opportunities=words.count(row.opportunities),
            amount=voice.money(row.amount),
            share=words.percent(words.ratio(row.amount, open_amount)),
        )
        for row in sorted(slices, key=lambda row: _ORDER.index(row.severity))
    )


def _bar(slices: Sequence[TrustSlice], open_amount: Decimal, voice: Voice) -> Markup:
    by_severity = {row.severity: row for row in slices}
    segments, sentences = [], []
    for severity in _ORDER:
        row = by_severity.get(severity)
        share = words.ratio(row.amount, open_amount) if row else None
        if row is None or not share or share < 0:
            continue
        label = severity or "no finding"
        segments.append(Segment(label, severity or "clean", share))
        sentences.append(f"{label}: {voice.money(row.amount).short} ({words.percent(share)})")
    if not segments:
        return Markup("")
    return stacked_bar(
        "trust", "Open pipeline by its worst finding", "; ".join(sentences) + ".", segments
    )


def _estimate_note(slices: Sequence[TrustSlice], estimated: Decimal, voice: Voice) -> str:
    unpriced = sum(row.unpriced for row in slices)
    if not unpriced:
        return ""
    who = words.plural(unpriced, "open opportunity has", "open opportunities have")
    if estimated <= 0:
        return f"{who} no amount in the corporate currency and cannot be weighed."
    return (
        f"{who} no amount in the corporate currency. In the headline each weighs as much as the"
        f" median of its stage, {voice.money(estimated).short} together; the table counts"
        " recorded amounts only."
    )


def _currency_note(currencies: Sequence[CurrencyCount]) -> str:
    named = [row for row in currencies if row.currency_code]
    if len({row.currency_code for row in named}) < 2:
        return ""
    parts = ", ".join(f"{row.currency_code} {row.opportunities:,}" for row in named[:6])
    return (
        f"Opportunities are written in several currencies ({parts}). Amounts here are in the"
        " corporate currency and carry no symbol."
    )
