"""Plants faults in opportunities before their records are written, so that truth follows the fault.

Rules D001, D002, D006 (on records that only one system holds) and X001 to X004 (on synced pairs).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from orchestration.worlds.generator.entities import Opportunity
from orchestration.worlds.generator.planted import Planted
from orchestration.worlds.generator.tables import Defect, Row, Simulation
from orchestration.worlds.generator.written import Place, Written, made

_CONFLICTING = {
    "won": ("contractsent", "closedlost"),
    "lost": ("decisionmakerboughtin", "appointmentscheduled", "closedwon"),
}
_ELSEWHERE = {
    "appointmentscheduled": "presentationscheduled",
    "qualifiedtobuy": "contractsent",
    "presentationscheduled": "qualifiedtobuy",
    "decisionmakerboughtin": "appointmentscheduled",
    "contractsent": "closedlost",
}


def plant_in_deals(simulation: Simulation) -> None:
    """Change the chosen opportunities and note each defect."""
    rng = simulation.spec.rng("deal defects")
    ripe = simulation.as_of - timedelta(days=21)
    groups: dict[tuple[str, str], list[Opportunity]] = {}
    for deal in simulation.opportunities:
        if deal.synced or deal.created_at < ripe:
            home = "both" if deal.synced else deal.home
            groups.setdefault((home, deal.outcome), []).append(deal)
    for group in groups.values():
        rng.shuffle(group)
    for (home, outcome), plants in _PLANTS.items():
        group = groups.get((home, outcome), [])
        for plant, count in plants:
            for _ in range(min(count, len(group))):
                plant(simulation, rng, group.pop())


def _note(simulation: Simulation, rule_id: str, deal: Opportunity, field: str) -> None:
    if deal.salesforce_id:
        defect = Defect(rule_id, "salesforce", "opportunity", field, deal.salesforce_id)
    else:
        defect = Defect(rule_id, "hubspot", "deals", field, deal.deal_id)
    simulation.defects.add(defect)


def _redate(simulation: Simulation, rule_id: str, deal: Opportunity, moved: date) -> None:
    deal.changes[-1] = replace(deal.last, close_date=moved)
    _note(simulation, rule_id, deal, "closedate")


def _expire(simulation: Simulation, rng: Random, deal: Opportunity) -> None:
    past = simulation.as_of - timedelta(days=rng.randrange(2, 20))
    _redate(simulation, "D001", deal, past.date())


def _empty(simulation: Simulation, rng: Random, deal: Opportunity) -> None:
    deal.deal_amount = rng.choice((None, None, 0.0))
    deal.changes[-1] = replace(deal.last, amount=deal.deal_amount)
    _note(simulation, "D002", deal, "amount")


def _misdate(simulation: Simulation, rng: Random, deal: Opportunity) -> None:
    before = deal.created_at - timedelta(days=rng.randrange(2, 30))
    _redate(simulation, "D006", deal, before.date())


def _date_ahead(simulation: Simulation, rng: Random, deal: Opportunity) -> None:
    ahead = simulation.as_of + timedelta(days=rng.randrange(5, 40))
    _redate(simulation, "D006", deal, ahead.date())


def _disagree_on_stage(simulation: Simulation, rng: Random, deal: Opportunity) -> None:
    if deal.outcome == "open":
        deal.deal_stage = _ELSEWHERE[deal.deal_stage]
    else:
        deal.deal_stage = rng.choice(_CONFLICTING[deal.outcome])
    _note(simulation, "X001", deal, "stagename")


def _disagree_on_amount(simulation: Simulation, rng: Random, deal: Opportunity) -> None:
    amount = deal.last.amount or 0.0
    deal.deal_amount = round(amount * rng.choice((0.5, 0.9, 1.04, 1.25, 10)) + 7, 2)
    _note(simulation, "X002", deal, "amount")


def _disagree_on_close_date(simulation: Simulation, rng: Random, deal: Opportunity) -> None:
    """By two days at least; what is won stays won on one day."""
    apart = timedelta(days=rng.choice((-40, -2, 2, 31, 95)))
    deal.deal_close_date = deal.last.close_date + apart
    _note(simulation, "X003", deal, "closedate")


def _disagree_on_owner(simulation: Simulation, rng: Random, deal: Opportunity) -> None:
    others = [rep for rep in simulation.active_reps("sales") if rep is not deal.owner]
    if others:
        deal.deal_owner = rng.choice(others)
        _note(simulation, "X004", deal, "ownerid")


Plant = Callable[[Simulation, Random, Opportunity], None]
_OPEN: Final = ((_expire, 6), (_empty, 5))
_OPEN_DEALS: Final = ((_expire, 3), (_empty, 2))
_BOTH: Final = ((_disagree_on_stage, 4), (_disagree_on_amount, 3), (_disagree_on_owner, 2))
_NOT_WON: Final = (*_BOTH, (_disagree_on_close_date, 3))
_PLANTS: Final[dict[tuple[str, str], tuple[tuple[Plant, int], ...]]] = {
    ("salesforce", "open"): _OPEN,
    ("salesforce", "won"): ((_misdate, 3), (_date_ahead, 1)),
    ("salesforce", "lost"): ((_misdate, 3),),
    ("hubspot", "open"): _OPEN_DEALS,
    ("hubspot", "won"): ((_misdate, 2), (_date_ahead, 1)),
    ("hubspot", "lost"): ((_misdate, 2),),
    ("both", "open"): _NOT_WON,
    ("both", "won"): _BOTH,
    ("both", "lost"): _NOT_WON,
}


# ---------------------------------------------------------------- which deals break them
_SHARED: Final = {
    "Prospecting": "discovery",
    "appointmentscheduled": "discovery",
    "Qualification": "qualification",
    "Needs Analysis": "qualification",
    "qualifiedtobuy": "qualification",
    "Value Proposition": "evaluation",
    "Id. Decision Makers": "evaluation",
    "Perception Analysis": "evaluation",
    "presentationscheduled": "evaluation",
    "decisionmakerboughtin": "evaluation",
    "Proposal/Price Quote": "negotiation",
    "Negotiation/Review": "negotiation",
    "contractsent": "negotiation",
    "Closed Won": "won",
    "closedwon": "won",
    "Closed Lost": "lost",
    "closedlost": "lost",
}


def _broken(world: Written) -> Iterator[Defect]:
    """What both systems hold and tell otherwise; then each deal's day and amount, once a deal."""
    deals = world.rows("hubspot", "deals")
    pairs = {row["hs_salesforceopportunityid"][:15]: row for row in deals if _is_synced(row)}
    addresses = {row["id"]: row["email"].lower() for row in _owners(world)}
    for row in world.rows("salesforce", "opportunity"):
        deal = pairs.get(row["id"][:15])
        if deal is not None:
            yield from _differences(row, deal)
            if addresses[row["ownerid"]] != addresses[deal["hubspot_owner_id"]]:
                yield Defect("X004", "salesforce", "opportunity", "ownerid", row["id"])
        closing = date.fromisoformat(row["closedate"])
        yield from _chronology(world, ("salesforce", "opportunity"), row, closing)
    for row in deals:
        if not _is_synced(row):
            yield from _chronology(world, ("hubspot", "deals"), row, _closing(row))


def _owners(world: Written) -> list[Row]:
    return [*world.rows("hubspot", "owners"), *world.rows("salesforce", "user")]


def _closing(deal: Row) -> date:
    portal = ZoneInfo("Europe/Lisbon")
    return datetime.fromisoformat(deal["closedate"]).astimezone(portal).date()


def _is_synced(deal: Row) -> bool:
    return bool(deal.get("hs_salesforceopportunityid"))


def _differences(row: Row, deal: Row) -> Iterator[Defect]:
    if _SHARED[row["stagename"]] != _SHARED[deal["dealstage"]]:
        yield Defect("X001", "salesforce", "opportunity", "stagename", row["id"])
    if row["amount"] and deal["amount"]:
        amount, other = float(row["amount"]), float(deal["amount"])
        if abs(amount - other) > max(1.0, amount / 100):
            yield Defect("X002", "salesforce", "opportunity", "amount", row["id"])
    if abs((date.fromisoformat(row["closedate"]) - _closing(deal)).days) > 1:
        yield Defect("X003", "salesforce", "opportunity", "closedate", row["id"])


def _chronology(world: Written, place: Place, row: Row, closing: date) -> Iterator[Defect]:
    stage, today = _SHARED[row.get("stagename") or row["dealstage"]], world.as_of.date()
    if stage not in {"won", "lost"}:
        if closing < today:
            yield Defect("D001", *place, "closedate", row["id"])
        is_old = made(row) < world.as_of - timedelta(days=7)
        if is_old and (not row["amount"] or float(row["amount"]) <= 0):
            yield Defect("D002", *place, "amount", row["id"])
    elif closing < made(row).date() or (stage == "won" and closing > today):
        yield Defect("D006", *place, "closedate", row["id"])


_RULES: Final = ("D001", "D002", "D006", "X001", "X002", "X003", "X004")
PLANTED: Final = Planted(_RULES, plant_in_deals, _broken, is_early=True)
