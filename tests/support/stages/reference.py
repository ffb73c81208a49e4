"""Stages and cycles by walking through one person's history: slow, and easy to believe.

Written from what the glossary and the docs say of stages, cycles, fallbacks and ways out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from tests.support.stages.history import MEANINGS, ZONES, Deal, History, Record

STEPS: Final = ("INQ", "MQL", "SAL", "SQL", "OPP", "WON")
EXITS: Final = ("DISQUALIFIED", "RECYCLED")
WINDOW: Final = timedelta(days=180)
_LONG_AGO: Final = datetime.fromisoformat("1900-01-01T00:00:00")
_NEVER: Final = datetime.fromisoformat("9999-01-01T00:00:00")
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


@dataclass
class Cycle:
    """One time through the process."""

    starts_at: datetime
    kind: str
    proofs: list[Proof] = dataclass_field(default_factory=list)
    has_next: bool = False


@dataclass(frozen=True, order=True)
class Event:
    """A stage of a cycle."""

    cycle_number: int
    stage: str
    cycle_type: str
    entered_at: datetime
    effective_at: datetime
    is_imputed: bool
    is_out_of_order: bool


def events_of(history: History, as_of: datetime) -> list[Event]:
    """Every stage that the person entered, in every cycle."""
    cycles = _lead_cycles(history, [one for one in _proofs(history, as_of) if one.first <= as_of])
    _call(history, cycles, as_of)
    alone = _take_deals(history.deals, cycles)
    every = sorted([*cycles, *alone], key=lambda one: (one.starts_at, one.kind == "expansion"))
    return sorted(event for number, cycle in enumerate(every, 1) for event in _walk(number, cycle))


# ---- evidence


def _proofs(history: History, as_of: datetime) -> Iterator[Proof]:
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
            yield _on(said.day, stage, system, source, is_fallback=is_fallback)
        elif said.at is not None:
            yield Proof(stage, said.at, said.at, system, source, is_fallback)


def _on(
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
        yield _on(
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


# ---- cycles


def _lead_cycles(history: History, proofs: list[Proof]) -> list[Cycle]:
    """Interest opens a cycle; the first interest after a way out opens the next."""
    openers = [one for one in proofs if one.stage in ("INQ", "MQL")]
    kind = "marketing_generated" if openers else "sales_generated"
    openers = openers or [one for one in proofs if one.stage in ("SQL", "WON")]
    outs = [one.placed_at for one in proofs if one.stage in EXITS]
    outs += [
        midnight(one.closed_on + WINDOW, "salesforce")
        for one in history.deals
        if one.outcome != "open"
    ]
    cycles: list[Cycle] = []
    before: datetime | None = None
    for at in sorted(one.placed_at for one in openers):
        if before is None or any(before <= out < at for out in outs):
            if cycles:
                cycles[-1].has_next = True
            cycles.append(Cycle(at, kind))
        before = at
    for proof in proofs if cycles else ():
        _cycle_at(cycles, proof.placed_at).proofs.append(proof)
    for cycle in cycles:
        cycle.proofs = _counting(cycle)
    return cycles


def _cycle_at(cycles: list[Cycle], at: datetime) -> Cycle:
    """The cycle that is under way; before the first, that."""
    begun = [cycle for cycle in cycles if cycle.starts_at <= at]
    return begun[-1] if begun else cycles[0]


def _counting(cycle: Cycle) -> list[Proof]:
    """Without ways out that were taken back, and fallbacks that a later stage came before."""
    kept = []
    for proof in cycle.proofs:
        if proof.stage in EXITS:
            if proof.left_at is None or cycle.has_next:
                kept.append(proof)
            continue
        later = [
            one.last
            for one in cycle.proofs
            if one.stage in STEPS
            and not one.is_fallback
            and STEPS.index(one.stage) > STEPS.index(proof.stage)
        ]
        if not proof.is_fallback or not later or proof.first <= min(later):
            kept.append(proof)
    return kept


def _call(history: History, cycles: list[Cycle], as_of: datetime) -> None:
    """The first contact after the hand-over, of whom sales took on, is the acceptance."""
    accepted = {"accepted", "qualified", "converted"}
    stated = [
        value
        for record in history.records
        for name in ("status", "hs_lead_status")
        for value in (
            record.now(name),
            *(change.value for change in record.changes if change.field == name),
        )
    ]
    is_accepted = any(MEANINGS.get(value or "") in accepted for value in stated)
    if not is_accepted and all(record.converted_on is None for record in history.records):
        return
    system, source = (
        ("salesforce", "task.completed") if history.lead else ("hubspot", "calls.completed")
    )
    for place, cycle in enumerate(cycles):
        if cycle.kind != "marketing_generated":
            continue
        marked = [one for one in cycle.proofs if one.stage == "MQL"]
        real = [one for one in marked if not one.is_fallback] or marked
        since = min((one.first for one in real), default=cycle.starts_at)
        until = cycles[place + 1].starts_at if cycle.has_next else _NEVER
        for at in history.calls:
            if since <= at < until and at <= as_of:
                cycle.proofs.append(Proof("SAL", at, at, system, source))


def _take_deals(deals: tuple[Deal, ...], cycles: list[Cycle]) -> list[Cycle]:
    """A cycle goes on in one deal: the one its lead became, else the first; others stand alone."""
    ordered = sorted(deals, key=lambda one: one.created_at)
    taken: dict[int, Deal] = {}
    for deal in sorted(ordered, key=lambda one: not one.became):
        at = deal.linked_at if deal.became and deal.linked_at else deal.created_at
        if not cycles:
            break
        cycle = _cycle_at(cycles, at)
        early = at < cycle.starts_at
        if early and not deal.became and at < cycle.starts_at - WINDOW:
            continue
        taken.setdefault(id(cycle), deal)
    alone = []
    for place, deal in enumerate(ordered):
        owner = next((one for one in cycles if taken.get(id(one)) is deal), None)
        if owner is None:
            owner = Cycle(deal.created_at, "expansion" if place else "sales_generated")
            alone.append(owner)
        owner.proofs += _deal_proofs(deal)
    return alone


def _deal_proofs(deal: Deal) -> list[Proof]:
    at, closed = deal.created_at, f"opportunity.closedate.{deal.outcome}"
    found = [Proof("OPP", at, at, "salesforce", "opportunity.createddate")]
    if deal.outcome != "open":
        found.append(_on(deal.closed_on, deal.outcome.upper(), "salesforce", closed))
    return found


# ---- events


def _walk(number: int, cycle: Cycle) -> Iterator[Event]:
    """The steps up to the last one reached, skipped ones filled in, then the ways out."""
    best: dict[str, Proof] = {}
    for proof in sorted(
        cycle.proofs, key=lambda one: (one.is_fallback, one.first, one.system, one.source)
    ):
        best.setdefault(proof.stage, proof)
    reached = [stage for stage in STEPS if stage in best]
    if reached:
        is_marketing = cycle.kind == "marketing_generated"
        first = 0 if is_marketing else STEPS.index(reached[0])
        clock, before = _LONG_AGO, None
        for stage in STEPS[first : STEPS.index(reached[-1]) + 1]:
            later = STEPS[STEPS.index(stage) :]
            proof = best[next(one for one in later if one in best)]
            clock = max(clock, proof.entered_at)
            is_late = before is not None and (
                proof.first < before if proof.day is None else proof.last <= before
            )
            at = proof.entered_at
            yield Event(number, stage, cycle.kind, at, clock, stage not in best, is_late)
            before = max(before or proof.first, proof.first)
    for stage in (*EXITS, "LOST"):
        if stage in best:
            at = best[stage].entered_at
            yield Event(number, stage, cycle.kind, at, at, False, False)


def midnight(day: date, system: str) -> datetime:
    """The naive UTC instant in which a day begins in a system's calendar."""
    local = datetime.combine(day, time(), ZoneInfo(ZONES[system]))
    return local.astimezone(UTC).replace(tzinfo=None)
