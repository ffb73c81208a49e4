"""One person of whom a system counts something else than we do, and the records that say so.

What a record proves is noted as it is written; what that makes of a count, each way says itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from orchestration.worlds.generator.engagements import write_activities
from orchestration.worlds.generator.entities import Activity, Company, Person
from orchestration.worlds.generator.histories import remember, track_lead
from orchestration.worlds.generator.organisation import record_type_of
from orchestration.worlds.generator.people import new_person
from orchestration.worlds.generator.salesforce_records import stamps
from orchestration.worlds.generator.spec import day, iso, money, salesforce_id
from orchestration.worlds.generator.tables import Row, Simulation
from orchestration.worlds.generator.vocabulary import LAST_NAMES, LEAD_NEW, SOURCES

HUBSPOT: Final = "hubspot"
SALESFORCE: Final = "salesforce"
_LIFECYCLE: Final = {
    "INQ": "lead",
    "MQL": "marketingqualifiedlead",
    "SQL": "salesqualifiedlead",
    "WON": "customer",
}
#: A property, its value, since when.
Version = tuple[str, str, datetime]


@dataclass(frozen=True)
class Case:
    """One person: the company's records so far, chance, the person, the day in question."""

    simulation: Simulation
    rng: Random
    person: Person
    at: datetime

    def tell(
        self,
        system: str,
        cause: str,
        on: date,
        record: str,
        difference: int,
        metric: str = "entered_mql",
    ) -> None:
        """Note an answer: what the cause makes of the system's count on that day."""
        self.simulation.gaps.append(answer(metric, system, on, cause, record, difference))


def answer(metric: str, system: str, on: date, cause: str, record: str, difference: float) -> Row:
    """A row of truth/gap.csv."""
    return {
        "metric_id": metric,
        "system": system,
        "happened_date": day(on),
        "cause": cause,
        "record_id": record,
        "difference": money(difference) or "0",
    }


def somebody(simulation: Simulation, rng: Random, company: Company, at: datetime) -> Person:
    """Somebody new with a name that nobody has, and an owner who works here."""
    source = rng.choice([one for one in SOURCES if one.hubspot != "OFFLINE"])
    made = at - timedelta(days=1)
    person = new_person(simulation, rng, "marketing", source, made, company)
    person.last = f"{person.last}-{rng.choice(LAST_NAMES)} {_roman(person.number)}"
    person.in_hubspot = False
    if not person.owner.active:
        person.owner = simulation.active_reps(person.owner.team)[0]
    return person


def _roman(number: int) -> str:
    """A number in letters."""
    return "".join(chr(ord("A") + int(digit)) for digit in str(number))


def contact(
    case: Case, steps: dict[str, datetime], later: tuple[Version, ...] = (), **more: str
) -> str:
    """A HubSpot contact that entered these stages; what it proves is noted.

    Args:
        case: whose contact it is.
        steps: stages by the first instant of each.
        later: what its properties were set to after that; what it proves the caller notes.
        more: columns that differ from those of any contact.
    """
    person, simulation = case.person, case.simulation
    company = person.company
    record = str(501_000_000 + simulation.number("contact") * 37)
    last = max((*steps.values(), *(at for _, _, at in later), person.created_at))
    stages = [_LIFECYCLE[one] for one in steps] or ["subscriber"]
    row: Row = {
        "id": record,
        "email": person.email,
        "firstname": person.first,
        "lastname": person.last,
        "company": company.name if company else "",
        "lifecyclestage": stages[-1],
        "hubspot_owner_id": person.owner.owner_id,
        "createdate": iso(person.created_at),
        "lastmodifieddate": iso(last),
        "hs_analytics_source": person.source.hubspot,
        **{f"hs_lifecyclestage_{_LIFECYCLE[one]}_date": iso(at) for one, at in steps.items()},
        **more,
    }
    simulation.table(HUBSPOT, "contacts").add(row)
    if company and not row.get("_archived_at"):
        ends = ("contacts", record, "companies", company.hubspot_id)
        simulation.associate(ends, {1: "Primary", 279: ""})
    versions = [("lifecyclestage", _LIFECYCLE[one], at) for one, at in steps.items()]
    remember(simulation, "contacts", record, [*versions, *later])
    if not row.get("_archived_at"):
        person.hubspot_id = record
        if person.source.hubspot != "OFFLINE":
            person.evidence.note_fallback("INQ", person.created_at)
        for stage, at in steps.items():
            note = person.evidence.note_fallback if stage == "WON" else person.evidence.note
            note(stage, at)
    return record


def lead(
    case: Case, made: datetime, mql_at: datetime | None, status: str = LEAD_NEW, **more: str
) -> str:
    """A Salesforce lead, and what it proves; the first of a person is theirs, others aliases."""
    person, simulation = case.person, case.simulation
    record = salesforce_id("00Q", simulation.number("00Q"))
    simulation.table(SALESFORCE, "Lead").add(
        {
            "Id": record,
            "Email": person.email,
            "FirstName": person.first,
            "LastName": person.last,
            "Company": person.company.name if person.company else "",
            "Status": status,
            "LeadSource": person.source.salesforce,
            "OwnerId": person.owner.user_id,
            "RecordTypeId": record_type_of("Inbound"),
            "IsConverted": "false",
            "mql_date__c": iso(mql_at),
            **stamps(made, made),
            "MasterRecordId": "",
            **more,
        }
    )
    if mql_at:
        person.evidence.note("MQL", mql_at)
    person.evidence.note_fallback("INQ", made)
    if person.lead_id:
        simulation.aliases.append((person.key, SALESFORCE, "lead", record))
    else:
        person.lead_id, person.lead_at = record, made
        track_lead(simulation, person, status)
    return record


def call(case: Case, system: str, at: datetime) -> str:
    """Somebody of sales reaches the person; the record of it."""
    write_activities(
        case.simulation, [(system, Activity("call", at, case.person, case.person.owner, done=True))]
    )
    name = "calls" if system == HUBSPOT else "Task"
    return next(reversed(case.simulation.table(system, name).rows))
