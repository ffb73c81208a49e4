"""What refers to a company's own fields: page layouts, a flow, a validation rule.

Every field stands on a layout or is used otherwise, but for those that are planted as unseen.
"""

from __future__ import annotations

from typing import Final

from orchestration.worlds.generator.tables import Row, Simulation, raw_name

#: Fields that no layout shows and something else uses all the same.
_USED_ONLY: Final = {
    ("Lead", "employee_band__c"): ("Flow", "Route leads by size"),
    ("Opportunity", "discount_percent__c"): ("ValidationRule", "Discount_needs_a_reason"),
    ("Account", "tier__c"): ("ApexClass", "TierService"),
}


def component_rows(simulation: Simulation) -> list[Row]:
    """salesforce/component_dependencies.csv: each component and a field that it refers to."""
    unseen = {
        (defect.object, defect.field) for defect in simulation.defects if defect.rule_id == "F004"
    }
    return [
        _row(*_USED_ONLY.get((name, field), ("Layout", f"{name} Layout")), name, field)
        for name, table in simulation.salesforce.items()
        for field in table.columns
        if field.endswith("__c") and (raw_name(name), field.lower()) not in unseen
    ]


def _row(kind: str, component: str, name: str, field: str) -> Row:
    return {"component_type": kind, "component_name": component, "object": name, "field": field}
