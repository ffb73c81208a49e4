"""A small portal in memory, and a thin HTTPS client, for the emulator's tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import requests

from orchestration.emulator import Emulator
from orchestration.emulator.hubspot.world import HubSpotWorld
from orchestration.worlds.system import ObjectTable
from orchestration.worlds.world import World

AS_OF = datetime(2024, 6, 1, tzinfo=UTC)
Row = dict[str, str | None]


def contact(number: int, **values: str | None) -> Row:
    """A contact created and changed on one day each, a minute apart by number."""
    minute = f"{number // 60 % 24:02d}:{number % 60:02d}"
    return {
        "id": str(number),
        "email": f"person{number}@acme.test",
        "phone": None,
        "lifecyclestage": "lead",
        "favourite_colour": "green",
        "createdate": f"2024-01-01T{minute}:00.000Z",
        "lastmodifieddate": f"2024-02-01T{minute}:00.000Z",
        **values,
    }


def table(name: str, rows: list[Row]) -> ObjectTable:
    """An object table from rows that share their columns."""
    return ObjectTable(name, list(rows[0]), {str(row["id"]): row for row in rows})


def portal_world(contacts: list[Row] | None = None) -> World:
    """Contacts (three by default), a company, a deal, a call, owners, links, a campaign."""
    company: Row = {"id": "9001", "name": "Acme", "domain": "acme.test", "createdate": None}
    deal: Row = {"id": "77", "dealname": "Big", "dealstage": "made_up", "amount": "1250.5"}
    call: Row = {"id": "5", "hs_timestamp": "1717200000000", "hs_call_direction": "OUTBOUND"}
    car: Row = {"id": "1", "wheels": "4"}
    owners: list[Row] = [
        {"id": "1", "email": "ann@acme.test", "firstName": "Ann", "userId": "71", "archived": None},
        {"id": "2", "email": "bob@acme.test", "firstName": "Bob", "userId": "72", "archived": None},
        {"id": "3", "email": "gone@acme.test", "userId": "73", "archived": "true"},
    ]
    sections: dict[str, list[Row]] = {
        "owners": owners,
        "associations": [
            _link("contacts", "501", "companies", "9001", 1, "Primary"),
            _link("contacts", "501", "companies", "9001", 279, None),
            _link("deals", "77", "contacts", "501", 3, None),
            _link("deals", "77", "contacts", "502", 3, None),
        ],
        "campaigns": [{"id": "c-1", "hs_name": "Spring", "hs_start_date": "2024-03-01"}],
        "campaign_spend": [{"id": "s1", "campaign_id": "c-1", "name": "Ads", "amount": "12.5"}],
        "history": [
            _version("lead", "2024-01-01T00:00:00Z"),
            _version("customer", "2024-02-01T00:00:00Z"),
        ],
    }
    rows = contacts or [contact(501), contact(502), contact(503)]
    tables = [
        table("contacts", rows),
        table("companies", [company]),
        table("deals", [deal]),
        table("calls", [call]),
        table("cars", [car]),
    ]
    settings = {"portal_id": 123, "time_zone": "UTC", "currency": "EUR", "tier": "starter"}
    objects = {one.name: one for one in tables}
    hubspot = HubSpotWorld(settings=settings, objects=objects, sections=sections)
    return World("portal", AS_OF, {"hubspot": hubspot})


def _link(from_type: str, from_id: str, to_type: str, to_id: str, kind: int, label: Any) -> Row:
    return {
        "from_type": from_type,
        "from_id": from_id,
        "to_type": to_type,
        "to_id": to_id,
        "category": "HUBSPOT_DEFINED",
        "type_id": str(kind),
        "label": label,
    }


def _version(value: str, at: str) -> Row:
    return {
        "object_type": "contacts",
        "object_id": "501",
        "property": "lifecyclestage",
        "value": value,
        "timestamp": at,
        "source_type": "CRM_UI",
        "source_id": "userId:77",
    }


class Client:
    """JSON over the emulator's own certificate; refuses everything else.

    Args:
        emulator: a started emulator.
    """

    def __init__(self, emulator: Emulator) -> None:
        self.base_url = emulator.base_url
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.verify = str(emulator.ca_path)
        token = emulator.credentials["hubspot"]["access_token"]
        self.session.headers["Authorization"] = f"Bearer {token}"

    def get(self, path: str, **parameters: Any) -> requests.Response:
        """GET with query parameters; lists repeat their name."""
        return self.session.get(self.base_url + path, params=parameters, timeout=10)

    def post(self, path: str, body: Any, **parameters: Any) -> requests.Response:
        """POST a JSON body."""
        return self.session.post(self.base_url + path, json=body, params=parameters, timeout=10)

    def search(self, object_type: str = "contacts", **body: Any) -> requests.Response:
        """POST a search."""
        return self.post(f"/crm/v3/objects/{object_type}/search", body)


def ids(reply: requests.Response) -> list[str]:
    """Ids of a reply's results, in order."""
    return [one["id"] for one in reply.json()["results"]]
