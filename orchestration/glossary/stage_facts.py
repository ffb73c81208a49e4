"""What the vendors themselves say about a deal's stage, and where the glossary says otherwise.

An id is only a name: a portal may have renamed `closedwon` to Declined. What a stage means is told
by its flags and its probability.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from sqlalchemy import text
from sqlalchemy.engine import Connection

from orchestration.glossary.model import Glossary

Outcome = Literal["open", "won", "lost"]

_DEAL_STAGES: Final = """
select stages.stage_id, max(stages.stage_label), max(stages.pipeline_label),
       max(case when stages.is_closed then 1 when not stages.is_closed then 0 end),
       max(stages.probability), min(coalesce(used.records, 0))
from raw_hubspot.pipelines as stages
left join (
    select dealstage, count(*) as records
    from raw_hubspot.deals
    where _deleted_at is null
    group by dealstage
) as used on stages.stage_id = used.dealstage
where lower(stages.object_type) in ('deal', 'deals', '0-3') and stages._deleted_at is null
group by stages.stage_id
order by stages.stage_id
"""
_OPPORTUNITY_STAGES: Final = """
select trim(stagename), count(*),
       sum(case when isclosed then 1 else 0 end), sum(case when iswon then 1 else 0 end),
       avg(probability) / 100
from raw_salesforce.opportunity
where _deleted_at is null and trim(stagename) <> '' and isclosed is not null
group by trim(stagename)
order by trim(stagename)
"""


@dataclass(frozen=True)
class StageFacts:
    """One stage as its vendor describes it. `outcome` is None where it does not say.

    `probability` is between 0 and 1; for Salesforce the mean of the stage's records.
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
    """Every deal stage of either system that the raw layer describes or holds."""
    facts = [
        deal_stage(
            stage_id,
            f"{label} in {pipeline}",
            None if closed is None else bool(closed),
            probability,
            records,
        )
        for stage_id, label, pipeline, closed, probability, records in connection.execute(
            text(_DEAL_STAGES)
        )
    ]
    for name, records, closed, won, probability in connection.execute(text(_OPPORTUNITY_STAGES)):
        outcome: Outcome | None = None
        if closed == 0 and won == 0:
            outcome = "open"
        elif closed == records:
            outcome = "won" if won == records else "lost" if won == 0 else None
        chance = None if probability is None else round(float(probability), 3)
        facts.append(StageFacts("salesforce", name, name, outcome, chance, records))
    return facts


def deal_stage(
    stage_id: str, label: str, is_closed: bool | None, probability: float | None, records: int
) -> StageFacts:
    """A stage of a HubSpot pipeline; without a flag, a probability of 0 or 1 closes the deal."""
    if is_closed is None and probability is not None:
        is_closed = probability in (0, 1)
    outcome: Outcome | None = None
    if is_closed is not None and not (is_closed and probability is None):
        outcome = "open" if not is_closed else "won" if probability == 1 else "lost"
    return StageFacts("hubspot", stage_id, label, outcome, probability, records)


def contradictions(facts: list[StageFacts], glossary: Glossary) -> list[Contradiction]:
    """The stages whose shared stage and whose vendor's flags cannot both be right."""
    shared = {(row.system, row.value): row.shared_stage for row in glossary.opportunity_stages.rows}
    found = []
    for stage in facts:
        said = shared.get((stage.system, stage.value))
        if said is None or stage.outcome is None:
            continue
        if (said if said in ("won", "lost") else "open") != stage.outcome:
            found.append(Contradiction(stage, said))
    return found
