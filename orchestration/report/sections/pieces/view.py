"""A table of what people met, and in words of what nobody could see whom it met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.section import Section

_NAME_LIMIT: Final = 90
_BASES: Final = {"delivered": "delivered to", "visitors": "visitors"}
_NOTHING: Final = (
    "No form, mailing, page or document is known. A system with forms and marketing e-mails tells"
    " of them, and the files web_sessions and content_pieces do. Leads, deals and what they are"
    " worth are as true as before."
)
#: What cannot be told of pieces of a kind, and why.
_UNSEEN: Final = {
    "email": (
        "There is no log of {}, or not any more: how many were delivered is known, who opened or"
        " followed them is not."
    ),
    "page": (
        "The visits of {} name nobody: how many came is known, who they are and what became of"
        " them is not. A session with an address, a record or a visitor who is known elsewhere"
        " would tell."
    ),
    "form": "No submission of {} is known.",
    "ad": (
        "Of {} name and campaign are known, and their system does not say who saw or followed them:"
        " visits whose address names the campaign do."
    ),
}
_OTHERWISE: Final = (
    "Of {} no system tells who met them. An interaction with their content_id, in the file"
    " interactions, would."
)
_NOUNS: Final = {"email": "mailing", "page": "page", "form": "form", "ad": "advertisement"}


@dataclass(frozen=True)
class KnownRow:
    """How many pieces of a kind there are, and of how many nobody knows whom they met."""

    content_kind: str
    pieces: int
    unseen: int


@dataclass(frozen=True)
class PieceRow:
    """One piece; a number is null where nobody could see it. `left_out` counts below zero too."""

    content_kind: str
    name: str | None
    campaign: str | None
    reach_basis: str | None
    count_reached: int | None
    count_engaged_persons: int | None
    count_machine_touches: int | None
    count_leads: int | None
    count_mqls: int | None
    left_out: int


@dataclass(frozen=True)
class Rows:
    """What is read."""

    known: tuple[KnownRow, ...]
    pieces: tuple[PieceRow, ...]


@dataclass(frozen=True)
class PieceLine:
    """One piece in words."""

    name: str
    kind: str
    campaign: str
    reached: str
    basis: str
    engaged: str
    machines: str
    leads: str
    mqls: str


@dataclass(frozen=True)
class PiecesView:
    """`missing` says in words what cannot be told."""

    missing: tuple[str, ...]
    lines: tuple[PieceLine, ...]
    left_out: str
    csv: str


def view(rows: Rows, context: RenderContext) -> PiecesView:
    """Always there: where nothing is known it says what would tell, and what is true anyhow."""
    if not rows.known:
        return PiecesView((_NOTHING,), (), "", "")
    left_out = rows.pieces[0].left_out if rows.pieces else 0
    return PiecesView(
        missing=tuple(_missing(row) for row in rows.known if row.unseen),
        lines=tuple(map(_line, rows.pieces)),
        left_out=words.plural(left_out, "more piece") if left_out > 0 else "",
        csv=context.csv("content"),
    )


def _missing(row: KnownRow) -> str:
    noun = _NOUNS.get(row.content_kind, "document")
    which = words.plural(row.unseen, noun)
    return _UNSEEN.get(row.content_kind, _OTHERWISE).format(which)


def _line(row: PieceRow) -> PieceLine:
    return PieceLine(
        name=words.clip(row.name or words.MISSING, _NAME_LIMIT),
        kind=_NOUNS.get(row.content_kind, row.content_kind),
        campaign=words.clip(row.campaign or words.MISSING, _NAME_LIMIT),
        reached=words.count(row.count_reached),
        basis=_BASES.get(row.reach_basis or "", ""),
        engaged=words.count(row.count_engaged_persons),
        machines=words.count(row.count_machine_touches),
        leads=words.count(row.count_leads),
        mqls=words.count(row.count_mqls),
    )


SECTION: Final = Section(
    title="Whom it met",
    page="library",
    order=10,
    rows=Rows,
    view=view,
    tables=(CsvTable("content"),),
)
