"""The parts of a portal that are not CRM objects: owners, campaigns, the deal pipeline."""

from __future__ import annotations

from datetime import timedelta

from orchestration.worlds.generator.spec import HISTORY_DAYS, day, flag, iso
from orchestration.worlds.generator.tables import Row, Simulation
from orchestration.worlds.generator.vocabulary import DEAL_STAGES

_TEAMS = {"sales": "Sales", "sdr": "Business development", "marketing": "Marketing"}


def owner_rows(simulation: Simulation) -> list[Row]:
    """owners.csv: one row per rep, teams as the API's JSON."""
    rows = []
    for rep in simulation.reps:
        team = _TEAMS.get(rep.team, "Operations")
        rows.append(
            {
                "id": rep.owner_id,
                "email": rep.email,
                "firstName": rep.name.split(" ")[0],
                "lastName": rep.name.split(" ")[1],
                "type": "PERSON",
                "userId": rep.portal_user_id,
                "createdAt": iso(rep.created_at),
                "updatedAt": iso(rep.created_at + timedelta(days=3)),
                "archived": flag(not rep.active),
                "teams": f'[{{"id":"{len(team)}","name":"{team}","primary":true}}]',
            }
        )
    return rows


def campaign_rows(simulation: Simulation) -> list[Row]:
    """campaigns.csv: one row per campaign."""
    today = simulation.as_of.date()
    rows = []
    for campaign in simulation.campaigns:
        status = "completed" if campaign.end < today else "in_progress"
        rows.append(
            {
                "id": campaign.hubspot_id,
                "hs_name": campaign.name,
                "hs_start_date": day(campaign.start),
                "hs_end_date": day(campaign.end),
                "hs_campaign_status": status if campaign.start <= today else "planned",
                "hs_budget_items_sum_amount": str(campaign.budget),
                "createdAt": iso(campaign.created_at),
                "updatedAt": iso(campaign.created_at + timedelta(days=1)),
            }
        )
    return rows


def deal_pipelines(simulation: Simulation) -> dict[str, object]:
    """pipelines/deals.json: the default pipeline as the API returns it."""
    made = iso(simulation.as_of - timedelta(days=HISTORY_DAYS + 500))
    stages = [
        {
            "id": stage,
            "label": label,
            "displayOrder": order,
            "metadata": {
                "isClosed": flag(stage in {"closedwon", "closedlost"}),
                "probability": f"{probability:.1f}",
            },
            "archived": False,
            "createdAt": made,
            "updatedAt": made,
            "writePermissions": "CRM_PERMISSIONS_ENFORCEMENT",
        }
        for order, (stage, label, probability) in enumerate(DEAL_STAGES)
    ]
    pipeline = {
        "id": "default",
        "label": "Sales Pipeline",
        "displayOrder": 0,
        "archived": False,
        "createdAt": made,
        "updatedAt": made,
        "stages": stages,
    }
    return {"results": [pipeline]}
