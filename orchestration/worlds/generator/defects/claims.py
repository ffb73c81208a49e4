"""Plants ids that make one person of two records of the other system (I005).

Each person is one in truth: what is broken is that nobody merged the two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from orchestration.worlds.generator.consents import consents_of
from orchestration.worlds.generator.entities import Person
from orchestration.worlds.generator.planted import Planted
from orchestration.worlds.generator.salesforce_records import stamps
from orchestration.worlds.generator.spec import iso, salesforce_id
from orchestration.worlds.generator.tables import Defect, Row, Simulation
from orchestration.worlds.generator.vocabulary import LEAD_NEW
from orchestration.worlds.generator.written import Place, Written

_COUNT: Final = 4
Record = tuple[str, str, str]


def plant_claims(simulation: Simulation) -> None:
    """Change the chosen records, add a second one each, and note each defect."""
    if not (simulation.spec.has_hubspot and simulation.spec.has_salesforce):
        return
    rng = simulation.spec.rng("claims")
    copied = {key for key, _, _, _ in simulation.aliases}
    leads = simulation.table("salesforce", "Lead").rows
    fresh = [
        person
        for person in simulation.people
        if person.hubspot_id
        and person.lead_id
        and person.linked
        and not (person.contact_id or person.archived_at or person.lead_deleted or person.baton)
        and not person.worked_at
        and person.key not in copied
        and leads[person.lead_id]["Status"] == LEAD_NEW
    ]
    count = min(_COUNT, len(fresh) // 4)
    chosen = rng.sample(fresh, 2 * count)
    for person in chosen[:count]:
        _claim_twice(simulation, person)
    known = [each for each in chosen[count:] if each.company and each.company.account_id]
    for person in known:
        _name_two(simulation, person)


def _claim_twice(simulation: Simulation, person: Person) -> None:
    """A second contact of HubSpot holds the id of the same lead."""
    record = str(501_000_000 + simulation.number("contact") * 37)
    made = _after(simulation, person)
    first = simulation.table("hubspot", "contacts").rows[person.hubspot_id]
    simulation.table("hubspot", "contacts").add(
        {
            "id": record,
            "email": f"{person.last}.{person.number}@gmail.com".lower(),
            "firstname": person.first,
            "lastname": person.last,
            "country": person.place.country,
            "city": person.place.city,
            "lifecyclestage": "other",
            "hs_email_optout": first["hs_email_optout"],
            "hs_marketable_status": first["hs_marketable_status"],
            "hs_analytics_source": "OFFLINE",
            "createdate": made,
            "lastmodifieddate": made,
            "salesforceleadid": person.lead_id,
        }
    )
    simulation.aliases.append((person.key, "hubspot", "contacts", record))
    simulation.defects.add(Defect("I005", "salesforce", "lead", "id", person.lead_id))


def _name_two(simulation: Simulation, person: Person) -> None:
    """A contact was made in Salesforce beside the lead, and HubSpot knows both."""
    record = salesforce_id("003", simulation.number("003"))
    made = min((person.lead_at or simulation.as_of) + timedelta(days=2), simulation.as_of)
    simulation.table("salesforce", "Contact").add(
        {
            "Id": record,
            "AccountId": person.company.account_id if person.company else "",
            "Email": f"{person.first[0]}{person.last}.{person.number}@gmail.com".lower(),
            "FirstName": person.first,
            "LastName": person.last,
            "MailingCountry": person.place.country,
            "LeadSource": person.source.salesforce,
            "OwnerId": person.owner.user_id,
            **consents_of(simulation.table("salesforce", "Lead").rows[person.lead_id]),
            **stamps(made, made),
        }
    )
    row = simulation.table("hubspot", "contacts").rows[person.hubspot_id]
    row["salesforcecontactid"] = record
    simulation.aliases.append((person.key, "salesforce", "contact", record))
    simulation.defects.add(Defect("I005", "hubspot", "contacts", "hs_object_id", person.hubspot_id))


def _after(simulation: Simulation, person: Person) -> str:
    later = max(person.created_at, person.lead_at or person.created_at) + timedelta(days=1)
    return iso(min(later, simulation.as_of))


# ---------------------------------------------------------------- which records break them
_LINKS: Final = (("salesforceleadid", "lead"), ("salesforcecontactid", "contact"))


def _broken(world: Written) -> Iterator[Defect]:
    """Who is tied to two living people of one other system that it holds to be two."""
    own = own_people(world)
    living: dict[Record, list[tuple[str, str, int, str]]] = defaultdict(list)
    for (system, name), rows in world.tables.items():
        if name in {"contacts", "lead", "contact"}:
            for row in rows:
                made = row.get("createdate") or row["createddate"]
                entry = made, name, len(row["id"]), row["id"]
                living[own[system, name, row["id"]]].append(entry)
    tied: dict[Record, set[Record]] = defaultdict(set)
    full = {(name, record[:15]): record for _, name, record in own}
    for row in world.rows("hubspot", "contacts"):
        for field, name in _LINKS:
            there = full.get((name, row.get(field, "")[:15]))
            if there:
                one, other = own["hubspot", "contacts", row["id"]], own["salesforce", name, there]
                tied[one].add(other)
                tied[other].add(one)
    for person, others in tied.items():
        if person in living and len([other for other in others if other in living]) > 1:
            _, name, _, record = max(living[person])
            field = "hs_object_id" if name == "contacts" else "id"
            yield Defect("I005", person[0], name, field, record)


def own_people(world: Written) -> dict[Record, Record]:
    """Each record with the one that stands for all that its own system holds to be one with it."""
    above: dict[Record, Record] = {}

    def top(record: Record) -> Record:
        while above.setdefault(record, record) != record:
            record = above[record]
        return record

    for place, kind in _PEOPLE.items():
        for row in world.every(place[0], kind):
            one = (*place, row["id"])
            above.setdefault(one, one)
            for name, other in _ties(place, row):
                above[top((place[0], name, other))] = top(one)
    return {record: top(record) for record in list(above)}


_PEOPLE: Final[dict[Place, str]] = {
    ("hubspot", "contacts"): "contacts",
    ("salesforce", "lead"): "Lead",
    ("salesforce", "contact"): "Contact",
}


def _ties(place: Place, row: Row) -> Iterator[tuple[str, str]]:
    if row.get("masterrecordid"):
        yield place[1], row["masterrecordid"]
    if row.get("convertedcontactid"):
        yield "contact", row["convertedcontactid"]
    for old in row.get("hs_merged_object_ids", "").split(";"):
        if old:
            yield "contacts", old


PLANTED: Final = Planted(("I005",), plant_claims, _broken, place=5)
