"""What each customer is worth, once more in plain Python over the deals of the simulation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from orchestration.worlds.generator.entities import Opportunity
from orchestration.worlds.generator.goods_truth import told_lines
from orchestration.worlds.generator.spec import day, money
from orchestration.worlds.generator.tables import Row, Simulation

#: What the glossary says for how long a customer who pays once is worth something.
VALUE_MONTHS: Final = 12
_Lines = dict[str, list[Row]]


def customer_rows(simulation: Simulation) -> list[Row]:
    """customers.csv: a business that won, since when, its deals, and what they brought."""
    lines: _Lines = {}
    for (_, _, record), rows in told_lines(simulation):
        lines[record.get("Id") or record["id"]] = rows
    won: dict[str, list[Opportunity]] = {}
    for deal in simulation.opportunities:
        if deal.outcome == "won" and deal.deleted_at is None:
            won.setdefault(deal.company.key, []).append(deal)
    return [_customer(key, deals, lines, simulation) for key, deals in sorted(won.items())]


def _customer(key: str, deals: list[Opportunity], lines: _Lines, simulation: Simulation) -> Row:
    first = min(deal.last.close_date for deal in deals)
    end = _later(first)
    counted = [deal for deal in deals if deal.last.close_date < end]
    costed = [line for deal in deals for line in _lines_of(deal, lines) if line["unit_cost"]]
    profits = [_profit(_lines_of(deal, lines)) for deal in counted]
    return {
        "account_id": key,
        "first_won": day(first),
        "value_end": day(end),
        "is_final": "1" if end <= simulation.as_of.date() else "",
        "count_deals": str(len(deals)),
        "won_amount": _sum(deals),
        "value_amount": _sum(counted),
        "costed_amount": f"{sum(Decimal(line['net_amount']) for line in costed):f}",
        "known_profit": f"{sum(map(_margin, costed)):f}",
        "gross_profit": "" if None in profits else f"{sum(filter(None, profits)):f}",
    }


def _later(first: date) -> date:
    """So many months later, on that day of the month or the last one that it has."""
    months = first.year * 12 + first.month - 1 + VALUE_MONTHS
    while True:
        try:
            return date(months // 12, months % 12 + 1, first.day)
        except ValueError:
            first -= timedelta(days=1)


def _sum(deals: Iterable[Opportunity]) -> str:
    """What they are worth; blank where one has no amount."""
    amounts = [deal.last.amount for deal in deals]
    if None in amounts:
        return ""
    return f"{sum(Decimal(money(amount)) for amount in amounts):f}"


def _lines_of(deal: Opportunity, lines: _Lines) -> list[Row]:
    return lines.get(deal.salesforce_id or deal.deal_id, [])


def _profit(lines: list[Row]) -> Decimal | None:
    """What lines leave when every unit is paid for; None unless each has a cost."""
    if not lines or not all(line["unit_cost"] for line in lines):
        return None
    return sum(map(_margin, lines), Decimal(0))


def _margin(line: Row) -> Decimal:
    return Decimal(line["net_amount"]) - Decimal(line["unit_cost"]) * Decimal(line["quantity"])
