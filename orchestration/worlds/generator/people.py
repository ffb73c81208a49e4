"""Who the people are and how far along the funnel each one gets.

Plans only: instants and outcomes up to as_of. Opportunities are in sales.py; records are written by
hubspot_records.py and salesforce_records.py.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from orchestration.worlds.generator.entities import Company, Person
from orchestration.worlds.generator.spec import HISTORY_DAYS, WorldSpec, at_work, later
from orchestration.worlds.generator.tables import Simulation
from orchestration.worlds.generator.vocabulary import (
    FIRST_NAMES,
    JOB_TITLES,
    LAST_NAMES,
    PLACES,
    SALES_SOURCES,
    SOURCES,
    Source,
)


def generate_people(simulation: Simulation) -> None:
    """Fill `people` with everybody who came through marketing or was entered by sales as a lead."""
    spec = simulation.spec
    count = spec.people if spec.has_hubspot else round(spec.people * 0.4)
    rng = spec.rng("people")
    for _ in range(count):
        source = rng.choices(SOURCES, [source.weight for source in SOURCES])[0]
        person = new_person(simulation, rng, "marketing", source, _first_touch(spec, rng))
        _plan_marketing(simulation, rng, person)
    if spec.has_salesforce:
        for _ in range(round(count * 0.075)):
            source = rng.choices(SALES_SOURCES, [source.weight for source in SALES_SOURCES])[0]
            touched = at_work(rng, _first_touch(spec, rng) - timedelta(days=4))
            person = new_person(simulation, rng, "lead", source, touched)
            person.in_hubspot, person.route, person.lead_at = False, "salesforce", touched
            _plan_sales(rng, person)
    for person in simulation.people:
        _forget_the_future(person, simulation.as_of)


def new_person(
    simulation: Simulation,
    rng: Random,
    kind: str,
    source: Source,
    created_at: datetime,
    company: Company | None = None,
) -> Person:
    """Add one person; without a company given, one is drawn (some use a private address)."""
    number = simulation.number("person")
    private = company is None and rng.random() < 0.03
    if company is None and not private:
        size = len(simulation.companies)
        company = simulation.companies[min(size - 1, int(size * rng.random() ** 1.6))]
    if company is not None:
        company.created_at = min(company.created_at, created_at)
    place = company.place if company else rng.choice(PLACES)
    first, last = rng.choice(FIRST_NAMES), rng.choice(LAST_NAMES)
    reps = simulation.active_reps("sales")
    person = Person(
        number=number,
        kind=kind,
        first=first,
        last=last,
        email=_address(simulation, first, last, company),
        title=rng.choice(JOB_TITLES),
        phone=f"{place.dial} {rng.randrange(1000, 9999)}",
        company=company,
        place=place,
        source=source,
        owner=company.owner if company else rng.choice(reps),
        created_at=created_at,
        in_hubspot=simulation.spec.has_hubspot,
    )
    simulation.people.append(person)
    if company is not None:
        company.people.append(person)
    return person


def _address(simulation: Simulation, first: str, last: str, company: Company | None) -> str:
    domain = company.domain if company else "gmail.com"
    local = f"{first}.{last}".lower()
    if company is None:
        return f"{local}.{simulation.number('private') + 40_000}@{domain}"
    taken = simulation.number(f"{local}@{domain}")
    return f"{local}{taken if taken > 1 else ''}@{domain}"


def _first_touch(spec: WorldSpec, rng: Random) -> datetime:
    start = spec.as_of - timedelta(days=HISTORY_DAYS)
    # More people arrive each month than in the one before.
    share = rng.random() ** 0.8
    return start + timedelta(seconds=round(share * (HISTORY_DAYS - 0.5) * 86_400))


def _plan_marketing(simulation: Simulation, rng: Random, person: Person) -> None:
    spec = simulation.spec
    if spec.has_hubspot and rng.random() < 0.17:
        return
    person.inquiry_at = person.created_at + timedelta(seconds=rng.choice((0, 0, 0, 2, 41)))
    if rng.random() < 0.12:
        person.inquiry_at = later(rng, person.created_at, 1, 40)
    if rng.random() < person.source.mql_rate:
        person.mql_at = later(rng, person.inquiry_at, 0, rng.choice((0.2, 5, 60)))
        if rng.random() < 0.02:
            # Soon enough to be before sales lets go again: after that it would be a new cycle.
            person.inquiry_at = later(rng, person.mql_at, 0.3, 1.9)
        person.route = _route(simulation, rng, person)
        person.lead_at = later(rng, person.mql_at, 0.001, rng.choice((0.05, 0.4, 1.5)))
        _plan_sales(rng, person)
    elif not spec.has_hubspot or (
        spec.has_salesforce and person.source.hubspot != "OFFLINE" and rng.random() < 0.05
    ):
        # Handed over without anybody having called the person qualified.
        person.route = "salesforce"
        person.lead_at = later(rng, person.inquiry_at, 0.01, 3)
        _plan_sales(rng, person)


def _route(simulation: Simulation, rng: Random, person: Person) -> str:
    spec = simulation.spec
    if len(spec.systems) == 1:
        return spec.systems[0]
    # Lists from trade shows are worked where they were imported.
    imported = person.source.hubspot == "OFFLINE"
    return "hubspot" if imported or rng.random() < 0.13 else "salesforce"


def _plan_sales(rng: Random, person: Person) -> None:
    """From the handover on: never followed up, worked, disqualified, recycled or qualified."""
    if person.lead_at is None or rng.random() < 0.2:
        return
    person.worked_at = at_work(rng, later(rng, person.lead_at, 0.02, 9))
    draw = rng.random() if person.company else 1.0
    done = at_work(rng, later(rng, person.worked_at, 2, 35))
    if draw < 0.38:
        person.outcome, person.sql_at = "qualified", done
        person.contact_at = done if person.route == "salesforce" else None
        _make_odd(rng, person, done)
    elif draw < 0.60:
        person.outcome, person.exit_at = "disqualified", done
    elif draw < 0.76:
        person.outcome, person.exit_at = "recycled", done


def _make_odd(rng: Random, person: Person, done: datetime) -> None:
    """A few ways are not straight: skipped contact, late MQL, contact known before the lead."""
    draw = rng.random()
    if draw < 0.06:
        person.worked_at = None
    elif draw < 0.10 and person.kind == "marketing" and person.mql_at:
        person.mql_at = later(rng, done, 0.2, 3)
    elif draw < 0.13 and person.route == "salesforce":
        person.contact_at = done - timedelta(days=rng.randrange(7, 22, 7))


def _forget_the_future(person: Person, as_of: datetime) -> None:
    """Undo what lies after as_of, latest step first."""
    if person.outcome != "none" and as_of < (person.exit_at or person.sql_at or as_of):
        person.outcome, person.exit_at, person.sql_at, person.contact_at = "none", None, None, None
    if person.worked_at and person.worked_at > as_of:
        person.worked_at = None
    if person.lead_at and person.lead_at > as_of:
        person.lead_at, person.route = None, "none"
    if person.mql_at and person.mql_at > as_of:
        person.mql_at = None
        if person.kind == "marketing" and person.sql_at is None:
            person.lead_at, person.route, person.worked_at = None, "none", None
    if person.inquiry_at and person.inquiry_at > as_of:
        person.inquiry_at = None
