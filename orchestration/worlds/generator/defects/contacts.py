"""Plants open opportunities on which nobody is named (D004): sold again, and not said to whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from orchestration.worlds.generator.defects.standing import representing
from orchestration.worlds.generator.entities import Opportunity
from orchestration.worlds.generator.people import new_person
from orchestration.worlds.generator.planted import Planted
from orchestration.worlds.generator.sales import EXISTING_BUSINESS
from orchestration.worlds.generator.spec import salesforce_id
from orchestration.worlds.generator.tables import Defect, Row, Simulation
from orchestration.worlds.generator.vocabulary import SALES_SOURCES
from orchestration.worlds.generator.written import Written, made

_COUNT: Final = 6
_GRACE: Final = timedelta(days=7)
_FIELDS: Final = {"salesforce": "id", "hubspot": "hs_object_id"}


def plant_contacts(simulation: Simulation) -> None:
    """Take the people off the chosen ones, and note each that nobody is named on."""
    rng = simulation.spec.rng("contact defects")
    able = [deal for deal in simulation.opportunities if _can_lose(simulation, deal)]
    for deal in rng.sample(able, min(len(able), _COUNT)):
        if deal.primary:
            deal.primary.opportunities.remove(deal)
        deal.primary, deal.others, deal.cycle_number = None, [], 1
    for deal in simulation.opportunities:
        if _is_judged(simulation, deal) and not _named(deal):
            system, name, record = representing(deal)
            simulation.defects.add(Defect("D004", system, name, _FIELDS[system], record))


def name_somebody(simulation: Simulation) -> None:
    """Whoever sales sells to is a contact of sales' own."""
    rng = simulation.spec.rng("named contacts")
    for deal in simulation.opportunities:
        if _is_judged(simulation, deal) and not _named(deal):
            source = SALES_SOURCES[3]
            person = new_person(simulation, rng, "prospect", source, deal.created_at, deal.company)
            person.route, person.salesforce_email = deal.home, person.email
            if deal.home == "salesforce":
                person.in_hubspot, person.contact_at = False, deal.created_at
                person.contact_id = salesforce_id("003", simulation.number("003"))
            else:
                person.hubspot_id = str(501_000_000 + simulation.number("contact") * 37)
            deal.primary = person
            person.opportunities.append(deal)


def _is_judged(simulation: Simulation, deal: Opportunity) -> bool:
    return deal.outcome == "open" and deal.created_at < simulation.as_of - _GRACE


def _can_lose(simulation: Simulation, deal: Opportunity) -> bool:
    """A later deal of somebody whose own way is that of an earlier one."""
    return (
        _is_judged(simulation, deal)
        and deal.kind == EXISTING_BUSINESS
        and deal.primary is not None
        and deal.primary.opportunities[-1] is deal
        and len(deal.primary.opportunities) > 1
    )


def _named(deal: Opportunity) -> bool:
    """Whether a record of one of its people is there to be named."""
    people = [person for person in (deal.primary, *(one for one, _ in deal.others)) if person]
    if deal.salesforce_id and people:
        return True
    return any(person.hubspot_id and not person.archived_at for person in people)


# ---------------------------------------------------------------- which opportunities break it
def _broken(world: Written) -> Iterator[Defect]:
    living = {row["id"] for row in world.rows("hubspot", "contacts")}
    named_deals = {
        row["from_id"]
        for row in world.associations()
        if (row["from_type"], row["to_type"]) == ("deals", "contacts") and row["to_id"] in living
    }
    contacts = {row["id"] for row in world.rows("salesforce", "contact")}
    named = {
        row["opportunityid"]
        for row in world.rows("salesforce", "opportunity_contact_role")
        if row["contactid"] in contacts
    }
    named |= {row.get("convertedopportunityid", "") for row in world.rows("salesforce", "lead")}
    short = {row["id"][:15]: row["id"] for row in world.rows("salesforce", "opportunity")}
    own_deals: list[Row] = []
    for row in world.rows("hubspot", "deals"):
        same = short.get(row.get("hs_salesforceopportunityid", "")[:15])
        if same is None:
            own_deals.append(row)
        elif row["id"] in named_deals:
            named.add(same)
    for row in world.rows("salesforce", "opportunity"):
        if _is_open(world, row, row["stagename"]) and row["id"] not in named:
            yield Defect("D004", "salesforce", "opportunity", "id", row["id"])
    if any(row["id"] in named_deals for row in own_deals):
        for row in own_deals:
            if _is_open(world, row, row["dealstage"]) and row["id"] not in named_deals:
                yield Defect("D004", "hubspot", "deals", "hs_object_id", row["id"])


def _is_open(world: Written, row: Row, stage: str) -> bool:
    return not stage.lower().startswith("closed") and made(row) < world.as_of - _GRACE


PLANTED: Final = Planted(("D004",), plant_contacts, _broken, is_early=True, tidy=name_somebody)
