"""What the vendors themselves say about a deal's stage, and where the glossary says otherwise.

An id is only a name: a portal may have renamed `closedwon` to Declined. What a stage means is told
by its flags and its probability.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import text
from sqlalchemy.engine import Connection

from orchestration.glossary.model import Glossary
from orchestration.sources.registry import VENDORS

Outcome = Literal["open", "won", "lost"]


@dataclass(frozen=True)
class StageFacts:
    """One stage as its vendor describes it. `outcome` is None where it does not say.

    `probability` is between 0 and 1; where each record has one, their mean.
    """

    system: str
    value: str
    label: str
    outcome: Outcome | None
    probability: float | None
    records: int


@dataclass(frozen=True)
class Contradiction:
    """A stage that the glossary takes for something its vendor says it is not."""

    facts: StageFacts
    shared_stage: str

    @property
    def told(self) -> str:
        """In one line: who says what."""
        facts = self.facts
        named = f"{facts.value!r}" + (f" ({facts.label})" if facts.label != facts.value else "")
        chance = "" if facts.probability is None else f", probability {facts.probability:g}"
        return (
            f"{facts.system} stage {named}: the glossary says {self.shared_stage},"
            f" {facts.system} says {facts.outcome}{chance} ({facts.records} records)"
        )


def read_stage_facts(connection: Connection) -> list[StageFacts]:
    """Every stage of an opportunity that the raw layer describes or holds, of every system."""
    return [
        stage_facts(vendor.name, *row)
        for vendor in VENDORS.values()
        if vendor.stages_sql
        for row in connection.execute(text(vendor.stages_sql))
    ]


def stage_facts(
    system: str,
    value: str,
    label: str,
    closed: float | None,
    won: float | None,
    probability: float | None,
    records: int,
) -> StageFacts:
    """A stage from the shares of it that are closed and won, as far as they are told.

    Without a flag, a probability of 0 or 1 closes a deal, and one of 1 wins it, as in the models
    (`int_opportunity_stages__described`): this is asked before any model is built.
    """
    if closed is None and probability is not None:
        closed = float(probability in (0, 1))
    if won is None and probability is not None:
        won = float(bool(closed) and probability == 1)
    outcome: Outcome | None = None
    if closed == 0 and not won:
        outcome = "open"
    elif closed == 1 and won is not None:
        outcome = "won" if won == 1 else "lost" if won == 0 else None
    chance = None if probability is None else round(float(probability), 3)
    return StageFacts(system, value, label, outcome, chance, records)


def contradictions(facts: list[StageFacts], glossary: Glossary) -> list[Contradiction]:
    """The stages whose shared stage and whose vendor's flags cannot both be right."""
    shared = {(row.system, row.value): row.shared_stage for row in glossary.opportunity_stages.rows}
    found = []
    for stage in facts:
        said = shared.get((stage.system, stage.value))
        if said is None or stage.outcome is None:
            continue
        if glossary.shared_outcomes.get(said, "open") != stage.outcome:
            found.append(Contradiction(stage, said))
    return found
