"""A small company in both systems, held in memory, and the edits its people make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

from orchestration.emulator import Emulator
from orchestration.emulator.hubspot.world import HubSpotWorld
from orchestration.emulator.salesforce.world import SalesforceWorld
from orchestration.worlds.system import ObjectTable
from orchestration.worlds.world import World
from tests.support.reliability.rows import (
    CREATED,
    IN_SALESFORCE,
    UPDATED,
    Row,
    marketing,
    organisation,
    sf_id,
    worked_leads,
)

AS_OF = datetime(2026, 3, 2, 8, tzinfo=UTC)

CONTACTS, DEALS, LEADS = 230, 30, 230

STAGES = ("appointmentscheduled", "qualifiedtobuy", "closedwon", "closedlost")


def table(name: str, rows: Iterable[Row], key: str) -> ObjectTable:
    """An emulated object from its rows."""
    listed = list(rows)
    columns = list(dict.fromkeys(column for row in listed for column in row))
    complete = [{column: row.get(column) for column in columns} for row in listed]
    return ObjectTable(name, columns, {str(row[key]): row for row in complete})


def company() -> World:
    """Contacts on three pages, deals, associations; leads, accounts, opportunities, tasks."""
    return World("small company", AS_OF, {"hubspot": _portal(), "salesforce": _org()})


_IN_HUBSPOT: Row = {"createdate": CREATED, "hs_lastmodifieddate": UPDATED}


def _contacts() -> list[Row]:
    return [
        {
            "id": str(1000 + n),
            "email": f"person{n}@company{n % 12}.example",
            "lastname": f"Person {n}",
            "lifecyclestage": "lead",
            "hubspot_owner_id": str(1 + n % 3),
            "createdate": CREATED,
            # Many at one instant, as an import leaves them; the rest a second apart.
            "lastmodifieddate": UPDATED
            if n < 120
            else f"2026-02-01T10:{n // 60:02d}:{n % 60:02d}.000Z",
        }
        for n in range(CONTACTS)
    ]


def _deals() -> list[Row]:
    return [
        {
            "id": str(3000 + n),
            "dealname": f"Deal {n}",
            "pipeline": "default",
            "dealstage": STAGES[n % 4],
            "amount": str(1000 + n),
            "hubspot_owner_id": str(1 + n % 3),
            **_IN_HUBSPOT,
        }
        for n in range(DEALS)
    ]


def _portal() -> HubSpotWorld:
    companies: list[Row] = [
        {
            "id": str(2000 + n),
            "name": f"Company {n}",
            "domain": f"company{n}.example",
            **_IN_HUBSPOT,
        }
        for n in range(12)
    ]
    calls: list[Row] = [
        {
            "id": str(4000 + n),
            "hs_call_direction": "OUTBOUND",
            "hs_timestamp": UPDATED,
            "hs_createdate": CREATED,
            "hs_lastmodifieddate": UPDATED,
        }
        for n in range(6)
    ]
    owners: list[Row] = [
        {
            "id": str(n),
            "email": f"owner{n}@seller.example",
            "firstName": f"Owner {n}",
            "teams": "North;East" if n == 1 else "North",
        }
        for n in (1, 2, 3)
    ]
    links = [
        *(_link("contacts", 1000 + n, "companies", 2000 + n % 12, 1) for n in range(60)),
        *(_link("deals", 3000 + n, "contacts", 1000 + n, 3) for n in range(DEALS)),
        *(_link("deals", 3000 + n, "companies", 2000 + n % 12, 5) for n in range(DEALS)),
        *(_link("calls", 4000 + n, "contacts", 1000 + n, 194) for n in range(6)),
        *(_link("leads", 8000 + n, "contacts", 1000 + n, 578) for n in range(8)),
    ]
    return HubSpotWorld(
        settings={
            "portal_id": 77,
            "time_zone": "Europe/Dublin",
            "currency": "EUR",
            "tier": "enterprise",
        },
        objects={
            "contacts": table("contacts", _contacts(), "id"),
            "companies": table("companies", companies, "id"),
            "deals": table("deals", _deals(), "id"),
            "calls": table("calls", calls, "id"),
            "leads": table("leads", worked_leads(), "id"),
        },
        sections={"owners": owners, "associations": links, "history": [], **marketing()},
    )


def _link(from_type: str, from_id: int, to_type: str, to_id: int, type_id: int) -> Row:
    return {
        "from_type": from_type,
        "from_id": str(from_id),
        "to_type": to_type,
        "to_id": str(to_id),
        "category": "HUBSPOT_DEFINED",
        "type_id": str(type_id),
        "label": None,
    }


def _leads() -> list[Row]:
    return [
        {
            "Id": sf_id("00q", n),
            "LastName": f"Person {n}",
            "Company": f"Company {n % 12}",
            "Email": f"person{n}@company{n % 12}.example",
            "Status": "Open - Not Contacted",
            "OwnerId": sf_id("005", n % 3),
            **IN_SALESFORCE,
        }
        for n in range(LEADS)
    ]


def _opportunities() -> list[Row]:
    return [
        {
            "Id": sf_id("006", n),
            "Name": f"Deal {n}",
            "AccountId": sf_id("001", n % 12),
            "StageName": "Prospecting",
            "CloseDate": "2026-06-30",
            "Amount": str(1000 + n),
            "OwnerId": sf_id("005", n % 3),
            **IN_SALESFORCE,
        }
        for n in range(DEALS)
    ]


def _org() -> SalesforceWorld:
    accounts = [{"Id": sf_id("001", n), "Name": f"Company {n}", **IN_SALESFORCE} for n in range(12)]
    contacts = [
        {
            "Id": sf_id("003", n),
            "LastName": f"Buyer {n}",
            "AccountId": sf_id("001", n % 12),
            **IN_SALESFORCE,
        }
        for n in range(20)
    ]
    users = [
        {
            "Id": sf_id("005", n),
            "Email": f"owner{n + 1}@seller.example",
            "IsActive": "true",
            **IN_SALESFORCE,
        }
        for n in range(3)
    ]
    tasks = [
        {"Id": sf_id("00t", n), "WhoId": sf_id("00q", n), "Status": "Completed", **IN_SALESFORCE}
        for n in range(8)
    ]
    roles = [
        {
            "Id": sf_id("00k", n),
            "OpportunityId": sf_id("006", n),
            "ContactId": sf_id("003", n),
            **IN_SALESFORCE,
        }
        for n in range(20)
    ]
    objects = {
        **organisation(),
        "Account": accounts,
        "Lead": _leads(),
        "Contact": contacts,
        "Opportunity": _opportunities(),
        "User": users,
        "Task": tasks,
        "OpportunityContactRole": roles,
    }
    return SalesforceWorld(
        settings={
            "org_id": "00D000000000001EAA",
            "currency": "EUR",
            "daily_api_requests": 1_000_000,
            "time_zone": "Europe/Dublin",
        },
        objects={name: table(name, rows, "Id") for name, rows in objects.items()},
    )


def edit(emulator: Emulator, changes: Iterable[Mapping[str, Any]]) -> None:
    """Apply changes now (shapes: orchestration/emulator/changes.py)."""
    for change in changes:
        emulator.apply(change)


def a_morning_of_edits() -> list[dict[str, Any]]:
    """One of everything people do in an hour: edit, create, archive, delete, merge, link."""
    contact, deal, lead, opportunity = (
        partial(_on, "hubspot", "contacts"),
        partial(_on, "hubspot", "deals"),
        partial(_on, "salesforce", "Lead"),
        partial(_on, "salesforce", "Opportunity"),
    )
    new_lead = {"LastName": "New", "Company": "Company 1", "Status": "Open - Not Contacted"}
    return [
        contact("upsert", "1003", values={"lastname": "Edited"}),
        contact("upsert", "1900", values={"email": "new@company1.example"}),
        contact("archive", "1010"),
        contact("merge", "1020", merged="1021"),
        deal("upsert", "3001", values={"amount": "99999", "dealstage": "closedwon"}),
        deal("archive", "3007"),
        {"system": "hubspot", "action": "associate", **_link("deals", 3002, "contacts", 1099, 3)},
        {"system": "hubspot", "action": "dissociate", **_link("deals", 3003, "contacts", 1003, 3)},
        lead("upsert", sf_id("00q", 3), values={"LastName": "Edited"}),
        lead("upsert", sf_id("00q", 900), values=new_lead),
        lead("delete", sf_id("00q", 10)),
        lead("merge", sf_id("00q", 20), merged=sf_id("00q", 21)),
        opportunity("upsert", sf_id("006", 1), values={"Amount": "99999"}),
        opportunity("delete", sf_id("006", 7)),
    ]


def _on(system: str, name: str, action: str, record_id: str, **more: Any) -> dict[str, Any]:
    return {"system": system, "action": action, "object": name, "id": record_id, **more}


def earlier_definitions() -> list[dict[str, Any]]:
    """Fields of their own that both systems have from the first day, with values in them."""
    return [*_defined("Restless", "string", "string"), *_filled("Restless", 40, "12")]


def later_definitions() -> list[dict[str, Any]]:
    """Those fields get another type, and others come, filled without a trace in any stamp."""
    return [
        *_defined("Restless", "number", "double"),
        *_filled("Restless", 3, "no number"),
        *_defined("Newcomer", "string", "string"),
        *_filled("Newcomer", 150, "filled in the night"),
    ]


def _defined(label: str, in_hubspot: str, in_salesforce: str) -> list[dict[str, Any]]:
    about = {"name": label.lower(), "label": label, "type": in_hubspot}
    shown = {**about, "fieldType": "text", "groupName": "contactinformation"}
    field = {"name": f"{label}__c", "label": label, "type": in_salesforce}
    return [
        {
            "system": "hubspot",
            "action": "define_property",
            "object": "contacts",
            "definition": shown,
        },
        {"system": "salesforce", "action": "define_field", "object": "Lead", "definition": field},
    ]


def _filled(label: str, records: int, value: str) -> list[dict[str, Any]]:
    names = (label.lower(), f"{label}__c")
    return [
        {**change, "modified": "unchanged"}
        for n in range(30, 30 + records)
        for change in (
            _on("hubspot", "contacts", "upsert", str(1000 + n), values={names[0]: value}),
            _on("salesforce", "Lead", "upsert", sf_id("00q", n), values={names[1]: value}),
        )
    ]
