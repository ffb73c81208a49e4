"""The emulator's replies satisfy HubSpot's own published specifications."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import hubspot
import jsonschema
import pytest
import requests

from orchestration.emulator import Emulator
from orchestration.emulator.hubspot.world import HubSpotWorld
from orchestration.worlds.csv_table import Row
from orchestration.worlds.instants import parse_instant
from orchestration.worlds.system import ObjectTable
from orchestration.worlds.world import World
from tests.support.paths import SHARED

_SPECS = SHARED / "reference/hubspot-openapi"
_LINK = ("contacts", "1", "companies", "9", "HUBSPOT_DEFINED", "279", "Buyer")
_LINK_KEYS = ("from_type", "from_id", "to_type", "to_id", "category", "type_id", "label")


_LEAD = {"id": "5", "hs_lead_name": "Ada"}
_MARKETING: dict[str, list[Row]] = {
    "forms": [{"id": "f1", "name": "Contact us", "created_at": "2024-01-01T00:00:00Z"}],
    "form_fields": [
        {"form_id": "f1", "name": "email"},
        {"form_id": "f1", "name": "city", "hidden": "true"},
    ],
    "list_filters": [{"list_id": "7", "property": "city"}],
    "form_submissions": [
        {"form_id": "f1", "submitted_at": f"2024-03-0{n}T00:00:00Z", "email": f"p{n}@acme.test"}
        for n in (1, 2, 3)
    ],
    "marketing_emails": [
        {"id": "4", "name": "News", "sent": "9", "delivered": "8", "open": "3", "click": "1"}
    ],
    "lists": [{"id": "7", "name": "Fans", "created_at": "2024-01-01T00:00:00Z"}],
    "list_memberships": [
        {"list_id": "7", "record_id": str(n), "added_at": "2024-02-01T00:00:00Z"} for n in (2, 1)
    ],
}


@pytest.fixture(scope="module", autouse=True)
def _specifications() -> None:
    if not _SPECS.is_dir():
        reason = "the published specifications are not beside the repository"
        print(reason)
        pytest.skip(reason)


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    contacts = {
        str(number): {
            "id": str(number),
            "email": f"p{number}@acme.test",
            "phone": None,
            "lifecyclestage": "lead",
            "createdate": "2024-01-01T00:00:00.120Z",
            "_archived_at": "2024-02-01T00:00:00Z" if number == 3 else None,
        }
        for number in range(1, 8)
    }
    companies = {"9": {"id": "9", "name": "Acme"}}
    history = {
        "object_type": "contacts",
        "object_id": "1",
        "property": "email",
        "value": "p1@acme.test",
        "timestamp": "2024-01-01T00:00:00Z",
    }
    owners = [
        {"id": "1", "email": "a@acme.test", "firstName": "A", "userId": "7", "teams": "North"},
        {"id": "2", "email": "b@acme.test", "archived": "true"},
    ]
    hubspot = HubSpotWorld(
        settings={"portal_id": 1, "currency": "EUR", "time_zone": "Europe/Berlin"},
        objects={
            "contacts": ObjectTable("contacts", list(contacts["1"]), dict(contacts)),
            "companies": ObjectTable("companies", ["id", "name"], dict(companies)),
            "leads": ObjectTable("leads", ["id", "hs_lead_name"], {"5": dict(_LEAD)}),
        },
        sections={
            "owners": [dict(one) for one in owners],
            "associations": [dict(zip(_LINK_KEYS, _LINK, strict=True))],
            "history": [dict(history)],
            "campaigns": [{"id": "c1", "hs_name": "Spring", "hs_budget_items_sum_amount": "900"}],
            "campaign_spend": [{"id": "1", "campaign_id": "c1", "name": "Ads", "amount": "12.5"}],
            "campaign_reports": [{"campaign_id": "c1", "date": "2024-03-01", "sessions": "5"}],
            **_MARKETING,
        },
    )
    world = World("contract", parse_instant("2024-06-01"), systems={"hubspot": hubspot})
    with Emulator(world, rate_limits=False) as served:
        yield served


_BATCH = "/crm/v3/objects/contacts/batch/read"
_CAMPAIGN = "/marketing/v3/campaigns/{campaignGuid="
_EMAIL = "/crm/v3/properties/{objectType=contacts}/{propertyName=email}"
CALLS = [
    ("crm_contacts_v3", "GET", "/crm/v3/objects/contacts?limit=2&properties=email,phone", None),
    ("crm_contacts_v3", "GET", "/crm/v3/objects/contacts?archived=true", None),
    ("crm_contacts_v3", "GET", "/crm/v3/objects/contacts?associations=companies", None),
    ("crm_contacts_v3", "GET", "/crm/v3/objects/contacts?propertiesWithHistory=email", None),
    ("crm_contacts_v3", "GET", "/crm/v3/objects/contacts/{contactId=1}", None),
    ("crm_contacts_v3", "GET", "/crm/v3/objects/contacts/{contactId=404}", None),
    ("crm_contacts_v3", "GET", "/crm/v3/objects/contacts?limit=0", None),
    (
        "crm_contacts_v3",
        "POST",
        "/crm/v3/objects/contacts/search",
        {"limit": 2, "sorts": ["email"]},
    ),
    ("crm_contacts_v3", "POST", "/crm/v3/objects/contacts/search", {"limit": 500}),
    ("crm_contacts_v3", "POST", _BATCH, {"inputs": [{"id": "1"}]}),
    ("crm_contacts_v3", "POST", _BATCH, {"inputs": [{"id": "x"}]}),
    ("crm_objects_v3", "GET", "/crm/v3/objects/{objectType=companies}", None),
    ("crm_properties_v3", "GET", "/crm/v3/properties/{objectType=contacts}", None),
    ("crm_properties_v3", "GET", "/crm/v3/properties/{objectType=contacts}/groups", None),
    (
        "crm_properties_v3",
        "GET",
        "/crm/v3/properties/{objectType=contacts}/{propertyName=email}",
        None,
    ),
    ("crm_pipelines_v3", "GET", "/crm/v3/pipelines/{objectType=deals}", None),
    ("crm_owners_v3", "GET", "/crm/v3/owners?limit=1", None),
    ("crm_owners_v3", "GET", "/crm/v3/owners?archived=true", None),
    (
        "crm_associations_v4",
        "GET",
        "/crm/v4/objects/{objectType=contacts}/{objectId=1}/associations/{toObjectType=companies}",
        None,
    ),
    (
        "crm_associations_v4",
        "POST",
        "/crm/v4/associations/{fromObjectType=contacts}/{toObjectType=companies}/batch/read",
        {"inputs": [{"id": "1"}]},
    ),
    (
        "crm_associations_v4",
        "POST",
        "/crm/v4/associations/{fromObjectType=contacts}/{toObjectType=companies}/batch/read",
        {"inputs": [{"id": "1"}, {"id": "2"}]},
    ),
    (
        "crm_associations_schema_v4",
        "GET",
        "/crm/associations/v4/{fromObjectType=contacts}/{toObjectType=companies}/labels",
        None,
    ),
    ("crm_leads_v3", "GET", "/crm/v3/objects/leads?properties=hs_lead_name", None),
    ("crm_leads_v3", "POST", "/crm/v3/objects/leads/search", {"limit": 2}),
    ("crm_pipelines_v3", "GET", "/crm/v3/pipelines/{objectType=leads}", None),
    ("crm_communications_v3", "GET", "/crm/v3/objects/communications", None),
    ("settings_users_v3", "GET", "/settings/v3/users/teams", None),
    ("marketing_forms_v3", "GET", "/marketing/v3/forms", None),
    ("marketing_emails_v3", "GET", "/marketing/v3/emails?includeStats=true", None),
    ("crm_lists_v3", "POST", "/crm/v3/lists/search", {"offset": 0, "additionalProperties": []}),
    ("crm_lists_v3", "GET", "/crm/v3/lists/{listId=7}", None),
    ("crm_lists_v3", "GET", "/crm/v3/lists/{listId=7}?includeFilters=true", None),
    ("crm_lists_v3", "GET", "/crm/v3/lists?includeFilters=true&listIds=7", None),
    ("crm_lists_v3", "GET", "/crm/v3/lists/{listId=404}", None),
    ("crm_lists_v3", "GET", "/crm/v3/lists/{listId=7}/memberships?limit=1", None),
    ("crm_lists_v3", "GET", "/crm/v3/lists/{listId=7}/memberships?limit=251", None),
    (
        "crm_lists_v3",
        "GET",
        "/crm/v3/lists/records/{objectTypeId=0-1}/{recordId=1}/memberships",
        None,
    ),
    ("marketing_campaigns_v3", "GET", "/marketing/v3/campaigns?properties=hs_name", None),
    (
        "marketing_campaigns_v3",
        "GET",
        "/marketing/v3/campaigns/{campaignGuid=c1}/budget/totals",
        None,
    ),
    *(
        ("marketing_campaigns_v3", "GET", f"{_CAMPAIGN}{guid}}}{asked}", None)
        for guid, asked in (
            ("c1", "/reports/metrics"),
            ("c1", "/reports/revenue?attributionModel=LINEAR&startDate=2024-01-01"),
            ("c1", "/reports/revenue?attributionModel=NONE"),
            ("c404", "/reports/metrics"),
        )
    ),
    ("account_info_v3", "GET", "/account-info/v3/details", None),
    ("account_info_v3", "GET", "/account-info/v3/api-usage/daily/private-apps", None),
]


@pytest.mark.parametrize(
    ("spec", "method", "path", "body"), CALLS, ids=[f"{c[1]} {c[2]} {c[3] or ''}" for c in CALLS]
)
def test_a_reply_satisfies_the_specification(
    spec: str, method: str, path: str, body: Any, emulator: Emulator
) -> None:
    url, template = _fill(path)
    reply = _send(emulator, method, url, body)
    schema = _reply_schema(spec, method, template, reply.status_code)
    jsonschema.validate(reply.json(), schema, format_checker=jsonschema.FormatChecker())


def test_submissions_come_newest_first_and_end(emulator: Emulator) -> None:
    """Not in any specification: pages of at most 50, a cursor, 404 for a form that is not there."""
    path = "/form-integrations/v1/submissions/forms/"
    first = _send(emulator, "GET", f"{path}f1?limit=2", None).json()
    assert [one["values"][0]["value"] for one in first["results"]] == [
        "p3@acme.test",
        "p2@acme.test",
    ]
    after = first["paging"]["next"]["after"]
    rest = _send(emulator, "GET", f"{path}f1?limit=2&after={after}", None).json()
    assert (len(rest["results"]), "paging" in rest) == (1, False)
    assert _send(emulator, "GET", f"{path}f1?limit=51", None).status_code == 400
    assert _send(emulator, "GET", f"{path}nobodys", None).status_code == 404


def test_the_sdk_reads_forms_lists_and_leads(emulator: Emulator) -> None:
    token = emulator.credentials["hubspot"]["access_token"]
    client = hubspot.HubSpot(
        access_token=token, host=emulator.base_url, ssl_ca_cert=str(emulator.ca_path)
    )
    assert [form.id for form in client.marketing.forms.forms_api.get_page().results] == ["f1"]
    asked = {"offset": 0, "additionalProperties": []}
    (found,) = client.crm.lists.lists_api.do_search(list_search_request=asked).lists
    members = client.crm.lists.memberships_api.get_page(found.list_id, limit=250).results
    assert [member.record_id for member in members] == ["1", "2"]
    (lead,) = client.crm.objects.leads.basic_api.get_page(properties=["hs_lead_name"]).results
    assert lead.properties["hs_lead_name"] == "Ada"
    stages = client.crm.pipelines.pipelines_api.get_all("leads").results[0].stages
    assert [stage.id for stage in stages][:2] == ["new-stage-id", "attempting-stage-id"]


def test_the_check_notices_a_wrong_reply() -> None:
    schema = _reply_schema("crm_contacts_v3", "GET", "/crm/v3/objects/contacts", 200)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"results": [{"id": 1, "properties": {}}]}, schema)


def _fill(path: str) -> tuple[str, str]:
    """Turn ``/x/{name=value}?q`` into the URL to call and the specification's path."""
    url, template = "", ""
    for piece in path.replace("}", "{").split("{"):
        name, is_filled, value = piece.partition("=")
        if is_filled and "/" not in name and "?" not in name:
            url, template = url + value, template + "{" + name + "}"
        else:
            url, template = url + piece, template + piece
    return url, template.split("?")[0]


def _send(emulator: Emulator, method: str, path: str, body: Any) -> requests.Response:
    with requests.Session() as session:
        session.trust_env = False
        session.verify = str(emulator.ca_path)
        token = emulator.credentials["hubspot"]["access_token"]
        headers = {"Authorization": f"Bearer {token}"}
        url = emulator.base_url + path
        return session.request(method, url, json=body, headers=headers, timeout=10)


def _reply_schema(spec: str, method: str, template: str, status: int) -> dict[str, Any]:
    """The schema of one reply, its references resolvable inside the same document."""
    document = _load(spec)
    wanted = template.rstrip("/")
    (operations,) = [o for path, o in document["paths"].items() if path.rstrip("/") == wanted]
    replies = operations[method.lower()]["responses"]
    reply = replies.get(str(status)) or replies["default"]
    while "$ref" in reply:
        reply = document["components"]["responses"][reply["$ref"].rpartition("/")[2]]
    content = reply["content"]
    schema = next(iter(content.values()))["schema"]
    return {**schema, "components": document["components"]}


@cache
def _load(spec: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((_SPECS / f"{spec}.json").read_text())
    _mend(document)
    return document


def _mend(node: Any) -> None:
    """Turn OpenAPI's ``nullable`` into a type, and mend what the documents get wrong.

    ``example: null`` stands everywhere, and property values are said never to be null although the
    live API sends null for an unset one; an association's label likewise. A subCategory is said to
    be an object; it is text.
    """
    if isinstance(node, list):
        for entry in node:
            _mend(entry)
    if not isinstance(node, dict):
        return
    if node.get("example", "") is None:
        del node["example"]
    for key, value in node.items():
        _mend(value)
        if key == "properties" and isinstance(value, dict):
            _mend_members(value)
    if node.pop("nullable", False) and isinstance(node.get("type"), str):
        node["type"] = [node["type"], "null"]


def _mend_members(members: dict[str, Any]) -> None:
    values = members.get("properties")
    if isinstance(values, dict) and isinstance(values.get("additionalProperties"), dict):
        values["additionalProperties"]["type"] = ["string", "null"]
    if isinstance(members.get("subCategory"), dict):
        members["subCategory"]["type"] = "string"
    if "typeId" in members and isinstance(members.get("label"), dict):
        members["label"]["type"] = ["string", "null"]
