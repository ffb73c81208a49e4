"""The headline, the bar beneath it, and its table with a last line equal to the headline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from markupsafe import Markup

from orchestration.report import format as words
from orchestration.report.charts.bars import Segment, stacked_bar
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.format import MIXED_CURRENCIES, Money
from orchestration.report.section import Section
from orchestration.report.severities import SeverityRow, share_words


@dataclass(frozen=True)
class TrustSlice:
    """Open opportunities by their worst finding: a severity, 'none', or 'all' of them.

    `unpriced` of them carry no amount above zero and are `estimated`; the others are `recorded`.
    `untrusted` is the part of both that the finding puts in doubt. Shares are of the amount of all.
    """

    worst_finding: str
    opportunities: int
    unpriced: int
    recorded: Decimal | None
    estimated: Decimal | None
    amount: Decimal | None
    share: float | None
    untrusted: Decimal | None
    untrusted_share: float | None


@dataclass(frozen=True)
class SightRow:
    """Whether part of the pipeline could not be read."""

    is_partial: bool


@dataclass(frozen=True)
class ShareRow:
    """The share not to trust without the largest opportunities; None with no others."""

    untrusted_share: float | None


@dataclass(frozen=True)
class CountRow:
    """A number of cases."""

    cases: int


@dataclass(frozen=True)
class UndecidedRow:
    """Cases of identity of one kind that nobody decided, and what one and several are called."""

    one_case: str
    several_cases: str
    cases: int


@dataclass(frozen=True)
class CurrencyRow:
    """Opportunities by the currency written on them."""

    currency_code: str
    opportunities: int


@dataclass(frozen=True)
class Rows:
    """What is read."""

    slices: tuple[TrustSlice, ...]
    severities: tuple[SeverityRow, ...]
    sight: SightRow
    without_largest: tuple[ShareRow, ...]
    undecided: tuple[UndecidedRow, ...]
    critical: CountRow
    currencies: tuple[CurrencyRow, ...]


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
    """What the headline says: `verdict` is 'judged', 'clean', 'unjudged' (no score) or 'empty'."""

    verdict: str
    total: Money
    untrusted: Money
    share: str
    opportunities: str
    is_single: bool
    weights: str
    bar: Markup
    slices: tuple[SliceLine, ...]
    sum: SliceLine
    has_estimates: bool
    is_partial: bool
    without_largest: str
    undecided: str
    critical: str
    estimate_note: str
    currency_note: str
    csv: str


_NOTHING: Final = TrustSlice("all", 0, 0, None, None, None, None, None, None)


def view(rows: Rows, context: RenderContext) -> TrustView:
    """The open pipeline in money; the slices show what it is made of."""
    whole = next((row for row in rows.slices if row.worst_finding == "all"), _NOTHING)
    parts = [row for row in rows.slices if row.worst_finding != "all"]
    critical = rows.critical.cases
    return TrustView(
        verdict=_verdict(whole),
        total=context.money(whole.amount),
        untrusted=context.money(whole.untrusted),
        share=words.percent(whole.untrusted_share),
        opportunities=words.plural(whole.opportunities, "open opportunity", "open opportunities"),
        is_single=whole.opportunities == 1,
        weights=share_words(rows.severities),
        bar=_bar(parts, context),
        slices=tuple(_line(row, context) for row in parts),
        sum=_line(whole, context),
        has_estimates=whole.unpriced > 0,
        is_partial=rows.sight.is_partial,
        without_largest="".join(
            words.percent(row.untrusted_share)
            for row in rows.without_largest
            if row.untrusted_share is not None
        ),
        undecided=", ".join(
            words.plural(row.cases, row.one_case, row.several_cases) for row in rows.undecided
        ),
        critical=words.plural(critical, "case is critical", "cases are critical")
        if critical
        else "",
        estimate_note=_estimate_note(whole, context),
        currency_note=_currency_note(rows.currencies, context.money.currency),
        csv=context.csv("slices"),
    )


def _verdict(whole: TrustSlice) -> str:
    if not whole.opportunities:
        return "empty"
    if whole.untrusted_share is None:
        return "unjudged"
    return "judged" if whole.untrusted else "clean"


def _line(row: TrustSlice, context: RenderContext) -> SliceLine:
    return SliceLine(
        severity=_severity(row),
        opportunities=words.count(row.opportunities),
        recorded=context.money(row.recorded),
        estimated=context.money(row.estimated),
        together=context.money(row.amount),
        share=words.percent(row.share),
        untrusted=context.money(row.untrusted),
    )


def _severity(row: TrustSlice) -> str | None:
    return None if row.worst_finding in ("none", "all") else row.worst_finding


def _bar(slices: Sequence[TrustSlice], context: RenderContext) -> Markup:
    shown = [(row, _severity(row) or "no finding", row.share) for row in slices if row.share]
    if not shown:
        return Markup("")
    told = (
        f"{severity}: {context.money(row.amount).short} ({words.percent(share)})"
        for row, severity, share in shown
    )
    return stacked_bar(
        "trust-bar",
        "Open pipeline by its worst finding",
        "; ".join(told) + ".",
        [Segment(severity, _severity(row) or "clean", share) for row, severity, share in shown],
    )


def _estimate_note(whole: TrustSlice, context: RenderContext) -> str:
    if not whole.unpriced:
        return ""
    who = words.plural(whole.unpriced, "open opportunity has", "open opportunities have")
    if not whole.estimated:
        return f"{who} no amount in the corporate currency and cannot be weighed."
    return (
        f"{who} no amount in the corporate currency. Each weighs as much as the median of its"
        f" stage, {context.money(whole.estimated).short} together. Everywhere else, amounts are"
        f" recorded ones only: {context.money(whole.recorded).short} of open pipeline."
    )


def _currency_note(named: Sequence[CurrencyRow], corporate: str | None) -> str:
    if len(named) < 2:
        return ""
    parts = ", ".join(f"{row.currency_code} {row.opportunities:,}" for row in named[:6])
    written = f"Opportunities are written in several currencies ({parts})."
    if corporate in (None, MIXED_CURRENCIES):
        return f"{written} Amounts here are in the corporate currency and carry no symbol."
    return (
        f"{written} Amounts here are converted to {corporate}; what has no rate counts as having"
        " no amount."
    )


SECTION: Final = Section(
    title="",
    page="overview",
    order=10,
    rows=Rows,
    view=view,
    tables=(CsvTable("slices"), CsvTable("opportunities")),
)
