"""Plants white space and capitals that others do not write (V005), in titles and states.

Chosen so that who is who stays the same: no name is touched.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import Final

from orchestration.worlds.generator.defects.junk import filled, note
from orchestration.worlds.generator.planted import Planted
from orchestration.worlds.generator.tables import Defect, Row, Simulation
from orchestration.worlds.generator.written import Written

_PLACES: Final = (
    ("hubspot", "contacts", "jobtitle"),
    ("hubspot", "contacts", "state"),
    ("salesforce", "Lead", "Title"),
    ("salesforce", "Contact", "Title"),
)
_SLIPS: Final[tuple[Callable[[str], str], ...]] = (
    str.upper,
    str.lower,
    lambda value: f" {value}",
    lambda value: f"{value}\u00a0",
    lambda value: value.replace(" ", "  ") + "\t",
)
#: As many write the word as it should be, so that there is no doubt what is usual.
_USUAL: Final = 6


def plant_spellings(simulation: Simulation) -> None:
    """Change the chosen values and note each defect."""
    rng = simulation.spec.rng("spelling")
    for place in _PLACES:
        if place[0] not in simulation.spec.systems:
            continue
        field = place[2]
        rows = filled(simulation, place)
        counts = Counter(row[field] for row in rows)
        common = [row for row in rows if counts[row[field]] >= _USUAL]
        slips = _SLIPS[: len(common) // 40]
        taken: Counter[str] = Counter()
        for row, slip in zip(rng.sample(common, len(slips)), slips, strict=True):
            usual = row[field]
            if taken[usual] * 3 < counts[usual] - 3:
                taken[usual] += 1
                row[field] = slip(usual)
                note(simulation, "V005", place, next(iter(row.values())))


# ---------------------------------------------------------------- which values break them
_WORDS: Final = {
    "contacts": "jobtitle company city state",
    "companies": "city state",
    "lead": "title company city state",
    "contact": "title mailingcity mailingstate",
    "account": "billingcity billingstate",
}
_NAMES: Final = dict.fromkeys(("contacts", "lead", "contact"), "firstname lastname")
_TITLES: Final = {
    "companies": "name",
    "account": "name",
    "deals": "dealname",
    "opportunity": "name",
}
_NO_VALUES: Final = {"", "-", ".", "n/a", "none", "tbd", "unknown"}


def _broken(world: Written) -> Iterator[Defect]:
    """Values with white space that nobody sees, and words that most records write otherwise."""
    for (system, name), rows in world.tables.items():
        for field in (*_WORDS.get(name, "").split(), *_NAMES.get(name, "").split()):
            is_name = field in _NAMES.get(name, "")
            for row in _misspelt(rows, field, is_name=is_name):
                yield Defect("V005", system, name, field, row["id"])
        field = _TITLES.get(name, "")
        for row in rows:
            if row.get(field, "") != _spaced(row.get(field, "")):
                yield Defect("V005", system, name, field, row["id"])


def _spaced(value: str) -> str:
    return " ".join(value.split())


def _misspelt(rows: list[Row], field: str, *, is_name: bool) -> Iterator[Row]:
    written = [row for row in rows if row.get(field, "").strip().lower() not in _NO_VALUES]
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for row in written:
        value = _spaced(row[field])
        spellings[value.lower()][value] += 1
    for row in written:
        value = _spaced(row[field])
        known = spellings[value.lower()]
        usual = min(known, key=lambda each: (-known[each], _is_of_one_case(each), each))
        wanted = value if is_name and not _is_of_one_case(value) else usual
        if row[field] != wanted:
            yield row


def _is_of_one_case(value: str) -> bool:
    return value in {value.lower(), value.upper()}


PLANTED: Final = Planted(("V005",), plant_spellings, _broken)
