"""What proves a stage in one person's history, as the glossary and the docs say it.

Cycles and stages: reference.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from tests.support.stages.history import MEANINGS, ZONES, History, Record

EXITS: Final = ("DISQUALIFIED", "RECYCLED")
_MARKETING: Final = ("PAID_SEARCH",)
_DATES: Final = {
    "contacts.hs_v2_date_entered_lead": ("INQ", False),
    "contacts.first_conversion_date": ("INQ", False),
    "contacts.hs_v2_date_entered_marketingqualifiedlead": ("MQL", False),
    "lead.mql_date__c": ("MQL", False),
    "campaign_member.firstrespondeddate": ("INQ", False),
    "contacts.hs_v2_date_entered_salesqualifiedlead": ("SQL", False),
    "contacts.hs_v2_date_entered_customer": ("WON", True),
}


def _is(value: str) -> Callable[[str | None], bool]:
    return lambda held: held == value


def _means(meaning: str) -> Callable[[str | None], bool]:
    return lambda held: MEANINGS.get(held or "") == meaning


def _reaches_forty(held: str | None) -> bool:
    try:
        return float(held or "") >= 40
    except ValueError:
        return False


#: Kind of record, field, what is to hold of it, the stage that it proves, how that is told.
_CONDITIONS: Final = (
    *(
        ("contacts", "lifecyclestage", _is(value), stage, f"contacts.lifecyclestage={value}")
        for value, stage in (
            ("lead", "INQ"),
            ("marketingqualifiedlead", "MQL"),
            ("salesqualifiedlead", "SQL"),
        )
    ),
    ("contacts", "hubspotscore", _reaches_forty, "MQL", "contacts.hubspotscore>=40"),
    ("lead", "is_mql__c", _is("true"), "MQL", "lead.is_mql__c=true"),
    ("lead", "status", _is("Sales Ready"), "MQL", "lead.status=Sales Ready"),
    *(
        (kind, field, _means(meaning), meaning.upper(), f"{kind}.{field}.{meaning}")
        for kind, field in (("lead", "status"), ("contacts", "hs_lead_status"))
        for meaning in ("disqualified", "recycled")
    ),
)


@dataclass(frozen=True)
class Proof:
    """A piece of evidence: it was so between `first` and `last`, which differ for a `day`."""

    stage: str
    first: datetime
    last: datetime
    system: str
    source: str
    is_fallback: bool = False
    left_at: datetime | None = None
    not_before: datetime | None = None
    day: date | None = None

    @property
    def entered_at(self) -> datetime:
        """As it is told: a day begins where it is reported, whatever zone it was picked in."""
        return self.first if self.day is None else datetime.combine(self.day, time())

    @property
    def placed_at(self) -> datetime:
        return max(self.first, self.not_before or self.first)


def proofs_of(history: History, as_of: datetime) -> Iterator[Proof]:
    for record in history.records:
        yield from _creation(record)
        yield from _conversion(record)
        for kind, name, holds, stage, source in _CONDITIONS:
            if kind == record.kind:
                yield from _condition(record, name, holds, stage, source, as_of)
    for said in history.said:
        stage, is_fallback = _DATES[f"{said.kind}.{said.field}"]
        if stage == "WON" and history.deals:  # a deal tells of the sale
            continue
        system = "hubspot" if said.kind == "contacts" else "salesforce"
        source = f"{said.kind}.{said.field}"
        if said.day is not None:
            yield proof_on(said.day, stage, system, source, is_fallback=is_fallback)
        elif said.at is not None:
            yield Proof(stage, said.at, said.at, system, source, is_fallback)


def proof_on(
    day: date,
    stage: str,
    system: str,
    source: str,
    *,
    is_fallback: bool = False,
    not_before: datetime | None = None,
) -> Proof:
    """By a date without time, which is a day of its system's calendar."""
    first, last = (midnight(one, system) for one in (day, day + timedelta(days=1)))
    return Proof(stage, first, last, system, source, is_fallback, not_before=not_before, day=day)


def _creation(record: Record) -> Iterator[Proof]:
    """A lead is made of interest; a contact where marketing brought the first visit about."""
    at = record.created_at
    if record.kind == "lead":
        yield Proof("INQ", at, at, "salesforce", "lead.createddate", is_fallback=True)
    elif record.source in _MARKETING:
        yield Proof("INQ", at, at, "hubspot", "contacts.createdate", is_fallback=True)


def _conversion(record: Record) -> Iterator[Proof]:
    if record.converted_on is not None:
        yield proof_on(
            record.converted_on,
            *("SQL", "salesforce", "lead.converteddate"),
            not_before=record.created_at,
        )


def _condition(
    record: Record,
    name: str,
    holds: Callable[[str | None], bool],
    stage: str,
    source: str,
    as_of: datetime,
) -> Iterator[Proof]:
    """Each time that it began to hold; without a word of the history, when it was first seen."""
    changes = [change for change in record.changes if change.field == name]
    began: datetime | None = None
    was_told = False
    for change in changes:
        if holds(change.value) and began is None:
            began, was_told = change.at, True
        elif not holds(change.value) and began is not None:
            yield Proof(stage, began, began, record.system, source, left_at=change.at)
            began = None
    if began is not None:
        yield Proof(stage, began, began, record.system, source)
    is_over = stage in EXITS and record.converted_on is not None
    if not was_told and holds(record.now(name)) and not is_over:
        at = min(record.modified_at, as_of)
        yield Proof(stage, at, at, record.system, f"{source} (first seen)")


def midnight(day: date, system: str) -> datetime:
    """The naive UTC instant in which a day begins in a system's calendar."""
    local = datetime.combine(day, time(), ZoneInfo(ZONES[system]))
    return local.astimezone(UTC).replace(tzinfo=None)
