"""What each system counts of the company's opportunities, what we count, and why they differ.

An opportunity that both systems hold is the Salesforce record's with us. Of those made in the last
days nothing is said: whether the sync had time for them yet is nobody's plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from orchestration.worlds.generator.entities import Opportunity
from orchestration.worlds.generator.gap_cases import HUBSPOT, SALESFORCE, answer
from orchestration.worlds.generator.spec import PORTAL_TIME_ZONE
from orchestration.worlds.generator.tables import Row, Simulation

_UNSETTLED: Final = timedelta(days=3)
_ZONES: Final = {HUBSPOT: ZoneInfo(PORTAL_TIME_ZONE), SALESFORCE: ZoneInfo("UTC")}


@dataclass(frozen=True)
class _Side:
    """The record of one system: when it was made, whether it says won, and for how much."""

    system: str
    record: str
    made_at: datetime
    is_won: bool
    amount: float


def deal_rows(simulation: Simulation) -> Iterator[Row]:
    """Rows of truth/gap.csv, agreements included."""
    for deal in simulation.opportunities:
        if deal.created_at > simulation.as_of - _UNSETTLED:
            continue
        sides = {side.system: side for side in _sides(simulation, deal)}
        ours = sides.get(SALESFORCE) or sides[HUBSPOT]
        for system in simulation.spec.systems:
            yield from _created(system, sides.get(system), ours)
            yield from _won(simulation, deal, system, sides.get(system), ours)


def _sides(simulation: Simulation, deal: Opportunity) -> Iterator[_Side]:
    if deal.salesforce_id:
        won = deal.outcome == "won"
        amount = deal.last.amount or 0.0
        yield _Side(SALESFORCE, deal.salesforce_id, deal.created_at, won, amount)
    if deal.deal_id:
        row = simulation.table(HUBSPOT, "deals").rows[deal.deal_id]
        made = datetime.fromisoformat(row["createdate"])
        won = deal.deal_stage == "closedwon"
        yield _Side(HUBSPOT, deal.deal_id, made, won, deal.deal_amount or 0.0)


def _created(system: str, theirs: _Side | None, ours: _Side) -> Iterator[Row]:
    metric, our_day = "entered_opp", _day(ours.made_at)
    if theirs is None:
        yield answer(metric, system, our_day, "never_synced", ours.record, 1)
        return
    their_day = theirs.made_at.astimezone(_ZONES[system]).date()
    if their_day == our_day:
        yield answer(metric, system, our_day, "agreed", theirs.record, 0)
        return
    cause = "time_zone" if _day(theirs.made_at) == our_day else "dated_elsewhere"
    yield answer(metric, system, their_day, cause, theirs.record, -1)
    yield answer(metric, system, our_day, cause, theirs.record, 1)


def _won(
    simulation: Simulation, deal: Opportunity, system: str, theirs: _Side | None, ours: _Side
) -> Iterator[Row]:
    """Both systems say the same close date, which has no time of day."""
    on = deal.last.close_date
    is_to_come = on > simulation.as_of.date()
    we_count = ours.is_won and not is_to_come
    their_amount = theirs.amount if theirs and theirs.is_won else 0.0
    if theirs and theirs.is_won and we_count:
        yield answer("entered_won", system, on, "agreed", theirs.record, 0)
        yield answer("won_amount", system, on, "agreed", theirs.record, 0)
        if their_amount != ours.amount:
            more = ours.amount - their_amount
            yield answer("won_amount", system, on, "amount_differs", theirs.record, more)
    elif theirs and theirs.is_won:
        cause = "to_come" if is_to_come else "status_differs"
        yield answer("entered_won", system, on, cause, theirs.record, -1)
        yield answer("won_amount", system, on, cause, theirs.record, -their_amount)
    elif we_count:
        cause = "status_differs" if theirs else "never_synced"
        yield answer("entered_won", system, on, cause, ours.record, 1)
        yield answer("won_amount", system, on, cause, ours.record, ours.amount)


def _day(at: datetime) -> date:
    """The day of an instant in the reporting time zone."""
    return at.astimezone(UTC).date()
