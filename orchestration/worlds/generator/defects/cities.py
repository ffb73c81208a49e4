"""Plants cities that lie in another country than the one beside them (Q001)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from orchestration.worlds.generator.defects.junk import filled, note
from orchestration.worlds.generator.planted import Planted
from orchestration.worlds.generator.tables import Defect, Simulation
from orchestration.worlds.generator.written import Written

_PLACES: Final = (
    ("hubspot", "contacts", "city", "country"),
    ("salesforce", "Account", "BillingCity", "BillingCountry"),
)
#: City and the country beside it; of some there is a namesake.
_WRONG: Final = (("Munich", "Portugal"), ("Lisbon", "Germany"), ("Amsterdam", "Spain"))
_NAMESAKES: Final = (("Paris", "United States"), ("London", "United States"))
_COUNT: Final = 3


def plant_cities(simulation: Simulation) -> None:
    """Change the chosen cities and note each that lies elsewhere."""
    rng = simulation.spec.rng("cities")
    marked = {defect.record_id for defect in simulation.defects}
    copied = {record for _, _, _, record in simulation.aliases}
    for system, name, city, country in _PLACES:
        if system not in simulation.spec.systems:
            continue
        rows = [
            row
            for row in filled(simulation, (system, name, city))
            if next(iter(row.values())) not in marked | copied
        ]
        for wrong, beside in (*_WRONG, *_NAMESAKES):
            here = [row for row in rows if row[country] == beside]
            if len(here) >= 4 * _COUNT:
                row = rng.choice(here)
                rows.remove(row)
                row[city] = wrong
                if (wrong, beside) in _WRONG:
                    note(simulation, "Q001", (system, name, city), next(iter(row.values())))


# ---------------------------------------------------------------- which records break them
#: Of the cities of this world, the countries of this world that have a place called so.
_LIES_IN: Final = {
    "lisbon": {"portugal", "us"},
    "porto": {"portugal", "spain", "france"},
    "madrid": {"spain", "us"},
    "barcelona": {"spain"},
    "munich": {"germany"},
    "berlin": {"germany", "us"},
    "paris": {"france", "us"},
    "london": {"uk", "us"},
    "edinburgh": {"uk", "us"},
    "amsterdam": {"netherlands", "us"},
    "new york": {"us"},
    "austin": {"us"},
}
_CALLED: Final = {
    "usa": "us",
    "united states": "us",
    "united kingdom": "uk",
    "great britain": "uk",
    "deutschland": "germany",
    "holland": "netherlands",
}


def _broken(world: Written) -> Iterator[Defect]:
    """Cities beside a country that has no place of their name."""
    for (system, name), rows in world.tables.items():
        for row in rows:
            for field in ("city", "mailingcity", "billingcity"):
                city = row.get(field, "").strip().lower()
                country = row.get(field.replace("city", "country"), "").strip().lower()
                where = _LIES_IN.get(city)
                if where and country and _CALLED.get(country, country) not in where:
                    yield Defect("Q001", system, name, field, row["id"])


PLANTED: Final = Planted(("Q001",), plant_cities, _broken, place=5)
