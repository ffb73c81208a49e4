"""Plants faults in opportunities before their records are written, so that truth follows the fault.

Rules D001, D002, D006 (on records that only one system holds) and X001, X002 (on synced pairs).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Final

from orchestration.worlds.generator.entities import Opportunity
from orchestration.worlds.generator.tables import Defect, Simulation

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


Plant = Callable[[Simulation, Random, Opportunity], None]
_OPEN: Final = ((_expire, 6), (_empty, 5))
_OPEN_DEALS: Final = ((_expire, 3), (_empty, 2))
_BOTH: Final = ((_disagree_on_stage, 4), (_disagree_on_amount, 3))
_PLANTS: Final[dict[tuple[str, str], tuple[tuple[Plant, int], ...]]] = {
    ("salesforce", "open"): _OPEN,
    ("salesforce", "won"): ((_misdate, 3), (_date_ahead, 1)),
    ("salesforce", "lost"): ((_misdate, 3),),
    ("hubspot", "open"): _OPEN_DEALS,
    ("hubspot", "won"): ((_misdate, 2), (_date_ahead, 1)),
    ("hubspot", "lost"): ((_misdate, 2),),
    ("both", "open"): _BOTH,
    ("both", "won"): _BOTH,
    ("both", "lost"): _BOTH,
}
