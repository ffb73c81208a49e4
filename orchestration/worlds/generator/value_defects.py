"""Plants faults in single values of written records: V001, V002, V003, F007, L001.

Chosen so that who is who, and which stage was entered when, stays the same.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

from orchestration.worlds.generator.definitions import RETIRED_PRODUCT, RETIRED_TOPIC
from orchestration.worlds.generator.entities import Person
from orchestration.worlds.generator.tables import Defect, Row, Simulation, raw_name

# A junk e-mail or company name occurs once in the world: two would look like one person.
_JUNK: Final = (
    ("hubspot", "contacts", "firstname", ("test123", "asdf")),
    ("hubspot", "contacts", "lastname", ("Asdasd", "zxcv")),
    ("hubspot", "contacts", "company", ("n/a", "none")),
    ("hubspot", "contacts", "jobtitle", ("-", "tbd")),
    ("hubspot", "contacts", "phone", ("0000000000", "123456789")),
    ("hubspot", "companies", "name", ("asdf",)),
    ("hubspot", "deals", "dealname", ("test", "tbd")),
    ("salesforce", "Lead", "FirstName", ("asdf",)),
    ("salesforce", "Lead", "LastName", ("qwerty",)),
    ("salesforce", "Lead", "Company", ("unknown", "N/A")),
    ("salesforce", "Lead", "Title", ("none", ".")),
    ("salesforce", "Lead", "Phone", ("1234567890", "12345")),
    ("salesforce", "Contact", "Title", ("n/a", "-")),
    ("salesforce", "Contact", "Phone", ("123456789", "0000000000")),
    ("salesforce", "Account", "Name", ("tbd",)),
    ("salesforce", "Opportunity", "Name", ("test", "asdf")),
)
# Filler only together: each may be somebody's name.
_PAIRS: Final = (
    ("hubspot", "contacts", {"firstname": "Test", "lastname": "Test"}),
    ("salesforce", "Lead", {"FirstName": "xxx", "LastName": "xxx"}),
)
# Real, whatever they look like: no rule may flag them.
_REAL: Final = (
    ("hubspot", "contacts", {"lastname": "Test"}),
    ("hubspot", "contacts", {"lastname": "Na"}),
    ("hubspot", "contacts", {"company": "ABC"}),
    ("salesforce", "Lead", {"LastName": "Null"}),
    ("salesforce", "Lead", {"Company": "X"}),
)
_COUNTRY_FIELDS: Final = (
    ("hubspot", "contacts", "country"),
    ("hubspot", "companies", "country"),
    ("salesforce", "Account", "BillingCountry"),
    ("salesforce", "Contact", "MailingCountry"),
    ("salesforce", "Lead", "Country"),
)
_SPELLINGS: Final = {
    "United States": ("USA", "US"),
    "United Kingdom": ("UK", "Great Britain"),
    "Germany": ("Deutschland", "germany"),
    "Netherlands": ("Holland",),
}
_OPTION_FAULTS: Final = (
    ("hubspot", "contacts", "product_interest", "legacy_suite", 4),
    ("hubspot", "contacts", "interest_topics", RETIRED_TOPIC, 3),
    ("salesforce", "Lead", "product_interest__c", RETIRED_PRODUCT, 4),
    ("salesforce", "Opportunity", "solution_areas__c", "Migration", 3),
)


def plant_in_values(simulation: Simulation) -> None:
    """Change the chosen values and note each defect."""
    rng = simulation.spec.rng("value defects")
    systems = simulation.spec.systems
    _plant_emails(simulation, rng)
    for system, name, field, values in _JUNK:
        if system in systems:
            _plant_junk(simulation, rng, (system, name, field), values)
    _plant_names(simulation)
    for system, name, field in _COUNTRY_FIELDS:
        if system in systems:
            _plant_spellings(simulation, rng, (system, name, field))
    for system, name, field, value, count in _OPTION_FAULTS:
        if system in systems:
            _plant_options(simulation, rng, (system, name, field), value, count)
    _plant_missing_sources(simulation, rng)


def _note(simulation: Simulation, rule_id: str, place: tuple[str, str, str], record: str) -> None:
    system, name, field = place
    simulation.defects.add(Defect(rule_id, system, raw_name(name), field.lower(), record))


def _alone(person: Person) -> bool:
    """Whether only HubSpot's contact record speaks of the person."""
    return bool(
        person.hubspot_id
        and person.kind == "marketing"
        and person.route == "none"
        and not person.contact_id
        and not person.archived_at
    )


def _plant_emails(simulation: Simulation, rng: Random) -> None:
    """Broken addresses where a record is alone or tied by id; one junk address per object."""
    copied = {key for key, _, _, _ in simulation.aliases}
    pools: tuple[tuple[tuple[str, str, str], str, Callable[[Person], str]], ...] = (
        (
            ("hubspot", "contacts", "email"),
            "test@test.com",
            lambda person: person.hubspot_id if _alone(person) else "",
        ),
        (
            ("salesforce", "Lead", "Email"),
            "abc@abc.com",
            lambda person: (
                person.lead_id
                if not person.hubspot_id and not person.contact_id and not person.lead_deleted
                else ""
            ),
        ),
        (
            ("salesforce", "Contact", "Email"),
            "",
            lambda person: (
                person.contact_id if person.outcome == "qualified" and person.lead_id else ""
            ),
        ),
    )
    for place, junk, pick in pools:
        system, name, field = place
        if system not in simulation.spec.systems:
            continue
        ids = [pick(person) for person in simulation.people if person.key not in copied]
        ids = [record for record in ids if record]
        chosen = rng.sample(ids, min(5, len(ids) // 6))
        for position, record in enumerate(chosen):
            row = simulation.table(system, name).rows[record]
            if position == 0 and junk:
                row[field] = junk
                _note(simulation, "V002", place, record)
            else:
                row[field] = _broken(position, row[field])
                _note(simulation, "V001", place, record)


def _broken(position: int, email: str) -> str:
    local, domain = email.split("@")
    return (f"{local}.{domain}", f"{local}@@{domain}", f"{local} @{domain}", f"{local}@")[
        position % 4
    ]


def _filled(simulation: Simulation, place: tuple[str, str, str]) -> list[Row]:
    system, name, field = place
    return [row for row in simulation.table(system, name).alive() if row.get(field)]


def _plant_junk(
    simulation: Simulation, rng: Random, place: tuple[str, str, str], values: tuple[str, ...]
) -> None:
    rows = _filled(simulation, place)
    for row, value in zip(rng.sample(rows, min(len(values), len(rows) // 8)), values, strict=False):
        row[place[2]] = value
        _note(simulation, "V002", place, next(iter(row.values())))


def _plant_names(simulation: Simulation) -> None:
    """Names that are filler together, and names that only look like it, on records left alone."""
    rng = simulation.spec.rng("names that look like filler")
    copied = {key for key, _, _, _ in simulation.aliases}
    people = [person for person in simulation.people if person.key not in copied]
    free = {
        "hubspot": [person.hubspot_id for person in people if _alone(person)],
        "salesforce": [
            person.lead_id
            for person in people
            if person.lead_id
            and not (person.hubspot_id or person.contact_id or person.lead_deleted)
        ],
    }
    marked = {defect.record_id for defect in simulation.defects}
    for system, records in free.items():
        wanted = [(True, one) for one in _PAIRS if one[0] == system]
        wanted += [(False, one) for one in _REAL if one[0] == system]
        left = [record for record in records if record not in marked]
        if system not in simulation.spec.systems or len(left) < len(wanted) * 4:
            continue
        for record, (is_filler, (_, name, values)) in zip(
            rng.sample(left, len(wanted)), wanted, strict=True
        ):
            simulation.table(system, name).rows[record].update(values)
            for field in values if is_filler else ():
                _note(simulation, "V002", (system, name, field), record)


def _plant_spellings(simulation: Simulation, rng: Random, place: tuple[str, str, str]) -> None:
    """A few other spellings of countries that stay mostly spelt one way."""
    field = place[2]
    for country, spellings in _SPELLINGS.items():
        rows = [row for row in _filled(simulation, place) if row[field] == country]
        if len(rows) >= 8:
            spelling = rng.choice(spellings)
            for row in rng.sample(rows, rng.choice((1, 1, 2))):
                row[field] = spelling
                _note(simulation, "V003", place, next(iter(row.values())))


def _plant_options(
    simulation: Simulation, rng: Random, place: tuple[str, str, str], value: str, count: int
) -> None:
    rows, field = _filled(simulation, place), place[2]
    several = field in {"interest_topics", "solution_areas__c"}
    for row in rng.sample(rows, min(count, len(rows) // 6)):
        row[field] = f"{row[field]};{value}" if several else value
        _note(simulation, "F007", place, next(iter(row.values())))


def _plant_missing_sources(simulation: Simulation, rng: Random) -> None:
    if simulation.spec.has_hubspot:
        known = [person for person in simulation.people if _alone(person) and person.inquiry_at]
        for person in rng.sample(known, min(9, len(known) // 6)):
            row = simulation.table("hubspot", "contacts").rows[person.hubspot_id]
            row["hs_analytics_source"] = row["hs_analytics_source_data_1"] = ""
            person.source_hidden = True
            place = ("hubspot", "contacts", "hs_analytics_source")
            _note(simulation, "L001", place, person.hubspot_id)
    if simulation.spec.has_salesforce:
        leads = [
            person for person in simulation.people if person.lead_id and not person.lead_deleted
        ]
        for person in rng.sample(leads, min(9, len(leads) // 6)):
            simulation.table("salesforce", "Lead").rows[person.lead_id]["LeadSource"] = ""
            person.source_hidden = person.source_hidden or not person.hubspot_id
            _note(simulation, "L001", ("salesforce", "Lead", "LeadSource"), person.lead_id)
