"""Plants close dates that were pushed into a later month once too often (D010).

Buyers are late in every company: up to three pushes break nothing, and many have as many.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from orchestration.worlds.generator.defects.standing import entry_of, representing
from orchestration.worlds.generator.entities import Opportunity
from orchestration.worlds.generator.planted import Planted
from orchestration.worlds.generator.spec import PORTAL_TIME_ZONE
from orchestration.worlds.generator.tables import Defect, Simulation
from orchestration.worlds.generator.written import Written

_COUNT: Final = 6
_MOST: Final = 3
_ROOM: Final = timedelta(days=5)
_MONTH: Final = timedelta(days=31)
_PORTAL: Final = ZoneInfo(PORTAL_TIME_ZONE)


def plant_pushes(simulation: Simulation) -> None:
    """Push the chosen ones month by month while they stand where they stand; note all."""
    rng = simulation.spec.rng("pushes")
    able = [
        deal
        for deal in simulation.opportunities
        if deal.outcome == "open"
        and deal.salesforce_id
        and len(deal.changes) > 1
        and deal.last.at - deal.changes[-2].at > _ROOM
    ]
    for deal in rng.sample(able, min(len(able) // 4, _COUNT)):
        _push(deal)
    for deal in simulation.opportunities:
        if deal.outcome == "open" and _pushes(_dates(deal)) > _MOST:
            system, name, record = representing(deal)
            simulation.defects.add(Defect("D010", system, name, "closedate", record))


def keep_dates(simulation: Simulation) -> None:
    """Whoever was pushed too often was entered with a date, and later with the one it has now."""
    for deal in simulation.opportunities:
        if deal.outcome == "open" and _pushes(_dates(deal)) > _MOST:
            deal.changes = [deal.changes[0], *deal.changes[max(1, entry_of(deal)) :][-1:]]


def _push(deal: Opportunity) -> None:
    """Between the last two changes, which stay what they are."""
    before = deal.changes[-2]
    step = (deal.last.at - before.at) / (_MOST + 2)
    pushed = [
        replace(
            before,
            at=(before.at + step * number).replace(microsecond=0),
            close_date=before.close_date + _MONTH * number,
        )
        for number in range(1, _MOST + 2)
    ]
    deal.changes = [*deal.changes[:-1], *pushed, deal.last]


def _dates(deal: Opportunity) -> list[date]:
    """Its close dates, one by one; of two saves of a second the later."""
    return [change.close_date for change in {each.at: each for each in deal.changes}.values()]


def _pushes(dates: Iterable[date]) -> int:
    return sum((after.year, after.month) > (one.year, one.month) for one, after in pairwise(dates))


# ---------------------------------------------------------------- which opportunities break it
def _broken(world: Written) -> Iterator[Defect]:
    """Counted in the histories of open opportunities; a deal that is synced is Salesforce's."""
    dates: dict[str, dict[str, date]] = defaultdict(dict)
    rows = world.rows("salesforce", "opportunity_history")
    for row in sorted(rows, key=lambda row: (row["createddate"], row["id"])):
        picked = date.fromisoformat(row["closedate"])
        dates[row["opportunityid"]][row["createddate"]] = picked
    held = {row["id"][:15] for row in world.rows("salesforce", "opportunity")}
    for row in world.rows("salesforce", "opportunity"):
        if row["isclosed"] != "true" and _pushes(dates[row["id"]].values()) > _MOST:
            yield Defect("D010", "salesforce", "opportunity", "closedate", row["id"])
    told: dict[str, list[tuple[str, date]]] = defaultdict(list)
    for row in world.history():
        if (row["object_type"], row["property"]) == ("deals", "closedate") and row["value"]:
            picked = datetime.fromisoformat(row["value"]).astimezone(_PORTAL).date()
            told[row["object_id"]].append((row["timestamp"], picked))
    for row in world.rows("hubspot", "deals"):
        is_own = row.get("hs_salesforceopportunityid", "")[:15] not in held
        ways = [picked for _, picked in sorted(told[row["id"]])]
        if is_own and row["hs_is_closed"] != "true" and _pushes(ways) > _MOST:
            yield Defect("D010", "hubspot", "deals", "closedate", row["id"])


PLANTED: Final = Planted(("D010",), plant_pushes, _broken, is_early=True, tidy=keep_dates)
