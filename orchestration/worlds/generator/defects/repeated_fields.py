"""Plants fields that say what another of their object says (F005), and some that only look like it.

Their values follow from the record's place in its table, so that no other chance is moved.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import permutations
from typing import Final

from orchestration.worlds.generator.defects.fields import judged_table
from orchestration.worlds.generator.planted import Planted
from orchestration.worlds.generator.tables import (
    SYSTEM_COLUMNS,
    Defect,
    Row,
    Simulation,
    raw_name,
)
from orchestration.worlds.generator.written import Written, made

_WORDS: Final = ("harbour", "meadow", "orchard", "quarry", "summit", "valley", "wharf")
#: Object, the field to keep and the one that has the same values, but for one record in 25.
_SAME: Final = (
    ("hubspot", "contacts", "seminar_track", "seminar_track_2"),
    ("hubspot", "companies", "service_area", "old_service_areas"),
    ("salesforce", "Account", "service_area__c", "service_areas_v2__c"),
    ("salesforce", "Contact", "mailing_group__c", "maling_group__c"),
    ("salesforce", "Opportunity", "delivery_model__c", "hosting_choice__c"),
)
#: What people see of a field, where its name does not say it.
LABELS: Final = {"hosting_choice__c": "Delivery models (new)"}
#: Properties of HubSpot's contacts, all of whose definitions are written.
OF_CONTACTS: Final = {"seminar_track", "seminar_track_2", "reference_person", "reference_person_2"}
#: Object and two fields of which every record fills one.
_GAPS: Final = (
    ("hubspot", "deals", "partner_manager", "partner_managers"),
    ("salesforce", "Lead", "fair_booth__c", "fair_booth_old__c"),
)
#: Object and two fields that nobody would call alike, filled to the letter alike.
_COPIED: Final = (("salesforce", "Lead", "cost_unit__c", "kostenstelle__c"),)
#: Object and two fields of alike names, or of alike values, that are two things.
_TWO: Final = (
    ("hubspot", "contacts", "reference_person", "reference_person_2"),
    ("salesforce", "Account", "visit_note__c", "visit_notes__c"),
)
_NEARLY: Final = (("hubspot", "companies", "plan_h1", "plan_h2"),)
_ROOM: Final = 120


def plant_repeated_fields(simulation: Simulation) -> None:
    """Add both fields of each pair where their object is large enough to be judged."""
    for pairs, values_of, is_broken in _PLANS:
        for system, name, kept, given_up in pairs:
            rows = _with_columns(simulation, system, name, kept, given_up)
            for number, row in enumerate(rows):
                row[kept], row[given_up] = values_of(number)
            if rows and is_broken:
                defect = Defect("F005", system, raw_name(name), given_up.lower())
                simulation.defects.add(defect)


def _same(number: int) -> tuple[str, str]:
    return _word(number), "" if number % 10 == 3 else _word(number + (number % 25 == 7))


def _gap(number: int) -> tuple[str, str]:
    return ("", _word(number)) if number % 3 == 0 else (_word(number), "")


def _copied(number: int) -> tuple[str, str]:
    value = f"{_word(number)} {_word(number // 7)}"
    return value, value


def _two(number: int) -> tuple[str, str]:
    return _word(number), _word(number + 1 + number % 5)


def _nearly(number: int) -> tuple[str, str]:
    return _word(number), _word(number + (number % 30 == 1))


_PLANS: Final = (
    (_SAME, _same, True),
    (_GAPS, _gap, True),
    (_COPIED, _copied, True),
    (_TWO, _two, False),
    (_NEARLY, _nearly, False),
)


def _with_columns(simulation: Simulation, system: str, name: str, *fields: str) -> list[Row]:
    table = judged_table(simulation, system, name, _ROOM)
    if table is None:
        return []
    table.columns += fields
    for row in table.rows.values():
        row |= dict.fromkeys(fields, "")
    return table.alive()


def _word(number: int) -> str:
    return _WORDS[number % len(_WORDS)]


# ---------------------------------------------------------------- which fields break it
_LOGS: Final = {"lead_history", "opportunity_history", "opportunity_field_history"}
#: Kept by the vendor, or reckoned by it.
_VENDORS_OWN: Final = {*(name.lower() for name in SYSTEM_COLUMNS), "amount_in_home_currency"}
_EDITIONS: Final = re.compile(r"(new|old|v\d|copy|legacy|c)")


def _broken(world: Written) -> Iterator[Defect]:
    """Each field of ours of which another of its object says the same and is the one to keep."""
    for (system, name), rows in world.tables.items():
        if name in _LOGS or len(rows) < 30:
            continue
        fields = [
            field
            for field in rows[0]
            if field not in _VENDORS_OWN and sum(bool(row[field].strip()) for row in rows) >= 30
        ]
        for one, other in permutations(fields, 2):
            if not _is_ours(world, system, name, one):
                continue
            if not _says_the_same(world, rows, name, one, other):
                continue
            if _is_kept(world, system, name, rows, one, other):
                yield Defect("F005", system, name, one)


def _is_ours(world: Written, system: str, name: str, field: str) -> bool:
    if system == "salesforce":
        return field.endswith("__c")
    return not field.startswith("hs_") and (name, field) not in world.standard


def _says_the_same(world: Written, rows: list[Row], name: str, one: str, other: str) -> bool:
    both = ((row[one].strip().lower(), row[other].strip().lower()) for row in rows)
    if not _is_called_alike(world.labels, name, one, other):
        is_same = all(first == second for first, second in both)
        return is_same and len({row[one] for row in rows if row[one]}) >= 10
    said = list(both)
    pairs = [pair for pair in said if all(pair)]
    ((usual, _),) = Counter(value for value, _ in said if value).most_common(1)
    telling = [pair for pair in pairs if pair != (usual, usual)]
    equal = sum(first == second for first, second in telling)
    if len(pairs) >= 30 and len(telling) >= 10 and equal >= 0.8 * len(telling):
        return True
    filled = [sum(bool(pair[side]) for pair in said) for side in (0, 1)]
    by_chance = filled[0] * filled[1] / len(said)
    return len(pairs) <= 0.1 * min(filled) and by_chance >= max(10, 5 * len(pairs))


def _is_called_alike(labels: dict[tuple[str, str], str], name: str, one: str, other: str) -> bool:
    left, right = (
        {_words(text) for text in (field, labels.get((name, field), field))}
        for field in (one, other)
    )
    return any(
        first == second or (min(len(first), len(second)) >= 8 and _is_a_slip(first, second))
        for first in left
        for second in right
    )


def _words(text: str) -> str:
    """The words of a name or label, sorted, without plural, number and edition."""
    parts = re.split(r"[^a-z0-9]+", re.sub(r"(?<=[a-z]{3})_*[2-9](__c)?$", "", text.lower()))
    words = [word.removesuffix("s") for word in parts if word]
    return "_".join(sorted(word for word in words if not _EDITIONS.fullmatch(word)))


def _is_a_slip(first: str, second: str) -> bool:
    """One letter more, less or other."""
    short, long = sorted((first, second), key=len)
    for place, (left, right) in enumerate(zip(short, long, strict=False)):
        if left != right:
            rest = long[place + 1 :]
            return not (left + right).isdigit() and rest in (short[place:], short[place + 1 :])
    return len(long) - len(short) == 1


def _is_kept(world: Written, system: str, name: str, rows: list[Row], one: str, other: str) -> bool:
    """Whether the other of two is the one to keep."""

    def rank(field: str) -> tuple[bool, int, int, int, str]:
        filled = [row for row in rows if row[field].strip()]
        lately = sum((world.as_of - made(row)).days < 365 for row in filled)
        return _is_ours(world, system, name, field), -lately, -len(filled), len(field), field

    return rank(other) < rank(one)


PLANTED: Final = Planted(("F005",), plant_repeated_fields, _broken, place=4)
