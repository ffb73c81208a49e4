"""What some of the won deals were agreed as: a contract in Salesforce, a subscription in HubSpot.

Of the deals of both systems some have one in each, of which one counts. Nothing else of a deal is
changed than the contract that its opportunity names; in a small company where none of late would
name one, none does: the field would look abandoned.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from orchestration.worlds.generator.defects.fields import fault_of
from orchestration.worlds.generator.entities import Opportunity
from orchestration.worlds.generator.salesforce_records import stamps
from orchestration.worlds.generator.spec import day, flag, iso, salesforce_id
from orchestration.worlds.generator.tables import Row, Simulation

CONTRACT_FIELD: Final = "ContractId"
#: One won deal in so many has a contract.
_EVERY: Final = 4
_TERMS: Final = (6, 12, 12, 24)
#: How HubSpot writes a term; of the last one nobody knows the end.
_PERIODS: Final = {6: "P6M", 12: "P1Y", 24: "P24M", 0: ""}


def write_contracts(simulation: Simulation) -> None:
    """After deals and their lines are written."""
    rng = simulation.spec.rng("contracts")
    opportunities = simulation.table("salesforce", "Opportunity")
    deals = simulation.table("hubspot", "deals").rows
    for deal in simulation.opportunities:
        draws = [rng.random() for _ in range(2)]
        if deal.deleted_at or deal.outcome != "won" or draws[0] * _EVERY > 1:
            continue
        terms = _Terms(rng, deal, simulation.as_of)
        ours = opportunities.rows.get(deal.salesforce_id)
        has_deal = deal.deal_id in deals
        if ours and (not has_deal or draws[1] < 0.7):
            ours[CONTRACT_FIELD] = _write_contract(simulation, deal, terms)
        if has_deal and (not ours or draws[1] >= 0.5):
            _write_subscription(simulation, deal, terms)
    if any(row.get(CONTRACT_FIELD) for row in opportunities.rows.values()):
        opportunities.columns.append(CONTRACT_FIELD)
        if fault_of(simulation, opportunities, CONTRACT_FIELD):
            opportunities.columns.remove(CONTRACT_FIELD)
            for row in opportunities.rows.values():
                row.pop(CONTRACT_FIELD, None)


class _Terms:
    """What was agreed, wherever it is written."""

    def __init__(self, rng: Random, deal: Opportunity, as_of: datetime) -> None:
        self.months = rng.choice((*_TERMS, 0))
        self.is_canceled = rng.random() < 0.15
        self.starts_on: date = deal.last.close_date + timedelta(days=rng.randrange(0, 15))
        self.made_at = min(deal.last.at, as_of)


def last_day(first: date, months: int) -> date:
    """The day before the one of that many months later; a month that is too short ends sooner."""
    year, month = divmod(first.month - 1 + months, 12)
    following = first.replace(year=first.year + year, month=month + 1, day=1)
    length = (following.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return following.replace(day=min(first.day, length.day)) - timedelta(days=1)


def _write_contract(simulation: Simulation, deal: Opportunity, terms: _Terms) -> str:
    number = simulation.number("800")
    record_id = salesforce_id("800", number)
    code = "Terminated" if terms.is_canceled else "Activated"
    simulation.table("salesforce", "Contract").add(
        {
            "Id": record_id,
            "AccountId": deal.company.account_id,
            "ContractNumber": f"{number:08d}",
            "Status": code,
            "StatusCode": code,
            "StartDate": day(terms.starts_on),
            "EndDate": day(last_day(terms.starts_on, terms.months)) if terms.months else "",
            "ContractTerm": str(terms.months or ""),
            "ActivatedDate": iso(terms.made_at),
            "IsDeleted": flag(False),
            **stamps(terms.made_at, terms.made_at),
        }
    )
    return record_id


def _write_subscription(simulation: Simulation, deal: Opportunity, terms: _Terms) -> None:
    number = simulation.number("subscriptions")
    record_id, line_id = str(8_800_000_000 + 29 * number), str(9_300_000_000 + 31 * number)
    dated: Row = {
        "hs_createdate": iso(terms.made_at),
        "hs_lastmodifieddate": iso(terms.made_at),
    }
    is_over = bool(terms.months) and (
        last_day(terms.starts_on, terms.months) < simulation.as_of.date()
    )
    simulation.table("hubspot", "subscriptions").add(
        {
            "id": record_id,
            "hs_name": f"Subscription {number}",
            "hs_status": "canceled" if terms.is_canceled else "expired" if is_over else "active",
            "hs_recurring_billing_start_date": day(terms.starts_on),
            **dated,
        }
    )
    simulation.table("hubspot", "line_items").add(
        {
            "id": line_id,
            "name": "Support",
            "quantity": "1",
            "price": "100",
            "amount": "100",
            "hs_recurring_billing_period": _PERIODS[terms.months],
            "createdate": iso(terms.made_at),
            "hs_lastmodifieddate": iso(terms.made_at),
        }
    )
    ends = ("subscriptions", record_id)
    simulation.associate((*ends, "deals", deal.deal_id), {299: ""})
    simulation.associate((*ends, "line_items", line_id), {301: ""})
