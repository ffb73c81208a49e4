"""What belongs to which campaign: forms, landing pages, mailings, ads, as HubSpot lists them.

One form is of a campaign that began in mid-history, so that some sent it in before; one is of two
campaigns, which tells of neither; two are of none. Every other mailing does not say whose it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from orchestration.worlds.generator.entities import Campaign
from orchestration.worlds.generator.tables import Row, Simulation

#: Form -> numbers of the campaigns that have it.
_FORMS: Final = {"Metering guide": (2,), "Carbon checklist": (13,), "Request a demo": (4, 9)}


def write_assets(simulation: Simulation) -> None:
    """After forms and mailings: what of them, and of pages, is whose."""
    campaigns = {one.number: one for one in simulation.campaigns}
    forms = {row["name"]: row["id"] for row in simulation.sections["forms"]}
    simulation.sections["campaign_assets"] = [
        *(
            _asset(campaigns[number].hubspot_id, "FORM", forms[name], name)
            for name, numbers in _FORMS.items()
            for number in numbers
        ),
        *(
            _asset(one.hubspot_id, "LANDING_PAGE", landing_page_id(one), one.name)
            for one in simulation.campaigns
            if one.kind == "Webinar"
        ),
        *(
            _asset(one.hubspot_id, "AD_CAMPAIGN", str(62_000_000 + one.number), f"{one.name}, ads")
            for one in simulation.campaigns
            if one.kind == "Advertisement"
        ),
        *(
            _asset(_campaign_of(simulation, row).hubspot_id, "MARKETING_EMAIL", row["id"], name)
            for row in simulation.sections["marketing_emails"]
            for name in [row["name"]]
        ),
    ]
    for row in simulation.sections["marketing_emails"][1::2]:
        row["campaign"] = ""


def campaigns_of_content(simulation: Simulation) -> Mapping[str, Campaign]:
    """Form or mailing -> the only campaign that has it."""
    if "marketing_emails" not in simulation.sections:
        return {}
    campaigns = {one.number: one for one in simulation.campaigns}
    forms = {row["name"]: row["id"] for row in simulation.sections["forms"]}
    return {
        **{forms[name]: campaigns[one[0]] for name, one in _FORMS.items() if len(one) == 1},
        **{
            row["id"]: _campaign_of(simulation, row)
            for row in simulation.sections["marketing_emails"]
        },
    }


def landing_page_id(campaign: Campaign) -> str:
    """What HubSpot calls the page of a campaign."""
    return str(61_000_000 + campaign.number)


def campaign_at(campaign: Campaign | None, on: date) -> str:
    """Its name, once it has begun."""
    return campaign.name if campaign is not None and campaign.start <= on else ""


def _campaign_of(simulation: Simulation, mailing: Row) -> Campaign:
    name = mailing["name"].rpartition(", issue ")[0]
    return next(one for one in simulation.campaigns if one.name == name)


def _asset(campaign: str, kind: str, asset: str, name: str) -> Row:
    return {"campaign_id": campaign, "asset_type": kind, "asset_id": asset, "name": name}
