"""From when to when each contract runs and which counts, once more over what was written."""

from __future__ import annotations

from datetime import date
from typing import Final

from orchestration.worlds.generator.contracts import CONTRACT_FIELD, last_day
from orchestration.worlds.generator.spec import day, flag
from orchestration.worlds.generator.tables import Row, Simulation

_WORDS: Final = {
    "Activated": "active",
    "Terminated": "canceled",
    "active": "active",
    "canceled": "canceled",
    "expired": "ended",
}
_MONTHS: Final = {"P6M": 6, "P1Y": 12, "P24M": 24}


def contract_rows(simulation: Simulation) -> list[Row]:
    """contracts.csv: every contract and subscription, and what the deal of it is."""
    today = simulation.as_of.date()
    ours = {
        row[CONTRACT_FIELD]: row["Id"]
        for row in simulation.table("salesforce", "Opportunity").alive()
        if row.get(CONTRACT_FIELD)
    }
    found = [
        {
            "source_system": "salesforce",
            "source_id": row["Id"],
            "opportunity_id": ours.get(row["Id"], ""),
            "is_counted": "true",
            "status": _state(_WORDS[row["StatusCode"]], row["StartDate"], row["EndDate"], today),
            "start_date": row["StartDate"],
            "end_date": row["EndDate"],
            "term_months": row["ContractTerm"],
        }
        for row in simulation.table("salesforce", "Contract").alive()
    ]
    told = {*ours.values()}
    return found + [_subscription(simulation, row, told) for row in _subscriptions(simulation)]


def _subscriptions(simulation: Simulation) -> list[Row]:
    return simulation.table("hubspot", "subscriptions").alive()


def _subscription(simulation: Simulation, row: Row, told: set[str]) -> Row:
    """One of HubSpot: it counts unless Salesforce has a contract of the same deal."""
    tied = {tie["to_type"]: tie["to_id"] for tie in simulation.associations
            if (tie["from_type"], tie["from_id"]) == ("subscriptions", row["id"])}  # fmt: skip
    deal = simulation.table("hubspot", "deals").rows[tied["deals"]]
    line = simulation.table("hubspot", "line_items").rows[tied["line_items"]]
    months = _MONTHS.get(line["hs_recurring_billing_period"], 0)
    starts = row["hs_recurring_billing_start_date"]
    ends = day(last_day(date.fromisoformat(starts), months)) if months else ""
    is_alive = not deal.get("_archived_at")
    named = {one[:15]: one for one in told}.get(deal.get("hs_salesforceopportunityid", "")[:15])
    return {
        "source_system": "hubspot",
        "source_id": row["id"],
        "opportunity_id": deal["id"] if is_alive else "",
        "is_counted": flag(not named or not is_alive),
        "status": _state(_WORDS[row["hs_status"]], starts, ends, simulation.as_of.date()),
        "start_date": starts,
        "end_date": ends,
        "term_months": str(months or ""),
    }


def _state(status: str, starts: str, ends: str, today: date) -> str:
    if status == "active" and ends and ends < day(today):
        return "ended"
    if status == "active" and starts > day(today):
        return "scheduled"
    return status
