"""Plants references to nothing: links that no record answers (I004), money without a rate (D009).

Chosen so that who is who, and what was won or stands open, stays the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from orchestration.worlds.generator.entities import Person
from orchestration.worlds.generator.planted import Planted
from orchestration.worlds.generator.spec import salesforce_id
from orchestration.worlds.generator.tables import Defect, Simulation
from orchestration.worlds.generator.written import Written

_FOREIGN: Final = "CHF"  # a currency that neither system has a rate for
_NOWHERE: Final = 9_000_000  # far beyond the numbers of any record
_COUNT: Final = 5


def plant_in_references(simulation: Simulation) -> None:
    """Change the chosen records and note each defect."""
    if not simulation.spec.has_hubspot:
        return
    if simulation.spec.has_salesforce:
        _lose_links(simulation)
    _pay_in_foreign_money(simulation)


def knows_no_lead(person: Person) -> bool:
    """Whether the person is a contact of HubSpot that Salesforce has never heard of."""
    return bool(
        person.hubspot_id
        and not person.lead_id
        and not person.contact_id
        and not person.archived_at
    )


def _lose_links(simulation: Simulation) -> None:
    rng = simulation.spec.rng("lost links")
    copied = {key for key, _, _, _ in simulation.aliases}
    free = [
        person.hubspot_id
        for person in simulation.people
        if knows_no_lead(person) and person.key not in copied
    ]
    contacts = simulation.table("hubspot", "contacts")
    for number, record in enumerate(rng.sample(free, min(_COUNT, len(free) // 8))):
        row = contacts.rows[record]
        row["salesforceleadid"] = salesforce_id("00Q", _NOWHERE + number)
        simulation.defects.add(Defect("I004", "hubspot", "contacts", "salesforceleadid", record))


def _pay_in_foreign_money(simulation: Simulation) -> None:
    """Only what was lost: it enters no sum, and still has no amount that can be compared."""
    rng = simulation.spec.rng("foreign money")
    deals = simulation.table("hubspot", "deals")
    lost = [
        deal.deal_id
        for deal in simulation.opportunities
        if deal.deal_id
        and not deal.salesforce_id
        and deal.outcome == "lost"
        and deals.rows[deal.deal_id]["amount"]
    ]
    chosen = rng.sample(lost, min(_COUNT, len(lost) // 4))
    if not chosen:
        return
    deals.columns.append("deal_currency_code")
    for row in deals.rows.values():
        row["deal_currency_code"] = ""
    for record in chosen:
        row = deals.rows[record]
        row["deal_currency_code"], row["amount_in_home_currency"] = _FOREIGN, ""
        simulation.defects.add(Defect("D009", "hubspot", "deals", "amount", record))


# ---------------------------------------------------------------- which records break them
#: (system, object, field, kind of Salesforce record that it names)
_LINKS: Final = (
    ("hubspot", "contacts", "salesforceleadid", "Lead"),
    ("hubspot", "contacts", "salesforcecontactid", "Contact"),
    ("hubspot", "contacts", "salesforceaccountid", "Account"),
    ("hubspot", "companies", "salesforceaccountid", "Account"),
    ("hubspot", "deals", "hs_salesforceopportunityid", "Opportunity"),
    ("salesforce", "lead", "convertedcontactid", "Contact"),
    ("salesforce", "lead", "convertedaccountid", "Account"),
    ("salesforce", "lead", "convertedopportunityid", "Opportunity"),
    ("salesforce", "contact", "accountid", "Account"),
    ("salesforce", "opportunity", "accountid", "Account"),
)


def _broken(world: Written) -> Iterator[Defect]:
    """Ids that lead to no living record, by merges either; money without the home amount."""
    kinds = ("Lead", "Contact", "Account", "Opportunity")
    ids = {kind: world.survivors(kind) for kind in kinds}
    for system, name, field, kind in _LINKS:
        for row in world.rows(system, name) if ids[kind] else ():
            if row.get(field) and row[field][:15] not in ids[kind]:
                yield Defect("I004", system, name, field, row["id"])
    for row in world.rows("hubspot", "deals"):
        foreign = row.get("deal_currency_code") not in {None, "", "EUR"}
        if foreign and row["amount"] and not row["amount_in_home_currency"]:
            yield Defect("D009", "hubspot", "deals", "amount", row["id"])


PLANTED: Final = Planted(("D009", "I004"), plant_in_references, _broken, place=3)
