"""One situation of records that look alike: the records made for it, and the answers noted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Final

from orchestration.worlds.generator.entities import Company, Person
from orchestration.worlds.generator.gap_cases import Case as LeadCase
from orchestration.worlds.generator.gap_cases import lead
from orchestration.worlds.generator.people import new_person
from orchestration.worlds.generator.salesforce_records import stamps
from orchestration.worlds.generator.spec import iso, salesforce_id
from orchestration.worlds.generator.tables import Defect, Row, Simulation
from orchestration.worlds.generator.vocabulary import LAST_NAMES, SALES_SOURCES

HUBSPOT: Final = "hubspot"
SALESFORCE: Final = "salesforce"
Place = tuple[str, str, str]


@dataclass
class Case:
    """One situation: a company, an instant, and the records made for it so far.

    Attributes:
        simulation: what is added to.
        rng: chance.
        home: a business that all systems know.
        at: when the first record was made.
    """

    simulation: Simulation
    rng: Random
    home: Company
    at: datetime

    def somebody(self, first: str = "", last: str = "") -> Person:
        """A new person at home who is in no system yet, with a name and a number nobody else has.

        Args:
            first: a first name to take.
            last: a last name to take, which somebody else of the case has.
        """
        source = SALES_SOURCES[-1]
        person = new_person(self.simulation, self.rng, "none", source, self.at, self.home)
        person.in_hubspot = False
        person.first = first or person.first
        number = self.simulation.number("lookalike")
        head, tail = divmod(number * 37, len(LAST_NAMES))
        joined = LAST_NAMES[head % len(LAST_NAMES)] + LAST_NAMES[tail].lower()
        person.last = last or f"{joined}{'abcdefghij'[number % 10]}"
        person.email = f"{person.first}.{person.last}@{self.home.domain}".lower()
        person.phone = f"{person.place.dial.rpartition(' ')[0]} {7_000_000 + number * 7_001}"
        return person

    def contact(self, person: Person, **written: str) -> Place:
        """A contact of HubSpot, as written; the first of a person is theirs, others aliases."""
        record = str(501_000_000 + self.simulation.number("contact") * 37)
        made = self._next()
        row = {
            "id": record,
            "email": person.email,
            "firstname": person.first,
            "lastname": person.last,
            "phone": person.phone,
            "city": person.place.city,
            "country": person.place.country,
            "lifecyclestage": "other",
            "hs_analytics_source": "OFFLINE",
            "createdate": iso(made),
            "lastmodifieddate": iso(made),
        }
        self.simulation.table(HUBSPOT, "contacts").add({**row, **written})
        ends = ("contacts", record, "companies", self.home.hubspot_id)
        self.simulation.associate(ends, {1: "Primary", 279: ""})
        return self._told(person, "hubspot_id", (HUBSPOT, "contacts", record))

    def sales_contact(self, person: Person, **written: str) -> Place:
        """A contact of Salesforce, likewise."""
        record = salesforce_id("003", self.simulation.number("003"))
        made = self._next()
        row = {
            "Id": record,
            "AccountId": self.home.account_id,
            "Email": person.email,
            "FirstName": person.first,
            "LastName": person.last,
            "Phone": person.phone,
            "MailingCountry": person.place.country,
            "LeadSource": person.source.salesforce,
            "OwnerId": person.owner.user_id,
            **stamps(made, made),
        }
        self.simulation.table(SALESFORCE, "Contact").add({**row, **written})
        return self._told(person, "contact_id", (SALESFORCE, "contact", record))

    def sales_lead(self, person: Person, **written: str) -> Place:
        """A lead of Salesforce that nobody has worked, likewise."""
        if not person.owner.active:
            person.owner = self.simulation.active_reps(person.owner.team)[0]
        entered = LeadCase(self.simulation, self.rng, person, self._next())
        record = lead(entered, entered.at, None, **{"Phone": person.phone, **written})
        return SALESFORCE, "lead", record

    def sales_account(self, name: str, domain: str) -> Place:
        """A further account of Salesforce, which is a company of its own until somebody decides."""
        record = salesforce_id("001", self.simulation.number("001"))
        made = self._next()
        business = self._company(name, domain)
        business.account_id, business.account_at = record, made
        self.simulation.table(SALESFORCE, "Account").add(
            {
                "Id": record,
                "Name": name,
                "Website": f"www.{domain}",
                "Industry": business.industry[1],
                "Type": "Prospect",
                "BillingCountry": business.place.country,
                "BillingState": business.place.state,
                "BillingCity": business.place.city,
                "OwnerId": business.owner.user_id,
                "region__c": business.place.region,
                "tier__c": "B",
                **stamps(made, made),
                "MasterRecordId": "",
            }
        )
        return SALESFORCE, "account", record

    def business(self, name: str, domain: str) -> Company:
        """A further company of HubSpot, under a domain that may be another's."""
        home = self.home
        made = self._company(name, domain)
        made.hubspot_id = str(9_400_000_000 + self.simulation.number("company") * 41)
        self.simulation.table(HUBSPOT, "companies").add(
            {
                "id": made.hubspot_id,
                "name": name,
                "domain": domain,
                "country": home.place.country,
                "city": home.place.city,
                "hubspot_owner_id": home.owner.owner_id,
                "createdate": iso(self.at),
                "hs_lastmodifieddate": iso(self.at),
            }
        )
        return made

    def business_again(self, company: Company, domain: str) -> Place:
        """The same company under another domain, entered by somebody who did not look."""
        record = str(9_400_000_000 + self.simulation.number("company") * 41)
        table = self.simulation.table(HUBSPOT, "companies")
        made = iso(self._next())
        own = {"id": record, "domain": domain, "createdate": made, "hs_lastmodifieddate": made}
        table.add({**table.rows[company.hubspot_id], **own})
        self.simulation.aliases.append((company.key, HUBSPOT, "companies", record))
        return HUBSPOT, "companies", record

    def tell(self, way: str, *records: Place, is_same: bool) -> None:
        """Note the answer for each record and the next."""
        for one, other in pairwise(records):
            row: Row = {"way": way}
            row["system"], row["object"], row["record_id"] = one
            row["other_system"], row["other_object"], row["other_record_id"] = other
            self.simulation.lookalikes.append({**row, "is_same": str(is_same).lower()})

    def note(self, record: Place) -> None:
        """Write down that one of a system's own records has an older one that is the same."""
        system, name, record_id = record
        field = "hs_object_id" if system == HUBSPOT else "id"
        defect = Defect("I002", system, name, field, record_id)
        self.simulation.defects.add(defect)

    def _company(self, name: str, domain: str) -> Company:
        """One that no system has yet, like home in all but its name and domain."""
        number = max(company.number for company in self.simulation.companies) + 1
        home = self.home
        made = Company(
            number, name, domain, home.industry, home.place, 20, home.owner, self.at, home.product
        )
        self.simulation.companies.append(made)
        return made

    def _next(self) -> datetime:
        self.at = min(self.at + timedelta(days=2), self.simulation.as_of)
        return self.at

    def _told(self, person: Person, attribute: str, place: Place) -> Place:
        if getattr(person, attribute):
            self.simulation.aliases.append((person.key, *place))
        else:
            setattr(person, attribute, place[2])
        return place
