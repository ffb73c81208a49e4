"""What other people's clients need: log-ins, Bulk 1.0, composites, older HubSpot APIs."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from simple_salesforce import Salesforce, SalesforceLogin

from orchestration.emulator import Emulator
from tests.support.emulator import salesforce_org
from tests.support.emulator.hubspot_portal import Client, ids, portal_world

_CONTACTS = "/crm/v3/objects/contacts"


@pytest.fixture(scope="module")
def served() -> Iterator[Emulator]:
    """Both vendors: the small portal and the small org."""
    world = portal_world()
    world.systems["salesforce"] = salesforce_org.org_world().systems["salesforce"]
    with Emulator(world, rate_limits=False) as emulator:
        yield emulator


@pytest.fixture
def org(emulator: Emulator) -> salesforce_org.Client:
    return salesforce_org.Client(emulator)


# ---- HubSpot
def test_the_next_link_repeats_what_was_asked_and_leads_on(client: Client) -> None:
    asked = {"limit": 1, "properties": "phone,email", "associations": "companies"}
    page = client.get(_CONTACTS, **asked).json()
    found = list(page["results"])
    while "paging" in page:
        page = client.session.get(page["paging"]["next"]["link"], timeout=10).json()
        found += page["results"]
    assert [one["id"] for one in found] == ["501", "502", "503"]
    assert all("phone" in one["properties"] for one in found)
    assert "companies" in found[0]["associations"]


def test_top_level_filters_are_one_group(client: Client) -> None:
    filters = [{"propertyName": "email", "operator": "EQ", "value": "person502@acme.test"}]
    assert ids(client.search(filters=filters)) == ["502"]
    assert client.search(filters=filters).json()["total"] == 1


@pytest.mark.parametrize("path", ["/crm/v3/schemas", "/crm-object-schemas/v3/schemas"])
def test_custom_objects_are_described(client: Client, path: str) -> None:
    assert [one["name"] for one in client.get(path).json()["results"]] == ["cars"]
    assert ids(client.get("/crm/v3/objects/p_cars")) == ["1"]


def test_associations_of_v3(client: Client) -> None:
    body = {"inputs": [{"id": "77"}, {"id": "78"}]}
    reply = client.post("/crm/v3/associations/deals/contacts/batch/read", body)
    (found,) = reply.json()["results"]
    assert (reply.status_code, [one["id"] for one in found["to"]]) == (207, ["501", "502"])
    listed = client.get("/crm/v3/objects/deals/77/associations/contacts").json()["results"]
    assert listed == found["to"]


def test_campaigns_have_their_assets(client: Client) -> None:
    assert client.get("/marketing/v3/campaigns/c-1").json()["assets"] == {}
    assert client.get("/marketing/v3/campaigns/c-1/assets/FORM").json() == {"results": []}
    body = {"inputs": [{"id": "c-1"}, {"id": "c-2"}]}
    reply = client.post("/marketing/v3/campaigns/batch/read", body)
    assert (reply.status_code, ids(reply)) == (207, ["c-1"])


def test_oauth_gives_the_token_that_opens_the_portal(client: Client, emulator: Emulator) -> None:
    known = emulator.credentials["hubspot"]
    form = {
        "grant_type": "refresh_token",
        "client_id": known["client_id"],
        "client_secret": known["client_secret"],
        "refresh_token": known["refresh_token"],
    }
    url = f"{client.base_url}/oauth/v1/token"
    token = client.session.post(url, data=form, timeout=10).json()["access_token"]
    assert token == known["access_token"]
    assert client.get(f"/oauth/v1/access-tokens/{token}").json()["hub_id"] == 123
    wrong = client.session.post(url, data={**form, "client_secret": "x"}, timeout=10)
    assert (wrong.status_code, wrong.json()["status"]) == (400, "error")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/no/such/path", 404),
        ("PUT", _CONTACTS, 405),
        ("GET", f"{_CONTACTS}/batch/read", 405),
    ],
)
def test_unknown_paths_and_methods_get_hubspots_error(
    client: Client, method: str, path: str, status: int
) -> None:
    reply = client.session.request(method, client.base_url + path, timeout=10)
    assert reply.status_code == status
    assert {"status", "message", "correlationId", "category"} <= set(reply.json())


# ---- Salesforce
def test_unknown_paths_and_methods_get_salesforces_error(org: salesforce_org.Client) -> None:
    for method, path, status, code in (
        ("GET", "/nothing", 404, "NOT_FOUND"),
        ("GET", "/services/apexrest/x", 404, "NOT_FOUND"),
        ("DELETE", "/query", 405, "METHOD_NOT_ALLOWED"),
    ):
        reply = org.call(method, path)
        assert (reply.status_code, reply.json()[0]["errorCode"]) == (status, code)


def test_resources_name_the_identity(org: salesforce_org.Client) -> None:
    resources = org.get("/").json()
    assert re.fullmatch(r"https://login\.salesforce\.com/id/\w+/\w+", resources["identity"])
    path = resources["identity"].removeprefix("https://login.salesforce.com")
    reply = org.session.get(org.session_url(path), timeout=10)
    assert reply.json()["user_id"] == resources["identity"].rpartition("/")[2]


def test_passwords_and_assertions_open_a_session(
    org: salesforce_org.Client, emulator: Emulator
) -> None:
    known = emulator.credentials["salesforce"]
    phrase = known["password"] + known["security_token"]
    user = {"username": known["username"]}
    assert org.token(grant_type="password", password=phrase, **user).status_code == 200
    assert org.token(grant_type="password", password="wrong", **user).status_code == 400

    def assertion(**claims: str) -> str:
        whole = {"iss": known["consumer_key"], "sub": known["username"], **claims}
        middle = base64.urlsafe_b64encode(json.dumps(whole).encode()).decode().rstrip("=")
        return f"e30.{middle}.c2ln"

    grant = "urn:ietf:params:oauth:grant-type:jwt-bearer"
    assert org.token(grant_type=grant, assertion=assertion()).status_code == 200
    for bad in (assertion(iss="x"), assertion(sub="x"), "nonsense"):
        assert org.token(grant_type=grant, assertion=bad).status_code == 400


def test_a_soap_log_in_opens_a_session_below_version_65(
    org: salesforce_org.Client, emulator: Emulator
) -> None:
    known = emulator.credentials["salesforce"]
    envelope = (
        f"<n1:login><n1:username>{known['username']}</n1:username><n1:password>"
        f"{known['password']}{known['security_token']}</n1:password></n1:login>"
    )
    reply = org.call("POST", "/services/Soap/u/59.0", data=envelope)
    session = re.search("<sessionId>(.+)</sessionId>", reply.text)
    assert reply.status_code == 200
    assert session is not None
    org.session.headers["Authorization"] = f"Bearer {session[1]}"
    assert org.get("/limits").status_code == 200
    for body, version, code in (
        ("<login/>", "59.0", "INVALID_LOGIN"),
        (envelope, "65.0", "UNSUPPORTED_API_VERSION"),
    ):
        refused = org.call("POST", f"/services/Soap/u/{version}", data=body)
        assert refused.status_code == 500
        assert f"<sf:exceptionCode>{code}</sf:exceptionCode>" in refused.text
    emulator.options.vendors["salesforce"].soap_login = False
    try:
        refused = org.call("POST", "/services/Soap/u/59.0", data=envelope)
        assert "INVALID_OPERATION" in refused.text
    finally:
        emulator.options.vendors["salesforce"].soap_login = True


def test_composites_answer_each_request_as_if_it_came_alone(org: salesforce_org.Client) -> None:
    body = {
        "batchRequests": [
            {"method": "GET", "url": "v59.0/sobjects/Lead/describe"},
            {"method": "GET", "url": "v59.0/query?q=SELECT+COUNT()+FROM+Lead"},
            {"method": "GET", "url": "v59.0/sobjects/Nothing/describe"},
        ]
    }
    reply = org.call("POST", "/composite/batch", json=body).json()
    assert reply["hasErrors"] is True
    assert [one["statusCode"] for one in reply["results"]] == [200, 200, 404]
    assert reply["results"][0]["result"]["name"] == "Lead"
    assert reply["results"][1]["result"]["totalSize"] == 2
    url = "/services/data/v59.0/query?q=SELECT+Id+FROM+Account"
    asked = [{"method": "GET", "url": url, "referenceId": "all"}]
    (answer,) = org.call("POST", "/composite", json={"compositeRequest": asked}).json()[
        "compositeResponse"
    ]
    assert (answer["referenceId"], answer["body"]["totalSize"]) == ("all", 2)


def test_bulk_1_reads_a_query_as_csv(org: salesforce_org.Client) -> None:
    session = org.session.headers["Authorization"].partition(" ")[2]
    headers = {"X-SFDC-Session": session, "Content-Type": "application/json"}
    job: dict[str, Any] = {"operation": "queryAll", "object": "Lead", "contentType": "CSV"}
    root = "/services/async/59.0/job"
    created = org.call("POST", root, json=job, headers=headers)
    assert (created.status_code, created.json()["state"]) == (201, "Open")
    path = f"{root}/{created.json()['id']}"
    text = "SELECT Id, LastName FROM Lead"
    csv = {**headers, "Content-Type": "text/csv"}
    batch = org.call("POST", f"{path}/batch", data=text, headers=csv)
    batch_id = re.search("<id>(.+?)</id>", batch.text)
    assert batch_id is not None
    closed = org.call("POST", path, json={"state": "Closed"}, headers=headers)
    assert closed.json()["state"] == "Closed"
    watched = org.get(f"{path}/batch/{batch_id[1]}", headers=headers)
    assert "<state>Completed</state>" in watched.text
    listed = org.get(f"{path}/batch/{batch_id[1]}/result", headers=headers)
    result = re.search("<result>(.+?)</result>", listed.text)
    assert result is not None
    reply = org.get(f"{path}/batch/{batch_id[1]}/result/{result[1]}", headers=headers)
    assert reply.text.startswith('"Id","LastName"\n')
    assert reply.text.count("00Q") == 3
    missing = org.get(f"{root}/750000000000000AAA", headers=headers)
    assert (missing.status_code, missing.json()["exceptionCode"]) == (400, "InvalidJob")


def test_simple_salesforce_logs_in_by_soap_and_reads_by_bulk_1(
    org: salesforce_org.Client, emulator: Emulator
) -> None:
    known = emulator.credentials["salesforce"]
    session = org.session

    class Redirected:
        """A session whose log-in host is the emulator."""

        def __getattr__(self, name: str) -> Any:
            return getattr(session, name)

        def post(self, url: str, *arguments: Any, **how: Any) -> Any:
            return session.post(
                url.replace("https://login.salesforce.com", emulator.base_url), *arguments, **how
            )

    token, host = SalesforceLogin(
        session=Redirected(),
        username=known["username"],
        password=known["password"],
        security_token=known["security_token"],
    )
    reader = Salesforce(session_id=token, instance=host, session=session)
    found = reader.bulk.Lead.query("SELECT Id, LastName FROM Lead")
    assert [row["Id"] for row in found] == [salesforce_org.ADA, salesforce_org.BOB]
