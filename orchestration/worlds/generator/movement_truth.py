"""How the pipeline moved, month by month and quarter by quarter, as the simulation made it move.

The pipeline of a period is what is open and due in it. Where an opportunity was just before the
period says how it came in, where it is at its end how it went; what is new or re-opened is worth
the first amount known since, what is pulled in that of the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from orchestration.worlds.generator.entities import Opportunity, StageChange
from orchestration.worlds.generator.spec import day, midnight, money
from orchestration.worlds.generator.tables import Row, Simulation
from orchestration.worlds.generator.vocabulary import LOST_STAGE, WON_STAGE

_Tally = dict[str, tuple[int, Decimal]]
_MONTHS = {"month": 1, "quarter": 3}


@dataclass(frozen=True)
class _Step:
    """What an opportunity was from `at` until `until`; `amount` is None where nobody knows it."""

    at: datetime
    until: datetime | None
    category: str
    amount: Decimal | None
    close_date: date

    def is_due(self, start: date, end: date) -> bool:
        return self.category == "open" and start <= self.close_date < end


@dataclass(frozen=True)
class _Move:
    """One opportunity's part in one period."""

    came: str
    went: str
    came_amount: Decimal | None
    went_amount: Decimal | None


def waterfall_rows(simulation: Simulation) -> list[Row]:
    """waterfall.csv: count and amount of each way, for all and by owner's e-mail."""
    tallies: dict[tuple[str, date, str, str], _Tally] = {}
    for deal in _everything(simulation):
        steps = _steps(simulation, deal)
        for kind, start, end in _periods(steps[0].at.date(), simulation.as_of.date()):
            move = _move(steps, deal.deleted_at, start, end)
            if move is not None:
                for scope in (("all", "all"), ("owner", _owner_email(deal, midnight(end)))):
                    _add(tallies.setdefault((kind, start, *scope), {}), move)
    return [
        {
            "period_type": kind,
            "period_start": day(start),
            "scope_type": scope_type,
            "scope_value": scope_value,
            "way": way,
            "count": str(count),
            "amount": money(float(amount)),
        }
        for (kind, start, scope_type, scope_value), tally in sorted(tallies.items())
        for way, (count, amount) in sorted(tally.items())
    ]


def open_rows(simulation: Simulation) -> list[Row]:
    """open_pipeline.csv: what was open at the end of each month, whenever it was due."""
    totals: dict[date, tuple[int, Decimal]] = {}
    for deal in _everything(simulation):
        steps = _steps(simulation, deal)
        for kind, start, end in _periods(steps[0].at.date(), simulation.as_of.date()):
            last = _before(steps, midnight(end))
            gone = deal.deleted_at is not None and deal.deleted_at < midnight(end)
            if kind == "month" and last is not None and last.category == "open" and not gone:
                count, amount = totals.get(start, (0, Decimal(0)))
                totals[start] = (count + 1, amount + (last.amount or 0))
    return [
        {"period_start": day(start), "count": str(count), "amount": money(float(amount))}
        for start, (count, amount) in sorted(totals.items())
    ]


def _everything(simulation: Simulation) -> Iterator[Opportunity]:
    yield from simulation.opportunities
    yield from simulation.withdrawn


def _steps(simulation: Simulation, deal: Opportunity) -> list[_Step]:
    """Nothing that lasted no time; a planted foreign currency makes every amount unknown."""
    unknown = any(
        defect.rule_id == "D009" and defect.record_id == deal.deal_id
        for defect in simulation.defects
        if deal.deal_id and not deal.salesforce_id
    )
    settled = list({change.at: change for change in deal.changes}.values())
    steps = []
    for place, change in enumerate(settled):
        until = settled[place + 1].at if place + 1 < len(settled) else deal.deleted_at
        amount = None if unknown or change.amount is None else Decimal(money(change.amount))
        steps.append(_Step(change.at, until, _category(change), amount, change.close_date))
    return steps


def _category(change: StageChange) -> str:
    return {WON_STAGE.name: "won", LOST_STAGE.name: "lost"}.get(change.stage.name, "open")


def _periods(first: date, last: date) -> Iterator[tuple[str, date, date]]:
    for kind, length in _MONTHS.items():
        start = first.replace(month=first.month - (first.month - 1) % length, day=1)
        while start <= last:
            end = (start + timedelta(days=31 * length)).replace(day=1)
            yield kind, start, end
            start = end


def _before(steps: list[_Step], instant: datetime) -> _Step | None:
    return next((step for step in reversed(steps) if step.at < instant), None)


def _move(steps: list[_Step], deleted_at: datetime | None, start: date, end: date) -> _Move | None:
    begins, ends = midnight(start), midnight(end)
    inside = [step for step in steps if begins <= step.at < ends]
    before, last = _before(steps, begins), _before(steps, ends)
    if before is not None and deleted_at is not None and deleted_at < begins:
        return None
    seen = [step for step in (before, *inside) if step is not None]
    closes = any(
        step.category not in ("open", other.category if other else None)
        for other, step in zip([before, *inside], inside, strict=False)
    )
    if last is None or not (closes or any(step.is_due(start, end) for step in seen)):
        return None
    if before is None:
        came, entry = "new", inside
    elif before.category != "open":
        came, entry = "reopened", _since_entry(before, inside, start, end)
    elif before.is_due(start, end):
        came, entry = "begin", [before]
    else:
        came, entry = "pulled_in", [last]
    if deleted_at is not None and deleted_at < ends:
        went = "deleted"
    elif last.category != "open":
        went = last.category
    else:
        went = "end" if last.is_due(start, end) else "moved_out"
    known = [step.amount for step in entry if step.amount is not None]
    return _Move(came, went, known[0] if known else None, last.amount)


def _since_entry(before: _Step, inside: list[_Step], start: date, end: date) -> list[_Step]:
    """What was closed comes in when it is due in the period, or is closed another way."""
    for place, step in enumerate(inside):
        if step.is_due(start, end) or step.category not in ("open", before.category):
            return inside[place:]
    return []


def _owner_email(deal: Opportunity, instant: datetime) -> str:
    is_first = deal.first_owner and deal.passed_at and instant <= deal.passed_at
    return deal.first_owner.email if is_first and deal.first_owner else deal.owner.email


def _add(tally: _Tally, move: _Move) -> None:
    change = (move.went_amount or Decimal(0)) - (move.came_amount or Decimal(0))
    parts = [(move.came, move.came_amount), (move.went, move.went_amount)]
    if change:
        parts.append(("increased" if change > 0 else "decreased", abs(change)))
    for way, amount in parts:
        count, total = tally.get(way, (0, Decimal(0)))
        tally[way] = (count + 1, total + (amount or Decimal(0)))
