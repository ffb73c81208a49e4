"""Plants fields that are filled and to which nothing refers (F004): no layout shows them.

Beside them a field of each system that only a formula refers to, which is no fault. Their values
follow from the record's place in its table, so that no other chance is moved.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from orchestration.worlds.generator.defects.fields import judged_table
from orchestration.worlds.generator.planted import Planted
from orchestration.worlds.generator.tables import SYSTEM_COLUMNS, Defect, Simulation, raw_name
from orchestration.worlds.generator.written import Written

_WORDS: Final = ("amber", "birch", "cedar", "elder", "fern", "gorse", "heather", "juniper", "larch")
#: Properties of HubSpot's contacts, all of whose definitions are written.
OF_CONTACTS: Final = {"welcome_letter"}
_UNSEEN: Final = (
    ("hubspot", "contacts", "welcome_letter"),
    ("hubspot", "companies", "supply_depot"),
    ("hubspot", "deals", "packing_class"),
    ("salesforce", "Account", "dispatch_hub__c"),
    ("salesforce", "Contact", "welcome_pack__c"),
    ("salesforce", "Lead", "call_script_part__c"),
    ("salesforce", "Opportunity", "handling_class__c"),
)
#: Object, amount, a cost that no layout shows, and what is calculated from both.
_FORMULAS: Final = (
    ("hubspot", "deals", "amount", "handling_fee", "net_of_handling"),
    ("salesforce", "Opportunity", "Amount", "handling_cost__c", "net_of_handling__c"),
)
FORMULA_OF: Final = {net: f"{amount} - {cost}" for _, _, amount, cost, net in _FORMULAS}
#: Fields that only a formula refers to.
IN_FORMULAS: Final = frozenset(cost for _, _, _, cost, _ in _FORMULAS)


def plant_unreferenced(simulation: Simulation) -> None:
    """Add and fill each field where its object is large enough to be judged."""
    for system, name, field in _UNSEEN:
        table = judged_table(simulation, system, name)
        if table is None:
            continue
        table.columns.append(field)
        for number, row in enumerate(table.rows.values()):
            row[field] = _WORDS[number % len(_WORDS)]
        simulation.defects.add(Defect("F004", system, raw_name(name), field))
    for system, name, amount, cost, net in _FORMULAS:
        table = judged_table(simulation, system, name)
        if table is None:
            continue
        table.columns += (cost, net)
        for number, row in enumerate(table.rows.values()):
            row[cost] = str(15 + number % 37)
            told = row.get(amount)
            row[net] = f"{Decimal(told) - Decimal(row[cost])}" if told else ""


# ---------------------------------------------------------------- which fields break it
_VENDORS_OWN: Final = {name.lower() for name in SYSTEM_COLUMNS}


def _broken(world: Written) -> Iterator[Defect]:
    """Each field of ours with thirty values that nothing in its system refers to."""
    referred = world.referred
    objects = {place[:2] for place in referred}
    for (system, name), rows in world.tables.items():
        if (system, name) not in objects:
            continue
        for field in rows[0] if rows else ():
            filled = sum(bool(row[field].strip()) for row in rows)
            is_unseen = filled >= 30 and (system, name, field) not in referred
            if is_unseen and _is_ours(world, system, name, field):
                yield Defect("F004", system, name, field)


def _is_ours(world: Written, system: str, name: str, field: str) -> bool:
    if system == "salesforce":
        return field.endswith("__c")
    is_vendors = field in _VENDORS_OWN or field.startswith("hs_")
    return not is_vendors and (name, field) not in world.standard


PLANTED: Final = Planted(("F004",), plant_unreferenced, _broken, place=5)
