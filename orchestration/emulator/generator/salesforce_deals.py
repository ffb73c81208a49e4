"""Writes opportunities with their history and contact roles, campaigns and campaign members."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random

from orchestration.emulator.generator.entities import Move, Opportunity, Person
from orchestration.emulator.generator.histories import track_move
from orchestration.emulator.generator.plan import day, flag, iso, midnight, money, salesforce_id
from orchestration.emulator.generator.salesforce_records import stamps
from orchestration.emulator.generator.tables import Row, Simulation
from orchestration.emulator.generator.vocabulary import PRODUCTS

_NEXT_STEPS = (
    "Send proposal",
    "Technical call",
    "Site visit",
    "Legal review",
    "Reference call",
    "",
)
_SOLUTIONS = ("Hardware", "Onboarding", "Support", "Training")


def write_opportunities(simulation: Simulation) -> None:
    """Opportunity, OpportunityHistory and OpportunityContactRole."""
    chance = simulation.plan.chance("salesforce opportunities")
    for deal in simulation.opportunities:
        if deal.salesforce_id:
            simulation.table("salesforce", "Opportunity").add(_opportunity(chance, deal))
            for before, move in zip((None, *deal.moves), deal.moves, strict=False):
                _write_move(simulation, deal, before, move)
            for before, after in pairwise(deal.moves):
                track_move(simulation, deal, before, after)
            _write_roles(simulation, deal)
    _delete_some(simulation, chance)


def _opportunity(chance: Random, deal: Opportunity) -> Row:
    last = deal.last
    campaign = deal.primary.campaign if deal.primary else None
    return {
        "Id": deal.salesforce_id,
        "AccountId": deal.company.account_id,
        "Name": f"{deal.company.name} - {deal.company.product} {deal.created_at:%Y-%m}",
        **_standing(last),
        "IsClosed": flag(deal.outcome != "open"),
        "IsWon": flag(deal.outcome == "won"),
        "Type": deal.kind,
        "NextStep": chance.choice(_NEXT_STEPS),
        "LeadSource": deal.source.salesforce,
        "CampaignId": campaign.salesforce_id if campaign else "",
        "OwnerId": deal.owner.user_id,
        "product_line__c": chance.choice((deal.company.product, chance.choice(PRODUCTS))),
        "solution_areas__c": ";".join(chance.sample(_SOLUTIONS, chance.choice((0, 1, 1, 2)))),
        "region__c": deal.company.place.region,
        "discount_percent__c": chance.choice(("", "5", "10", "15")),
        **stamps(deal.created_at, last.at),
    }


def _standing(move: Move) -> Row:
    return {
        "StageName": move.stage.name,
        "Amount": money(move.amount),
        "CloseDate": day(move.close_date),
        "Probability": str(move.stage.probability),
        "ForecastCategory": move.stage.forecast,
    }


def _write_move(simulation: Simulation, deal: Opportunity, before: Move | None, move: Move) -> None:
    audit = stamps(move.at, move.at)
    del audit["LastModifiedDate"]
    simulation.table("salesforce", "OpportunityHistory").add(
        {
            "Id": salesforce_id("008", simulation.number("008")),
            "OpportunityId": deal.salesforce_id,
            **_standing(move),
            "PrevAmount": money(before.amount) if before else "",
            "PrevCloseDate": day(before.close_date) if before else "",
            "CreatedById": deal.owner.user_id,
            **audit,
        }
    )


def _write_roles(simulation: Simulation, deal: Opportunity) -> None:
    buyers: list[tuple[Person, str]] = list(deal.others)
    if deal.primary:
        buyers.insert(0, (deal.primary, "Decision Maker"))
    for person, role in buyers:
        known = max(deal.created_at, person.contact_at or deal.created_at)
        simulation.table("salesforce", "OpportunityContactRole").add(
            {
                "Id": salesforce_id("00K", simulation.number("00K")),
                "OpportunityId": deal.salesforce_id,
                "ContactId": person.contact_id,
                "Role": role,
                "IsPrimary": flag(person is deal.primary),
                **stamps(known, known),
            }
        )


def _delete_some(simulation: Simulation, chance: Random) -> None:
    """Deals entered by mistake and deleted; no history, no people."""
    table = simulation.table("salesforce", "Opportunity")
    known = [deal for deal in simulation.opportunities if deal.salesforce_id]
    for deal in chance.sample(known, min(len(known), 4)):
        row: Row = dict(table.rows[deal.salesforce_id])
        row["Id"] = salesforce_id("006", simulation.number("006"))
        row["Name"] = f"{row['Name']} copy"
        row["IsDeleted"] = "true"
        row["SystemModstamp"] = iso(min(deal.last.at + timedelta(days=2), simulation.as_of))
        table.add(row)


def write_campaigns(simulation: Simulation) -> None:
    """Campaign: one row each."""
    today = simulation.as_of.date()
    for campaign in simulation.campaigns:
        status = "Completed" if campaign.end < today else "In Progress"
        spent = campaign.budget * (60 + campaign.number * 17 % 50) / 100
        simulation.table("salesforce", "Campaign").add(
            {
                "Id": campaign.salesforce_id,
                "Name": campaign.name,
                "Type": campaign.kind,
                "Status": status if campaign.start <= today else "Planned",
                "StartDate": day(campaign.start),
                "EndDate": day(campaign.end),
                "IsActive": flag(campaign.end >= today),
                "BudgetedCost": str(campaign.budget),
                "ActualCost": money(spent),
                "OwnerId": campaign.owner.user_id,
                **stamps(campaign.created_at, campaign.created_at + timedelta(days=1)),
            }
        )


def invite_leads(simulation: Simulation) -> None:
    """Before deals are written: who was reached by which campaign, and who answered."""
    chance = simulation.plan.chance("members")
    rate = 0.3 if simulation.plan.has_hubspot else 0.85
    for person in simulation.people:
        if not (person.lead_id and person.lead_at) or person.lead_deleted:
            continue
        if chance.random() > rate:
            continue
        answered = person.inquiry_at or (person.lead_at if person.kind == "lead" else None)
        running = [one for one in simulation.campaigns if _reaches(one.start, answered)]
        if running:
            person.campaign = running[-1]
            responded = answered if chance.random() < 0.75 else None
            _write_member(simulation, person, responded)


def _reaches(start: date, answered: datetime | None) -> bool:
    return answered is not None and start <= answered.date()


def _write_member(simulation: Simulation, person: Person, responded: datetime | None) -> None:
    created = person.lead_at or simulation.as_of
    if responded:
        person.evidence.note("INQ", midnight(responded.date()))
    audit = stamps(created, created)
    del audit["LastModifiedDate"]
    simulation.table("salesforce", "CampaignMember").add(
        {
            "Id": salesforce_id("00v", simulation.number("00v")),
            "CampaignId": person.campaign.salesforce_id if person.campaign else "",
            "LeadId": person.lead_id,
            "ContactId": person.contact_id if person.outcome == "qualified" else "",
            "Status": "Responded" if responded else "Sent",
            "HasResponded": flag(responded is not None),
            "FirstRespondedDate": day(responded),
            **audit,
        }
    )
