"""Plants consents that only one system knows: opted out here, and written to from there (X009).

A person whom the other system does not write to anyway is no defect, and a few of those are made.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from orchestration.worlds.generator.consents import MAIL, SOBJECTS
from orchestration.worlds.generator.entities import Person
from orchestration.worlds.generator.planted import Planted
from orchestration.worlds.generator.tables import Defect, Row, Simulation
from orchestration.worlds.generator.written import Written

_COUNT: Final = 4


def plant_consents(simulation: Simulation) -> None:
    """Change the chosen records and note each that would still be written to."""
    if not (simulation.spec.has_hubspot and simulation.spec.has_salesforce):
        return
    contacts = simulation.table("hubspot", "contacts").rows
    rng = simulation.spec.rng("consents")
    known = [person for person in plain_people(simulation) if not _is_asked(contacts, person)]
    mailed = [p for p in known if contacts[p.hubspot_id]["hs_marketable_status"] == "true"]
    others = [p for p in known if contacts[p.hubspot_id]["hs_marketable_status"] == "false"]
    count = min(_COUNT, len(mailed) // 6)
    chosen = rng.sample(mailed, 2 * count)
    for person in chosen[:count]:
        contacts[person.hubspot_id]["hs_email_optout"] = "true"
        for name, record in _reached(simulation, person):
            simulation.defects.add(Defect("X009", "salesforce", name, MAIL.lower(), record))
    for person in chosen[count:]:
        _ask_sales(simulation, person)
        place = ("hubspot", "contacts", "hs_email_optout")
        simulation.defects.add(Defect("X009", *place, person.hubspot_id))
    for person in rng.sample(others, min(count, len(others) // 6)):
        _ask_sales(simulation, person)


def plain_people(simulation: Simulation) -> list[Person]:
    """People with one record in HubSpot and one that is worked on in Salesforce, which are tied.

    In none of these anything is broken.
    """
    planted = {defect.record_id for defect in simulation.defects}
    copied = {key for key, _, _, _ in simulation.aliases}
    return [
        person
        for person in simulation.people
        if person.hubspot_id
        and person.linked
        and not (person.archived_at or person.lead_deleted or person.baton)
        and person.key not in copied
        and not {person.hubspot_id, person.lead_id, person.contact_id} & planted
        and len(list(_reached(simulation, person))) == 1
    ]


def _is_asked(contacts: dict[str, Row], person: Person) -> bool:
    return contacts[person.hubspot_id]["hs_email_optout"] == "true"


def _ask_sales(simulation: Simulation, person: Person) -> None:
    for name, record in _reached(simulation, person):
        simulation.table("salesforce", name.capitalize()).rows[record][MAIL] = "true"


def _reached(simulation: Simulation, person: Person) -> Iterator[tuple[str, str]]:
    """The living records of Salesforce by which somebody may be written to."""
    for name, record in zip(SOBJECTS, (person.lead_id, person.contact_id), strict=True):
        row = simulation.table("salesforce", name).rows.get(record) if record else None
        if row is not None and row.get("IsConverted") != "true":
            yield name.lower(), record


# ---------------------------------------------------------------- which records break them
_LINKS: Final = (("salesforceleadid", "lead"), ("salesforcecontactid", "contact"))


def _broken(world: Written) -> Iterator[Defect]:
    """Who is tied by an id, opted out on one side, and has an address on the other."""
    alive = living_people(world)
    for row in world.rows("hubspot", "contacts"):
        is_out = row["hs_email_optout"] == "true"
        is_mailed = not is_out and bool(row["email"]) and row["hs_marketable_status"] != "false"
        for name, other in tied_records(alive, row):
            other_is_out = other["hasoptedoutofemail"] == "true"
            if is_out and not other_is_out and other["email"]:
                yield Defect("X009", "salesforce", name, "hasoptedoutofemail", other["id"])
            if other_is_out and is_mailed:
                yield Defect("X009", "hubspot", "contacts", "hs_email_optout", row["id"])
                break


def living_people(world: Written) -> dict[tuple[str, str], Row]:
    """Leads and contacts of Salesforce by kind and the part of the id that counts."""
    return {
        (name, row["id"][:15]): row
        for name in ("lead", "contact")
        for row in world.rows("salesforce", name)
    }


def tied_records(alive: dict[tuple[str, str], Row], row: Row) -> Iterator[tuple[str, Row]]:
    """Each living lead or contact once; a lead that was converted is the contact it became."""
    seen = set()
    for field, name in _LINKS:
        found = alive.get((name, row.get(field, "")[:15]))
        if found and found.get("isconverted") == "true":
            name, found = "contact", alive.get(("contact", found["convertedcontactid"][:15]))
        if found and found["id"] not in seen:
            seen.add(found["id"])
            yield name, found


PLANTED: Final = Planted(("X009",), plant_consents, _broken, place=6)
