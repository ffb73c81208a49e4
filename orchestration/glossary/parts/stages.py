"""The steps of the one process, the ways out of it, and what proves that a step was taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Literal

from pydantic import Field

from orchestration.glossary.entry import (
    Code,
    Row,
    SettingValue,
    System,
    Table,
    Text,
    known,
    unique,
)
from orchestration.glossary.evidence import is_readable, named_field, readable_sources
from orchestration.glossary.parts.part import Check
from orchestration.glossary.parts.teams import Teams
from orchestration.glossary.parts.values import days
from orchestration.known_names import near


class Stage(Row):
    """One step of the process, or one way out of it, and what the models take it for.

    Attributes:
        opens_cycle: whether its evidence begins a lead cycle; alone: where no other does.
        has_cohort: cycles are compared by the month in which they entered it.
        is_handover: marketing hands over to sales here; close rates count from it.
        is_of_opportunity: opportunities prove it.
    """

    code: Code
    rank: int = Field(ge=1)
    label: Text
    is_exit: bool
    opens_cycle: Literal["always", "alone", "never"] = "never"
    has_cohort: bool = False
    is_handover: bool = False
    is_of_opportunity: bool = False
    owner_team: Code
    definition: Text


class StageEvidence(Row):
    """A record that proves that a stage was entered.

    Attributes:
        is_optional: companies have the field or have not; of any other it is an error if they lack
            it.
    """

    WORKED_OUT: ClassVar[Mapping[str, str]] = {"is_field": "boolean"}
    NO_COLUMNS: ClassVar[frozenset[str]] = frozenset({"is_optional"})

    stage: Code
    system: System
    source: Text
    is_fallback: bool
    is_optional: bool = False

    @property
    def is_field(self) -> bool:
        """Whether it looks at a field, not at a record's being there."""
        return named_field(self.system, self.source) is not None


def _deviations(value: SettingValue) -> str | None:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 5:
        return None
    return f"{value!r} is no number of standard deviations above 0, up to 5."


class Stages(Teams):
    """Stages, their evidence, and how long a cycle and a cohort are given."""

    SETTINGS: ClassVar[Mapping[str, Check]] = {
        "cohort_window_days": days,
        "opportunity_window_days": days,
        "recycle_idle_days": days,
        "close_rate_confidence_z": _deviations,
    }

    stages: Table[Stage]
    stage_evidence: Table[StageEvidence]

    def check(self) -> None:
        """The steps make one process; every piece of evidence can be read and proves a stage."""
        unique("stages", (row.code for row in self.stages.rows))
        unique("stages.rank", (row.rank for row in self.stages.rows))
        unique("stage_evidence", ((row.system, row.source) for row in self.stage_evidence.rows))
        _check_stages(self.stages.rows)
        for row in self.stage_evidence.rows:
            if not is_readable(row.system, row.source):
                raise ValueError(
                    f"stage_evidence: no model reads {row.system} {row.source!r}."
                    f" {near(row.source, readable_sources(row.system))}"
                )
        codes = {row.code for row in self.stages.rows}
        known("stage_evidence", "stage", (row.stage for row in self.stage_evidence.rows), codes)
        teams = {row.code for row in self.teams.rows}
        known("stages", "team", (row.owner_team for row in self.stages.rows), teams)


def _check_stages(stages: Iterable[Stage]) -> None:
    ranked = sorted(stages, key=lambda stage: stage.rank)
    steps = [stage for stage in ranked if not stage.is_exit]
    for rank, step in enumerate(steps, 1):
        if step.rank != rank:
            raise ValueError(
                f"stages[{step.code}].rank: the steps are ranked 1, 2, 3 ... before every way out"
            )
    for stage in ranked:
        if stage.is_exit and (
            stage.opens_cycle != "never" or stage.has_cohort or stage.is_handover
        ):
            raise ValueError(
                f"stages[{stage.code}]: a way out opens no cycle, has no cohort, is no handover"
            )
    if not any(step.opens_cycle == "always" for step in steps):
        raise ValueError("stages: one step at least says `opens_cycle: always`")
    handovers = [step.code for step in steps if step.is_handover]
    if len(handovers) != 1:
        said = ", ".join(handovers) or "none does"
        raise ValueError(f"stages: exactly one step says `is_handover: true`, and here {said}")
    _check_deals(steps)


def _check_deals(steps: Sequence[Stage]) -> None:
    """A process ends with the deal: opened at the first step that deals prove, won at the last."""
    deals = [step for step in steps if step.is_of_opportunity]
    if len(deals) < 2 or deals != steps[-len(deals) :]:
        raise ValueError(
            "stages: the last steps, two at least, say `is_of_opportunity: true`: from the deal"
            " that is opened to the deal that is won"
        )
    if deals[0].rank <= next(step.rank for step in steps if step.is_handover):
        raise ValueError("stages: the step with `is_handover: true` stands before those of deals")
