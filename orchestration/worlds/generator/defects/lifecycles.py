"""Plants lifecycle stages of HubSpot that the opportunities of Salesforce belie (X005).

No date of a stage changes, so that who entered which stage, and when, stays the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from orchestration.worlds.generator.defects.consents import (
    living_people,
    plain_people,
    tied_records,
)
from orchestration.worlds.generator.entities import Person
from orchestration.worlds.generator.planted import Planted
from orchestration.worlds.generator.tables import Defect, Row, Simulation
from orchestration.worlds.generator.written import Written

_COUNT: Final = 3


def plant_lifecycles(simulation: Simulation) -> None:
    """Set back who bought and who has an opportunity open; call a customer who is none."""
    if not (simulation.spec.has_hubspot and simulation.spec.has_salesforce):
        return
    rng = simulation.spec.rng("lifecycles")
    contacts = simulation.table("hubspot", "contacts").rows
    plain = plain_people(simulation)
    groups = (
        ("opportunity", [person for person in plain if _has(person, "won")]),
        ("subscriber", [p for p in plain if _has(p, "open") and not _has(p, "won")]),
        ("customer", [person for person in plain if _is_new(person)]),
    )
    for stage, people in groups:
        for person in rng.sample(people, min(_COUNT, len(people) // 4)):
            contacts[person.hubspot_id]["lifecyclestage"] = stage
            place = ("hubspot", "contacts", "lifecyclestage")
            simulation.defects.add(Defect("X005", *place, person.hubspot_id))


def _has(person: Person, outcome: str) -> bool:
    return any(deal.salesforce_id and deal.outcome == outcome for deal in person.opportunities)


def _is_new(person: Person) -> bool:
    """A lead of a company that never bought anything."""
    bought = person.company and any(each.outcome == "won" for each in person.company.opportunities)
    return bool(person.lead_id and not person.contact_id and not bought)


# ---------------------------------------------------------------- which records break them
_RANKS: Final = {
    "subscriber": 0,
    "other": 0,
    "lead": 1,
    "marketingqualifiedlead": 2,
    "salesqualifiedlead": 3,
    "opportunity": 4,
    "customer": 5,
}


def _broken(world: Written) -> Iterator[Defect]:
    """Stages below the best opportunity of the person, or above all that the company ever did."""
    people = people_in_salesforce(world)
    best, bought = _best(world), _buyers(world)
    for row in world.rows("hubspot", "contacts"):
        if not row["lifecyclestage"]:
            continue
        known = list(people.of(row))
        if not known:
            continue
        rank = _RANKS[row["lifecyclestage"]]
        is_customer = rank == _RANKS["customer"]
        has_bought = max(best.get(each, 0) for each in known) == rank or row["company"] in bought
        if rank < max(best.get(each, 0) for each in known) or (is_customer and not has_bought):
            yield Defect("X005", "hubspot", "contacts", "lifecyclestage", row["id"])


@dataclass(frozen=True)
class PeopleInSalesforce:
    """Living leads and contacts, as they are found from a contact of HubSpot."""

    alive: dict[tuple[str, str], Row]
    by_address: dict[str, Row]

    def of(self, row: Row) -> Iterator[str]:
        """Ids of the records that it names, and of those with one of its addresses."""
        for _, other in tied_records(self.alive, row):
            yield other["id"]
        for address in (row["email"], *row.get("hs_additional_emails", "").split(";")):
            met = self.by_address.get(address.lower()) if address else None
            if met:
                yield met["id"]


def people_in_salesforce(world: Written) -> PeopleInSalesforce:
    """Everybody whom Salesforce knows."""
    alive = living_people(world)
    return PeopleInSalesforce(alive, {row["email"].lower(): row for row in alive.values()})


def _best(world: Written) -> dict[str, int]:
    """Contacts by the rank of the best opportunity of which they are the buyer."""
    standing = {row["id"]: row for row in world.rows("salesforce", "opportunity")}
    best: dict[str, int] = {}
    for role in world.rows("salesforce", "opportunity_contact_role"):
        deal = standing.get(role["opportunityid"])
        if deal and role["isprimary"] == "true" and deal["stagename"] != "Closed Lost":
            rank = _RANKS["customer" if deal["iswon"] == "true" else "opportunity"]
            best[role["contactid"]] = max(rank, best.get(role["contactid"], 0))
    return best


def _buyers(world: Written) -> set[str]:
    """Names of companies with something won in either system."""
    won = [row["name"] for row in world.rows("salesforce", "opportunity") if row["iswon"] == "true"]
    deals: list[Row] = world.rows("hubspot", "deals")
    won += [row["dealname"] for row in deals if row["hs_is_closed_won"] == "true"]
    return {name.rsplit(" - ", 1)[0] for name in won}


PLANTED: Final = Planted(("X005",), plant_lifecycles, _broken, place=6)
