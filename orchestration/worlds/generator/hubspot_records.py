"""Writes contacts, companies and deals as HubSpot holds them, noting what each record proves.

Engagements are in engagements.py; owners, campaigns and pipelines in hubspot_setup.py.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from orchestration.worlds.generator.consents import lists_left
from orchestration.worlds.generator.entities import Company, Opportunity, Person
from orchestration.worlds.generator.histories import remember_contact, remember_deal
from orchestration.worlds.generator.hubspot_stages import (
    lead_status,
    lifecycle_dates,
    lifecycle_of,
)
from orchestration.worlds.generator.mailings import BOUNCE
from orchestration.worlds.generator.sales import NEW_BUSINESS
from orchestration.worlds.generator.spec import flag, iso, money, portal_midnight
from orchestration.worlds.generator.tables import Row, Simulation
from orchestration.worlds.generator.vocabulary import (
    DEAL_FORECASTS,
    DEAL_STAGES,
    FORMS,
    NEXT_STEPS,
    PRODUCTS,
    TOPICS,
)

_PROBABILITY = {stage: probability for stage, _, probability in DEAL_STAGES}
_WORKED = frozenset({"IN_PROGRESS", "ATTEMPTED_TO_CONTACT", "CONNECTED"})
_DETAIL = {
    "ORGANIC_SEARCH": ("GOOGLE", "BING", "DUCKDUCKGO"),
    "PAID_SEARCH": ("brand", "energy monitoring", "smart meter software"),
    "EMAIL_MARKETING": ("newsletter", "case-study-series"),
    "SOCIAL_MEDIA": ("LinkedIn", "YouTube"),
    "PAID_SOCIAL": ("LinkedIn Ads", "Facebook Ads"),
    "REFERRALS": ("gridnews.example", "utility-weekly.example"),
    "OTHER_CAMPAIGNS": ("webinar-energy-data", "carbon-ledger-live"),
    "DIRECT_TRAFFIC": ("home page", "pricing page"),
    "OFFLINE": ("IMPORT", "SALESFORCE", "CRM_UI"),
}


def write_contacts(simulation: Simulation) -> None:
    """One row per person HubSpot knows, linked to the company; lifecycle changes into history."""
    rng = simulation.spec.rng("contacts")
    table = simulation.table("hubspot", "contacts")
    for person in sorted(simulation.people, key=lambda person: person.hubspot_id):
        if not person.hubspot_id:
            continue
        dates = lifecycle_dates(rng, person, simulation.as_of)
        touched = _last_change(rng, simulation, person, dates)
        table.add(
            {
                **_identity(person),
                **_standing(rng, simulation, person, touched),
                "createdate": iso(person.created_at),
                "lastmodifieddate": iso(touched),
                **_origin(rng, simulation.spec.name, person),
                **_conversions(rng, person, simulation.as_of),
                **{name: iso(at) for name, at in dates.items()},
                "hs_merged_object_ids": "",
                "hs_calculated_merged_vids": "",
                **_links(rng, person),
                **_preferences(rng, person),
                "_archived_at": iso(person.archived_at),
            }
        )
        _settle_inquiry(person)
        if person.company and not person.archived_at:
            ends = ("contacts", person.hubspot_id, "companies", person.company.hubspot_id)
            simulation.associate(ends, {1: "Primary", 279: ""})
        remember_contact(simulation, person, table.rows[person.hubspot_id], dates, touched)


def _identity(person: Person) -> Row:
    company = person.company
    return {
        "id": person.hubspot_id,
        "email": person.email,
        "hs_additional_emails": person.alias,
        "firstname": person.first,
        "lastname": person.last,
        "company": company.name if company else "",
        "jobtitle": person.title if person.number % 7 else "",
        "phone": person.phone if person.number % 3 else "",
        "country": person.place.country,
        "state": person.place.state if person.number % 4 else "",
        "city": person.place.city,
        "website": f"https://www.{company.domain}" if company and person.number % 5 else "",
    }


def _standing(rng: Random, simulation: Simulation, person: Person, touched: datetime) -> Row:
    status = lead_status(rng, person)
    if status in {*_WORKED, "OPEN_DEAL"}:
        person.evidence.accepted = True
    elif status == "UNQUALIFIED":
        person.evidence.note("DISQUALIFIED", touched)
    elif status == "BAD_TIMING":
        person.evidence.note("RECYCLED", touched)
    owned = person.mql_at or person.kind != "marketing" or rng.random() < 0.2
    if not simulation.spec.defects:
        owned = owned or status in _WORKED
    score = rng.randrange(40, 96) if person.mql_at else rng.randrange(0, 40)
    return {
        "lifecyclestage": lifecycle_of(person, simulation.as_of),
        "hs_lead_status": status,
        "hubspot_owner_id": person.owner.owner_id if owned else "",
        "hubspotscore": str(score),
    }


def _last_change(
    rng: Random, simulation: Simulation, person: Person, dates: dict[str, datetime | None]
) -> datetime:
    known = [at for at in dates.values() if at]
    known += [person.created_at + timedelta(minutes=rng.randrange(1, 90))]
    if person.exit_at:
        lag = 0 if person.route == "hubspot" else rng.randrange(3, 40)
        known.append(person.exit_at + timedelta(minutes=lag))
    return min(max(known), simulation.as_of)


def _origin(rng: Random, name: str, person: Person) -> Row:
    source = person.source.hubspot
    online = source != "OFFLINE"
    page = rng.choice(("", "pricing", "metering", "carbon-ledger", "webinar", "guide"))
    return {
        "hs_analytics_source": source,
        "hs_analytics_source_data_1": rng.choice(_DETAIL[source]),
        "hs_analytics_source_data_2": f"c{rng.randrange(100, 160)}" if online else "",
        "hs_analytics_first_url": f"https://www.{name}.example/{page}" if online else "",
        "hs_analytics_first_timestamp": iso(person.created_at) if online else "",
    }


def _conversions(rng: Random, person: Person, as_of: datetime) -> Row:
    first = person.inquiry_at if rng.random() < 0.65 else None
    recent = first
    if first:
        person.evidence.note("INQ", first)
        if rng.random() < 0.3:
            recent = min(first + timedelta(days=rng.randrange(1, 60), seconds=7), as_of)
    return {
        "first_conversion_date": iso(first),
        "first_conversion_event_name": rng.choice(FORMS) if first else "",
        "recent_conversion_date": iso(recent),
    }


def _settle_inquiry(person: Person) -> None:
    """Where nothing else tells of an inquiry, an online first touch does."""
    if person.source.hubspot != "OFFLINE":
        person.evidence.note_fallback("INQ", person.created_at)


def _links(rng: Random, person: Person) -> Row:
    draw = rng.random()
    linked = person.linked

    def link(record_id: str) -> str:
        if not linked:
            return ""
        return record_id[:15] if draw < 0.03 else record_id

    account = person.company.account_id if person.company and person.contact_id else ""
    return {
        "salesforceleadid": link(person.lead_id),
        "salesforcecontactid": link(person.contact_id),
        "salesforceaccountid": link(account),
    }


def _preferences(rng: Random, person: Person) -> Row:
    interest = person.company.product if person.company else rng.choice(PRODUCTS)
    topics = sorted(rng.sample(TOPICS, rng.choice((1, 1, 2, 3))))
    return {
        "hs_email_optout": flag(rng.random() < 0.05),
        **lists_left(person.number),
        BOUNCE: "",
        "hs_marketable_status": flag(person.mql_at is not None or person.number % 6 > 0),
        "product_interest": interest.lower().replace(" ", "_") if rng.random() < 0.6 else "",
        "interest_topics": ";".join(topics) if rng.random() < 0.4 else "",
        "preferred_language": person.place.language,
        "sales_region": person.place.region,
        "newsletter_frequency": rng.choice(("weekly", "monthly", "never", "")),
    }


def write_companies(simulation: Simulation) -> None:
    """One row per business that HubSpot contacts belong to."""
    rng = simulation.spec.rng("hubspot companies")
    table = simulation.table("hubspot", "companies")
    parents: list[str] = []
    for company in simulation.companies:
        if company.hubspot_id:
            table.add(_company_row(rng, simulation, company, parents))
            if company.employees > 1000:
                parents.append(company.hubspot_id)


def _company_row(rng: Random, simulation: Simulation, company: Company, parents: list[str]) -> Row:
    touched = max(company.created_at, company.account_at or company.created_at)
    lifecycle = "customer" if company.won_at else "opportunity" if company.opportunities else "lead"
    merged = str(8_100_000_000 + company.number) if company.number % 23 == 0 else ""
    parent = rng.choice(parents) if parents and rng.random() < 0.05 else ""
    return {
        "id": company.hubspot_id,
        "name": company.name,
        "domain": company.domain,
        "website": f"https://www.{company.domain}",
        "industry": company.industry[0],
        "numberofemployees": str(company.employees) if rng.random() < 0.8 else "",
        "annualrevenue": str(company.employees * 140_000) if rng.random() < 0.6 else "",
        "country": company.place.country,
        "state": company.place.state if rng.random() < 0.7 else "",
        "city": company.place.city,
        "lifecyclestage": lifecycle,
        "hubspot_owner_id": company.owner.owner_id,
        "createdate": iso(company.created_at),
        "hs_lastmodifieddate": iso(min(touched + timedelta(minutes=5), simulation.as_of)),
        "salesforceaccountid": company.account_id if rng.random() < 0.92 else "",
        "hs_merged_object_ids": merged,
        "hs_parent_company_id": parent,
        "account_tier": rng.choice(("A", "B", "C", "")),
    }


def write_deals(simulation: Simulation) -> None:
    """One row per opportunity that lives in HubSpot or is synced to it, with its people."""
    rng = simulation.spec.rng("deals")
    table = simulation.table("hubspot", "deals")
    for deal in simulation.opportunities:
        if deal.deal_id:
            table.add(_deal_row(rng, simulation, deal))
            remember_deal(simulation, deal)
            _associate_deal(simulation, deal)
    for deal in simulation.withdrawn:
        if deal.deal_id:
            row = _deal_row(rng, simulation, deal)
            row["dealname"] = f"{row['dealname']} copy"
            row["_archived_at"] = iso(deal.deleted_at)
            table.add(row)
            remember_deal(simulation, deal)


def _deal_row(rng: Random, simulation: Simulation, deal: Opportunity) -> Row:
    last, stage = deal.last, deal.deal_stage
    lag = timedelta(minutes=rng.randrange(2, 16) if deal.salesforce_id else 0)
    sync_id = deal.salesforce_id[:15] if rng.random() < 0.05 else deal.salesforce_id
    amount = money(deal.deal_amount)
    return {
        "id": deal.deal_id,
        "dealname": f"{deal.company.name} - {deal.company.product} {deal.created_at:%Y-%m}",
        "pipeline": "default",
        "dealstage": stage,
        "amount": amount,
        "amount_in_home_currency": amount,
        "closedate": iso(portal_midnight(deal.deal_close_date or last.close_date)),
        "createdate": iso(min(deal.created_at + lag, simulation.as_of)),
        "hs_lastmodifieddate": iso(min(last.at + lag, simulation.as_of)),
        "hubspot_owner_id": (deal.deal_owner or deal.owner).owner_id,
        "hs_is_closed": flag(stage in {"closedwon", "closedlost"}),
        "hs_is_closed_won": flag(stage == "closedwon"),
        "hs_deal_stage_probability": f"{_chance(deal):g}",
        "hs_manual_forecast_category": _forecast(deal),
        "hs_next_step": "" if deal.is_aimless else NEXT_STEPS[deal.number % len(NEXT_STEPS)],
        "hs_salesforceopportunityid": sync_id,
        "hs_analytics_source": deal.source.hubspot,
        "dealtype": "newbusiness" if deal.kind == NEW_BUSINESS else "existingbusiness",
        "product_line": deal.company.product.lower().replace(" ", "_"),
        "discount_percent": rng.choice(("", "5", "10", "15")),
    }


def _chance(deal: Opportunity) -> float:
    return _PROBABILITY[deal.deal_stage] if deal.chance is None else deal.chance / 100


def _forecast(deal: Opportunity) -> str:
    """As its own stage has it, which may be another one than the other system's."""
    category = {"closedwon": "Closed", "closedlost": "Omitted"}.get(deal.deal_stage)
    own = category or (deal.last.stage.forecast if deal.outcome == "open" else "Pipeline")
    return DEAL_FORECASTS[deal.forecast or own]


def _associate_deal(simulation: Simulation, deal: Opportunity) -> None:
    if deal.company.hubspot_id:
        ends = ("deals", deal.deal_id, "companies", deal.company.hubspot_id)
        simulation.associate(ends, {5: "Primary", 341: ""})
    people = [deal.primary, *(person for person, _ in deal.others)]
    for person in people:
        if person and person.hubspot_id:
            simulation.associate(("deals", deal.deal_id, "contacts", person.hubspot_id), {3: ""})
