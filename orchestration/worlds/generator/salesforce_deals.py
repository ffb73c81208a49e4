"""Writes opportunities with their history and contact roles, campaigns and campaign members."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random

from orchestration.worlds.generator.entities import Opportunity, Person, StageChange
from orchestration.worlds.generator.histories import track_change, track_owner
from orchestration.worlds.generator.organisation import record_type_of
from orchestration.worlds.generator.sales import NEW_BUSINESS
from orchestration.worlds.generator.salesforce_records import stamps
from orchestration.worlds.generator.spec import day, flag, iso, midnight, money, salesforce_id
from orchestration.worlds.generator.spending import actual_cost, parent_of
from orchestration.worlds.generator.tables import Row, Simulation
from orchestration.worlds.generator.vocabulary import NEXT_STEPS, PRODUCTS

_SOLUTIONS = ("Hardware", "Onboarding", "Support", "Training")


def write_opportunities(simulation: Simulation) -> None:
    """Opportunity, OpportunityHistory and OpportunityContactRole."""
    rng = simulation.spec.rng("salesforce opportunities")
    for deal in simulation.opportunities:
        if deal.salesforce_id:
            simulation.table("salesforce", "Opportunity").add(_opportunity(rng, deal))
            _write_past(simulation, deal)
            _write_roles(simulation, deal)
    _write_withdrawn(simulation, rng)


def _write_past(simulation: Simulation, deal: Opportunity) -> None:
    # of two saves of one second the later one has the greater id
    ids = sorted(salesforce_id("008", simulation.number("008")) for _ in deal.changes)
    rows = zip(ids, (None, *deal.changes), deal.changes, strict=False)
    for history_id, before, change in rows:
        _write_change(simulation, deal, history_id, before, change)
    for before, after in pairwise(deal.changes):
        track_change(simulation, deal, before, after)
    track_owner(simulation, deal)


def _opportunity(rng: Random, deal: Opportunity) -> Row:
    last = deal.last
    campaign = deal.primary.campaign if deal.primary else None
    return {
        "Id": deal.salesforce_id,
        "AccountId": deal.company.account_id,
        "Name": f"{deal.company.name} - {deal.company.product} {deal.created_at:%Y-%m}",
        **_standing(deal, last),
        "IsClosed": flag(deal.outcome != "open"),
        "IsWon": flag(deal.outcome == "won"),
        "Type": deal.kind,
        "NextStep": _next_step(rng, deal),
        "LeadSource": deal.source.salesforce,
        "CampaignId": campaign.salesforce_id if campaign else "",
        "OwnerId": deal.owner.user_id,
        "RecordTypeId": record_type_of(
            "New Business" if deal.kind == NEW_BUSINESS else "Existing Business"
        ),
        "product_line__c": rng.choice((deal.company.product, rng.choice(PRODUCTS))),
        "solution_areas__c": ";".join(rng.sample(_SOLUTIONS, rng.choice((0, 1, 1, 2)))),
        "region__c": deal.company.place.region,
        "discount_percent__c": rng.choice(("", "5", "10", "15")),
        **stamps(deal.created_at, last.at),
    }


def _next_step(rng: Random, deal: Opportunity) -> str:
    """Of those that are over, now and then nobody wrote one."""
    written = rng.choice((*NEXT_STEPS, ""))
    if deal.outcome != "open":
        return written
    return "" if deal.is_aimless else written or NEXT_STEPS[0]


def _standing(deal: Opportunity, change: StageChange) -> Row:
    own, slip = change.stage, deal if change is deal.last else None
    return {
        "StageName": change.stage.name,
        "Amount": money(change.amount),
        "CloseDate": day(change.close_date),
        "Probability": str(slip.chance if slip and slip.chance is not None else own.probability),
        "ForecastCategory": slip.forecast if slip and slip.forecast else own.forecast,
    }


def _write_change(
    simulation: Simulation,
    deal: Opportunity,
    history_id: str,
    before: StageChange | None,
    change: StageChange,
) -> None:
    audit = stamps(change.at, change.at)
    del audit["LastModifiedDate"]
    simulation.table("salesforce", "OpportunityHistory").add(
        {
            "Id": history_id,
            "OpportunityId": deal.salesforce_id,
            **_standing(deal, change),
            "PrevAmount": money(before.amount) if before else "",
            "PrevCloseDate": day(before.close_date) if before else "",
            "CreatedById": deal.owner.user_id,
            "IsDeleted": flag(deal.deleted_at is not None),
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


def _write_withdrawn(simulation: Simulation, rng: Random) -> None:
    """Deals entered by mistake and deleted, with their past and without people."""
    for deal in simulation.withdrawn:
        if deal.salesforce_id and deal.deleted_at:
            row = _opportunity(rng, deal)
            row["Name"] = f"{row['Name']} copy"
            row["IsDeleted"] = "true"
            row["SystemModstamp"] = iso(deal.deleted_at)
            simulation.table("salesforce", "Opportunity").add(row)
            _write_past(simulation, deal)


def write_campaigns(simulation: Simulation) -> None:
    """Campaign: one row each."""
    today = simulation.as_of.date()
    for campaign in simulation.campaigns:
        status = "Completed" if campaign.end < today else "In Progress"
        parent = parent_of(simulation, campaign)
        simulation.table("salesforce", "Campaign").add(
            {
                "Id": campaign.salesforce_id,
                "Name": campaign.name,
                "ParentId": parent.salesforce_id if parent else "",
                "Type": campaign.kind,
                "Status": status if campaign.start <= today else "Planned",
                "StartDate": day(campaign.start),
                "EndDate": day(campaign.end),
                "IsActive": flag(campaign.end >= today),
                "BudgetedCost": str(campaign.budget),
                "ActualCost": money(actual_cost(campaign)),
                "OwnerId": campaign.owner.user_id,
                **stamps(campaign.created_at, campaign.created_at + timedelta(days=1)),
            }
        )


def invite_leads(simulation: Simulation) -> None:
    """Before deals are written: who was reached by which campaign, and who answered."""
    rng = simulation.spec.rng("members")
    rate = 0.3 if simulation.spec.has_hubspot else 0.85
    for person in simulation.people:
        if not (person.lead_id and person.lead_at) or person.lead_deleted or person.baton:
            continue
        if rng.random() > rate:
            continue
        answered = person.inquiry_at or (person.lead_at if person.kind == "lead" else None)
        running = [one for one in simulation.campaigns if _reaches(one.start, answered)]
        if running:
            person.campaign = running[-1]
            responded = answered if rng.random() < 0.75 else None
            _write_member(simulation, person, responded)


def _reaches(start: date, answered: datetime | None) -> bool:
    return answered is not None and start <= answered.date()


def _write_member(simulation: Simulation, person: Person, responded: datetime | None) -> None:
    created = person.lead_at or simulation.as_of
    if responded:
        person.evidence.note("INQ", midnight(responded.date()))
    audit = stamps(created, created)
    del audit["LastModifiedDate"]
    record_id = salesforce_id("00v", simulation.number("00v"))
    if responded:
        simulation.responses.append((record_id, responded.date()))
    simulation.table("salesforce", "CampaignMember").add(
        {
            "Id": record_id,
            "CampaignId": person.campaign.salesforce_id if person.campaign else "",
            "LeadId": person.lead_id,
            "ContactId": person.contact_id if person.outcome == "qualified" else "",
            "Status": "Responded" if responded else "Sent",
            "HasResponded": flag(responded is not None),
            "FirstRespondedDate": day(responded),
            **audit,
        }
    )
