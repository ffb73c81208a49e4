"""Leads that are handed over by the book, each way it can go in turn, and what became of them.

Planned, not found out: who got the lead when, of which kind it was, when sales first called, what
they answered. Queue, owner and status are written as the history of the Salesforce lead tells them.
A call after three hours is late for whoever asked for us, and in time for all others.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Final

from orchestration.worlds.generator.entities import Activity, Baton, Person, Rep
from orchestration.worlds.generator.organisation import queue_id
from orchestration.worlds.generator.people import new_person
from orchestration.worlds.generator.spec import iso, salesforce_id
from orchestration.worlds.generator.tables import Row, Simulation
from orchestration.worlds.generator.vocabulary import LEAD_SOURCE_CHANNELS, SOURCES

WAYS: Final = (
    "in time",
    "late",
    "never",
    "queue",
    "returned",
    "handed again",
    "rejected",
    "recycled",
    "pending",
)
#: In which nobody tries to reach the person: not in a company in which nothing is broken.
_FORGOTTEN: Final = frozenset({"never", "queue"})
_REASONS: Final = {"rejected": ("No budget", "no_budget"), "recycled": ("bad_timing", "bad_timing")}
_OUTCOMES: Final = {
    "in time": "accepted",
    "late": "accepted",
    "never": "never_followed_up",
    "queue": "nobodys",
    "handed again": "accepted",
    "pending": "pending",
}
_QUEUE: Final = "Inbound Leads"
_TEAM: Final = "sales"
#: Who comes by it asked for us, and is to be called within two hours; all others within a day.
_ASKED: Final = next(source for source in SOURCES if source.salesforce == "Web")
_NOT_ASKED: Final = tuple(source for source in SOURCES if source is not _ASKED)
_CALLED_AFTER: Final = {
    ("hand_raiser", "late"): timedelta(hours=3),
    ("standard", "late"): timedelta(days=7),
    ("hand_raiser", "in time"): timedelta(minutes=30),
    ("standard", "in time"): timedelta(hours=3),
}


def hand_over(simulation: Simulation) -> None:
    """Add the people, one for each way in turn, one in twenty-five of all."""
    if not simulation.spec.has_salesforce:
        return
    rng = simulation.spec.rng("batons")
    ways = [way for way in WAYS if simulation.spec.defects or way not in _FORGOTTEN]
    for number in range(max(len(ways), simulation.spec.people // 25)):
        way = ways[number % len(ways)]
        at = _handed_at(rng, simulation.as_of, way)
        company = rng.choice(simulation.companies)
        # every other time that a way is taken
        source = _ASKED if number // len(ways) % 2 else rng.choice(_NOT_ASKED)
        person = new_person(simulation, rng, "marketing", source, at, company)
        person.in_hubspot, person.route = False, "salesforce"
        person.mql_at, person.lead_at = at, at + timedelta(minutes=3)
        person.lead_id = salesforce_id("00Q", simulation.number("00Q"))
        person.salesforce_email = person.email
        person.baton = _plan(simulation, rng, person, way)


def planned_calls(simulation: Simulation) -> list[tuple[str, Activity]]:
    """The calls of sales, as activities are planned."""
    return [
        ("salesforce", Activity("call", at, person, rep, done=True))
        for person in simulation.people
        if person.baton
        for at, rep in person.baton.calls
    ]


def handoff_rows(simulation: Simulation) -> list[Row]:
    """handoffs.csv: one row per hand-over that was planned."""
    return [
        {
            "person_id": person.key,
            "lead_id": person.lead_id,
            "handoff_number": str(number),
            "month": row["handoff_at"][:7],
            "team": _TEAM,
            "channel": LEAD_SOURCE_CHANNELS[person.source.salesforce],
            "lead_type": _kind(person),
            **row,
        }
        for person in simulation.people
        if person.baton and not person.lead_deleted
        for number, row in enumerate(person.baton.answers, start=1)
    ]


def _kind(person: Person) -> str:
    return "hand_raiser" if person.source is _ASKED else "standard"


def _handed_at(rng: Random, as_of: datetime, way: str) -> datetime:
    """In the middle of a working day of Europe, long ago; or just before the end."""
    if way == "pending":
        return as_of - timedelta(minutes=rng.randrange(10, 50))
    at = as_of - timedelta(days=rng.randrange(60, 500))
    at -= timedelta(days=max(0, at.weekday() - 4))
    return at.replace(hour=10 + rng.randrange(3), minute=rng.randrange(60), second=0)


def _plan(simulation: Simulation, rng: Random, person: Person, way: str) -> Baton:
    start = person.mql_at or simulation.as_of
    sdrs = simulation.active_reps("sdr")
    first = rng.choice(sdrs)
    baton = Baton(way, [((person.lead_at or start), queue_id(_QUEUE), _QUEUE)], reason="")
    row: Row = {"handoff_at": iso(start), "queue": _QUEUE, "reason": ""}
    if way == "queue":
        baton.answers = [_answer(row, "nobodys", "never")]
        return baton
    taken = min(start + timedelta(minutes=rng.randrange(5, 9)), simulation.as_of)
    baton.owners.append((taken, first.user_id, first.name))
    row |= {"assigned_at": iso(taken), "owner": first.email}
    if way in ("returned", "handed again"):
        back = taken + timedelta(days=2)
        giver = rng.choice(simulation.active_reps("marketing"))
        baton.owners.append((back, giver.user_id, giver.name))
        baton.answers = [_answer(row, "returned", "never")]
        if way == "returned":
            return baton
        start = taken = back + timedelta(days=3)
        first = rng.choice(sdrs)
        baton.owners.append((taken, first.user_id, first.name))
        row = {"handoff_at": iso(taken), "assigned_at": iso(taken), "owner": first.email}
    return _answered(person, rng, baton, row, (taken, first))


def _answered(
    person: Person, rng: Random, baton: Baton, row: Row, taken: tuple[datetime, Rep]
) -> Baton:
    """Calls, status and reason of a lead that a colleague took on."""
    at, rep = taken
    if baton.way in ("never", "pending"):
        status = "never" if baton.way == "never" else "pending"
        baton.answers.append(_answer(row, _OUTCOMES[baton.way], status))
        return baton
    call = at + _CALLED_AFTER[_kind(person), "late" if baton.way == "late" else "in time"]
    baton.calls.append((call, rep))
    row["first_attempt_at"] = iso(call)
    if baton.way in _REASONS:
        person.outcome = {"rejected": "disqualified", "recycled": "recycled"}[baton.way]
        person.exit_at = call + timedelta(hours=rng.randrange(1, 40))
        baton.reason, row["reason"] = _REASONS[baton.way]
        baton.answers.append(_answer(row, baton.way, "on_time"))
        return baton
    person.worked_at = call
    status = "late" if baton.way == "late" else "on_time"
    baton.answers.append(_answer(row, _OUTCOMES[baton.way], status))
    return baton


def _answer(row: Row, outcome: str, status: str) -> Row:
    names = ("handoff_at", "queue", "assigned_at", "owner", "first_attempt_at", "reason")
    return {**{name: row.get(name, "") for name in names}, "outcome": outcome, "status": status}
