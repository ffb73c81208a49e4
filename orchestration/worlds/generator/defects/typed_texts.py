"""Plants text fields that hold numbers or days (F008), and text fields that only look like it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

from orchestration.worlds.generator.defects.fields import MIN_RECORDS, judged_table
from orchestration.worlds.generator.planted import Planted
from orchestration.worlds.generator.tables import Defect, Row, Simulation, raw_name
from orchestration.worlds.generator.written import Written

_FIRST: Final = date(2024, 1, 3)
Write = Callable[[int], str]


def _day(number: int, pattern: str) -> str:
    return (_FIRST + timedelta(days=number * 7 % 700)).strftime(pattern)


_TYPED: Final[tuple[tuple[str, str, str, Write], ...]] = (
    ("hubspot", "contacts", "legacy_monthly_users", lambda n: f"{7 + n * 37 % 4000:,}"),
    ("hubspot", "deals", "legacy_signed_on", lambda n: _day(n, "%d.%m.%Y")),
    ("salesforce", "Lead", "legacy_site_area__c", lambda n: f"{20 + n * 13 % 900},5 EUR"),
    ("salesforce", "Opportunity", "legacy_signed_on__c", lambda n: _day(n, "%m/%d/%Y")),
)
#: Digits that are names of things: numbers that count records, codes of one length, few steps.
_WORDS: Final[tuple[tuple[str, str, str, Write], ...]] = (
    ("hubspot", "contacts", "legacy_visitor_pass", lambda n: str(900 + n)),
    ("hubspot", "deals", "legacy_floor", lambda n: str(1 + n % 9)),
    ("salesforce", "Lead", "legacy_booth__c", lambda n: str(100 + n % 500)),
    ("salesforce", "Opportunity", "legacy_file_number__c", lambda n: str(5 + n * 7 % 900)),
)


def plant_typed_texts(simulation: Simulation) -> None:
    """Add the columns where their object is large enough to be judged."""
    for places, is_typed in ((_TYPED, True), (_WORDS, False)):
        for system, name, field, write in places:
            table = judged_table(simulation, system, name)
            if table is None:
                continue
            table.columns.append(field)
            for number, row in enumerate(table.rows.values()):
                # one in forty is a word, as it happens in a field that takes anything
                row[field] = "ask the partner" if number % 40 == 39 else write(number)
            if is_typed:
                simulation.defects.add(Defect("F008", system, raw_name(name), field.lower()))


# ---------------------------------------------------------------- which fields break them
_NUMBER: Final = re.compile(r"-?[1-9]?\d{0,2}(,\d{3})*([.,]\d+)?( ?%| EUR)?|-?[1-9]\d*([.,]\d+)?")
_DAY: Final = re.compile(r"\d{4}-\d\d?-\d\d?.*|\d\d?[./]\d\d?[./]\d{4}")
_NO_MEASURE: Final = re.compile(r".*(id|no|nr|number|key|ref|year|phone|code|version)(__c)?")


def _broken(world: Written) -> Iterator[Defect]:
    """Own fields of text of whose values nineteen in twenty are numbers that measure, or days."""
    typed = _typed(world)
    for (system, name), rows in world.tables.items():
        for field in rows[0] if rows else ():
            if not _is_own(system, field) or (system, name, field) in typed:
                continue
            if system == "salesforce" and name not in {"lead", "opportunity"}:
                continue  # whose fields nobody described: those of digits are numbers
            if not _NO_MEASURE.fullmatch(field) and _is_typed(rows, field):
                yield Defect("F008", system, name, field)


def _is_own(system: str, field: str) -> bool:
    return field.startswith("legacy_") or (system == "salesforce" and field.endswith("__c"))


#: Of Salesforce, as the company set them up.
_DECLARED: Final[set[tuple[str, str, str]]] = {
    ("salesforce", "lead", "mql_date__c"),
    ("salesforce", "lead", "lead_score__c"),
    ("salesforce", "opportunity", "discount_percent__c"),
    ("salesforce", "opportunity", "handling_cost__c"),
    ("salesforce", "opportunity", "net_of_handling__c"),
}


def _typed(world: Written) -> set[tuple[str, str, str]]:
    """Fields of a list, or declared as something else than text."""
    declared = {
        ("hubspot", name, item["name"].lower())
        for name, item in world.properties()
        if item["type"] != "string"
    }
    return declared | _DECLARED | {*world.options}


def _is_typed(rows: list[Row], field: str) -> bool:
    values = [row[field].strip() for row in rows if row.get(field, "").strip()]
    if len(values) < MIN_RECORDS or len(set(values)) < 10:
        return False
    numbers = [value for value in values if _NUMBER.fullmatch(value)]
    marked = [value for value in numbers if not value.isdigit()]
    is_shared = len(set(numbers)) < 0.95 * len(numbers) and len({*map(len, numbers)}) > 1
    measures = len(marked) >= 0.05 * len(numbers) or is_shared
    days = [value for value in values if _DAY.fullmatch(value)]
    enough = 0.95 * len(values)
    return len(days) >= enough or (len(numbers) >= enough and measures)


PLANTED: Final = Planted(("F008",), plant_typed_texts, _broken)
