"""A few deals in dollars, in an org of two currencies.

The dollar is at parity until the story stops: no answer about the days before knows of it, and the
next day's rate changes what these deals are worth.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from orchestration.worlds.generator.salesforce_records import stamps
from orchestration.worlds.generator.spec import flag, salesforce_id
from orchestration.worlds.generator.tables import Simulation

DOLLAR_ID: Final = salesforce_id("01L", 2)
#: Dollars for a euro, from the next day on; hundreds of dollars are whole euros by it.
NEXT_RATE: Final = 1.25
_DEALS: Final = 2


def pay_in_dollars(simulation: Simulation) -> None:
    """Choose won deals that live in Salesforce alone; a company without any has one currency."""
    won = [
        deal
        for deal in simulation.lone_opportunities()
        if deal.outcome == "won" and (deal.last.amount or 0.0) % 50 == 0
    ]
    rng = simulation.spec.rng("dollars")
    simulation.dollar_deals = rng.sample(won, min(_DEALS, len(won) // 4))
    if not simulation.dollar_deals:
        return
    table = simulation.table("salesforce", "Opportunity")
    told = simulation.table("salesforce", "OpportunityHistory")
    paid = {deal.salesforce_id for deal in simulation.dollar_deals}
    for each, opportunity in ((table, "Id"), (told, "OpportunityId")):
        each.columns.append("CurrencyIsoCode")
        for row in each.rows.values():
            row["CurrencyIsoCode"] = "USD" if row[opportunity] in paid else "EUR"
    made = simulation.as_of - timedelta(days=900)
    for record, code in ((salesforce_id("01L", 1), "EUR"), (DOLLAR_ID, "USD")):
        simulation.table("salesforce", "CurrencyType").add(
            {
                "Id": record,
                "IsoCode": code,
                "ConversionRate": "1",
                "DecimalPlaces": "2",
                "IsActive": "true",
                "IsCorporate": flag(code == "EUR"),
                **stamps(made, made),
            }
        )
