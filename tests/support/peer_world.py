"""The company that other people's connectors read: the generated one, with what it lacks.

The generator writes no tickets, products, custom objects, forms or lists; clients read those by
paths of their own, so a few of each are laid beside its records.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from orchestration.emulator import Emulator, load_world
from orchestration.emulator.hubspot.world import HubSpotWorld
from orchestration.worlds.generator import write_world
from orchestration.worlds.system import ObjectTable
from orchestration.worlds.world import World

Row = dict[str, str | None]
Rows = dict[str, Row]

_MADE: Final = "2026-05-04T08:00:00.000Z"
_CHANGED: Final = "2026-05-05T09:30:00.000Z"
_FORM: Final = "2b5c2d0e-9f44-4a55-8f50-3a1c5c8f000"
_STAMPS: Final[Row] = {"hs_createdate": _MADE, "hs_lastmodifieddate": _CHANGED}
_OLD_STAMPS: Final[Row] = {"createdate": _MADE, "hs_lastmodifieddate": _CHANGED}
_OBJECTS: Final[dict[str, list[Row]]] = {
    "tickets": [
        {"id": f"88000{n}", "subject": f"{n}", "content": 'Línea 1\nline "2"', "hs_pipeline": "0",
         "hs_pipeline_stage": "1", **_OLD_STAMPS}
        for n in range(7)
    ],
    "products": [
        {"id": f"89000{n}", "name": f"Product {n}", "price": f"{n}.5", **_OLD_STAMPS}
        for n in range(5)
    ],
    "line_items": [
        {"id": f"90000{n}", "quantity": f"{n + 1}", "amount": f"{n + 1}00.25", **_OLD_STAMPS}
        for n in range(6)
    ],
    "notes": [
        {"id": f"91000{n}", "hs_note_body": f"<p>{n}</p>", "hs_timestamp": _MADE, **_STAMPS}
        for n in range(4)
    ],
    "leads": [{"id": f"92000{n}", "hs_lead_name": f"Lead {n}", **_STAMPS} for n in range(3)],
    "vessels": [
        {"id": f"93000{n}", "vessel_name": f"Vessel {n}", "tonnage": f"{n}000", **_STAMPS}
        for n in range(3)
    ],
}  # fmt: skip
_LINKS: Final = {"tickets": ("16", "26", "28"), "notes": ("202", "190", "214")}
_LINKED: Final = ("contacts", "companies", "deals")


def peer_world(folder: Path) -> World:
    """Write the world and read it, with every standard field of Salesforce."""
    world = load_world(write_world(folder, seed=5, people=300))
    world.systems["salesforce"].settings["standard_fields"] = "all"
    _lay_beside(world.systems["hubspot"])
    return world


def _lay_beside(hubspot: HubSpotWorld) -> None:
    for name, rows in _OBJECTS.items():
        by_id = {str(row["id"]): dict(row) for row in rows}
        hubspot.objects[name] = ObjectTable(name, list(rows[0]), by_id)
    for name, numbers in _LINKS.items():
        for to_type, number in zip(_LINKED, numbers, strict=True):
            to_id = next(iter(hubspot.objects[to_type].rows))
            hubspot.sections["associations"].append(
                {"from_type": name, "from_id": _OBJECTS[name][0]["id"], "to_type": to_type,
                 "to_id": to_id, "category": "HUBSPOT_DEFINED", "type_id": number, "label": None}
            )  # fmt: skip
    dated: Row = {"created_at": _MADE, "updated_at": _CHANGED}
    members = list(hubspot.objects["contacts"].rows)[:4]
    hubspot.sections |= {
        "forms": [{"id": f"{_FORM}{n}", "name": f"Form {n}", **dated} for n in (1, 2)],
        "form_submissions": [
            {"form_id": f"{_FORM}1", "submitted_at": f"2026-05-06T10:00:0{n}Z",
             "email": f"{n}@visitor.example", "page_url": "https://larkspur.example/contact"}
            for n in range(3)
        ],
        "lists": [{"id": f"{n}", "name": f"List {n}", **dated} for n in (7, 8)],
        "list_memberships": [
            {"list_id": "7", "record_id": one, "added_at": _CHANGED} for one in members
        ],
        "marketing_emails": [{"id": f"440{n}", "name": f"Issue {n}", **dated} for n in range(3)],
    }  # fmt: skip


# ---- what is so now
def hubspot_rows(emulator: Emulator, name: str) -> Rows:
    """The living records of an object, as the world has them."""
    rows = emulator.records["hubspot"].table(name).rows
    return {key: row for key, row in rows.items() if not row.get("_archived_at")}


def salesforce_rows(emulator: Emulator, name: str) -> Rows:
    """The records of an object, deleted ones included, as the world has them."""
    return dict(emulator.records["salesforce"].table(name).rows)


def section(emulator: Emulator, name: str) -> list[Row]:
    """The rows of one of HubSpot's flat files."""
    return emulator.records["hubspot"].sections[name]


def linked(emulator: Emulator, name: str, to_type: str) -> set[tuple[str, str]]:
    """Pairs of living records of two objects that the world associates."""
    pairs = set()
    for row in section(emulator, "associations"):
        ends = (row["from_type"], row["from_id"]), (row["to_type"], row["to_id"])
        for (this, this_id), (that, that_id) in (ends, ends[::-1]):
            if (this, that) == (name, to_type):
                pairs.add((str(this_id), str(that_id)))
    alive, others = hubspot_rows(emulator, name), hubspot_rows(emulator, to_type)
    return {(one, other) for one, other in pairs if one in alive and other in others}


# ---- what changes
def change(emulator: Emulator, system: str, name: str, key: str, values: dict[str, Any]) -> None:
    """Create or edit a record. It happens now, because clients ask for what is new until now."""
    emulator.clock.set(max(emulator.clock.now() + timedelta(seconds=1), datetime.now(UTC)))
    edit = {"system": system, "action": "upsert", "object": name, "id": key, "values": values}
    emulator.apply(edit)


def edit_hubspot(emulator: Emulator) -> None:
    """Edit a contact, a deal and a ticket, create a company."""
    ids = {
        name: next(iter(hubspot_rows(emulator, name))) for name in ("contacts", "deals", "tickets")
    }
    change(emulator, "hubspot", "contacts", ids["contacts"], {"company": "Edited Ltd"})
    change(emulator, "hubspot", "deals", ids["deals"], {"dealname": "Edited", "amount": 77.5})
    change(emulator, "hubspot", "tickets", ids["tickets"], {"content": "Edited"})
    made = {"name": "Newly made", "domain": "new.example"}
    change(emulator, "hubspot", "companies", "9999999999", made)


def edit_salesforce(emulator: Emulator) -> None:
    """Edit an opportunity, create a lead, delete a contact."""
    alive = {
        name: next(k for k, row in salesforce_rows(emulator, name).items() if not _gone(row))
        for name in ("Opportunity", "Contact")
    }
    made = {"LastName": "Newly made", "Company": "New", "Status": "New"}
    change(emulator, "salesforce", "Opportunity", alive["Opportunity"], {"NextStep": "edited"})
    change(emulator, "salesforce", "Lead", "00QWd00000ZZZZZIAX", made)
    emulator.apply(
        {"system": "salesforce", "action": "delete", "object": "Contact", "id": alive["Contact"]}
    )


def _gone(row: Row) -> bool:
    return row.get("IsDeleted") == "true"


def clear_cells(emulator: Emulator, name: str, field: str, values: Iterable[str]) -> None:
    """Empty a field of HubSpot wherever it holds one of these values."""
    for key, row in hubspot_rows(emulator, name).items():
        if row.get(field) in set(values):
            change(emulator, "hubspot", name, key, {field: None})
