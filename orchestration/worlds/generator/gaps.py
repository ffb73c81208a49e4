"""People of whom each system counts something else than we do, each way in turn, and why.

Planned, not found out: each way says on which day its system counts a person as qualified, and on
which day the records of both systems together do. Written after everything else, so that
nobody else's records change; only a company with both systems has gaps between them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from orchestration.worlds.generator.entities import Company, Person
from orchestration.worlds.generator.histories import remember, track_lead
from orchestration.worlds.generator.organisation import record_type_of
from orchestration.worlds.generator.people import new_person
from orchestration.worlds.generator.salesforce_records import stamps
from orchestration.worlds.generator.spec import day, iso, portal_midnight, salesforce_id
from orchestration.worlds.generator.tables import Row, Simulation
from orchestration.worlds.generator.vocabulary import LAST_NAMES, LEAD_NEW, SOURCES

_HUBSPOT: Final = "hubspot"
_SALESFORCE: Final = "salesforce"
_LIFECYCLE: Final = {"INQ": "lead", "MQL": "marketingqualifiedlead", "SQL": "salesqualifiedlead"}


@dataclass(frozen=True)
class Case:
    """One person: the company's records so far, chance, the person, the day in question."""

    simulation: Simulation
    rng: Random
    person: Person
    at: datetime

    def tell(self, system: str, cause: str, on: date, record: str, difference: int) -> None:
        """Note an answer: what the cause makes of the system's count on that day."""
        self.simulation.gaps.append(
            {
                "metric_id": "entered_mql",
                "system": system,
                "happened_date": day(on),
                "cause": cause,
                "record_id": record,
                "difference": str(difference),
                "person_id": self.person.key,
            }
        )


def plant_gaps(simulation: Simulation) -> None:
    """Add the people: each way once, and once more for every thousand people."""
    if not (simulation.spec.has_hubspot and simulation.spec.has_salesforce):
        return
    rng = simulation.spec.rng("gaps")
    homes = [one for one in simulation.companies if one.hubspot_id and one.account_id]
    for _ in range(1 + simulation.spec.people // 1000) if homes else ():
        for way in _WAYS:
            at = simulation.as_of - timedelta(days=rng.randrange(60, 400))
            at = at.replace(hour=12, minute=rng.randrange(60), second=0, microsecond=0)
            way(Case(simulation, rng, _somebody(simulation, rng, rng.choice(homes), at), at))


def gap_rows(simulation: Simulation) -> list[Row]:
    """gap.csv: one row per system, day and person planted, agreements included."""
    return simulation.gaps


def _somebody(simulation: Simulation, rng: Random, company: Company, at: datetime) -> Person:
    """Somebody new with a name that nobody has."""
    source = rng.choice([one for one in SOURCES if one.hubspot != "OFFLINE"])
    made = at - timedelta(days=1)
    person = new_person(simulation, rng, "marketing", source, made, company)
    person.last = f"{person.last}-{rng.choice(LAST_NAMES)} {_roman(person.number)}"
    person.in_hubspot = False
    return person


def _roman(number: int) -> str:
    """A number in letters."""
    return "".join(chr(ord("A") + int(digit)) for digit in str(number))


def _contact(case: Case, steps: dict[str, datetime], **more: str) -> str:
    """A HubSpot contact that entered these stages; what it proves is noted."""
    person, simulation = case.person, case.simulation
    company = person.company
    record = str(501_000_000 + simulation.number("contact") * 37)
    last = max(steps.values())
    row: Row = {
        "id": record,
        "email": person.email,
        "firstname": person.first,
        "lastname": person.last,
        "company": company.name if company else "",
        "lifecyclestage": _LIFECYCLE[list(steps)[-1]],
        "hubspot_owner_id": person.owner.owner_id,
        "createdate": iso(person.created_at),
        "lastmodifieddate": iso(last),
        "hs_analytics_source": person.source.hubspot,
        **{f"hs_lifecyclestage_{_LIFECYCLE[one]}_date": iso(at) for one, at in steps.items()},
        **more,
    }
    simulation.table(_HUBSPOT, "contacts").add(row)
    if company and not row.get("_archived_at"):
        ends = ("contacts", record, "companies", company.hubspot_id)
        simulation.associate(ends, {1: "Primary", 279: ""})
    versions = [("lifecyclestage", _LIFECYCLE[one], at) for one, at in steps.items()]
    remember(simulation, "contacts", record, versions)
    if not row.get("_archived_at"):
        person.hubspot_id = record
        person.evidence.note_fallback("INQ", person.created_at)
        for stage, at in steps.items():
            person.evidence.note(stage, at)
    return record


def _lead(case: Case, made: datetime, mql_at: datetime | None, **more: str) -> str:
    """A Salesforce lead, and what it proves; the first of a person is theirs, others aliases."""
    person, simulation = case.person, case.simulation
    record = salesforce_id("00Q", simulation.number("00Q"))
    simulation.table(_SALESFORCE, "Lead").add(
        {
            "Id": record,
            "Email": person.email,
            "FirstName": person.first,
            "LastName": person.last,
            "Company": person.company.name if person.company else "",
            "Status": LEAD_NEW,
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
        simulation.aliases.append((person.key, _SALESFORCE, "lead", record))
    else:
        person.lead_id, person.lead_at = record, made
        track_lead(simulation, person, LEAD_NEW)
    return record


def _never_linked(case: Case) -> None:
    record = _lead(case, case.at, case.at)
    case.tell(_HUBSPOT, "never_synced", case.at, record, 1)
    case.tell(_SALESFORCE, "agreed", case.at, record, 0)


def _no_address(case: Case) -> None:
    record = _lead(case, case.at, case.at, Email="")
    case.tell(_HUBSPOT, "no_address", case.at, record, 1)
    case.tell(_SALESFORCE, "agreed", case.at, record, 0)


def _too_young(case: Case) -> None:
    """Made at the very end: the other system has not moved since."""
    end = case.simulation.as_of
    case.person.created_at = end
    record = _lead(case, end, end)
    case.tell(_HUBSPOT, "not_synced_yet", end, record, 1)
    case.tell(_SALESFORCE, "agreed", end, record, 0)


def _deleted(case: Case) -> None:
    gone = iso(case.at + timedelta(days=20))
    _contact(case, {"INQ": case.person.created_at, "MQL": case.at}, _archived_at=gone)
    record = _lead(case, case.at, case.at)
    case.tell(_HUBSPOT, "deleted", case.at, record, 1)
    case.tell(_SALESFORCE, "agreed", case.at, record, 0)


def _says_otherwise(case: Case) -> None:
    record = _lead(case, case.at, case.at)
    _contact(case, {"INQ": case.person.created_at}, salesforceleadid=record)
    case.tell(_HUBSPOT, "status_differs", case.at, record, 1)
    case.tell(_SALESFORCE, "agreed", case.at, record, 0)


def _twice(case: Case) -> None:
    first = _lead(case, case.at, case.at)
    later = case.at + timedelta(days=3)
    case.tell(_SALESFORCE, "agreed", case.at, first, 0)
    case.tell(_SALESFORCE, "duplicate", later, _lead(case, later, later), -1)
    case.tell(_HUBSPOT, "never_synced", case.at, first, 1)


def _merged_away(case: Case) -> None:
    survivor = _lead(case, case.at, None)
    loser = _lead(case, case.at, case.at, IsDeleted="true", MasterRecordId=survivor)
    case.tell(_SALESFORCE, "merged_away", case.at, loser, 1)
    case.tell(_HUBSPOT, "never_synced", case.at, loser, 1)


def _at_night(case: Case) -> None:
    """Late on the last evening of a July, when the portal is an hour ahead."""
    end = case.simulation.as_of
    year = end.year if end.month > 8 else end.year - 1
    at = end.replace(year=year, month=7, day=31, hour=23, minute=30, second=0, microsecond=0)
    case.person.created_at = at - timedelta(days=1)
    record = _contact(case, {"INQ": case.person.created_at, "MQL": at})
    there = portal_midnight((at + timedelta(days=1)).date()) + timedelta(hours=1)
    case.tell(_HUBSPOT, "time_zone", there, record, -1)
    case.tell(_HUBSPOT, "time_zone", at, record, 1)
    case.tell(_SALESFORCE, "never_synced", at, record, 1)


def _dated_elsewhere(case: Case) -> None:
    later = case.at + timedelta(days=3)
    lead = _lead(case, case.at, later)
    steps = {"INQ": case.person.created_at, "MQL": case.at}
    contact = _contact(case, steps, salesforceleadid=lead)
    case.tell(_HUBSPOT, "agreed", case.at, contact, 0)
    case.tell(_SALESFORCE, "dated_elsewhere", later, lead, -1)
    case.tell(_SALESFORCE, "dated_elsewhere", case.at, lead, 1)


def _passed_over(case: Case) -> None:
    record = _contact(case, {"INQ": case.person.created_at, "SQL": case.at})
    for system in (_HUBSPOT, _SALESFORCE):
        case.tell(system, "imputed", case.at, record, 1)


def _cannot_tell(case: Case) -> None:
    """Salesforce knows the person as a contact, on which nobody notes who is qualified."""
    person = case.person
    record = salesforce_id("003", case.simulation.number("003"))
    case.simulation.table(_SALESFORCE, "Contact").add(
        {
            "Id": record,
            "AccountId": person.company.account_id if person.company else "",
            "Email": person.email,
            "FirstName": person.first,
            "LastName": person.last,
            "LeadSource": person.source.salesforce,
            "OwnerId": person.owner.user_id,
            **stamps(case.at, case.at),
        }
    )
    person.contact_id = record
    steps = {"INQ": person.created_at, "MQL": case.at}
    contact = _contact(case, steps, salesforcecontactid=record)
    case.tell(_HUBSPOT, "agreed", case.at, contact, 0)
    case.tell(_SALESFORCE, "cannot_tell", case.at, contact, 1)


_WAYS: Final[tuple[Callable[[Case], None], ...]] = (
    _never_linked,
    _no_address,
    _too_young,
    _deleted,
    _says_otherwise,
    _twice,
    _merged_away,
    _at_night,
    _dated_elsewhere,
    _passed_over,
    _cannot_tell,
)
