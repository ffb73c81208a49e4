"""Plants names of opportunities that ask a question: Z001."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from orchestration.worlds.generator.planted import Planted
from orchestration.worlds.generator.tables import Defect, Simulation
from orchestration.worlds.generator.written import Written


def plant_questions(simulation: Simulation) -> None:
    """Ask instead of naming, in a few of Salesforce's opportunities."""
    if not simulation.spec.has_salesforce:
        return
    rows = simulation.table("salesforce", "Opportunity").alive()
    for row in simulation.rng("questions").sample(rows, min(5, len(rows) // 6)):
        row["Name"] += "?"
        simulation.defects.add(Defect("Z001", "salesforce", "opportunity", "name", row["Id"]))


def _broken(world: Written) -> Iterator[Defect]:
    for row in world.rows("salesforce", "opportunity"):
        if row["name"].endswith("?"):
            yield Defect("Z001", "salesforce", "opportunity", "name", row["id"])


PLANTED: Final = Planted(("Z001",), plant_questions, _broken)
