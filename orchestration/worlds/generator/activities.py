"""What sales does with people: calls, e-mails, meetings, tasks; first contact first.

Plans only. SAL evidence is noted when the record is written, not here.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from orchestration.worlds.generator.entities import Activity, Opportunity, Person
from orchestration.worlds.generator.spec import WorldSpec, at_work, later
from orchestration.worlds.generator.tables import Simulation

_KINDS = ("call", "email", "meeting")


def act(simulation: Simulation) -> list[tuple[str, Activity]]:
    """Every activity with the system it is logged in, in order of time."""
    rng = simulation.spec.rng("activities")
    found: list[tuple[str, Activity]] = []
    for person in simulation.people:
        found += _working(simulation, rng, person)
    for opportunity in simulation.opportunities:
        found += _selling(simulation, rng, opportunity)
    return sorted(found, key=lambda entry: (entry[1].at, entry[1].person.number))


def _working(simulation: Simulation, rng: Random, person: Person) -> list[tuple[str, Activity]]:
    """From first contact to the lead's end; a third of it is logged in the other system too."""
    if person.worked_at is None or person.baton:
        return []
    as_of, spec = simulation.as_of, simulation.spec
    rep = person.owner if rng.random() < 0.5 else rng.choice(simulation.active_reps("sdr"))
    end = person.exit_at or person.sql_at or min(as_of, person.worked_at + timedelta(days=30))
    first = Activity(rng.choices(_KINDS, (5, 4, 2))[0], person.worked_at, person, rep, done=True)
    found = [(person.route, first)]
    for at in _moments(rng, person.worked_at, end, rng.randrange(1, 5)):
        kind = rng.choices((*_KINDS, "task"), (4, 4, 1, 2))[0]
        outbound = kind == "task" or rng.random() < 0.75
        system = person.route
        if spec.has_hubspot and person.in_hubspot and rng.random() < 0.4:
            system = "hubspot"
        found.append((system, Activity(kind, at, person, rep, done=True, outbound=outbound)))
    if person.outcome == "none" and rng.random() < 0.4:
        due = at_work(rng, later(rng, as_of, 0.5, 20))
        planned = rng.choice(("task", "meeting"))
        found.append((person.route, Activity(planned, due, person, rep, done=False)))
    return found


def _selling(
    simulation: Simulation, rng: Random, opportunity: Opportunity
) -> list[tuple[str, Activity]]:
    """Work on a deal, mostly with its primary contact."""
    if opportunity.primary is None:
        return []
    end = opportunity.last.at if opportunity.outcome != "open" else simulation.as_of
    # People whom only marketing knew stay without sales activities: their own way is elsewhere.
    buyers = [opportunity.primary] * 4
    buyers += [person for person, _ in opportunity.others if person.kind == "colleague"]
    found = []
    for at in _moments(rng, opportunity.created_at, end, rng.randrange(2, 9)):
        person = rng.choice(buyers)
        if at < person.created_at:
            person = opportunity.primary
        kind = rng.choices((*_KINDS, "task"), (3, 4, 3, 2))[0]
        outbound = kind == "task" or rng.random() < 0.7
        system = _logged_in(simulation.spec, rng, opportunity, person)
        done = Activity(kind, at, person, opportunity.owner, True, outbound, opportunity)
        found.append((system, done))
    if opportunity.outcome == "open" and rng.random() < 0.6:
        due = at_work(rng, later(rng, simulation.as_of, 0.5, 25))
        kind = rng.choice(("task", "meeting"))
        open_one = Activity(
            kind, due, opportunity.primary, opportunity.owner, False, True, opportunity
        )
        found.append((opportunity.home, open_one))
    return found


def _logged_in(spec: WorldSpec, rng: Random, opportunity: Opportunity, person: Person) -> str:
    if spec.has_hubspot and person.in_hubspot and opportunity.deal_id and rng.random() < 0.35:
        return "hubspot"
    return opportunity.home


def _moments(rng: Random, start: datetime, end: datetime, count: int) -> list[datetime]:
    """Up to `count` working moments after `start` and not after `end`, in order."""
    span = (end - start).total_seconds()
    if span <= 0:
        return []
    raw = (start + timedelta(seconds=round(span * rng.random()) + 1) for _ in range(count))
    moments = (at_work(rng, at) for at in raw)
    return sorted(at for at in moments if start < at <= end)
