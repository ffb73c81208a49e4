"""Plants fields that are filled and to which nothing refers (F004): no layout shows them.

Their values follow from the record's place in its table, so that no other chance is moved.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from orchestration.worlds.generator.defects.fields import judged_table
from orchestration.worlds.generator.planted import Planted
from orchestration.worlds.generator.tables import Defect, Simulation, raw_name
from orchestration.worlds.generator.written import Written

_WORDS: Final = ("amber", "birch", "cedar", "elder", "fern", "gorse", "heather", "juniper", "larch")
_UNSEEN: Final = (
    ("salesforce", "Account", "dispatch_hub__c"),
    ("salesforce", "Contact", "welcome_pack__c"),
    ("salesforce", "Lead", "call_script_part__c"),
    ("salesforce", "Opportunity", "handling_class__c"),
)


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


# ---------------------------------------------------------------- which fields break it
def _broken(world: Written) -> Iterator[Defect]:
    """Each field of ours with thirty values that nothing in its system refers to."""
    referred = world.referred
    objects = {place[:2] for place in referred}
    for (system, name), rows in world.tables.items():
        if (system, name) not in objects:
            continue
        for field in rows[0] if rows else ():
            filled = sum(bool(row[field].strip()) for row in rows)
            is_ours = field.endswith("__c")
            if is_ours and filled >= 30 and (system, name, field) not in referred:
                yield Defect("F004", system, name, field)


PLANTED: Final = Planted(("F004",), plant_unreferenced, _broken, place=5)
