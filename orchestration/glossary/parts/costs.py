"""Where each system keeps what a unit of a product costs the company."""

from __future__ import annotations

from orchestration.glossary.entry import Row, System, Table, Text, unique
from orchestration.glossary.parts.part import Part


class CostField(Row):
    """A field that holds a cost per unit, named in small letters as its raw table and column."""

    system: System
    object: Text
    field: Text


class Costs(Part):
    """Costs of what is sold."""

    cost_fields: Table[CostField]

    def check(self) -> None:
        """A field is told once, in small letters."""
        fields = self.cost_fields.rows
        unique("cost_fields", ((row.system, row.object) for row in fields))
        for row in fields:
            if row.field != row.field.lower() or row.object != row.object.lower():
                raise ValueError(
                    f"cost_fields: {row.object}.{row.field}: write object and field in small"
                    " letters, as the raw table and its columns are called"
                )
