"""Opportunities: from whom they come, how they move, how they end, and who else buys.

Planned on the actors only; a move later than as_of does not happen. Records are written elsewhere.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from math import sqrt
from random import Random

from orchestration.worlds.generator.entities import Company, Opportunity, Person, StageChange
from orchestration.worlds.generator.people import new_person
from orchestration.worlds.generator.spec import HISTORY_DAYS, at_work, later, salesforce_id
from orchestration.worlds.generator.tables import Simulation
from orchestration.worlds.generator.vocabulary import (
    LOST_STAGE,
    OPEN_STAGES,
    ROLES,
    SALES_SOURCES,
    SOURCES,
    WON_STAGE,
    Source,
    Stage,
)

NEW_BUSINESS = "New Customer"
EXISTING_BUSINESS = "Existing Customer - Upgrade"


def open_opportunities(simulation: Simulation) -> None:
    """Fill `opportunities`: qualified people's, sales' own, expansions; then the other buyers."""
    rng = simulation.spec.rng("opportunities")
    for person in list(simulation.people):
        if person.outcome == "qualified" and person.company and person.sql_at:
            _open_for_qualified(simulation, rng, person, person.company, person.sql_at)
    _open_by_sales(simulation, rng)
    for opportunity in list(simulation.opportunities):
        _expand(simulation, rng, opportunity)
    simulation.opportunities.sort(key=lambda opportunity: opportunity.created_at)
    for opportunity in simulation.opportunities:
        _add_buyers(simulation, rng, opportunity)
        _number_records(simulation, rng, opportunity)
    for person in simulation.people:
        person.opportunities.sort(key=lambda opportunity: opportunity.created_at)
        for cycle, opportunity in enumerate(person.opportunities, start=1):
            opportunity.cycle_number = cycle


def _open_for_qualified(
    simulation: Simulation, rng: Random, person: Person, company: Company, sql_at: datetime
) -> None:
    draw = rng.random()
    if draw < 0.84:
        from_lead = person.route == "salesforce"
        created = sql_at if from_lead else later(rng, sql_at, 0, 4)
    elif draw < 0.92:
        from_lead, created = False, at_work(rng, later(rng, sql_at, 3, 40))
    else:
        return
    if created <= simulation.as_of:
        _open(simulation, rng, company, person, person.source, created, from_lead, person.route)


def _open_by_sales(simulation: Simulation, rng: Random) -> None:
    """Deals that marketing had no part in: with a contact of sales' own, or with nobody named."""
    home = "salesforce" if simulation.spec.has_salesforce else "hubspot"
    weights = [source.weight for source in SALES_SOURCES]
    start = simulation.as_of - timedelta(days=HISTORY_DAYS)
    count = round(simulation.spec.people * 0.013)
    nameless = round(count * 0.15)
    for position in range(count):
        source = rng.choices(SALES_SOURCES, weights)[0]
        met = at_work(rng, later(rng, start, 0, HISTORY_DAYS - 25))
        company = rng.choice(simulation.companies)
        company.created_at = min(company.created_at, met)
        person = None
        if position >= nameless:
            person = new_person(simulation, rng, "prospect", source, met, company)
            person.contact_at = met if home == "salesforce" else None
            person.route = home
            person.in_hubspot = simulation.spec.has_hubspot and (
                home == "hubspot" or rng.random() < 0.5
            )
        created = at_work(rng, later(rng, met, 0.01, 12))
        _open(simulation, rng, company, person, source, created, False, home)


def _expand(simulation: Simulation, rng: Random, first: Opportunity) -> None:
    if first.outcome != "won" or first.primary is None or rng.random() > 0.34:
        return
    created = at_work(rng, later(rng, first.last.at, 45, 220))
    if created <= simulation.as_of:
        again = _open(
            simulation,
            rng,
            first.company,
            first.primary,
            rng.choice((SALES_SOURCES[3], SOURCES[2])),
            created,
            False,
            first.home,
        )
        again.kind = EXISTING_BUSINESS


def _open(
    simulation: Simulation,
    rng: Random,
    company: Company,
    primary: Person | None,
    source: Source,
    created_at: datetime,
    from_lead: bool,
    home: str,
) -> Opportunity:
    amount = round(900 * sqrt(company.employees) * rng.lognormvariate(0, 0.6) / 50 + 20) * 50.0
    if rng.random() < 0.15:
        amount += rng.choice((12.5, 49.9, 0.75))
    opportunity = Opportunity(
        number=simulation.number("opportunity"),
        company=company,
        primary=primary,
        source=source,
        owner=company.owner,
        created_at=created_at,
        kind=NEW_BUSINESS,
        changes=_stage_changes(simulation, rng, created_at, amount, source.win_rate),
        from_lead=from_lead,
        home=home,
    )
    simulation.opportunities.append(opportunity)
    company.opportunities.append(opportunity)
    if primary is not None:
        primary.opportunities.append(opportunity)
    return opportunity


def _stage_changes(
    simulation: Simulation, rng: Random, created_at: datetime, amount: float, win_rate: float
) -> list[StageChange]:
    """The visited stages, kept up to as_of; a close date in the future for what is still open."""
    as_of = simulation.as_of
    close_date = (created_at + timedelta(days=rng.randrange(60, 150))).date()
    at = created_at
    changes: list[StageChange] = []
    for stage in _path(rng, win_rate):
        if changes:
            at = at_work(rng, later(rng, at, 2, 30))
        if at > as_of:
            break
        if stage.name == "Proposal/Price Quote" and rng.random() < 0.5:
            amount = round(amount * rng.uniform(0.8, 1.2) / 50) * 50.0
        if stage in (WON_STAGE, LOST_STAGE):
            close_date = at.date()
        elif close_date <= at.date():
            close_date = _push(rng, at)
        changes.append(StageChange(stage, at, amount, close_date))
    last = changes[-1]
    if last.stage not in (WON_STAGE, LOST_STAGE) and last.close_date <= as_of.date():
        pushed = last.at + (as_of - last.at) * rng.uniform(0.2, 0.9)
        changes.append(
            StageChange(last.stage, pushed.replace(microsecond=0), amount, _push(rng, as_of))
        )
    return changes


def _push(rng: Random, after: datetime) -> date:
    return (after + timedelta(days=rng.randrange(6, 100))).date()


def _path(rng: Random, win_rate: float) -> list[Stage]:
    """Stages in the order visited: some skipped, now and then one step back, then the end."""
    stages = [stage for stage in OPEN_STAGES if rng.random() < 0.72] or [OPEN_STAGES[0]]
    if len(stages) > 3 and rng.random() < 0.07:
        stages.insert(3, stages[1])
    if rng.random() < win_rate:
        return [*stages, WON_STAGE]
    return [*stages[: rng.randrange(1, len(stages) + 1)], LOST_STAGE]


def _add_buyers(simulation: Simulation, rng: Random, opportunity: Opportunity) -> None:
    """More people on the deal: somebody marketing knows already, or new colleagues."""
    if opportunity.primary is None or rng.random() > 0.36:
        return
    roles = list(ROLES[1:])
    rng.shuffle(roles)
    if opportunity.from_lead and rng.random() < 0.3:
        known = _known_colleague(opportunity)
        if known:
            known.contact_at = opportunity.created_at
            opportunity.others.append((known, roles.pop()))
    for _ in range(rng.choice((1, 1, 2))):
        met = at_work(rng, later(rng, opportunity.created_at, 0.1, 20))
        if met <= simulation.as_of:
            source = SALES_SOURCES[3]
            person = new_person(
                simulation, rng, "colleague", source, met, company=opportunity.company
            )
            if opportunity.home == "salesforce":
                person.contact_at = met
                person.in_hubspot = simulation.spec.has_hubspot and rng.random() < 0.4
            opportunity.others.append((person, roles.pop()))


def _known_colleague(opportunity: Opportunity) -> Person | None:
    """Somebody of the company whom only marketing has heard of so far."""
    for person in opportunity.company.people:
        if (
            person.kind == "marketing"
            and person.route == "none"
            and person.contact_at is None
            and person.in_hubspot
            and person.created_at < opportunity.created_at
        ):
            return person
    return None


def _number_records(simulation: Simulation, rng: Random, opportunity: Opportunity) -> None:
    company, spec = opportunity.company, simulation.spec
    if opportunity.home == "salesforce":
        opportunity.salesforce_id = salesforce_id("006", simulation.number("006"))
        known = opportunity.primary is not None and opportunity.primary.in_hubspot
        opportunity.synced = spec.has_hubspot and rng.random() < (0.62 if known else 0.25)
    if opportunity.home == "hubspot" or opportunity.synced:
        opportunity.deal_id = str(38_000_000_000 + simulation.number("deal") * 3_571)
    opportunity.deal_stage = rng.choice(opportunity.last.stage.deal_stages)
    opportunity.deal_amount = opportunity.last.amount
    if opportunity.outcome == "won":
        company.won_at = min(company.won_at or opportunity.last.at, opportunity.last.at)
