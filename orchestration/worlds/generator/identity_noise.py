"""What years of use do to two systems: lost links, case variants, duplicates, merges, deletions.

It is what identity has to cope with; only a copy of a lead that nobody merged breaks a rule. Actors
are marked before records are written; copies of records are made after.
"""

from __future__ import annotations

from datetime import timedelta
from random import Random

from orchestration.worlds.generator.entities import Company, Person
from orchestration.worlds.generator.spec import iso, later, salesforce_id
from orchestration.worlds.generator.tables import Defect, Row, Simulation
from orchestration.worlds.generator.vocabulary import LEAD_NEW


def mark_people(simulation: Simulation) -> None:
    """Number everybody in both systems; choose lost links, variants, archived and deleted ones."""
    rng = simulation.spec.rng("mess")
    for person in sorted(simulation.people, key=lambda person: (person.created_at, person.number)):
        if person.in_hubspot:
            person.hubspot_id = str(501_000_000 + simulation.number("contact") * 37)
        if simulation.spec.has_salesforce:
            _number_in_salesforce(simulation, person)
        _vary_email(rng, person)
    _archive(simulation, rng)
    _delete_leads(simulation, rng)
    for company in simulation.companies:
        _number_company(simulation, company)


def _number_in_salesforce(simulation: Simulation, person: Person) -> None:
    if person.route == "salesforce" and person.lead_at:
        person.lead_id = salesforce_id("00Q", simulation.number("00Q"))
    if person.contact_at:
        person.contact_id = salesforce_id("003", simulation.number("003"))


def _vary_email(rng: Random, person: Person) -> None:
    local, domain = person.email.split("@")
    person.salesforce_email = person.email
    if rng.random() < 0.04 and person.in_hubspot and person.company:
        person.alias = f"{person.first[0].lower()}.{local}@{domain}"
    if rng.random() < 0.10:
        person.salesforce_email = f"{local.title()}@{domain.title()}"
    if person.lead_id and person.in_hubspot and rng.random() < 0.085:
        person.linked = False
        if person.alias or (rng.random() < 0.25 and person.company):
            person.alias = person.alias or f"{person.first[0].lower()}.{local}@{domain}"
            person.salesforce_email = person.alias


def _share(simulation: Simulation, chosen: list[Person], least: int, share: float) -> int:
    return min(len(chosen), max(least, round(simulation.spec.people * share)))


def _archive(simulation: Simulation, rng: Random) -> None:
    idle = [
        person
        for person in simulation.people
        if person.in_hubspot
        and person.route == "none"
        and person.kind == "marketing"
        and not person.contact_at
    ]
    for person in rng.sample(idle, _share(simulation, idle, 3, 0.004)):
        person.archived_at = later(rng, person.created_at, 0.1, 30)
        person.archived_at = min(person.archived_at, simulation.as_of - timedelta(hours=2))


def _delete_leads(simulation: Simulation, rng: Random) -> None:
    fresh = [
        person
        for person in simulation.people
        if person.kind == "lead"
        and person.lead_id
        and person.outcome == "none"
        and not person.worked_at
    ]
    for person in rng.sample(fresh, _share(simulation, fresh, 2, 0.003)):
        person.lead_deleted = True


def _number_company(simulation: Simulation, company: Company) -> None:
    people = company.people
    if any(person.hubspot_id and not person.archived_at for person in people):
        company.hubspot_id = str(9_400_000_000 + simulation.number("company") * 41)
    known = [person.contact_at for person in people if person.contact_id and person.contact_at]
    known += [
        opportunity.created_at for opportunity in company.opportunities if opportunity.salesforce_id
    ]
    if known:
        company.account_id = salesforce_id("001", simulation.number("001"))
        company.account_at = min(known)


def copy_records(simulation: Simulation) -> None:
    """After writing: duplicate and merged leads, merged accounts and HubSpot contacts."""
    rng = simulation.spec.rng("copies")
    if simulation.spec.has_salesforce:
        _copy_leads(simulation, rng)
        _merge_accounts(simulation, rng)
    if simulation.spec.has_hubspot:
        _merge_contacts(simulation, rng)


def _copy_leads(simulation: Simulation, rng: Random) -> None:
    """The same person entered twice: left standing, merged away, or merged by way of a third."""
    table = simulation.table("salesforce", "Lead")
    fresh = [
        person
        for person in simulation.people
        if person.lead_id
        and not person.baton
        and not person.lead_deleted
        and not person.worked_at
        and person.mql_at
        and person.lead_at
        and table.rows[person.lead_id]["Status"] == LEAD_NEW
        and table.rows[person.lead_id].get("mql_date__c")
    ]
    count = _share(simulation, fresh, 4, 0.007)
    for position, person in enumerate(rng.sample(fresh, count)):
        original = table.rows[person.lead_id]
        made = later(rng, person.lead_at or simulation.as_of, 0.2, 20)
        made = min(made, simulation.as_of - timedelta(hours=1))
        copy: Row = dict(original)
        copy["Id"] = salesforce_id("00Q", simulation.number("00Q"))
        local, domain = original["Email"].split("@")
        copy["Email"] = f"{local.upper()}@{domain.lower()}"
        copy["mql_date__c"] = ""
        copy["CreatedDate"] = iso(made)
        copy["LastModifiedDate"] = copy["SystemModstamp"] = iso(made)
        if position % 2 or not simulation.spec.defects:
            copy["IsDeleted"], copy["MasterRecordId"] = "true", person.lead_id
            copy["SystemModstamp"] = iso(min(made + timedelta(days=3), simulation.as_of))
        else:
            defect = Defect("I001", "salesforce", "lead", "email", copy["Id"])
            simulation.defects.add(defect)
        table.add(copy)
        simulation.aliases.append((person.key, "salesforce", "lead", copy["Id"]))
        if copy["IsDeleted"] == "true" and position % 4 == 1:
            _merged_before(simulation, "Lead", copy, person.key)


def _merged_before(simulation: Simulation, table_name: str, loser: Row, key: str) -> str:
    """A record that had been merged into `loser` when that one was still alive: its id.

    It goes on naming `loser` as its master, as in any org.
    """
    earlier: Row = dict(loser)
    earlier["Id"] = salesforce_id(loser["Id"][:3], simulation.number(loser["Id"][:3]))
    earlier["MasterRecordId"] = loser["Id"]
    simulation.table("salesforce", table_name).add(earlier)
    simulation.aliases.append((key, "salesforce", table_name.lower(), earlier["Id"]))
    return earlier["Id"]


def _merge_accounts(simulation: Simulation, rng: Random) -> None:
    """An account that was merged away, or two in a chain; HubSpot may still point at the first."""
    table = simulation.table("salesforce", "Account")
    companies = [company for company in simulation.companies if company.account_id]
    for position, company in enumerate(rng.sample(companies, min(len(companies), 8))):
        loser: Row = dict(table.rows[company.account_id])
        loser["Id"] = salesforce_id("001", simulation.number("001"))
        loser["Name"] = f"{company.name} Ltd"
        loser["IsDeleted"], loser["MasterRecordId"] = "true", company.account_id
        loser["ParentId"] = ""
        loser["SystemModstamp"] = iso(simulation.as_of - timedelta(days=rng.randrange(1, 90)))
        table.add(loser)
        simulation.aliases.append((company.key, "salesforce", "account", loser["Id"]))
        gone = loser["Id"]
        if position % 2:
            gone = _merged_before(simulation, "Account", loser, company.key)
        if company.hubspot_id and rng.random() < 0.5:
            row = simulation.table("hubspot", "companies").rows[company.hubspot_id]
            row["salesforceaccountid"] = gone


def _merge_contacts(simulation: Simulation, rng: Random) -> None:
    """HubSpot contacts that swallowed others: only the survivor still names the old ids."""
    table = simulation.table("hubspot", "contacts")
    ids = [row["id"] for row in table.alive()]
    for contact_id in rng.sample(ids, min(len(ids), 24)):
        row = table.rows[contact_id]
        gone = [
            str(400_000_000 + simulation.number("gone") * 53) for _ in range(rng.choice((1, 1, 2)))
        ]
        row["hs_merged_object_ids"] = ";".join(gone)
        row["hs_calculated_merged_vids"] = ";".join(
            f"{old}:{rng.randrange(1_600_000_000_000, 1_780_000_000_000)}" for old in gone
        )
