"""Plants words of a list that it does not have: V003 (countries), F007 (options), L001 (sources).

Chosen so that who is who, and which stage was entered when, stays the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Final

from orchestration.worlds.generator.defects.junk import CHANCE, filled, is_alone, note
from orchestration.worlds.generator.definitions import RETIRED_PRODUCT, RETIRED_TOPIC
from orchestration.worlds.generator.planted import Planted
from orchestration.worlds.generator.tables import Defect, Simulation
from orchestration.worlds.generator.written import Written

_COUNTRY_FIELDS: Final = (
    ("hubspot", "contacts", "country"),
    ("hubspot", "companies", "country"),
    ("salesforce", "Account", "BillingCountry"),
    ("salesforce", "Contact", "MailingCountry"),
    ("salesforce", "Lead", "Country"),
)
SPELLINGS: Final = {
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


def plant_words(simulation: Simulation) -> None:
    """Change the chosen values and note each defect."""
    rng, systems = simulation.rng(CHANCE), simulation.spec.systems
    for system, name, field in _COUNTRY_FIELDS:
        if system in systems:
            _plant_spellings(simulation, rng, (system, name, field))
    for system, name, field, value, count in _OPTION_FAULTS:
        if system in systems:
            _plant_options(simulation, rng, (system, name, field), value, count)
    _plant_missing_sources(simulation, rng)


def _plant_spellings(simulation: Simulation, rng: Random, place: tuple[str, str, str]) -> None:
    """A few other spellings of countries that stay mostly spelt one way."""
    field = place[2]
    for country, spellings in SPELLINGS.items():
        rows = [row for row in filled(simulation, place) if row[field] == country]
        if len(rows) >= 8:
            spelling = rng.choice(spellings)
            for row in rng.sample(rows, rng.choice((1, 1, 2))):
                row[field] = spelling
                note(simulation, "V003", place, next(iter(row.values())))


def _plant_options(
    simulation: Simulation, rng: Random, place: tuple[str, str, str], value: str, count: int
) -> None:
    rows, field = filled(simulation, place), place[2]
    several = field in {"interest_topics", "solution_areas__c"}
    for row in rng.sample(rows, min(count, len(rows) // 6)):
        row[field] = f"{row[field]};{value}" if several else value
        note(simulation, "F007", place, next(iter(row.values())))


def _plant_missing_sources(simulation: Simulation, rng: Random) -> None:
    if simulation.spec.has_hubspot:
        known = [person for person in simulation.people if is_alone(person) and person.inquiry_at]
        for person in rng.sample(known, min(9, len(known) // 6)):
            row = simulation.table("hubspot", "contacts").rows[person.hubspot_id]
            row["hs_analytics_source"] = row["hs_analytics_source_data_1"] = ""
            person.source_hidden = True
            place = ("hubspot", "contacts", "hs_analytics_source")
            note(simulation, "L001", place, person.hubspot_id)
    if simulation.spec.has_salesforce:
        # the kind of a lead that is handed over by plan, and so its term, follows from its source
        leads = [
            person
            for person in simulation.people
            if person.lead_id and not person.lead_deleted and not person.baton
        ]
        for person in rng.sample(leads, min(9, len(leads) // 6)):
            simulation.table("salesforce", "Lead").rows[person.lead_id]["LeadSource"] = ""
            person.source_hidden = person.source_hidden or not person.hubspot_id
            note(simulation, "L001", ("salesforce", "Lead", "LeadSource"), person.lead_id)


# ---------------------------------------------------------------- which values break them
_COUNTRY_OF: Final = {
    "contacts": "country",
    "companies": "country",
    "account": "billingcountry",
    "contact": "mailingcountry",
    "lead": "country",
}
_COUNTRIES: Final = {
    "United States": {"united states", "usa", "us", "united states of america"},
    "United Kingdom": {"united kingdom", "uk", "great britain", "gb"},
    "Germany": {"germany", "deutschland", "de"},
    "Netherlands": {"netherlands", "holland", "nl"},
    "Portugal": {"portugal", "pt"},
    "Spain": {"spain", "españa", "es"},
    "France": {"france", "fr"},
}
_SOURCE_OF: Final = {"lead": "leadsource", "contacts": "hs_analytics_source"}


def _broken(world: Written) -> Iterator[Defect]:
    """Values outside their list, no source at all, and countries not spelt as most of them are."""
    for (system, name), rows in world.tables.items():
        for row in rows:
            for field, value in row.items():
                allowed = world.options.get((system, name, field))
                if value and allowed and not set(value.split(";")) <= allowed:
                    yield Defect("F007", system, name, field, row["id"])
            if name in _SOURCE_OF and not row[_SOURCE_OF[name]]:
                yield Defect("L001", system, name, _SOURCE_OF[name], row["id"])
        field = _COUNTRY_OF.get(name, "")
        for country, spellings in _COUNTRIES.items():
            same = [row for row in rows if row.get(field, "").strip().lower() in spellings]
            counts = Counter(row[field] for row in same)
            usual = sorted(counts, key=lambda text: (-counts[text], text != country, text))
            for row in same:
                if row[field] != usual[0]:
                    yield Defect("V003", system, name, field, row["id"])


PLANTED: Final = Planted(("F007", "L001", "V003"), plant_words, _broken, place=2)
