"""The emulated Salesforce against what its own clients and schemas expect.

The real simple-salesforce talks to it over TLS; describe replies are validated with Salesforce's
published JSON schema where that is at hand.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import jsonschema  # type: ignore[import-untyped]
import pytest
import requests
from requests.adapters import HTTPAdapter
from simple_salesforce.api import Salesforce
from simple_salesforce.exceptions import (
    SalesforceError,
    SalesforceExpiredSession,
    SalesforceMalformedRequest,
    SalesforceRefusedRequest,
    SalesforceResourceNotFound,
)

from orchestration.emulator import Emulator
from orchestration.emulator.salesforce.world import SalesforceWorld
from orchestration.worlds.system import ObjectTable
from orchestration.worlds.world import World
from tests.support.paths import SHARED

_AS_OF = datetime(2024, 6, 15, 12, 0, tzinfo=UTC)
_LEADS = 2_300
_QUEUE = "00G000000000001AAA"
_SCHEMAS = SHARED / "reference/salesforce-schemas"


def _world() -> World:
    leads: dict[str, dict[str, str | None]] = {}
    for number in range(_LEADS):
        record_id = f"00Q{number:012d}AAA"
        stamp = (_AS_OF - timedelta(minutes=number)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        leads[record_id] = {
            "Id": record_id,
            "FirstName": "Zoë" if number % 2 else None,
            "LastName": f'Line one\nline "two" {number}',
            "Name": f"Zoë {number}",
            "Email": f"lead{number}@example.com",
            "Status": "Open - Not Contacted",
            "AnnualRevenue": str(number),
            "OwnerId": "005000000000001AAA",
            "Street": "Lange Gasse 1",
            "Address": '{"city":"Wien"}',
            "notes__c": "n" * 300,
            "CreatedDate": stamp,
            "LastModifiedDate": stamp,
            "SystemModstamp": stamp,
        }
    leads["00Q000000000001AAA"]["OwnerId"] = _QUEUE
    queue = {"Id": _QUEUE, "Name": "Inbound Leads", "Type": "Queue"}
    member = {"Id": "011000000000001AAA", "GroupId": _QUEUE, "UserOrGroupId": "005000000000001AAA"}
    user = {"Id": "005000000000001AAA", "Name": "Olive", "IsActive": "true"}
    history = {"Id": "008000000000001AAA", "StageName": "Prospecting"}
    tables = [
        ObjectTable("Lead", list(leads["00Q000000000000AAA"]), leads),
        ObjectTable("User", list(user), {user["Id"]: dict(user)}),
        ObjectTable("Group", list(queue), {_QUEUE: dict(queue)}),
        ObjectTable("GroupMember", list(member), {member["Id"]: dict(member)}),
        ObjectTable("OpportunityHistory", list(history), {history["Id"]: dict(history)}),
        ObjectTable("Branch__c", ["Id", "Name"], {}),
    ]
    settings = {"org_id": "00D000000000001AAA", "currency": "EUR", "daily_api_requests": 5_000}
    org = SalesforceWorld(settings, {table.name: table for table in tables})
    return World("contract", _AS_OF, {"salesforce": org})


@pytest.fixture(scope="module")
def served() -> Iterator[Emulator]:
    with Emulator(_world()) as emulator:
        yield emulator


@pytest.fixture
def emulator(served: Emulator) -> Emulator:
    served.reset()
    return served


def _code(error: SalesforceError) -> str:
    content: Any = error.content
    return str(content[0]["errorCode"])


class _ToEmulator(HTTPAdapter):
    """Sends requests for a My Domain host to the emulator instead."""

    def __init__(self, emulator: Emulator) -> None:
        super().__init__()
        self._netloc = urlsplit(emulator.base_url).netloc

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> Any:
        parts = urlsplit(str(request.url))
        request.url = urlunsplit((parts.scheme, self._netloc, parts.path, parts.query, ""))
        return super().send(request, *args, **kwargs)


def _session(emulator: Emulator) -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    session.verify = str(emulator.ca_path)
    session.mount("https://acme.my.salesforce.com", _ToEmulator(emulator))
    return session


@pytest.fixture
def client(emulator: Emulator) -> Salesforce:
    """The SDK, logged in with client credentials over its own My Domain flow."""
    return Salesforce(
        consumer_key=emulator.credentials["salesforce"]["consumer_key"],
        consumer_secret=emulator.credentials["salesforce"]["consumer_secret"],
        domain="acme.my",
        session=_session(emulator),
    )


def test_the_sdk_logs_in_and_moves_to_the_instance_url(
    emulator: Emulator, client: Salesforce
) -> None:
    assert f"https://{client.sf_instance}" == emulator.base_url
    assert client.session_id.startswith("00D")


def test_the_sdk_reads_every_page_of_a_query(client: Salesforce) -> None:
    first = client.query("SELECT Id, AnnualRevenue FROM Lead")
    assert (first["totalSize"], first["done"], len(first["records"])) == (_LEADS, False, 2_000)
    rest = client.query_more(first["nextRecordsUrl"], identifier_is_url=True)
    assert (rest["done"], len(rest["records"])) == (True, _LEADS - 2_000)
    by_locator = client.query_more(first["nextRecordsUrl"].rpartition("/")[2])
    assert by_locator["records"] == rest["records"]
    every = client.query_all("SELECT Id FROM Lead ORDER BY SystemModstamp", include_deleted=True)
    assert len({record["Id"] for record in every["records"]}) == _LEADS


def test_the_sdk_reads_limits_and_usage(client: Salesforce) -> None:
    assert client.limits()["DailyApiRequests"]["Max"] == 5_000
    usage = client.api_usage["api-usage"]
    assert (usage.used, usage.total) == (1, 5_000)


def test_the_sdk_downloads_a_bulk_query(client: Salesforce) -> None:
    bulk: Any = client.bulk2
    query = "SELECT Id, LastName, CreatedDate FROM Lead"
    pages = list(bulk.Lead.query(query, max_records=1_000, wait=0))
    assert len(pages) == 3
    rows = [row for page in pages for row in csv.DictReader(io.StringIO(page))]
    assert len(rows) == _LEADS
    assert rows[0] == {
        "Id": "00Q000000000000AAA",
        "LastName": 'Line one\nline "two" 0',
        "CreatedDate": "2024-06-15T12:00:00.000Z",
    }


def test_the_sdk_renews_an_expired_session_by_itself(
    emulator: Emulator, client: Salesforce
) -> None:
    emulator.faults.arm("salesforce.session_expired", path="/services/data")
    assert client.query("SELECT COUNT() FROM Lead")["totalSize"] == _LEADS
    statuses = [entry.status for entry in emulator.log.entries("/services/data")]
    assert statuses == [401, 200]


def test_the_sdk_without_credentials_meets_an_expired_session(emulator: Emulator) -> None:
    client = Salesforce(
        session_id="stale", instance_url=emulator.base_url, session=_session(emulator)
    )
    with pytest.raises(SalesforceExpiredSession) as caught:
        client.query("SELECT Id FROM Lead")
    assert _code(caught.value) == "INVALID_SESSION_ID"


def test_the_sdk_tells_errors_apart(emulator: Emulator, client: Salesforce) -> None:
    with pytest.raises(SalesforceMalformedRequest) as malformed:
        client.query("SELECT Nope__c FROM Lead")
    assert _code(malformed.value) == "INVALID_FIELD"
    with pytest.raises(SalesforceResourceNotFound):
        client.Nope.describe()  # type: ignore[operator]
    emulator.faults.arm("salesforce.request_limit", path="/services/data")
    with pytest.raises(SalesforceRefusedRequest) as refused:
        client.query("SELECT Id FROM Lead")
    assert _code(refused.value) == "REQUEST_LIMIT_EXCEEDED"


def test_the_sdk_reads_what_was_deleted(emulator: Emulator, client: Salesforce) -> None:
    emulator.clock.advance(timedelta(minutes=30))
    emulator.records["salesforce"].delete("Lead", "00Q000000000007AAA")
    emulator.clock.advance(timedelta(minutes=30))
    gone = client.Lead.deleted(_AS_OF, _AS_OF + timedelta(hours=1))  # type: ignore[operator]
    assert [record["id"] for record in gone["deletedRecords"]] == ["00Q000000000007AAA"]


def test_the_sdk_tells_a_queues_lead_from_a_persons(client: Salesforce) -> None:
    query = "SELECT Owner.Type, Owner.Name FROM Lead WHERE OwnerId IN ('{}')"
    (lead,) = client.query(query.format(_QUEUE))["records"]
    assert (lead["Owner"]["Type"], lead["Owner"]["Name"]) == ("Group", "Inbound Leads")
    query = "SELECT Id FROM Group WHERE Type = 'Queue'"
    assert [record["Id"] for record in client.query(query)["records"]] == [_QUEUE]
    query = "SELECT UserOrGroup.Type, UserOrGroupId FROM GroupMember"
    (member,) = client.query(query)["records"]
    assert (member["UserOrGroup"]["Type"], member["UserOrGroupId"][:3]) == ("User", "005")


@pytest.mark.parametrize("name", ["Group.IsDeleted", "GroupMember.CreatedDate"])
def test_what_is_set_up_has_no_bin_and_members_no_birthday(client: Salesforce, name: str) -> None:
    sobject, _, field = name.partition(".")
    with pytest.raises(SalesforceMalformedRequest) as refused:
        client.query(f"SELECT {field} FROM {sobject}")
    assert _code(refused.value) == "INVALID_FIELD"


def test_a_member_who_leaves_a_queue_leaves_no_trace(
    emulator: Emulator, client: Salesforce
) -> None:
    emulator.records["salesforce"].delete("GroupMember", "011000000000001AAA")
    assert client.query_all("SELECT Id FROM GroupMember", include_deleted=True)["totalSize"] == 0


def _schema() -> dict[str, Any]:
    path = _SCHEMAS / "sobject-describe.json"
    if not path.is_file():
        reason = "Salesforce's JSON schemas are not at hand (../shared/reference)"
        print(reason)
        pytest.skip(reason)
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema


@pytest.mark.parametrize(
    "name", ["Lead", "User", "Group", "GroupMember", "OpportunityHistory", "Branch__c"]
)
def test_describe_fits_salesforces_published_schema(client: Salesforce, name: str) -> None:
    schema = _schema()
    described = json.loads(json.dumps(getattr(client, name).describe()))
    jsonschema.validate(described, schema)


def test_every_listed_object_has_the_listed_keys_and_addresses(client: Salesforce) -> None:
    listing = client.describe()
    assert listing is not None
    names = [entry["name"] for entry in listing["sobjects"]]
    assert {"Branch__c", "Lead", "LeadHistory", "Organization", "Product2", "User"} <= set(names)
    assert names == sorted(names)
    keys = (
        "name label labelPlural keyPrefix custom customSetting createable deletable updateable "
        "undeletable mergeable queryable replicateable retrieveable searchable triggerable "
        "layoutable feedEnabled deprecatedAndHidden urls"
    )
    for entry in listing["sobjects"]:
        assert set(keys.split()) <= set(entry)
        assert set(entry["urls"]) == {"sobject", "describe", "rowTemplate"}
