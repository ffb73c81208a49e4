"""What stands on the page of one account: its records, opportunities, people and events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Final

from orchestration.report import format as words
from orchestration.report.context import RenderContext
from orchestration.report.findings import NAME_LIMIT, IdLink
from orchestration.report.format import Money
from orchestration.report.names import system_name
from orchestration.report.owners import NO_OWNER, Owner, owner_label

#: Whose doing a kind of event is, as its colour; any other is the opportunity's.
_TONES: Final = {
    **dict.fromkeys(("first_seen", "touch", "automated"), "marketing"),
    **dict.fromkeys(("call", "email", "meeting", "message", "task"), "sales"),
    "won": "good",
    "lost": "bad",
}
_WHAT_LIMIT: Final = 180


@dataclass(frozen=True)
class RecordRow:
    """A record of the account."""

    source_system: str
    source_object: str
    source_id: str


@dataclass(frozen=True)
class PersonRow(RecordRow):
    """A record of one of its people; `left_out` more people are not among the rows."""

    person_key: str
    first_name: str | None
    last_name: str | None
    title: str | None
    channel: str | None
    opportunities: int
    left_out: int


@dataclass(frozen=True)
class OpportunityRow(Owner):
    """A record of one of its opportunities; days of its own system's calendar."""

    opportunity_key: str
    name: str | None
    stage_name: str | None
    amount_corporate: Decimal | None
    created_date: date | None
    close_date: date | None
    source_system: str
    source_object: str
    source_id: str


@dataclass(frozen=True)
class EventRow(Owner):
    """One event, in the reporting time zone; `left_out` earlier ones are not among the rows."""

    happened_date: date
    happened_time: str | None
    dated_by: str
    kind: str
    what: str
    source_system: str | None
    source_object: str | None
    source_id: str | None
    channel: str | None
    person_key: str | None
    first_name: str | None
    last_name: str | None
    opportunity_name: str | None
    amount_corporate: Decimal | None
    left_out: int


@dataclass(frozen=True)
class OpportunityLine:
    """One opportunity and its records."""

    name: str
    stage: str
    amount: Money
    opened: str
    closes: str
    owner: str
    records: tuple[IdLink, ...]


@dataclass(frozen=True)
class PersonLine:
    """One person and their records."""

    name: str
    title: str
    channel: str
    opportunities: str
    records: tuple[IdLink, ...]


@dataclass(frozen=True)
class EventLine:
    """One event; `is_new_day`: the day stands above it."""

    day: str
    is_new_day: bool
    time: str
    tone: str
    who: str
    what: str
    channel: str
    amount: Money | None
    owner: str
    system: str
    record_id: str
    url: str | None


def record_links(
    rows: Iterable[RecordRow | OpportunityRow], context: RenderContext
) -> tuple[IdLink, ...]:
    """Each record with the place where it opens."""
    return tuple(
        IdLink(
            system=system_name(row.source_system),
            record_id=row.source_id,
            url=context.links.record(row.source_system, row.source_object, row.source_id),
        )
        for row in rows
    )


def person_lines(rows: Sequence[PersonRow], context: RenderContext) -> tuple[PersonLine, ...]:
    """One line per person; rows of one follow each other."""
    lines = []
    for _, group in groupby(rows, lambda row: row.person_key):
        records = list(group)
        first = records[0]
        name = _person(first.first_name, first.last_name, first.person_key, context)
        lines.append(
            PersonLine(
                name=name,
                title=words.MISSING
                if context.is_redacted
                else words.clip(first.title or words.MISSING, NAME_LIMIT),
                channel=first.channel or words.MISSING,
                opportunities=words.count(first.opportunities),
                records=record_links(records, context),
            )
        )
    return tuple(lines)


def opportunity_lines(
    rows: Sequence[OpportunityRow], context: RenderContext
) -> tuple[OpportunityLine, ...]:
    """One line per opportunity; rows of one follow each other."""
    lines = []
    for _, group in groupby(rows, lambda row: row.opportunity_key):
        records = list(group)
        first = records[0]
        lines.append(
            OpportunityLine(
                name=_opportunity(first.name, context),
                stage=words.clip(first.stage_name or words.MISSING, NAME_LIMIT),
                amount=context.money(first.amount_corporate),
                opened=words.iso_date(first.created_date),
                closes=words.iso_date(first.close_date),
                owner=words.clip(owner_label(first, context), 60),
                records=record_links(records, context),
            )
        )
    return tuple(lines)


def event_lines(rows: Sequence[EventRow], context: RenderContext) -> tuple[EventLine, ...]:
    """The story, a line per event."""
    lines = []
    for day, group in groupby(rows, lambda row: words.iso_date(row.happened_date)):
        for place, row in enumerate(group):
            lines.append(_event(row, day, place == 0, context))
    return tuple(lines)


def _event(row: EventRow, day: str, is_new_day: bool, context: RenderContext) -> EventLine:
    owner = owner_label(row, context) if row.owner_key else ""
    return EventLine(
        day=day,
        is_new_day=is_new_day,
        time=row.happened_time or _UNDATED.get(row.dated_by, ""),
        tone=_TONES.get(row.kind, ""),
        who=_who(row, context),
        what=words.clip(row.what, _WHAT_LIMIT),
        channel=row.channel or "",
        amount=None if row.amount_corporate is None else context.money(row.amount_corporate),
        owner="" if owner == NO_OWNER else words.clip(owner, 60),
        system=system_name(row.source_system) if row.source_system else "",
        record_id=row.source_id or "",
        url=_url(row, context),
    )


_UNDATED: Final = {"day": "that day", "assumed": "about"}


def _who(row: EventRow, context: RenderContext) -> str:
    if row.person_key:
        return _person(row.first_name, row.last_name, row.person_key, context)
    return _opportunity(row.opportunity_name, context) if row.opportunity_name else ""


def _url(row: EventRow, context: RenderContext) -> str | None:
    if not (row.source_system and row.source_object and row.source_id):
        return None
    return context.links.record(row.source_system, row.source_object, row.source_id)


def _person(first: str | None, last: str | None, key: str, context: RenderContext) -> str:
    name = " ".join(part for part in (first, last) if part)
    if context.is_redacted or not name:
        return f"person {key[:8]}"
    return words.clip(name, NAME_LIMIT)


def _opportunity(name: str | None, context: RenderContext) -> str:
    return "opportunity" if context.is_redacted or not name else words.clip(name, NAME_LIMIT)
