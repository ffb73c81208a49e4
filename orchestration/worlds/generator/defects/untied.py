"""Records that a sync lost sight of: in both systems without an id (X010), in one alone (X007).

Years of use leave the first (identity_noise.py) and gap_people.py the others, who have no address;
of a company without defects nobody's id was lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from orchestration.worlds.generator.defects.claims import Record, own_people
from orchestration.worlds.generator.planted import Planted
from orchestration.worlds.generator.tables import Defect, Row, Simulation
from orchestration.worlds.generator.written import Written

_PEOPLE: Final = (("hubspot", "contacts"), ("salesforce", "lead"), ("salesforce", "contact"))


def tie_everybody(simulation: Simulation) -> None:
    """Nobody's id was lost on the way."""
    for person in simulation.people:
        person.linked = True


def note_unlinked(simulation: Simulation) -> None:
    """Note who is in both systems without an id; they meet by an address, if nobody broke it."""
    contacts = simulation.table("hubspot", "contacts").rows
    leads = simulation.table("salesforce", "Lead").rows
    for person in simulation.people:
        row, lead = contacts.get(person.hubspot_id), leads.get(person.lead_id)
        if not row or not lead or person.linked or person.archived_at or person.lead_deleted:
            continue
        if lead["Email"].lower() in {row["email"].lower(), person.alias.lower()}:
            place = ("hubspot", "contacts", "hs_object_id")
            simulation.defects.add(Defect("X010", *place, person.hubspot_id))


# ---------------------------------------------------------------- which records break them
_LINKS: Final = (("salesforceleadid", "lead"), ("salesforcecontactid", "contact"))


def _broken(world: Written) -> Iterator[Defect]:
    """Who meets by an address and by no id; who has no address, and nothing else tells of them."""
    if not all(world.rows(*place) for place in _PEOPLE[:2]):
        return
    own = own_people(world)
    full = {(name, record[:15]): record for _, name, record in own}
    by_address = _by_address(world)
    known: set[Record] = set()
    for row in world.rows("hubspot", "contacts"):
        linked = [full.get((name, row.get(field, "")[:15])) for field, name in _LINKS]
        named = [(name, one) for (_, name), one in zip(_LINKS, linked, strict=True) if one]
        met = [one for each in _addresses(row) for one in by_address.get(each, ())]
        known |= {own["salesforce", name, one] for name, one in (*named, *met)}
        if met and not named:
            yield Defect("X010", "hubspot", "contacts", "hs_object_id", row["id"])
        elif not named and not row["email"]:
            yield Defect("X007", "hubspot", "contacts", "hs_object_id", row["id"])
    alike = {
        row["other_record_id"] for row in world.truth("lookalikes") if row["is_same"] == "true"
    }
    for name in ("lead", "contact"):
        for row in world.rows("salesforce", name):
            is_told = own["salesforce", name, row["id"]] in known or row["id"] in alike
            if not (row["email"] or is_told or row.get("convertedcontactid")):
                yield Defect("X007", "salesforce", name, "id", row["id"])


def _addresses(row: Row) -> Iterator[str]:
    """All of a contact's, in lower case."""
    for each in (row["email"], *row.get("hs_additional_emails", "").split(";")):
        if each:
            yield each.lower()


def _by_address(world: Written) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name in ("lead", "contact"):
        for row in world.rows("salesforce", name):
            if row["email"] and not row["email"].startswith("info@"):
                found[row["email"].lower()].append((name, row["id"]))
    return found


PLANTED: Final = Planted(
    ("X007", "X010"), lambda _: None, _broken, tidy=tie_everybody, note=note_unlinked
)
