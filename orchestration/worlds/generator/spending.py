"""What campaigns and people cost, as several sources tell it: each cost counts once.

A third of the campaigns has items of spend in HubSpot, some of them noted after the end; every
sixth stands in a file of costs; Salesforce has one number of each, and every fourth campaign is a
part of the one before it.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

from orchestration.worlds.generator.entities import Campaign
from orchestration.worlds.generator.spec import day, iso, money
from orchestration.worlds.generator.tables import Row, Simulation

#: What the glossary makes of the kinds of campaigns that Salesforce has.
CHANNELS: Final = {
    "Webinar": "webinar",
    "Trade Show": "events",
    "Email": "email",
    "Advertisement": "display",
}
_ADVERTISERS: Final = {"google ads": "paid_search", "linkedin ads": "paid_social"}
_PAY: Final = {"marketing": 21_000, "sales": 54_000}
_MONTHS_OF_PAY: Final = 12


class Cost(NamedTuple):
    """A statement of a cost, and what of it counts; `amount` is 0 where nothing does."""

    system: str
    object: str
    id: str
    counting: str
    amount: Decimal
    channel: str
    first: date
    last: date


def spend(simulation: Simulation) -> None:
    """Plan the items in HubSpot and the file of costs."""
    if simulation.spec.has_hubspot:
        simulation.sections["campaign_spend"] = [
            item for campaign in simulation.campaigns for item in _items(simulation, campaign)
        ]
    simulation.dropped["costs"] = [*_pay(simulation.as_of), *_bought(simulation)]


def actual_cost(campaign: Campaign) -> float:
    """What Salesforce says that the campaign cost so far."""
    return campaign.budget * (60 + campaign.number * 17 % 50) / 100


def parent_of(simulation: Simulation, campaign: Campaign) -> Campaign | None:
    """The campaign that every fourth is a part of: the one before it."""
    return simulation.campaigns[campaign.number - 2] if campaign.number % 4 == 0 else None


def cost_rows(simulation: Simulation) -> list[Row]:
    """spend.csv: every statement of a cost, whether it counts, and what of it."""
    return [
        {
            "source_system": cost.system,
            "source_object": cost.object,
            "source_id": cost.id,
            "counting": cost.counting,
            "amount": f"{cost.amount:f}",
            "channel": cost.channel,
            "first": day(cost.first),
            "last": day(cost.last),
        }
        for cost in (
            *_advertising(simulation),
            *_of_file(simulation),
            *_of_hubspot(simulation),
            *_of_salesforce(simulation),
        )
    ]


def _has_file(campaign: Campaign) -> bool:
    return campaign.number % 6 == 2


def _items(simulation: Simulation, campaign: Campaign) -> list[Row]:
    """Two entries during the campaign, and one a fortnight after its end."""
    if campaign.number % 3 != 1:
        return []
    rng = simulation.spec.rng(f"spending {campaign.number}")
    days = (campaign.end - campaign.start).days
    noted = [campaign.start + timedelta(days=rng.randrange(days + 1)) for _ in range(2)]
    noted.append(campaign.end + timedelta(days=14))
    return [
        {
            "id": str(number),
            "campaign_id": campaign.hubspot_id,
            "name": name,
            "amount": money(rng.randrange(20_000, 90_000) / 100),
            "created_at": iso(datetime.combine(on, time(10), UTC)),
        }
        for number, (on, name) in enumerate(
            zip(noted, ("Agency", "Print", "Late bill"), strict=True), start=1
        )
        if on <= simulation.as_of.date() - timedelta(days=1)
    ]


def _pay(as_of: datetime) -> list[Row]:
    """What the people of both teams are paid, for each of the last whole months."""
    rows, month = list[Row](), as_of.date().replace(day=1)
    for _ in range(_MONTHS_OF_PAY):
        month = (month - timedelta(days=1)).replace(day=1)
        last = month.replace(day=monthrange(month.year, month.month)[1])
        rows += [_cost(month, last, "people", team, "", pay) for team, pay in _PAY.items()]
    return rows


def _bought(simulation: Simulation) -> list[Row]:
    return [
        _cost(one.start, one.end, "program", "marketing", one.name, one.budget * 3 / 4 + 0.07)
        for one in simulation.campaigns
        if _has_file(one)
    ]


def _cost(first: date, last: date, kind: str, team: str, campaign: str, amount: float) -> Row:
    return {
        "starts_on": day(first),
        "ends_on": day(last),
        "kind": kind,
        "amount": money(amount),
        "currency": "EUR",
        "team": team,
        "channel": "",
        "campaign": campaign,
    }


# ---- what is to be counted of it
def _advertising(simulation: Simulation) -> list[Cost]:
    return [
        Cost(
            "files",
            "ad_spend",
            f"{row['date']}/{row['channel']}/{row['campaign']}",
            "counted",
            Decimal(row["spend"]),
            _ADVERTISERS[row["channel"]],
            date.fromisoformat(row["date"]),
            date.fromisoformat(row["date"]),
        )
        for row in simulation.dropped["ad_spend"]
    ]


def _of_file(simulation: Simulation) -> list[Cost]:
    known = {campaign.name: _channel(simulation, campaign) for campaign in simulation.campaigns}
    key = ("starts_on", "ends_on", "kind", "team", "channel", "campaign")
    return [
        Cost(
            "files",
            "costs",
            "/".join(row[name] for name in key),
            "counted",
            Decimal(row["amount"]),
            known.get(row["campaign"], "unknown"),
            date.fromisoformat(row["starts_on"]),
            date.fromisoformat(row["ends_on"]),
        )
        for row in simulation.dropped["costs"]
    ]


def _of_hubspot(simulation: Simulation) -> list[Cost]:
    campaigns = {campaign.hubspot_id: campaign for campaign in simulation.campaigns}
    costs = []
    for row in simulation.sections.get("campaign_spend", []):
        campaign = campaigns[row["campaign_id"]]
        on = min(date.fromisoformat(row["created_at"][:10]), campaign.end)
        name = f"{campaign.hubspot_id}/{row['id']}"
        channel, amount = _channel(simulation, campaign), Decimal(row["amount"])
        costs.append(Cost("hubspot", "campaign_costs", name, "counted", amount, channel, on, on))
    return costs


def _of_salesforce(simulation: Simulation) -> list[Cost]:
    if not simulation.spec.has_salesforce:
        return []
    today, costs = simulation.as_of.date(), []
    told = {row["campaign_id"] for row in simulation.sections.get("campaign_spend", [])}
    records = simulation.table("salesforce", "Campaign").rows
    for campaign in simulation.campaigns:
        counting, amount = _counted(simulation, campaign, told)
        channel, name = CHANNELS[campaign.kind], campaign.salesforce_id
        # a planted end may lie before the start: then it is all of the first day
        end = date.fromisoformat(records[name]["EndDate"])
        last = max(campaign.start, min(end, today))
        costs.append(
            Cost("salesforce", "campaign", name, counting, amount, channel, campaign.start, last)
        )
    return costs


def _counted(simulation: Simulation, campaign: Campaign, told: set[str]) -> tuple[str, Decimal]:
    """What of Salesforce's number counts: none where another tells more, else what parts leave."""
    if campaign.hubspot_id in told or _has_file(campaign):
        return "told_more_finely", Decimal(0)
    own = Decimal(money(actual_cost(campaign)))
    parts = sum(
        Decimal(money(actual_cost(one)))
        for one in simulation.campaigns
        if parent_of(simulation, one) is campaign
    )
    if not parts or own < parts:
        return "counted", own
    return (
        ("counted_beyond_its_parts", own - parts)
        if own > parts
        else ("told_by_its_parts", Decimal(0))
    )


def _channel(simulation: Simulation, campaign: Campaign) -> str:
    """HubSpot's campaigns and a file's name take the channel of Salesforce's."""
    return CHANNELS[campaign.kind] if simulation.spec.has_salesforce else "unknown"
