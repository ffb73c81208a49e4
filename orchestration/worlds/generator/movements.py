"""What opportunities go through: pushed out, pulled in, re-priced, re-opened, handed on, deleted.

Plants between what was planned, so that where an opportunity stands, and by when it got there,
stays as it was. Those that are deleted are entries by mistake, which no answer but that of the
pipeline's movements knows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Final

from orchestration.worlds.generator.entities import Opportunity, StageChange
from orchestration.worlds.generator.spec import salesforce_id
from orchestration.worlds.generator.tables import Simulation
from orchestration.worlds.generator.vocabulary import LOST_STAGE

_ROOM: Final = timedelta(days=3)
#: Two moments between one planned change and the next.
Moments = tuple[datetime, datetime]
Detour = Callable[[Random, StageChange, Moments], list[StageChange]]


def move_opportunities(simulation: Simulation) -> None:
    """Plant detours into the ways of opportunities, and hand some of them on."""
    rng = simulation.spec.rng("movements")
    for deal in simulation.opportunities:
        changes: list[StageChange] = []
        for before, after in zip(deal.changes, deal.changes[1:], strict=False):
            changes.append(before)
            if after.at - before.at > _ROOM and rng.random() < 0.35:
                detour = rng.choice(_DETOURS)
                third = (after.at - before.at) / 3
                first, second = before.at + third, before.at + 2 * third
                moments = (first.replace(microsecond=0), second.replace(microsecond=0))
                changes += detour(rng, before, moments)
        deal.changes = [*changes, deal.last]
        _hand_on(simulation, rng, deal)


def _push_out(rng: Random, before: StageChange, moments: Moments) -> list[StageChange]:
    later = before.close_date + timedelta(days=rng.randrange(20, 120))
    return [replace(before, at=moments[0], close_date=later)]


def _pull_in(rng: Random, before: StageChange, moments: Moments) -> list[StageChange]:
    first, second = moments
    soon = first.date() + timedelta(days=rng.randrange(1, 15))
    return [replace(before, at=first, close_date=soon), replace(before, at=second)]


def _reprice(rng: Random, before: StageChange, moments: Moments) -> list[StageChange]:
    """Emptied, then filled in again otherwise."""
    first, second = moments
    factor = rng.choice((0.5, 0.8, 1.25, 2.0))
    amount = round((before.amount or 1000.0) * factor, 2)
    return [replace(before, at=first, amount=None), replace(before, at=second, amount=amount)]


def _reopen(_: Random, before: StageChange, moments: Moments) -> list[StageChange]:
    first, second = moments
    lost = StageChange(LOST_STAGE, first, before.amount, first.date())
    return [lost, replace(before, at=second)]


def _twice_in_a_second(rng: Random, before: StageChange, moments: Moments) -> list[StageChange]:
    """Two saves of one second: the later one counts."""
    first, second = moments
    later = before.close_date + timedelta(days=rng.randrange(20, 120))
    slip = replace(before, at=first, amount=(before.amount or 0.0) * 10)
    return [slip, replace(before, at=first, close_date=later), replace(before, at=second)]


_DETOURS: Final[tuple[Detour, ...]] = (_push_out, _pull_in, _reprice, _reopen, _twice_in_a_second)


def _hand_on(simulation: Simulation, rng: Random, deal: Opportunity) -> None:
    """Now and then somebody else had it first."""
    others = [rep for rep in simulation.active_reps("sales") if rep is not deal.owner]
    if others and deal.last.at - deal.created_at > _ROOM and rng.random() < 0.2:
        deal.first_owner = rng.choice(others)
        passed = deal.created_at + (deal.last.at - deal.created_at) * rng.uniform(0.2, 0.8)
        deal.passed_at = passed.replace(microsecond=0)


def withdraw_opportunities(simulation: Simulation) -> None:
    """Fill `withdrawn`: copies that somebody entered by mistake and deleted, with a past."""
    rng = simulation.spec.rng("withdrawn")
    for home, count in (("salesforce", 4), ("hubspot", 3)):
        known = [deal for deal in simulation.opportunities if deal.home == home]
        for deal in rng.sample(known, min(len(known), count)):
            copy = replace(deal, others=[], synced=False, first_owner=None, passed_at=None)
            copy.salesforce_id = copy.deal_id = ""
            if home == "salesforce":
                copy.salesforce_id = salesforce_id("006", simulation.number("006"))
            else:
                copy.deal_id = str(38_000_000_000 + simulation.number("deal") * 3_571)
            copy.deleted_at = min(deal.last.at + timedelta(days=2), simulation.as_of)
            simulation.withdrawn.append(copy)
