"""Ways in which a system counts, or does not count, that sales took somebody on.

A system alone shows every call with one of its records. We count the first after the person was
handed over, and only of somebody whose status says that sales took them on.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from orchestration.worlds.generator.gap_cases import HUBSPOT, SALESFORCE, Case, call, contact, lead
from orchestration.worlds.generator.vocabulary import LEAD_WORKING, SOURCES

_METRIC: Final = "entered_sal"


def _taken_on(case: Case) -> None:
    record = lead(case, case.at, case.at, LEAD_WORKING)
    case.person.evidence.accepted = True
    reached = case.at + timedelta(days=1)
    task = call(case, SALESFORCE, reached)
    case.tell(SALESFORCE, "agreed", reached, record, 0, _METRIC)
    case.tell(HUBSPOT, "never_synced", reached, task, 1, _METRIC)


def _not_accepted(case: Case) -> None:
    """Called, and nobody says that the lead is anything but new."""
    record = lead(case, case.at, case.at)
    reached = case.at + timedelta(days=1)
    call(case, SALESFORCE, reached)
    case.tell(SALESFORCE, "not_accepted", reached, record, -1, _METRIC)


def _outside_handover(case: Case) -> None:
    """Called before marketing handed the person over, and never since."""
    made = case.at - timedelta(days=3)
    case.person.created_at = made
    record = lead(case, made, case.at, LEAD_WORKING)
    case.person.evidence.accepted = True
    reached = made + timedelta(days=1)
    call(case, SALESFORCE, reached)
    case.tell(SALESFORCE, "outside_handover", reached, record, -1, _METRIC)


def _another_call(case: Case) -> None:
    """Called before marketing handed the person over, and again after that."""
    made = case.at - timedelta(days=3)
    case.person.created_at = made
    record = lead(case, made, case.at, LEAD_WORKING)
    case.person.evidence.accepted = True
    early, late = made + timedelta(days=1), case.at + timedelta(days=2)
    call(case, SALESFORCE, early)
    task = call(case, SALESFORCE, late)
    case.tell(SALESFORCE, "dated_otherwise", early, record, -1, _METRIC)
    case.tell(SALESFORCE, "dated_otherwise", late, record, 1, _METRIC)
    case.tell(HUBSPOT, "never_synced", late, task, 1, _METRIC)


def _no_cycle(case: Case) -> None:
    """On sales's own list: nothing that the person did opens a lead cycle."""
    person = case.person
    person.source = next(one for one in SOURCES if one.hubspot == "OFFLINE")
    status = ("hs_lead_status", "IN_PROGRESS", case.at)
    record = contact(case, {}, (status,), hs_lead_status="IN_PROGRESS")
    person.evidence.accepted = True
    call(case, HUBSPOT, case.at)
    case.tell(HUBSPOT, "no_cycle", case.at, record, -1, _METRIC)


def call_nobody_forgets(case: Case) -> None:
    """Where nothing is broken, whoever was handed over is called the day after.

    Nobody says that the person is anything but new, so that the call counts for its system alone.
    """
    person = case.person
    cycles = [cycle.stages for cycle in (person.evidence, *person.later)]
    handed = [at for stages in cycles for at in stages.get("MQL", ())]
    if not handed:
        return
    # at noon it is the same day in every office
    reached = (max(handed) + timedelta(days=1)).replace(hour=12)
    if reached > case.simulation.as_of or "WON" in person.evidence.fallbacks:
        return
    system, record = (
        (SALESFORCE, person.lead_id) if person.lead_id else (HUBSPOT, person.hubspot_id)
    )
    call(case, system, reached)
    case.tell(system, "not_accepted", reached, record, -1, _METRIC)


TOUCHES: Final[tuple[Callable[[Case], None], ...]] = (
    _taken_on,
    _not_accepted,
    _outside_handover,
    _another_call,
    _no_cycle,
)
