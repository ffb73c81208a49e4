"""Stages and cycles by walking through one person's history: slow, and easy to believe.

Written from what the glossary and the docs say of stages, cycles, fallbacks and ways out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import datetime, timedelta
from typing import Final

from tests.support.stages.history import MEANINGS, Deal, History
from tests.support.stages.proofs import EXITS, Proof, midnight, proof_on, proofs_of

STEPS: Final = ("INQ", "MQL", "SAL", "SQL", "OPP", "WON")
WINDOW: Final = timedelta(days=180)
_LONG_AGO: Final = datetime.fromisoformat("1900-01-01T00:00:00")
_NEVER: Final = datetime.fromisoformat("9999-01-01T00:00:00")


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
    cycles = _lead_cycles(history, [one for one in proofs_of(history, as_of) if one.first <= as_of])
    _call(history, cycles, as_of)
    alone = _take_deals(history.deals, cycles)
    every = sorted([*cycles, *alone], key=lambda one: (one.starts_at, one.kind == "expansion"))
    return sorted(event for number, cycle in enumerate(every, 1) for event in _walk(number, cycle))


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
        found.append(proof_on(deal.closed_on, deal.outcome.upper(), "salesforce", closed))
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
