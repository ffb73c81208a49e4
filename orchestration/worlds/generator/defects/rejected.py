"""Plants values that Salesforce cannot take from HubSpot: longer than its field (X008).

Notes of a whole meeting, pasted where one step belongs, and titles of whole departments; as many
characters that fit to the letter are none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from orchestration.worlds.generator.defects.consents import plain_people
from orchestration.worlds.generator.planted import Planted
from orchestration.worlds.generator.tables import Defect, Row, Simulation
from orchestration.worlds.generator.written import Written

_COUNT: Final = 5
#: How many characters the fields of Salesforce take, by what HubSpot calls them; each name is that
#: of one kind of record that it may be tied to.
_LONGEST: Final[dict[str, dict[str, tuple[tuple[str, ...], int]]]] = {
    "deals": {"dealname": (("name",), 120), "hs_next_step": (("nextstep",), 255)},
    "contacts": {
        "firstname": (("firstname",), 40),
        "lastname": (("lastname",), 80),
        "jobtitle": (("title",), 128),
        "city": (("city", "mailingcity"), 40),
        "state": (("state", "mailingstate"), 80),
    },
}
_NOTES: Final = (
    "Call the buyer about the pilot; their finance team wants the offer split by site and year;"
    " send the case study of the waterworks, the data sheet of the meter and the hosting answers;"
)
_TITLE: Final = (
    "Head of pumping stations, pipes, valves and metering for the north, the south and the islands,"
    " and deputy of whoever is travelling abroad"
)


def plant_long_values(simulation: Simulation) -> None:
    """Lengthen what is in both systems: too far, and just not too far."""
    if simulation.spec.has_hubspot and simulation.spec.has_salesforce:
        _lengthen_notes(simulation)
        _lengthen_titles(simulation)


def _lengthen_notes(simulation: Simulation) -> None:
    rng = simulation.spec.rng("long notes")
    planted = {defect.record_id for defect in simulation.defects}
    synced = [
        deal.deal_id
        for deal in simulation.opportunities
        if deal.deal_id
        and deal.salesforce_id
        and deal.deleted_at is None
        and not deal.is_aimless
        and not {deal.deal_id, deal.salesforce_id} & planted
    ]
    _, longest = _LONGEST["deals"]["hs_next_step"]
    count = min(_COUNT, len(synced) // 8)
    chosen = rng.sample(synced, 2 * count)
    rows = simulation.table("hubspot", "deals").rows
    for place, record in enumerate(chosen):
        is_broken = place < count
        rows[record]["hs_next_step"] = _note(longest + is_broken)
        if is_broken:
            simulation.defects.add(Defect("X008", "hubspot", "deals", "hs_next_step", record))


def _lengthen_titles(simulation: Simulation) -> None:
    rng = simulation.spec.rng("long titles")
    _, longest = _LONGEST["contacts"]["jobtitle"]
    rows = simulation.table("hubspot", "contacts").rows
    people = [person for person in plain_people(simulation) if person.contact_id]
    count = min(_COUNT, len(people) // 8)
    for place, person in enumerate(rng.sample(people, 2 * count)):
        is_broken = place < count
        rows[person.hubspot_id]["jobtitle"] = _TITLE[: longest + is_broken]
        if is_broken:
            place_of = ("hubspot", "contacts", "jobtitle")
            simulation.defects.add(Defect("X008", *place_of, person.hubspot_id))


def _note(length: int) -> str:
    return (_NOTES * (1 + length // len(_NOTES)))[: length - 1] + "."


# ---------------------------------------------------------------- which records break them
def _broken(world: Written) -> Iterator[Defect]:
    """Whatever is longer than the field of the record that it is tied to, and not there yet."""
    there = {
        row["id"][:15]: row
        for name in ("opportunity", "lead", "contact")
        for row in world.rows("salesforce", name)
    }
    for name, fields in _LONGEST.items():
        for row in world.rows("hubspot", name):
            other = _other(there, row)
            for field, (counterparts, longest) in fields.items():
                value = row.get(field, "")
                held = {other.get(counterpart) for counterpart in counterparts} if other else set()
                if other and len(value) > longest and value not in held:
                    yield Defect("X008", "hubspot", name, field, row["id"])


def _other(there: dict[str, Row], row: Row) -> Row | None:
    for link in ("hs_salesforceopportunityid", "salesforcecontactid", "salesforceleadid"):
        if row.get(link, "")[:15] in there:
            return there[row[link][:15]]
    return None


PLANTED: Final = Planted(("X008",), plant_long_values, _broken)
