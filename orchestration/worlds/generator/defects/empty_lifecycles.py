"""Plants lifecycle stages that say opportunity or customer where there is none (Q004)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from orchestration.worlds.generator.defects.lifecycles import people_in_salesforce
from orchestration.worlds.generator.planted import Planted
from orchestration.worlds.generator.tables import Defect, Simulation
from orchestration.worlds.generator.written import Written

_COUNT: Final = 5
_PLACE: Final = ("hubspot", "contacts", "lifecyclestage")
#: Of those of whom no stage is recorded that anybody counts.
_EARLY: Final = frozenset({"subscriber", "other"})


def plant_empty_lifecycles(simulation: Simulation) -> None:
    """Set the stage of people of companies that never had an opportunity."""
    if not simulation.spec.has_hubspot:
        return
    rng = simulation.spec.rng("empty lifecycles")
    contacts = simulation.table("hubspot", "contacts").rows
    planted = {defect.record_id for defect in simulation.defects}
    copied = {key for key, _, _, _ in simulation.aliases}
    free = [
        person
        for person in simulation.people
        if person.hubspot_id
        and person.route == "none"
        and not person.archived_at
        and not person.contact_id
        and person.company
        and not person.company.opportunities
        and person.key not in copied
        and person.hubspot_id not in planted
        and contacts[person.hubspot_id]["lifecyclestage"] in _EARLY
    ]
    chosen = rng.sample(free, min(_COUNT, len(free) // 6))
    strangers = [person for person in free if person not in chosen and not person.lead_id]
    customers = rng.sample(strangers, min(_COUNT, len(strangers) // 6))
    for stage, people in (("opportunity", chosen), ("customer", customers)):
        for person in people:
            contacts[person.hubspot_id]["lifecyclestage"] = stage
            simulation.defects.add(Defect("Q004", *_PLACE, person.hubspot_id))


# ---------------------------------------------------------------- which records break it
def _broken(world: Written) -> Iterator[Defect]:
    """Companies are told by the names that their deals begin with."""
    deals = _deals(world)
    if not deals:
        return
    known = people_in_salesforce(world)
    sold = {deal for deal, (_, is_won) in deals.items() if is_won}
    for claim, proving in (("opportunity", set(deals)), ("customer", sold)):
        companies = {deals[deal][0] for deal in proving}
        buyers = _buyers(world, proving)
        for row in world.rows("hubspot", "contacts"):
            is_other = row["lifecyclestage"] != claim
            if is_other or (claim == "customer" and list(known.of(row))):
                continue
            is_proven = row["company"] in companies or row["id"] in buyers
            if not (is_proven or row.get("salesforcecontactid") in buyers):
                yield Defect("Q004", *_PLACE, row["id"])


def _deals(world: Written) -> dict[str, tuple[str, bool]]:
    """The company of every deal of either system, and whether it was won: as sales has it."""
    opportunities = {
        row["id"]: (row["name"].rsplit(" - ", 1)[0], row["iswon"] == "true")
        for row in world.rows("salesforce", "opportunity")
    }
    won = {record[:15]: is_won for record, (_, is_won) in opportunities.items()}
    deals = {
        row["id"]: (
            row["dealname"].rsplit(" - ", 1)[0],
            won.get(
                row.get("hs_salesforceopportunityid", "")[:15], row["hs_is_closed_won"] == "true"
            ),
        )
        for row in world.rows("hubspot", "deals")
    }
    return deals | opportunities


def _buyers(world: Written, proving: set[str]) -> set[str]:
    """Contacts of either system that have a part in one of these deals."""
    named = {
        row["to_id"]
        for row in world.associations()
        if (row["from_type"], row["to_type"]) == ("deals", "contacts") and row["from_id"] in proving
    }
    roles = world.rows("salesforce", "opportunity_contact_role")
    return named | {row["contactid"] for row in roles if row["opportunityid"] in proving}


PLANTED: Final = Planted(("Q004",), plant_empty_lifecycles, _broken, place=7)
