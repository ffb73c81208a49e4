"""Plants whole fields that nobody uses (F001, F002, F003) or that hold what does not fit (F010).

A field that a small world leaves empty by chance is not part of it: such a company never made it.
One that happens to be constant or old stays: meaning may hang on it; it is a defect like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Final

from orchestration.worlds.generator.planted import Planted
from orchestration.worlds.generator.spec import RECENT_DAYS, iso
from orchestration.worlds.generator.tables import (
    SYSTEM_COLUMNS,
    Defect,
    Row,
    Simulation,
    Table,
    raw_name,
)
from orchestration.worlds.generator.written import Written, made

MIN_RECORDS: Final = 30
_NEVER: Final = (
    ("hubspot", "contacts", "legacy_lead_grade"),
    ("hubspot", "contacts", "fax_consent"),
    ("hubspot", "companies", "legacy_segment"),
    ("hubspot", "deals", "competitor_notes"),
    ("salesforce", "Lead", "legacy_score__c"),
    ("salesforce", "Contact", "assistant_notes__c"),
    ("salesforce", "Account", "legacy_segment__c"),
    ("salesforce", "Opportunity", "competitor__c"),
)
#: Of what these name a company may have only one.
_OF_ONE: Final = frozenset(
    {"pipeline", "hs_pipeline", "recordtypeid", "currencyisocode", "deal_currency_code", "ownerid"}
    | {"hubspot_owner_id", "hs_object_source"}
)
#: A standard field that nobody ever filled is the vendor's, and no fault of the company.
_UNTOUCHED_STANDARD: Final = ("salesforce", "Lead", "Fax")
_ABANDONED: Final = (
    ("hubspot", "contacts", "event_badge_2024", ("A", "B", "press")),
    ("hubspot", "deals", "legacy_quote_number", ("Q-1", "Q-2", "Q-3", "Q-4")),
    ("salesforce", "Lead", "telemarketing_script__c", ("short", "long")),
    ("salesforce", "Account", "onboarding_wave__c", ("1", "2", "3")),
    ("salesforce", "Opportunity", "legacy_quote__c", ("Q-1", "Q-2", "Q-3")),
)
_CONSTANT: Final = (
    ("hubspot", "contacts", "data_residency", "EU"),
    ("hubspot", "companies", "record_brand", "Larkspur"),
    ("salesforce", "Lead", "data_residency__c", "EU"),
    ("salesforce", "Opportunity", "sales_process__c", "Standard"),
)
# A property that HubSpot declares as a number or a date, and what people put into it all the same.
MISFITS: Final = (
    ("contacts", "seat_count", "number", ("1,200", "45k", "12;40")),
    ("companies", "fleet_size", "number", ("1.234,50", "$1,800.00")),
    ("deals", "list_price", "number", ("13,500", "1 800,00", "ask Jo")),
    ("deals", "handover_on", "date", ("20251-05-01", "next spring")),
)


def plant_fields(simulation: Simulation) -> None:
    """Add the unused columns where their object is large enough to be judged."""
    rng = simulation.spec.rng("field defects")
    _plant_empty(simulation)
    for system, name, field, values in _ABANDONED:
        if table := judged_table(simulation, system, name):
            _abandon(simulation, rng, (system, name, field), values)
    for system, name, field, value in _CONSTANT:
        if table := judged_table(simulation, system, name):
            _add_column(table, field)
            for row in table.rows.values():
                row[field] = value
            _note(simulation, "F003", system, name, field)
    for name, field, kind, values in MISFITS:
        if table := judged_table(simulation, "hubspot", name):
            _add_column(table, field)
            _mistype(simulation, rng, table, field, kind, values)
            _note(simulation, "F010", "hubspot", name, field)


def _plant_empty(simulation: Simulation) -> None:
    for system, name, field in (*_NEVER, _UNTOUCHED_STANDARD):
        if table := judged_table(simulation, system, name):
            _add_column(table, field)
    for place in _NEVER:
        if judged_table(simulation, *place[:2]):
            _note(simulation, "F001", *place)


def _mistype(
    simulation: Simulation,
    rng: Random,
    table: Table,
    field: str,
    kind: str,
    values: tuple[str, ...],
) -> None:
    """Fill a typed column with what fits it, and a few records with what does not."""
    for number, row in enumerate(table.rows.values()):
        day = simulation.as_of.date() + timedelta(days=number % 90)
        row[field] = day.isoformat() if kind == "date" else str(20 + number % 77)
    for row, value in zip(rng.sample(table.alive(), len(values)), values, strict=True):
        row[field] = value


def judged_table(
    simulation: Simulation, system: str, name: str, records: int = MIN_RECORDS
) -> Table | None:
    """The table where the company has the system, and records enough to be judged."""
    if system not in simulation.spec.systems:
        return None
    table = simulation.table(system, name)
    return table if len(table.alive()) >= records else None


def _add_column(table: Table, field: str) -> None:
    table.columns.append(field)
    for row in table.rows.values():
        row[field] = ""


def _abandon(
    simulation: Simulation, rng: Random, place: tuple[str, str, str], values: tuple[str, ...]
) -> None:
    system, name, field = place
    table = simulation.table(system, name)
    last = iso(simulation.as_of - timedelta(days=RECENT_DAYS + 12))
    rows = [row for row in table.alive() if created(row) < last]
    recent = len(_recent(simulation, table))
    if recent < MIN_RECORDS or len(rows) < len(values) * 2:
        return
    _add_column(table, field)
    for position, row in enumerate(rows):
        if rng.random() < 0.5 or position < len(values):
            row[field] = values[position % len(values)]
    _note(simulation, "F002", system, name, field)


def _note(simulation: Simulation, rule_id: str, system: str, name: str, field: str) -> None:
    simulation.defects.add(Defect(rule_id, system, raw_name(name), field.lower()))


def created(row: Row) -> str:
    """When the record was made, as text that sorts by time."""
    return row.get("createdate") or row.get("CreatedDate") or row.get("hs_createdate") or ""


def _recent(simulation: Simulation, table: Table) -> list[Row]:
    since = iso(simulation.as_of - timedelta(days=RECENT_DAYS))
    return [row for row in table.alive() if created(row) >= since]


def settle_accidents(simulation: Simulation) -> None:
    """Remove columns left empty by chance; note constant ones (a lone pipeline) and old ones."""
    planted = {(item.system, item.object, item.field) for item in simulation.defects}
    system, name, field = _UNTOUCHED_STANDARD
    planted.add((system, raw_name(name), field.lower()))
    for system in simulation.spec.systems:
        home = simulation.hubspot if system == "hubspot" else simulation.salesforce
        for name, table in home.items():
            for column in list(table.columns):
                if column in SYSTEM_COLUMNS:
                    continue
                fault = fault_of(simulation, table, column)
                if (system, raw_name(name), column.lower()) in planted or not fault:
                    continue
                if fault == "F001":
                    table.columns.remove(column)
                else:
                    _note(simulation, fault, system, name, column)


def fault_of(simulation: Simulation, table: Table, column: str) -> str:
    """The F rule that the column breaks, or nothing."""
    rows = table.alive()
    values = [row[column] for row in rows if row.get(column)]
    if not values:
        return "F001" if len(rows) >= MIN_RECORDS else ""
    recent = _recent(simulation, table)
    if len(recent) >= MIN_RECORDS and not any(row.get(column) for row in recent):
        return "F002"
    is_constant = len(values) >= MIN_RECORDS and len(set(values)) == 1
    return "F003" if is_constant and _says_something(column, values) else ""


def _says_something(field: str, values: list[str]) -> bool:
    """Whether a constant is a choice: no untouched standard tick box, nor the only pipeline."""
    name = field.lower()
    is_list = name == "hs_marketable_status"
    is_box = {*values} <= {"true", "false"} and not name.endswith("__c") and not is_list
    return not is_box and name not in _OF_ONE


# ---------------------------------------------------------------- which fields break them
_VENDORS_OWN: Final = {name.lower() for name in SYSTEM_COLUMNS}
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}.*")
_SHAPES: Final = {"number": _NUMBER, "date": _DAY, "datetime": _DAY}


def _broken(world: Written) -> Iterator[Defect]:
    """Fields that nobody fills in, in a year or at all, or that hold one value, or no number."""
    recently = world.as_of - timedelta(days=365)
    for (system, name), rows in world.tables.items():
        recent = [row for row in rows if made(row) >= recently]
        for field in rows[0] if rows else ():
            if field in _VENDORS_OWN or (name, field) == ("lead", "fax"):
                continue
            held = [row[field].strip() for row in rows]
            rule = _judged_field(held, [row[field] for row in recent])
            if rule and (rule != "F003" or _says_something(field, [*filter(None, held)])):
                yield Defect(rule, system, name, field)
    for name, item in world.properties():
        shape = _SHAPES.get(item["type"])
        values = [row.get(item["name"]) for row in world.rows("hubspot", name)]
        if shape and any(value and not shape.fullmatch(value) for value in values):
            yield Defect("F010", "hubspot", name, item["name"])


def _judged_field(values: list[str], recent: list[str]) -> str:
    filled = [value for value in values if value]
    if not filled:
        return "F001" if len(values) >= 30 else ""
    if len(recent) >= 30 and not any(value.strip() for value in recent):
        return "F002"
    return "F003" if len(filled) >= 30 and len(set(filled)) == 1 else ""


PLANTED: Final = Planted(("F001", "F002", "F003", "F010"), plant_fields, _broken, place=4)
