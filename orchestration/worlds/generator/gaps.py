"""People of whom each system counts something else than we do, each way in turn, and why.

Planned, not found out. Written after everything else, so that nobody else's records change; only a
company with both systems has gaps between them.
"""

from __future__ import annotations

from datetime import timedelta

from orchestration.worlds.generator.gap_cases import Case, somebody
from orchestration.worlds.generator.gap_deals import deal_rows
from orchestration.worlds.generator.gap_people import BROKEN_WAYS, SOUND_WAYS, UNFOUNDED_WAYS
from orchestration.worlds.generator.gap_touches import TOUCHES, call_nobody_forgets
from orchestration.worlds.generator.tables import Row, Simulation


def plant_gaps(simulation: Simulation) -> None:
    """Add the people: each way once, and once more for every thousand people."""
    spec = simulation.spec
    if not (spec.has_hubspot and spec.has_salesforce):
        return
    rng = spec.rng("gaps")
    # of a company that bought, nobody is a customer without a deal
    homes = [
        one
        for one in simulation.companies
        if one.hubspot_id
        and one.account_id
        and all(deal.outcome != "won" for deal in one.opportunities)
    ]
    unfounded, broken = (UNFOUNDED_WAYS, BROKEN_WAYS) if spec.defects else ((), ())
    ways = (*SOUND_WAYS, *unfounded, *TOUCHES, *broken)
    for _ in range(1 + spec.people // 1000) if homes else ():
        for way in ways:
            at = simulation.as_of - timedelta(days=rng.randrange(60, 400))
            at = at.replace(hour=12, minute=rng.randrange(60), second=0, microsecond=0)
            case = Case(simulation, rng, somebody(simulation, rng, rng.choice(homes), at), at)
            way(case)
            if way in SOUND_WAYS and not spec.defects:
                call_nobody_forgets(case)


def gap_rows(simulation: Simulation) -> list[Row]:
    """gap.csv: one row per metric, system, day and record that is planned; agreements included."""
    return [*simulation.gaps, *deal_rows(simulation)]
