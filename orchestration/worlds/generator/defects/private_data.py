"""Plants personal data in texts that are not for it (V006), and numbers that only look like it.

Every number is made up; its check digit is right, so that only the rule's own test tells it apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random
from typing import Final

from orchestration.worlds.generator.defects.fields import judged_table
from orchestration.worlds.generator.defects.junk import is_alone, note
from orchestration.worlds.generator.planted import Planted
from orchestration.worlds.generator.tables import Defect, Simulation
from orchestration.worlds.generator.written import Written

_NOTES: Final = (
    ("hubspot", "contacts", "legacy_remarks"),
    ("salesforce", "Lead", "legacy_remarks__c"),
    ("salesforce", "Opportunity", "legacy_remarks__c"),
)
_USUAL: Final = (
    "met at the fair, wants a call in spring",
    "order 4000 1234 5678 9012, delivered",  # no check digit
    "ticket https://help.larkspur.example/4111111111111111",
    "phone +351 21 555 4321, extension 12",
    "part 666-12-3456 of the old list",  # no such area
    "contract DE00 1234 5678 9012 3456 78",  # no check number
)


def _card(rng: Random) -> str:
    body = f"4{rng.randrange(10**14):014}"
    digits = next(body + str(check) for check in range(10) if _has_check_digit(body + str(check)))
    return rng.choice((digits, " ".join(digits[place : place + 4] for place in (0, 4, 8, 12))))


def _account(rng: Random) -> str:
    body = f"{rng.randrange(10**18):018}"
    check = next(f"{n:02}" for n in range(2, 99) if _leaves_one(f"DE{n:02}{body}"))
    account = f"DE{check}{body}"
    return rng.choice((account, " ".join(account[n : n + 4] for n in range(0, 22, 4))))


def _security_number(rng: Random) -> str:
    return f"{rng.randrange(100, 600)}-{rng.randrange(1, 100):02}-{rng.randrange(1, 10_000):04}"


_PRIVATE: Final[tuple[tuple[str, Callable[[Random], str]], ...]] = (
    ("card {}, expires 09/28", _card),
    ("refund to {} please", _account),
    ("SSN {} for the credit check", _security_number),
)


def plant_private_data(simulation: Simulation) -> None:
    """Give three objects a field of remarks, and put into a few what does not belong there."""
    rng = simulation.spec.rng("private data")
    for place in _NOTES:
        system, name, field = place
        table = judged_table(simulation, system, name)
        if table is None:
            continue
        table.columns.append(field)
        for number, row in enumerate(table.rows.values()):
            row[field] = _USUAL[number % len(_USUAL)]
        for row, (words, make) in zip(rng.sample(table.alive(), 3), _PRIVATE, strict=True):
            row[field] = words.format(make(rng))
            note(simulation, "V006", place, next(iter(row.values())))
    _plant_addresses(simulation, rng)


def _plant_addresses(simulation: Simulation, rng: Random) -> None:
    marked = {defect.record_id for defect in simulation.defects}
    copied = {key for key, _, _, _ in simulation.aliases}
    free = [
        person
        for person in simulation.people
        if is_alone(person) and person.key not in copied and person.hubspot_id not in marked
    ]
    contacts = simulation.table("hubspot", "contacts")
    for person in rng.sample(free, min(2, len(free) // 8)):
        contacts.rows[person.hubspot_id]["firstname"] = person.email
        note(simulation, "V006", ("hubspot", "contacts", "firstname"), person.hubspot_id)


# ---------------------------------------------------------------- which texts break them
_CARD: Final = re.compile(r"(?<![\w/=.#%&+-])4\d{3}(?:[ -]?\d{4}){3}(?![\w/=%&-])")
_ACCOUNT: Final = re.compile(r"\b[A-Z]{2}\d{2}(?: ?\d{4}){4} ?\d{2}\b")
_NUMBER: Final = re.compile(r"(?<![\w-])(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}(?![\w-])")
_ADDRESS: Final = re.compile(r"\S+@\S+\.\w\w")
_NAMES: Final = {"firstname", "lastname", "company"}
_TITLED: Final = {"companies", "account"}
_APART: Final = {"email", "phone", "website", "domain"}


def _broken(world: Written) -> Iterator[Defect]:
    """Cards and accounts by their check digits, numbers by their shape, addresses in names."""
    for (system, name), rows in world.tables.items():
        for row in rows:
            for field, value in row.items():
                is_name = field in _NAMES or (field == "name" and name in _TITLED)
                if field not in _APART and _is_private(value, is_name=is_name):
                    yield Defect("V006", system, name, field, row["id"])


def _is_private(value: str, *, is_name: bool) -> bool:
    if is_name and _ADDRESS.search(value):
        return True
    if sum(letter.isdigit() for letter in value) < 9:
        return False
    cards = (re.sub("[ -]", "", card) for card in _CARD.findall(value))
    accounts = (account.replace(" ", "") for account in _ACCOUNT.findall(value))
    return (
        any(map(_has_check_digit, cards))
        or any(map(_leaves_one, accounts))
        or _NUMBER.search(value) is not None
    )


def _has_check_digit(digits: str) -> bool:
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(digits)]
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


def _leaves_one(account: str) -> bool:
    moved = account[4:] + account[:4]
    return int("".join(str(int(letter, 36)) for letter in moved)) % 97 == 1


PLANTED: Final = Planted(("V006",), plant_private_data, _broken)
