"""What refers to a company's own fields: layouts, flows, a validation rule, code, forms, lists.

Every field stands on a layout or is used otherwise, but for those that are planted as unseen.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from orchestration.worlds.generator.defects.unreferenced import IN_FORMULAS
from orchestration.worlds.generator.spec import HISTORY_DAYS, iso
from orchestration.worlds.generator.tables import SYSTEM_COLUMNS, Row, Simulation, raw_name

#: Fields that no layout shows and something else uses all the same.
_USED_ONLY: Final = {
    ("Lead", "employee_band__c"): ("Flow", "Route leads by size"),
    ("Opportunity", "discount_percent__c"): ("ValidationRule", "Discount_needs_a_reason"),
    ("Account", "tier__c"): ("ApexClass", "TierService"),
}


_ASKED_FOR: Final = ("email", "firstname", "lastname", "newsletter_frequency")
_FILTERED_BY: Final = ("lifecyclestage", "preferred_language")
_TYPE_IDS: Final = {"contacts": "0-1", "companies": "0-2", "deals": "0-3", "leads": "0-136"}


def write_uses(simulation: Simulation) -> None:
    """Forms ask for some properties, a list is filtered by some, workflows use the rest."""
    unseen, sections = _unseen(simulation), simulation.sections
    contacts = simulation.table("hubspot", "contacts").columns
    sections["form_fields"] = [
        {"form_id": form["id"], "name": name}
        for form in sections["forms"]
        for name in _ASKED_FOR
        if name in contacts
    ]
    sections["list_filters"] = [
        {"list_id": each["id"], "property": name}
        for each in sections["lists"][:1]
        for name in _FILTERED_BY
        if name in contacts
    ]
    made = iso(simulation.as_of - timedelta(days=HISTORY_DAYS + 200))
    sections["workflows"], sections["workflow_uses"] = [], []
    for number, (name, type_id) in enumerate(_TYPE_IDS.items()):
        columns = simulation.hubspot[name].columns if name in simulation.hubspot else []
        flow = str(585_051_900 + number)
        set_by_it = [
            column
            for column in columns
            if column not in SYSTEM_COLUMNS and (name, column) not in unseen
            if name != "contacts" or column not in (*_ASKED_FOR, *_FILTERED_BY)
        ]
        if set_by_it:
            about = {"id": flow, "name": f"Keep {name} in order", "object_type_id": type_id}
            sections["workflows"].append({**about, "enabled": "true", "created_at": made})
            sections["workflow_uses"] += [
                {"workflow_id": flow, "property": column, "part": ("action", "trigger")[place % 2]}
                for place, column in enumerate(set_by_it)
            ]


def component_rows(simulation: Simulation) -> list[Row]:
    """salesforce/component_dependencies.csv: each component and a field that it refers to."""
    unseen = _unseen(simulation)
    return [
        _row(*_USED_ONLY.get((name, field), ("Layout", f"{name} Layout")), name, field)
        for name, table in simulation.salesforce.items()
        for field in table.columns
        if field.endswith("__c") and (raw_name(name), field.lower()) not in unseen
    ]


def _unseen(simulation: Simulation) -> set[tuple[str, str]]:
    """Object and field of what is planted, and of what only a formula refers to."""
    planted = {
        (defect.object, defect.field) for defect in simulation.defects if defect.rule_id == "F004"
    }
    return planted | {(name, field) for field in IN_FORMULAS for name in ("deals", "opportunity")}


def _row(kind: str, component: str, name: str, field: str) -> Row:
    return {"component_type": kind, "component_name": component, "object": name, "field": field}
