"""What happened with each opportunity and was done with people, and who answered a campaign."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from orchestration.worlds.generator.entities import Opportunity, StageChange
from orchestration.worlds.generator.spec import iso, midnight
from orchestration.worlds.generator.tables import Row, Simulation
from orchestration.worlds.generator.vocabulary import LOST_STAGE, WON_STAGE

_ENDS = {WON_STAGE.name: "won", LOST_STAGE.name: "lost"}


def story_rows(simulation: Simulation) -> list[Row]:
    """stories.csv: a row per event of an opportunity, thing done, and answer to a campaign.

    Opportunities that were entered by mistake are in no story; an answer is told by its day.
    """
    events = [
        (
            "salesforce" if deal.salesforce_id else "hubspot",
            deal.salesforce_id or deal.deal_id,
            *told,
        )
        for deal in simulation.opportunities
        for told in sorted(_events(deal))
    ]
    events += [
        (one.system, one.record_id, one.at, one.kind)
        for one in simulation.activities
        if one.at.date() <= simulation.as_of.date()
    ]
    events += [
        ("salesforce", record_id, midnight(on), "touch") for record_id, on in simulation.responses
    ]
    names = ("system", "record_id", "happened_at", "kind")
    return [
        dict(zip(names, (system, record_id, iso(at), kind), strict=True))
        for system, record_id, at, kind in events
    ]


def _events(deal: Opportunity) -> Iterator[tuple[datetime, str]]:
    """Of two saves of one second the later one counts."""
    settled = list({change.at: change for change in deal.changes}.values())
    yield settled[0].at, "opportunity_created"
    if settled[0].stage.name in _ENDS:
        yield settled[0].at, _ENDS[settled[0].stage.name]
    for before, after in pairwise(settled):
        yield from ((after.at, kind) for kind in _changed(deal, before, after))
    if deal.first_owner is not None and deal.passed_at is not None:
        yield deal.passed_at, "opportunity_owner"


def _changed(deal: Opportunity, before: StageChange, after: StageChange) -> Iterator[str]:
    if before.amount != after.amount:
        yield "amount"
    if before.close_date != after.close_date:
        yield "close_date"
    was, now = before.stage.name, after.stage.name
    if was != now and now in _ENDS:
        yield _ENDS[now]
    elif was != now and was in _ENDS:
        yield "reopened"
    elif _stage(deal, before) != _stage(deal, after):
        yield "opportunity_stage"


def _stage(deal: Opportunity, change: StageChange) -> str:
    """As its first system calls it: HubSpot has fewer stages than Salesforce."""
    if deal.salesforce_id:
        return change.stage.name
    return deal.deal_stage if change is deal.last else change.stage.deal_stages[0]
