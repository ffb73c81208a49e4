"""What HubSpot says that its campaigns brought, in numbers of its own, day by day.

Nothing else in the story follows from them: the portal counts as it likes. Two of three campaigns
have days with something; of some the portal tells revenue by another of its models, too.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Final

from orchestration.worlds.generator.entities import Campaign
from orchestration.worlds.generator.spec import day
from orchestration.worlds.generator.tables import Row, Simulation

_COUNTED: Final = (
    *("sessions", "new_contacts_first_touch", "new_contacts_last_touch", "influenced_contacts"),
    *("contacts", "deals"),
)
_AMOUNTS: Final = ("deal_amount", "revenue_amount")


def write_reports(simulation: Simulation) -> None:
    """After campaigns are planned: campaign_reports.csv."""
    simulation.sections["campaign_reports"] = [
        row for campaign in simulation.campaigns for row in _days(simulation, campaign)
    ]


def _days(simulation: Simulation, campaign: Campaign) -> list[Row]:
    if campaign.number % 3 == 0:
        return []
    rng, rows = simulation.spec.rng(f"campaign report {campaign.number}"), list[Row]()
    for later in (3, 17):
        on = campaign.start + timedelta(days=later)
        sessions, deals = rng.randrange(20, 400), rng.randrange(3)
        cents = rng.randrange(50_000, 900_000) * deals
        if on >= simulation.as_of.date():
            continue
        numbers = (sessions, sessions // 9, sessions // 11, sessions // 4, deals * 3, deals)
        counted = {name: str(number) for name, number in zip(_COUNTED, numbers, strict=True)}
        amounts = {"deal_amount": _money(cents * 4), "revenue_amount": _money(cents)}
        rows.append({"campaign_id": campaign.hubspot_id, "date": day(on), **counted, **amounts})
    if rows and campaign.number % 4 == 1:
        last = {"campaign_id": campaign.hubspot_id, "date": rows[-1]["date"]}
        rows.append({**last, "attribution_model": "U_SHAPED", "revenue_amount": "1234.50"})
    return [{"attribution_model": "", **row} for row in rows]


def report_rows(simulation: Simulation) -> list[Row]:
    """campaign_reports.csv of the answers: each campaign once, by the linear model."""
    if not simulation.spec.has_hubspot:
        return []
    told = simulation.sections["campaign_reports"]
    return [
        {
            "campaign_id": campaign.hubspot_id,
            **{name: str(_sum(own, name)) for name in (*_COUNTED, *_AMOUNTS)},
        }
        for campaign in simulation.campaigns
        for own in [_linear(told, campaign)]
    ]


def _linear(rows: list[Row], campaign: Campaign) -> list[Row]:
    own = [row for row in rows if row["campaign_id"] == campaign.hubspot_id]
    return [row for row in own if not row["attribution_model"]]


def _sum(rows: list[Row], name: str) -> Decimal:
    return sum((Decimal(row.get(name) or 0) for row in rows), Decimal(0))


def _money(cents: int) -> str:
    return f"{Decimal(cents) / 100:.2f}"
