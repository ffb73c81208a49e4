"""Plants opportunities that went back to an earlier stage once too often (D011).

Sellers are too early in every company: one step back breaks nothing, and some have one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import groupby, pairwise
from typing import Final

from orchestration.worlds.generator.defects.standing import (
    entry_of,
    representing,
    written_ways,
)
from orchestration.worlds.generator.entities import Opportunity
from orchestration.worlds.generator.planted import Planted
from orchestration.worlds.generator.tables import Defect, Simulation
from orchestration.worlds.generator.vocabulary import OPEN_STAGES
from orchestration.worlds.generator.written import Written

_COUNT: Final = 5
_MOST: Final = 1
_ROOM: Final = timedelta(days=5)
_FIELDS: Final = {"salesforce": "stagename", "hubspot": "dealstage"}
#: Open stages in their order, by either system's name.
_ORDER: Final = {
    name: place
    for place, stage in reversed(list(enumerate(OPEN_STAGES)))
    for name in (stage.name, stage.deal_stages[0])
}


def plant_returns(simulation: Simulation) -> None:
    """Move the chosen ones to and fro before they come to where they stand; note each."""
    rng = simulation.spec.rng("returns")
    able = [deal for deal in simulation.opportunities if _can_return(deal)]
    for deal in rng.sample(able, min(len(able) // 4, _COUNT)):
        _send_back(deal)
        system, name, record = representing(deal)
        simulation.defects.add(Defect("D011", system, name, _FIELDS[system], record))


def _can_return(deal: Opportunity) -> bool:
    """Open, of sales, and some days ahead of where it stood before, where it never was yet."""
    entry = entry_of(deal)
    if deal.outcome != "open" or not deal.salesforce_id or not entry:
        return False
    before, last = deal.changes[entry - 1], deal.changes[entry]
    stages = [change.stage for change in deal.changes[:entry]]
    is_ahead = _ORDER[before.stage.name] < _ORDER[last.stage.name]
    return is_ahead and last.stage not in stages and last.at - before.at > _ROOM


def _send_back(deal: Opportunity) -> None:
    """Twice there and back, before it comes to stay; amounts and dates are those of before."""
    entry = entry_of(deal)
    before, last = deal.changes[entry - 1], deal.changes[entry]
    step = (last.at - before.at) / 5
    moves = [
        replace(
            before,
            stage=last.stage if number % 2 else before.stage,
            at=(before.at + step * number).replace(microsecond=0),
        )
        for number in range(1, 5)
    ]
    deal.changes = [*deal.changes[:entry], *moves, *deal.changes[entry:]]


# ---------------------------------------------------------------- which opportunities break it
def _broken(world: Written) -> Iterator[Defect]:
    for (system, name, record), way in written_ways(world).items():
        stages = [stage for stage, _ in groupby(stage for stage, _ in way)]
        back = [one for one, after in pairwise(stages) if _is_back(one, after)]
        if stages and stages[-1] in _ORDER and len(back) > _MOST:
            yield Defect("D011", system, name, _FIELDS[system], record)


def _is_back(one: str, after: str) -> bool:
    return one in _ORDER and after in _ORDER and _ORDER[after] < _ORDER[one]


PLANTED: Final = Planted(("D011",), plant_returns, _broken, is_early=True)
