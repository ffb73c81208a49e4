"""What the systems' own words for a lead's state mean."""

from __future__ import annotations

from typing import Literal

from orchestration.glossary.entry import Code, Row, System, Table, Text, known, one_meaning, unique
from orchestration.glossary.parts.stages import Stages

LeadMeaning = Literal["new", "accepted", "qualified", "disqualified", "recycled", "converted"]


class LeadStatus(Row):
    """What a lead status means."""

    system: System
    value: Text
    meaning: LeadMeaning


class LifecycleStage(Row):
    """The stage a HubSpot lifecycle stage stands for, if any."""

    value: Text
    stage: Code | None


class Statuses(Stages):
    """Lead statuses and lifecycle stages."""

    lead_statuses: Table[LeadStatus]
    lifecycle_stages: Table[LifecycleStage]

    def check(self) -> None:
        """Each word has one meaning, and each lifecycle stage a stage that is defined."""
        statuses = self.lead_statuses.rows
        unique("lifecycle_stages", (row.value for row in self.lifecycle_stages.rows))
        unique("lead_statuses", ((row.system, row.value) for row in statuses))
        one_meaning("lead_statuses", ((r.system, r.value, r.meaning) for r in statuses))
        stages = {row.code for row in self.stages.rows}
        lifecycle = (row.stage for row in self.lifecycle_stages.rows if row.stage)
        known("lifecycle_stages", "stage", lifecycle, stages)
