"""Plants telephone numbers that nobody can dial (V004), and some that only look odd."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from orchestration.worlds.generator.defects.junk import filled, note
from orchestration.worlds.generator.planted import Planted
from orchestration.worlds.generator.tables import Defect, Row, Simulation
from orchestration.worlds.generator.written import Written

_PLACES: Final = (
    ("hubspot", "contacts", "phone"),
    ("salesforce", "Lead", "Phone"),
    ("salesforce", "Contact", "Phone"),
)
_SLIPS: Final[tuple[tuple[Callable[[str], str], bool], ...]] = (
    (lambda number: f"{number[:4]} {number[-2:]}", True),
    (lambda number: f"{number} / {number}", True),
    (lambda _: "ask the reception", True),
    (lambda number: f"{number} ext. 12", False),
    (lambda number: "00" + number[1:].replace(" ", "-"), False),
    (lambda _: "1-800-FLOWERS", False),
)


def plant_phones(simulation: Simulation) -> None:
    """Change the chosen numbers and note each that cannot be."""
    rng = simulation.spec.rng("phones")
    marked = {defect.record_id for defect in simulation.defects}
    for place in _PLACES:
        if place[0] not in simulation.spec.systems:
            continue
        rows = [
            row
            for row in filled(simulation, place)
            if row[place[2]].startswith("+") and next(iter(row.values())) not in marked
        ]
        count = min(len(_SLIPS), len(rows) // 8)
        for row, (slip, is_broken) in zip(rng.sample(rows, count), _SLIPS, strict=False):
            row[place[2]] = slip(row[place[2]])
            if is_broken:
                note(simulation, "V004", place, next(iter(row.values())))


# ---------------------------------------------------------------- which numbers break them
#: How many digits stand behind the code, by numbering plan.
_PLANS: Final = {
    "351": {9},
    "34": {9},
    "33": {9},
    "49": {*range(4, 16)},
    "44": {7, 9, 10},
    "31": {*range(5, 12)},
    "1": {10},
}
_TRUNK: Final = {"33": "0", "49": "0", "44": "0", "31": "0", "1": "1"}
_HOME: Final = {
    "351": {"portugal"},
    "34": {"spain"},
    "33": {"france"},
    "49": {"germany", "deutschland"},
    "44": {"united kingdom", "uk", "great britain"},
    "31": {"netherlands", "holland"},
    "1": {"united states", "usa", "us"},
}
_FILLER: Final = {"0000000000", "123456789", "1234567890", "12345", "n/a", "-"}
_EXTENSION: Final = re.compile(r" *(ext\.?|x) *\d+$")


def _broken(world: Written) -> Iterator[Defect]:
    """Numbers without a digit, or with as many as no number of their country has."""
    for (system, name), rows in world.tables.items():
        for row in rows if name in {"contacts", "contact", "lead"} else ():
            number = _EXTENSION.sub("", row.get("phone", "").strip().lower())
            if number and number not in _FILLER and _cannot_be(number, row):
                yield Defect("V004", system, name, "phone", row["id"])


def _cannot_be(number: str, row: Row) -> bool:
    digits = "".join(filter(str.isdigit, number))
    if not digits or re.search("[a-z]", number):
        return not digits
    if number.startswith("+") or digits.startswith("00"):
        told = digits if number.startswith("+") else digits[2:]
        code = next((code for code in _PLANS if told.startswith(code)), "")
        return not code or not _fits(told.removeprefix(code), code)
    country = (row.get("country") or row.get("mailingcountry", "")).strip().lower()
    home = next((code for code, names in _HOME.items() if country in names), "")
    return bool(home) and not (_fits(digits, home) or _fits(digits.removeprefix(home), home))


def _fits(digits: str, code: str) -> bool:
    trunk = _TRUNK.get(code, "")
    shorter = digits.removeprefix(trunk) if trunk else digits
    return bool({len(digits), len(shorter)} & _PLANS[code])


PLANTED: Final = Planted(("V004",), plant_phones, _broken)
