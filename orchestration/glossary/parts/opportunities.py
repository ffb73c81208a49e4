"""The stages of a deal that all systems share, and each system's own words for them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from orchestration.glossary.entry import Code, Row, System, Table, Text, known, one_meaning, unique
from orchestration.glossary.parts.part import Part


class SharedStage(Row):
    """A stage of a deal in the words all systems share; `outcome` where the deal ends in it."""

    code: Code
    rank: int = Field(ge=1)
    label: Text
    outcome: Literal["won", "lost"] | None = None


class OpportunityStage(Row):
    """The shared stage of one vendor's stage."""

    system: System
    value: Text
    shared_stage: Code


class Opportunities(Part):
    """Stages of deals."""

    shared_stages: Table[SharedStage]
    opportunity_stages: Table[OpportunityStage]

    @property
    def shared_outcomes(self) -> dict[str, str]:
        """How a deal ends, by the shared stage that ends it."""
        return {row.code: row.outcome for row in self.shared_stages.rows if row.outcome}

    def check(self) -> None:
        """One shared stage is where deals are won, one where lost; each word stands for one."""
        shared, own = self.shared_stages.rows, self.opportunity_stages.rows
        unique("shared_stages", (row.code for row in shared))
        unique("opportunity_stages", ((row.system, row.value) for row in own))
        for outcome in ("won", "lost"):
            said = sum(stage.outcome == outcome for stage in shared)
            if said != 1:
                raise ValueError(
                    f"shared_stages: exactly one says `outcome: {outcome}`, and here {said} do"
                )
        one_meaning("opportunity_stages", ((r.system, r.value, r.shared_stage) for r in own))
        codes = {row.code for row in shared}
        known("opportunity_stages", "shared stage", (row.shared_stage for row in own), codes)
