"""Plants records that both systems have in two countries, or in two currencies (X006)."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Final

from orchestration.worlds.generator.defects.consents import (
    living_people,
    plain_people,
    tied_records,
)
from orchestration.worlds.generator.defects.words import SPELLINGS
from orchestration.worlds.generator.planted import Planted
from orchestration.worlds.generator.tables import Defect, Simulation
from orchestration.worlds.generator.vocabulary import PLACES
from orchestration.worlds.generator.written import Written

_COUNT: Final = 3
_COUNTRIES: Final = tuple(sorted({place.country for place in PLACES}))


def plant_places(simulation: Simulation) -> None:
    """Change what HubSpot says of the chosen records, and note each."""
    if not (simulation.spec.has_hubspot and simulation.spec.has_salesforce):
        return
    rng = simulation.spec.rng("places")
    people = [person.hubspot_id for person in plain_people(simulation)]
    _move(simulation, rng, "contacts", people)
    planted = {defect.record_id for defect in simulation.defects}
    rows = simulation.table("hubspot", "companies").rows
    companies = [
        company.hubspot_id
        for company in simulation.companies
        if company.hubspot_id
        and company.account_id
        and rows[company.hubspot_id]["salesforceaccountid"] == company.account_id
        and not {company.hubspot_id, company.account_id} & planted
    ]
    _move(simulation, rng, "companies", companies)
    _pay_otherwise(simulation, rng)


def _move(simulation: Simulation, rng: Random, name: str, records: list[str]) -> None:
    table = simulation.table("hubspot", name)
    for record in rng.sample(records, min(_COUNT, len(records) // 8)):
        row = table.rows[record]
        row["country"] = rng.choice([one for one in _COUNTRIES if one != row["country"]])
        row["city"] = row["state"] = ""  # which lie in the other country, and would contradict it
        simulation.defects.add(Defect("X006", "hubspot", name, "country", record))


def _pay_otherwise(simulation: Simulation, rng: Random) -> None:
    """Of what was won each system would count another amount: only what was not."""
    planted = {defect.record_id for defect in simulation.defects}
    deals = [
        deal
        for deal in simulation.opportunities
        if deal.synced
        and deal.outcome != "won"
        and deal.deal_stage != "closedwon"
        and not {deal.salesforce_id, deal.deal_id} & planted
    ]
    table = simulation.table("hubspot", "deals")
    chosen = rng.sample(deals, min(_COUNT, len(deals) // 6))
    if chosen and "deal_currency_code" not in table.columns:
        table.columns.append("deal_currency_code")
    for deal in chosen:
        table.rows[deal.deal_id]["deal_currency_code"] = "USD"
        defect = Defect("X006", "salesforce", "opportunity", "currencyisocode", deal.salesforce_id)
        simulation.defects.add(defect)


# ---------------------------------------------------------------- which records break them
_OWN_NAMES: Final = {
    spelling.lower(): country.lower()
    for country, spellings in SPELLINGS.items()
    for spelling in spellings
}
_CURRENCY: Final = "EUR"  # of whatever names none


def _broken(world: Written) -> Iterator[Defect]:
    """Countries of people and companies that ids tie, currencies of deals that are synced."""
    people = living_people(world)
    for row in world.rows("hubspot", "contacts"):
        there = [
            other["country" if name == "lead" else "mailingcountry"]
            for name, other in tied_records(people, row)
        ]
        if any(_differ(row["country"], country) for country in there):
            yield Defect("X006", "hubspot", "contacts", "country", row["id"])
    accounts = world.survivors("Account")
    for row in world.rows("hubspot", "companies"):
        account = accounts.get(row.get("salesforceaccountid", "")[:15])
        if account and _differ(row["country"], account["billingcountry"]):
            yield Defect("X006", "hubspot", "companies", "country", row["id"])
    synced = "hs_salesforceopportunityid"
    deals = {row.get(synced, "")[:15]: row for row in world.rows("hubspot", "deals")}
    for row in world.rows("salesforce", "opportunity"):
        deal = deals.get(row["id"][:15])
        code = deal.get("deal_currency_code") or _CURRENCY if deal else ""
        if deal and code != (row.get("currencyisocode") or _CURRENCY):
            yield Defect("X006", "salesforce", "opportunity", "currencyisocode", row["id"])


def _differ(one: str, other: str) -> bool:
    near, far = (_OWN_NAMES.get(each.lower(), each.lower()) for each in (one, other))
    return bool(near and far and near != far)


PLANTED: Final = Planted(("X006",), plant_places, _broken, place=6)
