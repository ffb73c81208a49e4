"""Plants lifecycle stages that say opportunity where there is none (Q004)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

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
        person.hubspot_id
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
    for record in rng.sample(free, min(_COUNT, len(free) // 6)):
        contacts[record]["lifecyclestage"] = "opportunity"
        simulation.defects.add(Defect("Q004", *_PLACE, record))


# ---------------------------------------------------------------- which records break it
def _broken(world: Written) -> Iterator[Defect]:
    """Companies are told by the names that their deals begin with."""
    deals = world.rows("hubspot", "deals")
    named = [row["name"] for row in world.rows("salesforce", "opportunity")]
    named += [row["dealname"] for row in deals]
    companies = {name.rsplit(" - ", 1)[0] for name in named}
    buyers = {
        row["to_id"]
        for row in world.associations()
        if (row["from_type"], row["to_type"]) == ("deals", "contacts")
    }
    roles = {row["contactid"] for row in world.rows("salesforce", "opportunity_contact_role")}
    if not named:
        return
    for row in world.rows("hubspot", "contacts"):
        is_proven = row["company"] in companies or row["id"] in buyers
        is_proven = is_proven or row.get("salesforcecontactid") in roles
        if row["lifecyclestage"] == "opportunity" and not is_proven:
            yield Defect("Q004", *_PLACE, row["id"])


PLANTED: Final = Planted(("Q004",), plant_empty_lifecycles, _broken, place=7)
