"""Section 4: records that may be one and were not joined, and links that lead nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from orchestration.report import format as words
from orchestration.report.lists import IDENTITIES, href
from orchestration.report.names import Voice, object_title, severity_word
from orchestration.report.pair_rows import IdentityCount, IdentityRow
from orchestration.report.sections.records import NAME_LIMIT

_KINDS: Final = {
    "account": (
        "Are these one company?",
        "possible pair of accounts",
        "possible pairs of accounts",
    ),
    "person": ("Are these one person?", "possible pair of people", "possible pairs of people"),
    "link": ("Where should this link lead?", "link that leads nowhere", "links that lead nowhere"),
}


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
    is_whole: bool


@dataclass(frozen=True)
class IdentitiesView:
    """Groups, worst first, and how many cases there are, in words for the top of the page."""

    groups: tuple[IdentityGroup, ...]
    total: str
    told: str
    critical: str
    list_href: str


def identities_view(
    counts: Sequence[IdentityCount], rows: Sequence[IdentityRow], voice: Voice
) -> IdentitiesView:
    """In the order of the counts: severity first, then how many."""
    return IdentitiesView(
        groups=tuple(_group(count, rows, voice) for count in counts),
        total=words.count(sum(count.cases for count in counts)),
        told=_told(counts),
        critical=_critical(counts),
        list_href=href(voice.lists, IDENTITIES),
    )


def _told(counts: Sequence[IdentityCount]) -> str:
    """`12 possible pairs of accounts, 3 links that lead nowhere`."""
    cases = dict.fromkeys(_KINDS, 0)
    for count in counts:
        cases[count.kind] = cases.get(count.kind, 0) + count.cases
    return ", ".join(
        words.plural(number, *_KINDS.get(kind, ("", f"{kind} case", f"{kind} cases"))[1:])
        for kind, number in cases.items()
        if number
    )


def _critical(counts: Sequence[IdentityCount]) -> str:
    cases = sum(count.cases for count in counts if count.severity == "critical")
    return words.plural(cases, "case is critical", "cases are critical") if cases else ""


def _group(count: IdentityCount, rows: Sequence[IdentityRow], voice: Voice) -> IdentityGroup:
    lines = tuple(
        _line(row, voice) for row in rows if (row.kind, row.reason) == (count.kind, count.reason)
    )
    return IdentityGroup(
        question=_KINDS.get(count.kind, (count.kind, "", ""))[0],
        severity=severity_word(count.severity),
        cases=words.count(count.cases),
        why=count.explanation or count.reason,
        fix=count.how_to_fix or "",
        lines=lines,
        is_link=count.kind == "link",
        is_whole=len(lines) == count.cases,
    )


def _line(row: IdentityRow, voice: Voice) -> IdentityLine:
    is_link = row.kind == "link"
    # A shared address is a person's data; the id that a link holds is not.
    is_hidden = voice.is_redacted and not (is_link and row.reason != "not_an_id")
    return IdentityLine(
        record=_side(row.source_system, row.source_object, row.source_id, row.value, voice),
        evidence=words.clip(row.evidence_label or row.evidence, NAME_LIMIT),
        evidence_value="" if is_hidden else words.clip(row.evidence_value or "", NAME_LIMIT),
        other=_side(
            row.other_source_system,
            row.other_source_object,
            row.other_source_id,
            row.other_value,
            voice,
        ),
    )


def _side(
    system: str | None, place: str | None, record_id: str | None, name: str | None, voice: Voice
) -> Side:
    if not system or not place or not record_id:
        return Side("", "", "", None)
    return Side(
        where=object_title(system, place),
        name="" if voice.is_redacted else words.clip(name or "", NAME_LIMIT),
        record_id=words.clip(record_id, NAME_LIMIT),
        url=voice.links.record(system, place, record_id),
    )
