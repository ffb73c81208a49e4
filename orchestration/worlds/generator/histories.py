"""What the vendors remember of earlier values: property history, and history of tracked fields.

It agrees with what the records say, and with the evidence noted as they were written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import pairwise

from orchestration.worlds.generator.entities import Opportunity, Person, StageChange
from orchestration.worlds.generator.hubspot_stages import STAGES_WITH_DATES
from orchestration.worlds.generator.spec import (
    day,
    flag,
    iso,
    money,
    portal_midnight,
    salesforce_id,
)
from orchestration.worlds.generator.tables import Row, Simulation
from orchestration.worlds.generator.vocabulary import LEAD_CONVERTED, LEAD_NEW, LEAD_WORKING

_Times = Mapping[str, datetime | None]


def remember_contact(
    simulation: Simulation, person: Person, row: Row, dates: _Times, touched: datetime
) -> None:
    """Lifecycle stages with the dates the contact has of them, and the lead status it has now."""
    entered: dict[str, datetime] = {}
    for stage in reversed(STAGES_WITH_DATES):
        at = dates[f"hs_v2_date_entered_{stage}"] or dates[f"hs_lifecyclestage_{stage}_date"]
        # The lifecycle only moves forward: a stage that comes after a higher one is not written.
        if at is not None and all(at <= later for later in entered.values()):
            entered[stage] = at
    versions = [("lifecyclestage", stage, at) for stage, at in entered.items()]
    if row["lifecyclestage"] not in entered:
        versions.append(("lifecyclestage", row["lifecyclestage"], touched))
        if row["lifecyclestage"] == "salesqualifiedlead":
            person.evidence.note("SQL", touched)
    if row["hs_lead_status"]:
        versions.append(("hs_lead_status", row["hs_lead_status"], touched))
    remember(simulation, "contacts", person.hubspot_id, versions)


def remember_deal(simulation: Simulation, deal: Opportunity) -> None:
    """What the watched properties of a deal have been: stage, amount, close date and owner.

    A synced deal lags behind what it is synced with, and where a fault was planted it differs.
    """
    first = deal.first_owner or deal.owner
    versions = [("hubspot_owner_id", first.owner_id, deal.created_at)]
    if deal.passed_at:
        versions.append(("hubspot_owner_id", deal.owner.owner_id, deal.passed_at))
    if deal.deal_owner:
        versions.append(("hubspot_owner_id", deal.deal_owner.owner_id, deal.last.at))
    # of two saves of one second a portal keeps the later one
    settled = list({change.at: change for change in deal.changes}.values())
    for change in settled:
        is_last = change is deal.last
        stage = deal.deal_stage if is_last else change.stage.deal_stages[0]
        amount = deal.deal_amount if is_last else change.amount
        closing = (is_last and deal.deal_close_date) or change.close_date
        versions += [
            ("dealstage", stage, change.at),
            ("amount", money(amount), change.at),
            ("closedate", iso(portal_midnight(closing)), change.at),
        ]
    told: dict[str, str] = {"amount": ""}
    changed = []
    for name, value, at in versions:
        if told.get(name) != value:
            told[name] = value
            changed.append((name, value, at))
    remember(simulation, "deals", deal.deal_id, changed)


def remember(
    simulation: Simulation,
    plural: str,
    record_id: str,
    versions: Iterable[tuple[str, str, datetime]],
) -> None:
    """Values (property, value, since when) that a record has had, by property and time."""
    for name, value, at in sorted(versions, key=lambda version: (version[0], version[2])):
        simulation.history.append(
            {
                "object_type": plural,
                "object_id": record_id,
                "property": name,
                "value": value,
                "timestamp": iso(at),
                "source_type": "AUTOMATION_PLATFORM",
                "source_id": "",
            }
        )


def track_lead(simulation: Simulation, person: Person, status: str) -> None:
    """LeadHistory: its creation, each change of status, its conversion."""
    if person.lead_at is None:
        return
    before = LEAD_NEW
    changes = [("created", "Text", "", "", person.lead_at)]
    for value, at in ((LEAD_WORKING, person.worked_at), (status, person.exit_at or person.sql_at)):
        if at is not None and value != before and status != LEAD_NEW:
            changes.append(("Status", "DynamicEnum", before, value, at))
            before = value
    if before == LEAD_CONVERTED:
        changes.append(("leadConverted", "Text", "", "", changes[-1][-1]))
    for change in (*changes, *_owner_changes(person)):
        _track(simulation, "LeadHistory", {"LeadId": person.lead_id}, person, change)


def _owner_changes(person: Person) -> Iterator[tuple[str, str, str, str, datetime]]:
    """Each change of the owner twice, as Salesforce tells it: by ids and by names."""
    owners = person.baton.owners if person.baton else []
    for (_, old_id, old_name), (at, new_id, new_name) in pairwise(owners):
        yield "Owner", "EntityId", old_id, new_id, at
        yield "Owner", "Text", old_name, new_name, at


def track_change(
    simulation: Simulation, deal: Opportunity, before: StageChange, after: StageChange
) -> None:
    """OpportunityFieldHistory: what differs between one row of the deal's history and the next."""
    changes = (
        ("StageName", "DynamicEnum", before.stage.name, after.stage.name, after.at),
        ("Amount", "Currency", money(before.amount), money(after.amount), after.at),
        ("CloseDate", "DateOnly", day(before.close_date), day(after.close_date), after.at),
    )
    for change in changes:
        if change[2] != change[3]:
            parent = {"OpportunityId": deal.salesforce_id}
            _track(simulation, "OpportunityFieldHistory", parent, deal, change)


def track_owner(simulation: Simulation, deal: Opportunity) -> None:
    """OpportunityFieldHistory: a hand-over is written twice, by names and by ids."""
    if deal.first_owner is None or deal.passed_at is None:
        return
    parent = {"OpportunityId": deal.salesforce_id}
    before, after = deal.first_owner, deal.owner
    for change in (
        ("Owner", "Text", before.name, after.name, deal.passed_at),
        ("Owner", "EntityId", before.user_id, after.user_id, deal.passed_at),
    ):
        _track(simulation, "OpportunityFieldHistory", parent, deal, change)


def _track(
    simulation: Simulation,
    name: str,
    parent: Row,
    of: Person | Opportunity,
    change: tuple[str, str, str, str, datetime],
) -> None:
    field, kind, old, new, at = change
    simulation.table("salesforce", name).add(
        {
            "Id": salesforce_id("017", simulation.number("017")),
            **parent,
            "Field": field,
            "DataType": kind,
            "OldValue": old,
            "NewValue": new,
            "CreatedById": of.owner.user_id,
            "CreatedDate": iso(at),
            "IsDeleted": flag(False),
        }
    )
