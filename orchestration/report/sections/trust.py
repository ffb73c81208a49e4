"""Section 1: one line of truth about the open pipeline, and the table that adds up to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from orchestration.report import format as words
from orchestration.report.charts import Segment, stacked_bar
from orchestration.report.format import MIXED_CURRENCIES, Money
from orchestration.report.names import Voice
from orchestration.report.rows import CurrencyCount, ScoreRow, TrustSlice

_ORDER: Final = ("critical", "major", "minor", "none")
_NOTHING: Final = TrustSlice("all", 0, 0, None, None, None, None, None, None)


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
    unseen_note: str
    estimate_note: str
    currency_note: str


def trust_view(
    scores: Sequence[ScoreRow],
    slices: Sequence[TrustSlice],
    currencies: Sequence[CurrencyCount],
    voice: Voice,
) -> TrustView:
    """The open pipeline in money; the slices show what it is made of."""
    by_finding = {row.worst_finding: row for row in slices}
    whole = by_finding.get("all", _NOTHING)
    parts = [by_finding[code] for code in _ORDER if code in by_finding]
    return TrustView(
        verdict=_verdict(whole),
        total=voice.money(whole.amount),
        untrusted=voice.money(whole.untrusted),
        share=words.percent(whole.untrusted_share),
        opportunities=words.plural(whole.opportunities, "open opportunity", "open opportunities"),
        is_single=whole.opportunities == 1,
        bar=_bar(parts, voice),
        slices=tuple(_line(row, voice) for row in parts),
        sum=_line(whole, voice),
        has_estimates=whole.unpriced > 0,
        unseen_note=_unseen_note(scores),
        estimate_note=_estimate_note(whole, voice),
        currency_note=_currency_note(currencies, voice.money.currency),
    )


def _verdict(whole: TrustSlice) -> str:
    if not whole.opportunities:
        return "empty"
    if whole.untrusted_share is None:
        return "unjudged"
    return "judged" if whole.untrusted else "clean"


def _line(row: TrustSlice, voice: Voice) -> SliceLine:
    return SliceLine(
        severity=_severity(row),
        opportunities=words.count(row.opportunities),
        recorded=voice.money(row.recorded),
        estimated=voice.money(row.estimated),
        together=voice.money(row.amount),
        share=words.percent(row.share),
        untrusted=voice.money(row.untrusted),
    )


def _severity(row: TrustSlice) -> str | None:
    return None if row.worst_finding in ("none", "all") else row.worst_finding


def _bar(slices: Sequence[TrustSlice], voice: Voice) -> Markup:
    shown = [(row, _severity(row), row.share) for row in slices if row.share]
    if not shown:
        return Markup("")
    return stacked_bar(
        "trust",
        "Open pipeline by its worst finding",
        "; ".join(
            f"{severity or 'no finding'}: {voice.money(row.amount).short} ({words.percent(share)})"
            for row, severity, share in shown
        )
        + ".",
        [
            Segment(severity or "no finding", severity or "clean", share)
            for _, severity, share in shown
        ],
    )


def _unseen_note(scores: Sequence[ScoreRow]) -> str:
    outcome = next((row.outcome for row in scores if row.metric == "pipeline_trust"), None)
    if outcome not in ("partly_seen", "could_not_see"):
        return ""
    return (
        "Opportunities or deals, or their amounts, are hidden from a connection: this is the part"
        " of the pipeline that could be seen."
    )


def _estimate_note(whole: TrustSlice, voice: Voice) -> str:
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
