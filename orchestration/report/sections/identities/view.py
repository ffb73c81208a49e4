"""Cases nobody decided, by kind and reason, worst first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.csv_files import CsvTable
from orchestration.report.findings import NAME_LIMIT
from orchestration.report.names import object_title
from orchestration.report.section import Section


@dataclass(frozen=True)
class IdentityCount:
    """Cases of one kind that were left undecided for one reason; `question` is what they ask."""

    kind: str
    question: str
    reason: str
    severity: str
    explanation: str | None
    how_to_fix: str | None
    cases: int


@dataclass(frozen=True)
class IdentityRow:
    """One record that shares `evidence` with another and was not joined, or a link to nothing.

    `evidence` is 'domain', 'email' or the field of the link; `evidence_label` is what people call
    that field. Of a link, the other record is the one that may be meant. So many of its kind and
    reason are `shown`.
    """

    kind: str
    reason: str
    evidence: str
    evidence_label: str | None
    evidence_value: str | None
    source_system: str
    source_object: str
    source_id: str
    value: str | None
    other_source_system: str | None
    other_source_object: str | None
    other_source_id: str | None
    other_value: str | None
    shown: int


@dataclass(frozen=True)
class CountRow:
    """How many cases there are."""

    cases: int


@dataclass(frozen=True)
class Rows:
    """What is read."""

    reasons: tuple[IdentityCount, ...]
    whole: CountRow
    cases: tuple[IdentityRow, ...]


@dataclass(frozen=True)
class Side:
    """One of the two records; without an id where nothing is known of it."""

    where: str
    name: str
    record_id: str
    url: str | None


@dataclass(frozen=True)
class IdentityLine:
    """One case: a record, what it shares or names, and the other record."""

    record: Side
    evidence: str
    evidence_value: str
    other: Side


@dataclass(frozen=True)
class IdentityGroup:
    """All cases of one kind and reason; `lines` are a few of them."""

    question: str
    severity: str
    cases: str
    why: str
    fix: str
    lines: tuple[IdentityLine, ...]
    is_link: bool
    told: str


@dataclass(frozen=True)
class IdentitiesView:
    """Groups, worst first, and how many cases there are."""

    groups: tuple[IdentityGroup, ...]
    total: str
    reasons_csv: str
    csv: str


def view(rows: Rows, context: RenderContext) -> IdentitiesView:
    """Severity first, then how many."""
    return IdentitiesView(
        groups=tuple(_group(count, rows.cases, context) for count in rows.reasons),
        total=words.count(rows.whole.cases),
        reasons_csv=context.csv("reasons"),
        csv=context.csv("identities"),
    )


def _group(
    count: IdentityCount, rows: Sequence[IdentityRow], context: RenderContext
) -> IdentityGroup:
    own = [row for row in rows if (row.kind, row.reason) == (count.kind, count.reason)]
    return IdentityGroup(
        question=count.question,
        severity=count.severity,
        cases=words.count(count.cases),
        why=count.explanation or count.reason,
        fix=count.how_to_fix or "",
        lines=tuple(_line(row, context) for row in own),
        is_link=count.kind == "link",
        told=_told(count.cases, own[0].shown),
    )


def _told(cases: int, shown: int) -> str:
    """`All 5`, `5 of 12`: how much of a group stands on the page."""
    if cases == 1:
        return "The only one"
    whole = words.count(cases)
    return f"All {whole}" if shown == cases else f"{words.count(shown)} of {whole}"


def _line(row: IdentityRow, context: RenderContext) -> IdentityLine:
    is_link = row.kind == "link"
    # A shared address is a person's data; the id that a link holds is not.
    is_hidden = context.is_redacted and not (is_link and row.reason != "not_an_id")
    return IdentityLine(
        record=_side(row.source_system, row.source_object, row.source_id, row.value, context),
        evidence=words.clip(row.evidence_label or row.evidence, NAME_LIMIT),
        evidence_value="" if is_hidden else words.clip(row.evidence_value or "", NAME_LIMIT),
        other=_side(
            row.other_source_system,
            row.other_source_object,
            row.other_source_id,
            row.other_value,
            context,
        ),
    )


def _side(
    system: str | None,
    place: str | None,
    record_id: str | None,
    name: str | None,
    context: RenderContext,
) -> Side:
    if not system or not place or not record_id:
        return Side("", "", "", None)
    return Side(
        where=object_title(system, place),
        name="" if context.is_redacted else words.clip(name or "", NAME_LIMIT),
        record_id=words.clip(record_id, NAME_LIMIT),
        url=context.links.record(system, place, record_id),
    )


SECTION: Final = Section(
    title="Left for you to decide",
    page="systems",
    order=20,
    rows=Rows,
    view=view,
    tables=(CsvTable("reasons"), CsvTable("all_cases", "identities")),
)
