"""A table of what sales sent and showed; in words where nobody tells of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.rates import basis_words, interval_words
from orchestration.report.section import Section

_NAME_LIMIT: Final = 90
_UNSEEN: Final = (
    "Whether sales uses any of it cannot be told: no file content_uses was dropped. That is not"
    " to say that nobody does."
)


@dataclass(frozen=True)
class SightRow:
    """Decks and papers, and of how many nobody could see whether they are used."""

    pieces: int
    unseen: int


@dataclass(frozen=True)
class PieceRow:
    """One piece and its use by sales; `opened_after` are people who looked at it after that."""

    content_kind: str
    name: str | None
    uses: int
    users: int
    last_used_on: date | None
    recipients: int
    opened_after: int
    rate: float | None
    rate_low: float | None
    rate_high: float | None
    left_out: int


@dataclass(frozen=True)
class Rows:
    """What is read."""

    sight: SightRow
    pieces: tuple[PieceRow, ...]


@dataclass(frozen=True)
class PieceLine:
    """One piece in words."""

    name: str
    kind: str
    uses: str
    users: str
    last: str
    recipients: str
    rate: str
    basis: str
    interval: str


@dataclass(frozen=True)
class PiecesSalesView:
    """`missing` says what cannot be told."""

    missing: tuple[str, ...]
    lines: tuple[PieceLine, ...]
    left_out: str
    csv: str


def view(rows: Rows, context: RenderContext) -> PiecesSalesView | None:
    """Left out where there is nothing that sales is given."""
    if not rows.pieces and not rows.sight.pieces:
        return None
    left_out = rows.pieces[0].left_out if rows.pieces else 0
    return PiecesSalesView(
        missing=(_UNSEEN,) if rows.sight.unseen else (),
        lines=tuple(map(_line, rows.pieces)),
        left_out=words.plural(left_out, "more piece") if left_out > 0 else "",
        csv=context.csv("content_used"),
    )


def _line(row: PieceRow) -> PieceLine:
    return PieceLine(
        name=words.clip(row.name or words.MISSING, _NAME_LIMIT),
        kind=row.content_kind,
        uses=words.count(row.uses) if row.uses else "never",
        users=words.count(row.users) if row.uses else words.MISSING,
        last=words.iso_date(row.last_used_on) if row.last_used_on else words.MISSING,
        recipients=words.count(row.recipients) if row.uses else words.MISSING,
        rate=words.percent(row.rate),
        basis=basis_words(row.opened_after, row.recipients),
        interval=interval_words(row.rate_low, row.rate_high),
    )


SECTION: Final = Section(
    title="What sales uses of it",
    page="library",
    order=30,
    rows=Rows,
    view=view,
    tables=(CsvTable("content_used"),),
)
