"""What people do after the story stops, and what it makes of the numbers that were told before.

Written as changes that an emulator applies when its clock passes them. Only opportunities that live
in Salesforce alone are touched, and leads of people whom nothing else tells of, so that
truth/restatements.csv needs no record but those.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from orchestration.worlds.generator.dollars import DOLLAR_ID, NEXT_RATE
from orchestration.worlds.generator.entities import Opportunity
from orchestration.worlds.generator.spec import day, iso, money, salesforce_id
from orchestration.worlds.generator.tables import Row, Simulation
from orchestration.worlds.generator.vocabulary import WON_STAGE

_AFTER = timedelta(days=1)
_EDITED, _DELETED, _LATE = 3, 2, 2

Change = dict[str, object]
#: metric, day, above the line, below it
Counted = tuple[str, date, float, int]


@dataclass(frozen=True)
class _Deed:
    """One thing that somebody does, why numbers differ then, and by how much."""

    change: Change
    cause: str
    counted: tuple[Counted, ...]


def change_rows(simulation: Simulation) -> list[Change]:
    """changes/next_days.jsonl: what the emulator does a day later."""
    return [deed.change for deed in _deeds(simulation)]


def restatement_rows(simulation: Simulation) -> list[Row]:
    """truth/restatements.csv: by metric, month and cause, what a run after it tells otherwise."""
    sums: dict[tuple[str, str, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for deed in _deeds(simulation):
        for metric, happened, above, below in deed.counted:
            total = sums[metric, day(happened.replace(day=1)), deed.cause]
            total[0] += above
            total[1] += below
    return [
        {
            "metric_id": metric,
            "month": month,
            "cause": cause,
            "numerator_change": money(above) or "0",
            "denominator_change": money(below) or "0",
        }
        for (metric, month, cause), (above, below) in sorted(sums.items())
        if above or below
    ]


def _deeds(simulation: Simulation) -> Iterator[_Deed]:
    if not simulation.spec.has_salesforce:
        return
    rng = simulation.spec.rng("next days")
    dollars = simulation.dollar_deals
    lone = [deal for deal in simulation.lone_opportunities() if deal not in dollars]
    won = [deal for deal in lone if deal.outcome == "won"]
    chosen = rng.sample(won, min(len(won), _EDITED + _DELETED))
    deleted = min(_DELETED, len(chosen) // 2)  # of few deals, too, one is deleted
    for deal in chosen[deleted:]:
        yield _edited(simulation, rng, deal)
    for deal in chosen[:deleted]:
        yield _deleted(simulation, deal)
    if lone:
        for number in range(_LATE):
            yield _late(simulation, rng, rng.choice(lone), number)
    if dollars:
        yield _another_rate(simulation, dollars)
    yield from _merges(simulation)


def _edited(simulation: Simulation, rng: Random, deal: Opportunity) -> _Deed:
    amount = deal.last.amount or 0.0
    more = 250.0 * rng.randrange(1, 20)
    values = {"Amount": money(amount + more)}
    counted: tuple[Counted, ...] = (
        ("opened_amount", deal.created_at.date(), more, 0),
        ("won_amount", deal.last.close_date, more, 0),
    )
    return _Deed(_change(simulation, deal.salesforce_id, "upsert", values), "edit", counted)


def _deleted(simulation: Simulation, deal: Opportunity) -> _Deed:
    amount = deal.last.amount or 0.0
    counted = _of_a_win(deal.created_at.date(), deal.last.close_date, amount, -1)
    return _Deed(_change(simulation, deal.salesforce_id, "delete"), "delete", counted)


def _late(simulation: Simulation, rng: Random, like: Opportunity, number: int) -> _Deed:
    made = (simulation.as_of - timedelta(days=rng.randrange(45, 90))).replace(hour=12)
    closed = made.date() + timedelta(days=rng.randrange(5, 30))
    amount = 50.0 * rng.randrange(20, 400)
    values = {
        "AccountId": like.company.account_id,
        "Name": f"{like.company.name} - entered late",
        "StageName": WON_STAGE.name,
        "Amount": money(amount),
        "CloseDate": day(closed),
        "Probability": str(WON_STAGE.probability),
        "ForecastCategory": WON_STAGE.forecast,
        "IsClosed": "true",
        "IsWon": "true",
        "OwnerId": like.owner.user_id,
        "LeadSource": like.source.salesforce,
        "CreatedDate": iso(made),
    }
    record = salesforce_id("006", 900_000 + number)
    change = _change(simulation, record, "upsert", values)
    return _Deed(change, "late_record", _of_a_win(made.date(), closed, amount, 1))


def _another_rate(simulation: Simulation, deals: list[Opportunity]) -> _Deed:
    """Finance sets what a euro costs: what was told in dollars is worth less."""
    counted: list[Counted] = []
    for deal in deals:
        amount = deal.last.amount or 0.0
        less = amount / NEXT_RATE - amount
        counted.append(("opened_amount", deal.created_at.date(), less, 0))
        counted.append(("won_amount", deal.last.close_date, less, 0))
    values = {"ConversionRate": str(NEXT_RATE)}
    change = _change(simulation, DOLLAR_ID, "upsert", values, "CurrencyType")
    return _Deed(change, "exchange_rate", tuple(counted))


def _merges(simulation: Simulation) -> Iterator[_Deed]:
    """Of two leads that are one person the one that was qualified first is kept."""
    known = sorted(simulation.strangers, key=lambda stranger: stranger[1])
    for (kept, _), (gone, qualified) in zip(known[::2], known[1::2], strict=False):
        change = _change(simulation, kept.lead_id, "merge", None, "Lead")
        counted = tuple((f"entered_{step}", qualified.date(), -1, 0) for step in ("inq", "mql"))
        yield _Deed({**change, "merged": gone.lead_id}, "merge", counted)


def _of_a_win(created: date, closed: date, amount: float, sign: int) -> tuple[Counted, ...]:
    return (
        ("opened_amount", created, sign * amount, 0),
        ("won_amount", closed, sign * amount, 0),
        ("win_rate", closed, sign, sign),
        ("days_to_win", closed, sign * (closed - created).days, sign),
    )


def _change(
    simulation: Simulation,
    record: str,
    action: str,
    values: dict[str, str] | None = None,
    name: str = "Opportunity",
) -> Change:
    change: Change = {
        "at": iso(simulation.as_of + _AFTER),
        "system": "salesforce",
        "action": action,
        "object": name,
        "id": record,
    }
    return change if values is None else {**change, "values": values}
