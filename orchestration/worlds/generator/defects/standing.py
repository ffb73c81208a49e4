"""Plants opportunities that stand where won ones never stood so long (D007)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby, pairwise
from typing import Final
from zoneinfo import ZoneInfo

from orchestration.worlds.generator.entities import Opportunity
from orchestration.worlds.generator.planted import Planted
from orchestration.worlds.generator.spec import PORTAL_TIME_ZONE
from orchestration.worlds.generator.tables import Defect, Simulation
from orchestration.worlds.generator.written import Written

_COUNT: Final = 6
_LONG: Final = timedelta(days=33)
_FEWEST: Final = 20
_ZONES: Final = {"salesforce": ZoneInfo("UTC"), "hubspot": ZoneInfo(PORTAL_TIME_ZONE)}
_FIELDS: Final = {"salesforce": "stagename", "hubspot": "dealstage"}
_ENDS: Final = {"closedwon": "won", "closedlost": "lost"}
#: An opportunity's record, and the stages that it was in since when, the last one being its own.
Record = tuple[str, str, str]
Ways = dict[Record, list[tuple[str, datetime]]]


def representing(deal: Opportunity) -> Record:
    """The record that speaks for the deal: system, object and id."""
    if deal.salesforce_id:
        return "salesforce", "opportunity", deal.salesforce_id
    return "hubspot", "deals", deal.deal_id


def plant_standing(simulation: Simulation) -> None:
    """Let the chosen ones come early to where they stand; note all that stand there too long."""
    rng = simulation.spec.rng("standing defects")
    able = [deal for deal in simulation.opportunities if _can_stand(simulation, deal)]
    for deal in rng.sample(able, min(len(able), _COUNT)):
        _bring_forward(deal)
    for record in _stuck(_planned(simulation), simulation.as_of):
        simulation.defects.add(Defect("D007", *record[:2], _FIELDS[record[0]], record[2]))


def keep_moving(simulation: Simulation) -> None:
    """Whoever would be stuck came to where it stands a week ago at most."""
    latest = simulation.as_of - timedelta(days=7)
    while stuck := set(_stuck(_planned(simulation), simulation.as_of)):
        for deal in simulation.opportunities:
            if representing(deal) in stuck:
                entry = entry_of(deal)
                moved = [replace(change, at=latest) for change in deal.changes[-1:]]
                deal.changes = [*deal.changes[:entry], *moved]


def entry_of(deal: Opportunity) -> int:
    """Which change brought it to the stage in which it stands."""
    place = len(deal.changes) - 1
    while place and deal.changes[place - 1].stage == deal.last.stage:
        place -= 1
    return place


def _can_stand(simulation: Simulation, deal: Opportunity) -> bool:
    """Whether it stands elsewhere than it began, with time enough since it left there."""
    entry = entry_of(deal)
    if deal.outcome != "open" or entry == 0 or not deal.salesforce_id or deal.passed_at:
        return False
    return deal.changes[entry - 1].at < simulation.as_of - _LONG


def _bring_forward(deal: Opportunity) -> None:
    entry = entry_of(deal)
    at = deal.changes[entry - 1].at + timedelta(hours=6)
    deal.changes[entry] = replace(deal.changes[entry], at=at)


def _planned(simulation: Simulation) -> Ways:
    ways: Ways = {}
    for deal in simulation.opportunities:
        record = representing(deal)
        is_deal = record[0] == "hubspot"
        settled = list({change.at: change for change in deal.changes}.values())
        ways[record] = [
            (
                (deal.deal_stage if change is deal.last else change.stage.deal_stages[0])
                if is_deal
                else change.stage.name,
                change.at,
            )
            for change in (settled if is_deal else deal.changes)
        ]
    return ways


def _stuck(ways: Ways, as_of: datetime) -> Iterator[Record]:
    """Those that stand longer than nine in ten visits of won ones, if there were twenty."""
    passed: dict[tuple[str, str], list[int]] = defaultdict(list)
    standing: dict[Record, tuple[str, int]] = {}
    for record, way in ways.items():
        visits = [next(group) for _, group in groupby(way, key=lambda step: step[0])]
        if not visits:
            continue
        outcome = _end(visits[-1][0])
        if outcome == "open":
            standing[record] = visits[-1][0], _days(record[0], visits[-1][1], as_of)
        elif outcome == "won":
            for (stage, since), (_, until) in pairwise(visits):
                if _end(stage) == "open":
                    passed[record[0], stage].append(_days(record[0], since, until))
    for record, (stage, days) in standing.items():
        others = sorted(passed[record[0], stage])
        if len(others) >= _FEWEST and days > _nine_in_ten(others):
            yield record


def _end(stage: str) -> str:
    return _ENDS.get(stage.lower().replace(" ", ""), "open")


def _days(system: str, since: datetime, until: datetime) -> int:
    zone = _ZONES[system]
    return (until.astimezone(zone).date() - since.astimezone(zone).date()).days


def _nine_in_ten(ordered: list[int]) -> float:
    place = 0.9 * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


# ---------------------------------------------------------------- which opportunities break it
def _broken(world: Written) -> Iterator[Defect]:
    for record in _stuck(written_ways(world), world.as_of):
        yield Defect("D007", *record[:2], _FIELDS[record[0]], record[2])


def written_ways(world: Written) -> Ways:
    """The ways that the histories of both systems tell; a deal that is synced is Salesforce's."""
    ways: Ways = {}
    rows = sorted(
        world.rows("salesforce", "opportunity_history"),
        key=lambda row: (row["createddate"], row["id"]),
    )
    held = {row["id"] for row in world.rows("salesforce", "opportunity")}
    for row in rows:
        if row["opportunityid"] in held:
            record = "salesforce", "opportunity", row["opportunityid"]
            ways.setdefault(record, []).append(_step(row["stagename"], row["createddate"]))
    short = {record[:15] for record in held}
    own = {
        row["id"]
        for row in world.rows("hubspot", "deals")
        if row.get("hs_salesforceopportunityid", "")[:15] not in short
    }
    for stage, at, record_id in _deal_stages(world.history(), own):
        ways.setdefault(("hubspot", "deals", record_id), []).append(_step(stage, at))
    return ways


def _deal_stages(history: Iterable[dict[str, str]], own: set[str]) -> list[tuple[str, str, str]]:
    found = [
        (row["value"], row["timestamp"], row["object_id"])
        for row in history
        if row["object_type"] == "deals"
        and row["property"] == "dealstage"
        and row["object_id"] in own
    ]
    return sorted(found, key=lambda entry: (entry[2], entry[1]))


def _step(stage: str, at: str) -> tuple[str, datetime]:
    return stage, datetime.fromisoformat(at)


PLANTED: Final = Planted(("D007",), plant_standing, _broken, is_early=True, tidy=keep_moving)
