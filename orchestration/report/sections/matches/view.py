"""Pairs to decide, both records side by side, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.pairs import Line, Side, line, side
from orchestration.report.section import Section


@dataclass(frozen=True)
class CountRow:
    """Pairs of one kind: open ones, or those that their score joined."""

    kind: str
    question: str
    state: str
    pairs: int


@dataclass(frozen=True)
class PairRow:
    """One open pair; `reason` says why its score does not join it. So many are `shown`."""

    match_key: str
    kind: str
    reason: str | None
    score: Decimal
    why: str
    source_system: str
    source_object: str
    source_id: str
    name: str | None
    web_or_mail: str | None
    phone: str | None
    address: str | None
    country: str | None
    birthday: str | None
    company_name: str | None
    created_at: datetime | None
    other_source_system: str
    other_source_object: str
    other_source_id: str
    other_name: str | None
    other_web_or_mail: str | None
    other_phone: str | None
    other_address: str | None
    other_country: str | None
    other_birthday: str | None
    other_company_name: str | None
    other_created_at: datetime | None
    shown: int


@dataclass(frozen=True)
class DecisionRow:
    """Decisions of one outcome, and whether they count."""

    state: str
    decision: str
    decisions: int


@dataclass(frozen=True)
class Rows:
    """What is read."""

    counts: tuple[CountRow, ...]
    pairs: tuple[PairRow, ...]
    decisions: tuple[DecisionRow, ...]


@dataclass(frozen=True)
class Pair:
    """Two records side by side."""

    key: str
    score: str
    why: str
    one: Side
    other: Side
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Group:
    """Open pairs of one kind, the likeliest of them, and how many their score joined."""

    question: str
    open: str
    joined: str
    told: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class MatchesView:
    """Groups by kind, and what was decided."""

    groups: tuple[Group, ...]
    decided: tuple[str, ...]
    csv: str


_TOLD: Final = {
    "name": "Name",
    "web_or_mail": "Address",
    "phone": "Telephone",
    "address": "Street and city",
    "country": "Country",
    "birthday": "Birthday",
    "company_name": "Company",
    "created_at": "Created",
}
_STATES: Final = {
    "in_force": "in force",
    "overruled": "overruled by the systems, which tie the two together",
    "not_found": "about a record that is not there",
}


def view(rows: Rows, context: RenderContext) -> MatchesView:
    """Kinds in the order of their names, pairs by score."""
    kinds = dict.fromkeys(row.kind for row in rows.counts)
    return MatchesView(
        groups=tuple(_group(kind, rows, context) for kind in kinds),
        decided=tuple(_decided(row) for row in rows.decisions),
        csv=context.csv("to-decide"),
    )


def _group(kind: str, rows: Rows, context: RenderContext) -> Group:
    counts = {row.state: row.pairs for row in rows.counts if row.kind == kind}
    own = [row for row in rows.pairs if row.kind == kind]
    whole = counts.get("open", 0)
    return Group(
        question=next(row.question for row in rows.counts if row.kind == kind),
        open=words.count(whole),
        joined=words.count(counts.get("merged", 0)),
        told=_told(whole, own[0].shown) if own else "",
        pairs=tuple(_pair(row, context) for row in own),
    )


def _told(whole: int, shown: int) -> str:
    """`All 5`, `The likeliest 10 of 12`."""
    if shown == whole:
        return f"All {words.count(whole)}"
    return f"The likeliest {words.count(shown)} of {words.count(whole)}"


def _pair(row: PairRow, context: RenderContext) -> Pair:
    return Pair(
        key=row.match_key[:8],
        score=f"{row.score:.2f}",
        why=row.why,
        one=side(row.source_system, row.source_object, row.source_id, context),
        other=side(row.other_source_system, row.other_source_object, row.other_source_id, context),
        lines=() if context.is_redacted else tuple(_lines(row)),
    )


def _lines(row: PairRow) -> Iterator[Line]:
    for name, told in _TOLD.items():
        values = getattr(row, name), getattr(row, f"other_{name}")
        yield from line(told, *values, is_compared=name != "created_at")


def _decided(row: DecisionRow) -> str:
    decisions = words.plural(row.decisions, "decision")
    return f"{decisions} that two are {row.decision}, {_STATES[row.state]}"


SECTION: Final = Section(
    title="Records that look alike",
    page="duplicates",
    order=20,
    rows=Rows,
    view=view,
    tables=(CsvTable("to_decide", "to-decide"),),
)
