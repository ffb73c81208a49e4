"""What counts as an answer to each campaign, and what Salesforce itself credits campaigns with.

Two rules: the standard one gives the primary campaign all of a deal, another gives half of every
third deal to the campaign before that one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from orchestration.worlds.generator.entities import Campaign, Opportunity
from orchestration.worlds.generator.salesforce_records import stamps
from orchestration.worlds.generator.spec import flag, salesforce_id
from orchestration.worlds.generator.tables import Row, Simulation

#: Each with whether it is shown first.
_MODELS: Final = {"Primary Campaign Source": True, "Even split": False}
#: Status, whether new members have it, whether it is an answer.
_STATUSES: Final = (("Sent", True, False), ("Responded", False, True))
_CENT: Final = Decimal("0.01")


class _Part(NamedTuple):
    """Which part of a deal, in per cent, one rule gives a campaign."""

    model: str
    deal: Opportunity
    campaign: Campaign
    percent: Decimal


def write_influences(simulation: Simulation) -> None:
    """After deals and members are written: statuses of campaigns, rules and what they give."""
    if not simulation.spec.has_salesforce:
        return
    _write_statuses(simulation)
    parts = [*_parts(simulation)]
    if not parts:
        return
    models = {name: salesforce_id("0cM", place) for place, name in enumerate(_MODELS, start=1)}
    for name, record in models.items():
        made = simulation.campaigns[0].created_at
        simulation.table("salesforce", "CampaignInfluenceModel").add(
            {
                "Id": record,
                "DeveloperName": name.replace(" ", "_"),
                "MasterLabel": name,
                "ModelType": "Standard" if _MODELS[name] else "Custom",
                "IsActive": "true",
                "IsDefaultModel": flag(_MODELS[name]),
                **stamps(made, made),
            }
        )
    for part in parts:
        amount = part.deal.last.amount
        simulation.table("salesforce", "CampaignInfluence").add(
            {
                "Id": salesforce_id("0cI", simulation.number("0cI")),
                "CampaignId": part.campaign.salesforce_id,
                "OpportunityId": part.deal.salesforce_id,
                "ModelId": models[part.model],
                "Influence": str(part.percent),
                "RevenueShare": "" if amount is None else str(_share(part)),
                **stamps(part.deal.created_at, part.deal.last.at),
            }
        )


def _write_statuses(simulation: Simulation) -> None:
    """Whoever came to a trade show has a status of their own; at one of them it is no answer."""
    shows = [one.number for one in simulation.campaigns if one.kind == "Trade Show"]
    for campaign in simulation.campaigns:
        attended = (("Attended", False, campaign.number != shows[0]),)
        listed = (*_STATUSES, *(attended if campaign.number in shows else ()))
        for order, (label, is_default, is_response) in enumerate(listed, start=1):
            simulation.table("salesforce", "CampaignMemberStatus").add(
                {
                    "Id": salesforce_id("01Y", simulation.number("01Y")),
                    "CampaignId": campaign.salesforce_id,
                    "Label": label,
                    "SortOrder": str(order),
                    "IsDefault": flag(is_default),
                    "HasResponded": flag(is_response),
                    **stamps(campaign.created_at, campaign.created_at),
                }
            )


def _parts(simulation: Simulation) -> Iterator[_Part]:
    for deal in simulation.opportunities:
        primary = deal.primary.campaign if deal.primary else None
        if not deal.salesforce_id or primary is None:
            continue
        yield _Part("Primary Campaign Source", deal, primary, Decimal(100))
        both = [one for one in simulation.campaigns if 0 <= primary.number - one.number <= 1]
        sharing = both if deal.number % 3 == 0 else [primary]
        for campaign in sharing:
            yield _Part("Even split", deal, campaign, Decimal(100) / len(sharing))


def _share(part: _Part) -> Decimal:
    return (Decimal(str(part.deal.last.amount)) * part.percent / 100).quantize(_CENT)


def influence_rows(simulation: Simulation) -> list[Row]:
    """influence.csv: what each rule gives each campaign, all deals and those that are won."""
    found: dict[tuple[str, str], list[_Part]] = defaultdict(list)
    if simulation.spec.has_salesforce:
        for part in _parts(simulation):
            found[part.model, part.campaign.name].append(part)
    return [
        {
            "model": model,
            "campaign": campaign,
            "opportunities": str(len(parts)),
            "won": str(len(_won(parts))),
            "amount": _sum(parts),
            "won_amount": _sum(_won(parts)) or "0",
        }
        for (model, campaign), parts in sorted(found.items())
    ]


def _won(parts: list[_Part]) -> list[_Part]:
    return [part for part in parts if part.deal.outcome == "won"]


def _sum(parts: list[_Part]) -> str:
    """Of amounts that are known; empty where none is."""
    known = [part for part in parts if part.deal.last.amount is not None]
    amounts = (Decimal(str(part.deal.last.amount)) * part.percent / 100 for part in known)
    return str(sum(amounts, Decimal(0))) if known else ""
