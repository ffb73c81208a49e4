"""Writes users, accounts, contacts and leads as Salesforce holds them, noting what each proves.

Opportunities and campaigns are in salesforce_deals.py; tasks and events in engagements.py.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from orchestration.worlds.generator.entities import Company, Person
from orchestration.worlds.generator.histories import track_lead
from orchestration.worlds.generator.organisation import (
    ROLES,
    lead_owner,
    record_type_of,
    role_id,
    user_details,
)
from orchestration.worlds.generator.spec import day, flag, iso, midnight, salesforce_id
from orchestration.worlds.generator.tables import Row, Simulation
from orchestration.worlds.generator.vocabulary import (
    LEAD_CONVERTED,
    LEAD_DISQUALIFIED,
    LEAD_NEW,
    LEAD_RECYCLED,
    LEAD_WORKING,
    PRODUCTS,
)


def stamps(created: datetime, changed: datetime, *, deleted: bool = False) -> Row:
    """The audit columns; deletion moves SystemModstamp past the last edit."""
    return {
        "IsDeleted": flag(deleted),
        "CreatedDate": iso(created),
        "LastModifiedDate": iso(changed),
        "SystemModstamp": iso(changed),
    }


def write_users(simulation: Simulation) -> None:
    """One row per rep."""
    table = simulation.table("salesforce", "User")
    for rep in simulation.reps:
        audit = stamps(rep.created_at, rep.created_at + timedelta(days=3))
        del audit["IsDeleted"]
        table.add(
            {
                "Id": rep.user_id,
                "Name": rep.name,
                "Email": rep.email,
                "IsActive": flag(rep.active),
                "UserRoleId": role_id(ROLES[rep.team]),
                "ProfileId": salesforce_id("00e", 1 + (rep.team == "operations")),
                **user_details(simulation, rep),
                **audit,
            }
        )


def write_accounts(simulation: Simulation) -> None:
    """One row per business with a contact or an opportunity."""
    rng = simulation.spec.rng("accounts")
    table = simulation.table("salesforce", "Account")
    parents: list[str] = []
    known = [company for company in simulation.companies if company.account_at]
    for company in sorted(known, key=lambda company: (company.account_at, company.number)):
        table.add(_account_row(rng, simulation, company, parents))
        parents.append(company.account_id)


def _account_row(rng: Random, simulation: Simulation, company: Company, parents: list[str]) -> Row:
    created = company.account_at or simulation.as_of
    changed = min(created + timedelta(days=rng.randrange(0, 30), hours=1), simulation.as_of)
    kind = "Customer - Direct" if company.won_at else rng.choice(("Prospect", "Prospect", "Other"))
    parent = rng.choice(parents) if parents and rng.random() < 0.07 else ""
    return {
        "Id": company.account_id,
        "Name": company.name,
        "Website": f"www.{company.domain}",
        "Industry": company.industry[1],
        "Type": kind,
        "NumberOfEmployees": str(company.employees) if rng.random() < 0.9 else "",
        "AnnualRevenue": str(company.employees * 140_000) if rng.random() < 0.5 else "",
        "BillingCountry": company.place.country,
        "BillingState": company.place.state if rng.random() < 0.8 else "",
        "BillingCity": company.place.city,
        "OwnerId": company.owner.user_id,
        "ParentId": parent,
        "region__c": company.place.region,
        "tier__c": rng.choice(("A", "B", "C")),
        **stamps(created, changed),
        "MasterRecordId": "",
    }


def write_contacts(simulation: Simulation) -> None:
    """One row per person who was converted or whom sales knows from a deal."""
    rng = simulation.spec.rng("salesforce contacts")
    table = simulation.table("salesforce", "Contact")
    for person in simulation.people:
        if person.contact_id and person.contact_at and person.company:
            changed = max(person.contact_at, person.sql_at or person.contact_at)
            table.add(
                {
                    "Id": person.contact_id,
                    "AccountId": person.company.account_id,
                    "Email": person.salesforce_email,
                    "FirstName": person.first,
                    "LastName": person.last,
                    "Title": person.title if rng.random() < 0.85 else "",
                    "Phone": person.phone if rng.random() < 0.7 else "",
                    "MailingCountry": person.place.country,
                    "MailingState": person.place.state if rng.random() < 0.6 else "",
                    "LeadSource": person.source.salesforce,
                    "OwnerId": person.company.owner.user_id,
                    "preferred_language__c": person.place.language,
                    **stamps(person.contact_at, changed),
                }
            )


def write_leads(simulation: Simulation) -> None:
    """One row per person handed to sales; status and conversion as of the end."""
    rng = simulation.spec.rng("leads")
    table = simulation.table("salesforce", "Lead")
    people = [person for person in simulation.people if person.lead_id and person.lead_at]
    for person in people:
        created = person.lead_at or simulation.as_of
        table.add(
            {
                "Id": person.lead_id,
                **_lead_identity(rng, person),
                **_lead_standing(rng, person),
                **_conversion(person),
                **_lead_customs(rng, simulation, person, created),
                **stamps(created, _lead_changed(person, created), deleted=person.lead_deleted),
                "MasterRecordId": "",
            }
        )
        track_lead(simulation, person, table.rows[person.lead_id]["Status"])


def _lead_identity(rng: Random, person: Person) -> Row:
    name = person.company.name if person.company else f"{person.first} {person.last}"
    return {
        "Email": person.salesforce_email,
        "FirstName": person.first,
        "LastName": person.last,
        "Company": name,
        "Title": person.title if rng.random() < 0.8 else "",
        "Phone": person.phone if rng.random() < 0.6 else "",
        "Country": person.place.country,
        "State": person.place.state if rng.random() < 0.5 else "",
        "Industry": person.company.industry[1] if person.company else "",
    }


def _lead_standing(rng: Random, person: Person) -> Row:
    status = LEAD_WORKING if person.worked_at else LEAD_NEW
    status = {
        "qualified": LEAD_CONVERTED,
        "disqualified": LEAD_DISQUALIFIED,
        "recycled": LEAD_RECYCLED,
    }.get(person.outcome, status)
    # whoever was worked stood in that status, whatever came of it: the history has it
    if status == LEAD_CONVERTED or person.worked_at is not None:
        person.evidence.accepted = True
    if person.exit_at:
        stage = "DISQUALIFIED" if status == LEAD_DISQUALIFIED else "RECYCLED"
        person.evidence.note(stage, person.exit_at)
    return {
        "Status": status,
        "LeadSource": person.source.salesforce,
        "Rating": rng.choice(("Hot", "Warm", "Cold", "")),
        "OwnerId": lead_owner(person),
        "RecordTypeId": record_type_of("Outbound" if person.kind == "lead" else "Inbound"),
    }


def _conversion(person: Person) -> Row:
    """The conversion columns; a contact of another day leaves only the date to tell the time by."""
    converted = person.outcome == "qualified"
    if not (converted and person.sql_at and person.contact_at and person.company):
        return {
            "IsConverted": "false",
            "ConvertedDate": "",
            "ConvertedAccountId": "",
            "ConvertedContactId": "",
            "ConvertedOpportunityId": "",
        }
    same_day = person.contact_at.date() == person.sql_at.date()
    at = person.contact_at if same_day else midnight(person.sql_at.date())
    person.evidence.note("SQL", at)
    made = [deal.salesforce_id for deal in person.opportunities if deal.from_lead]
    return {
        "IsConverted": "true",
        "ConvertedDate": day(person.sql_at),
        "ConvertedAccountId": person.company.account_id,
        "ConvertedContactId": person.contact_id,
        "ConvertedOpportunityId": made[0] if made else "",
    }


def _lead_customs(rng: Random, simulation: Simulation, person: Person, created: datetime) -> Row:
    stated = person.mql_at or (person.lead_at if person.kind == "lead" else None)
    if person.baton and stated:
        person.evidence.note("MQL", stated)
    elif stated and rng.random() < 0.3:
        stated = None
    elif stated:
        stated = min(stated + timedelta(minutes=rng.choice((0, 0, 5, 30))), simulation.as_of)
        person.evidence.note("MQL", stated)
    person.evidence.note_fallback("INQ", created)
    interest = person.company.product if person.company else rng.choice(PRODUCTS)
    return {
        "mql_date__c": iso(stated),
        "lead_score__c": str(rng.randrange(5, 100)),
        "product_interest__c": interest if rng.random() < 0.7 else "",
        "region__c": person.place.region,
        "employee_band__c": rng.choice(("1-49", "50-249", "250-999", "1000+", "")),
        "disqualification_reason__c": person.baton.reason if person.baton else "",
    }


def _lead_changed(person: Person, created: datetime) -> datetime:
    return max(created, person.exit_at or person.sql_at or person.worked_at or created)
