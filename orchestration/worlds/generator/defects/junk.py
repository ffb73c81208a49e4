"""Plants broken addresses (V001) and filler (V002) in single values of written records.

Chosen so that who is who, and which stage was entered when, stays the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random
from typing import Final

from orchestration.worlds.generator.entities import Person
from orchestration.worlds.generator.planted import Planted
from orchestration.worlds.generator.tables import Defect, Row, Simulation, raw_name
from orchestration.worlds.generator.written import Written

#: What all plants of single values draw from, one after another.
CHANCE: Final = "value defects"
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


def plant_junk(simulation: Simulation) -> None:
    """Change the chosen values and note each defect."""
    rng = simulation.rng(CHANCE)
    _plant_emails(simulation, rng)
    for system, name, field, values in _JUNK:
        if system in simulation.spec.systems:
            _plant_junk(simulation, rng, (system, name, field), values)
    _plant_names(simulation)


def note(simulation: Simulation, rule_id: str, place: tuple[str, str, str], record: str) -> None:
    """Write down that a record breaks a rule."""
    system, name, field = place
    simulation.defects.add(Defect(rule_id, system, raw_name(name), field.lower(), record))


def is_alone(person: Person) -> bool:
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
            lambda person: person.hubspot_id if is_alone(person) else "",
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
                note(simulation, "V002", place, record)
            else:
                row[field] = _broken(position, row[field])
                note(simulation, "V001", place, record)


def _broken(position: int, email: str) -> str:
    local, domain = email.split("@")
    return (f"{local}.{domain}", f"{local}@@{domain}", f"{local} @{domain}", f"{local}@")[
        position % 4
    ]


def filled(simulation: Simulation, place: tuple[str, str, str]) -> list[Row]:
    """Records alive that have the field."""
    system, name, field = place
    return [row for row in simulation.table(system, name).alive() if row.get(field)]


def _plant_junk(
    simulation: Simulation, rng: Random, place: tuple[str, str, str], values: tuple[str, ...]
) -> None:
    rows = filled(simulation, place)
    for row, value in zip(rng.sample(rows, min(len(values), len(rows) // 8)), values, strict=False):
        row[place[2]] = value
        note(simulation, "V002", place, next(iter(row.values())))


def _plant_names(simulation: Simulation) -> None:
    """Names that are filler together, and names that only look like it, on records left alone."""
    rng = simulation.spec.rng("names that look like filler")
    copied = {key for key, _, _, _ in simulation.aliases}
    people = [person for person in simulation.people if person.key not in copied]
    free = {
        "hubspot": [person.hubspot_id for person in people if is_alone(person)],
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
                note(simulation, "V002", (system, name, field), record)


# ---------------------------------------------------------------- which values break them
_ADDRESS: Final = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)*\.[A-Za-z]{2,}")
_ADDRESSES: Final = {"contacts", "contact", "lead", "user"}
_JUDGED: Final = {
    "contacts": "firstname lastname company jobtitle phone email",
    "companies": "name",
    "deals": "dealname",
    "lead": "firstname lastname company title phone email",
    "contact": "firstname lastname title phone email",
    "account": "name",
    "opportunity": "name",
}
#: Nobody means these, whatever the field.
_FILLER: Final = {
    *("asdf", "asdasd", "zxcv", "qwerty", "test123", "n/a", "none", "-", ".", "tbd", "unknown"),
    *("0000000000", "123456789", "1234567890", "12345", "test@test.com", "abc@abc.com"),
}
#: Somebody may be called so; twice in one record it is nobody.
_DOUBTFUL: Final = {"test", "xxx", "na", "null", "abc", "x"}


def _faults(world: Written) -> Iterator[Defect]:
    """Addresses that none can have, and words that stand for nothing."""
    for (system, name), rows in world.tables.items():
        for row in rows:
            email = row.get("email") if name in _ADDRESSES else None
            if email and not _ADDRESS.fullmatch(email):
                yield Defect("V001", system, name, "email", row["id"])
            for field in _fields_of_filler(name, row):
                yield Defect("V002", system, name, field, row["id"])


def _fields_of_filler(name: str, row: Row) -> Iterator[str]:
    """A doubtful word needs a second sign."""
    words = {field: row.get(field, "").lower() for field in _JUDGED.get(name, "").split()}
    for field, word in words.items():
        is_twice = list(words.values()).count(word) > 1
        is_sure = word in _FILLER or (word == "test" and field in {"dealname", "name"})
        if is_sure or (word in _DOUBTFUL and is_twice):
            yield field


PLANTED: Final = Planted(("V001", "V002"), plant_junk, _faults, place=1)
