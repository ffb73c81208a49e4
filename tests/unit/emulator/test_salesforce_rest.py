"""Salesforce over REST: log-in, allowance, query pages, records, describe, replication, faults."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from orchestration.emulator import Emulator
from orchestration.worlds.world import World
from tests.support.emulator.salesforce_org import ACME, ADA, API, AS_OF, BOB, EVE, Client, org_world


@pytest.fixture(scope="module")
def served() -> Iterator[Emulator]:
    with Emulator(org_world()) as emulator:
        yield emulator


@pytest.fixture
def client(emulator: Emulator) -> Client:
    return Client(emulator)


def add_leads(emulator: Emulator, count: int) -> None:
    for number in range(count):
        emulator.records["salesforce"].upsert(
            "Lead", f"00Q1{number:011d}AAA", {"LastName": "Flood"}
        )


# ---- log-in and allowance
def test_client_credentials_by_form_or_header_give_a_token(
    emulator: Emulator, client: Client
) -> None:
    body = client.token().json()
    assert body["instance_url"] == emulator.base_url
    assert body["token_type"] == "Bearer"
    assert "expires_in" not in body
    pair = (
        emulator.credentials["salesforce"]["consumer_key"],
        emulator.credentials["salesforce"]["consumer_secret"],
    )
    url = emulator.base_url + "/services/oauth2/token"
    form = {"grant_type": "client_credentials"}
    reply = client.session.post(url, data=form, auth=pair, timeout=10)
    assert reply.status_code == 200


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"client_id": "wrong"}, "invalid_client_id"),
        ({"client_secret": "wrong"}, "invalid_client"),
        ({"grant_type": "password", "username": "x"}, "invalid_grant"),
        ({"grant_type": "device"}, "unsupported_grant_type"),
    ],
)
def test_a_bad_log_in_is_refused_with_an_object(
    client: Client, changed: dict[str, str], error: str
) -> None:
    reply = client.token(**changed)
    assert reply.status_code == 400
    assert reply.json()["error"] == error


def test_without_a_token_every_resource_answers_401(client: Client) -> None:
    client.session.headers["Authorization"] = "Bearer nonsense"
    reply = client.get("/sobjects")
    assert reply.status_code == 401
    expected = {"message": "Session expired or invalid", "errorCode": "INVALID_SESSION_ID"}
    assert reply.json() == [expected]


def test_versions_need_no_token(client: Client) -> None:
    del client.session.headers["Authorization"]
    newest = client.get("/services/data").json()[-1]
    expected = {"label": "Summer '26", "url": "/services/data/v67.0", "version": "67.0"}
    assert newest == expected


def test_a_token_dies_after_two_idle_hours(emulator: Emulator, client: Client) -> None:
    emulator.clock.advance(timedelta(hours=2))
    assert client.get("/limits").status_code == 200
    emulator.clock.advance(timedelta(hours=2, seconds=1))
    assert client.get("/limits").status_code == 401
    client.log_in()
    assert client.get("/limits").status_code == 200


def test_the_expired_session_fault_ends_all_tokens(emulator: Emulator, client: Client) -> None:
    emulator.faults.arm("salesforce.session_expired", path="/services/data")
    assert client.get("/limits").status_code == 401
    assert client.get("/limits").status_code == 401
    client.log_in()
    assert client.get("/limits").status_code == 200


def test_a_world_without_salesforce_lets_nobody_in() -> None:
    with Emulator(World("only marketing", AS_OF)) as emulator:
        client = Client.__new__(Client)
        with pytest.raises(KeyError):
            client.__init__(emulator)  # type: ignore[misc]
        assert client.token().status_code == 401
        assert client.get("/sobjects").status_code == 401


def test_the_daily_allowance_is_enforced_over_rolling_24_hours() -> None:
    with Emulator(org_world(daily_api_requests=3)) as emulator:
        client = Client(emulator)
        usages = [client.get("/limits").headers["Sforce-Limit-Info"] for _ in range(3)]
        assert usages == [f"api-usage={used}/3" for used in (1, 2, 3)]
        reply = client.get("/limits")
        assert reply.status_code == 403
        assert reply.json()[0]["errorCode"] == "REQUEST_LIMIT_EXCEEDED"
        assert reply.json()[0]["message"] == "TotalRequests Limit exceeded."
        emulator.clock.advance(timedelta(hours=24))
        client.log_in()
        assert client.get("/limits").json()["DailyApiRequests"] == {"Max": 3, "Remaining": 2}


def test_limits_can_be_switched_off() -> None:
    with Emulator(org_world(daily_api_requests=1), rate_limits=False) as emulator:
        client = Client(emulator)
        assert [client.get("/limits").status_code for _ in range(3)] == [200, 200, 200]


# ---- query
def test_values_are_typed_and_parents_nested(client: Client) -> None:
    text = "select id, amount, closedate, iswon, account.owner.name, createddate from opportunity"
    reply = client.soql(text.replace(", iswon", ""))
    first = reply.json()["records"][0]
    assert first == {
        "attributes": {
            "type": "Opportunity",
            "url": f"{API}/sobjects/Opportunity/006000000000001AAA",
        },
        "Id": "006000000000001AAA",
        "Amount": 1000.0,
        "CloseDate": "2024-06-14",
        "Account": {
            "attributes": {"type": "Account", "url": f"{API}/sobjects/Account/{ACME}"},
            "Owner": {
                "attributes": {
                    "type": "User",
                    "url": f"{API}/sobjects/User/005000000000009AAA",
                },
                "Name": "Olive Owner",
            },
        },
        "CreatedDate": "2024-05-01T10:00:00.000+0000",
    }
    assert reply.json()["records"][2]["Account"] is None


def test_whole_numbers_booleans_and_nulls_have_their_json_types(client: Client) -> None:
    text = f"SELECT NumberOfEmployees, IsConverted, Rating, IsDeleted FROM Lead WHERE Id = '{BOB}'"
    record = client.soql(text).json()["records"][0]
    del record["attributes"]
    expected: dict[str, Any] = {
        "NumberOfEmployees": 3,
        "IsConverted": True,
        "Rating": None,
        "IsDeleted": False,
    }
    assert record == expected
    assert isinstance(record["NumberOfEmployees"], int)


def test_a_polymorphic_parent_has_a_type(client: Client) -> None:
    record = client.soql("SELECT Who.Name, Who.Type, What.Name FROM Task").json()["records"][0]
    assert (record["Who"]["Type"], record["Who"]["Name"]) == ("Lead", "Ada Lovelace")
    assert record["What"]["Name"] == "Acme"


def test_child_subqueries_nest_a_result(client: Client) -> None:
    text = "SELECT Name, (SELECT Name FROM Opportunities ORDER BY Name) FROM Account"
    acme, globex = client.soql(text).json()["records"]
    assert [one["Name"] for one in acme["Opportunities"]["records"]] == ["Big", "Small"]
    assert acme["Opportunities"]["done"] is True
    assert globex["Opportunities"] is None


def test_count_answers_a_number_and_no_records(client: Client) -> None:
    reply = client.soql("SELECT COUNT() FROM Lead").json()
    assert reply == {"totalSize": 2, "done": True, "records": []}
    assert client.soql("SELECT COUNT() FROM Lead", "queryAll/").json()["totalSize"] == 3


def test_pages_follow_the_locator_to_the_end(emulator: Emulator, client: Client) -> None:
    add_leads(emulator, 4_100)
    body = client.soql("SELECT Id FROM Lead").json()
    seen = [record["Id"] for record in body["records"]]
    sizes = [len(seen)]
    while not body["done"]:
        body = client.get(body["nextRecordsUrl"]).json()
        sizes.append(len(body["records"]))
        seen += [record["Id"] for record in body["records"]]
    assert sizes == [2_000, 2_000, 102]
    assert len(set(seen)) == body["totalSize"] == 4_102


def test_the_batch_size_hint_is_held_between_200_and_2000(
    emulator: Emulator, client: Client
) -> None:
    add_leads(emulator, 500)
    for hint, expected in ((50, 200), (300, 300), (9_000, 502)):
        headers = {"Sforce-Query-Options": f"batchSize={hint}"}
        reply = client.get("/query", params={"q": "SELECT Id FROM Lead"}, headers=headers)
        assert len(reply.json()["records"]) == expected


def test_a_stale_or_made_up_locator_is_refused(emulator: Emulator, client: Client) -> None:
    add_leads(emulator, 2_100)
    following = client.soql("SELECT Id FROM Lead").json()["nextRecordsUrl"]
    assert client.get(following).status_code == 200
    for path in ("/query/01gNOSUCH-2000", following + "0000"):
        assert client.get(path).json()[0]["errorCode"] == "INVALID_QUERY_LOCATOR"
    emulator.clock.advance(timedelta(days=2, minutes=1))
    client.log_in()
    assert client.get(following).json()[0]["errorCode"] == "INVALID_QUERY_LOCATOR"


def test_an_unknown_column_gets_salesforces_own_words(client: Client) -> None:
    status, code, message = client.error("SELECT Id, Foo__c FROM Account")
    assert (status, code) == (400, "INVALID_FIELD")
    assert message == (
        "\nSELECT Id, Foo__c FROM Account\n           ^\nERROR at Row:1:Column:12\n"
        "No such column 'Foo__c' on entity 'Account'. If you are attempting to use a custom field, "
        "be sure to append the '__c' after the custom field name. Please reference your WSDL or "
        "the describe call for the appropriate names."
    )


def test_too_long_a_uri_or_header_is_refused_in_html(client: Client) -> None:
    long_text = "SELECT Id FROM Lead WHERE Email = '" + "x" * 17_000 + "'"
    assert client.soql(long_text).status_code == 414
    reply = client.get("/limits", headers={"X-Padding": "x" * 17_000})
    assert reply.status_code == 431
    assert reply.headers["Content-Type"].startswith("text/html")


def test_live_edits_show_at_once_and_stamp_the_record(emulator: Emulator, client: Client) -> None:
    emulator.clock.advance(timedelta(minutes=5))
    since = "SELECT Id FROM Lead WHERE SystemModstamp >= 2024-06-15T12:05:00Z"
    assert client.values(since) == []
    emulator.records["salesforce"].upsert("Lead", BOB, {"Email": "new@example.com"})
    emulator.records["salesforce"].delete("Lead", ADA)
    assert client.values(since) == [BOB]
    assert client.values(since, "queryAll") == [ADA, BOB]


# ---- other resources
def test_a_single_record_is_read_whole_or_by_fields(client: Client) -> None:
    whole = client.get(f"/sobjects/Lead/{ADA[:15]}").json()
    assert whole["Name"] == "Ada Lovelace"
    assert whole["attributes"]["type"] == "Lead"
    part = client.get(f"/sobjects/lead/{ADA}", params={"fields": "Email,Rating"}).json()
    del part["attributes"]
    assert part == {"Email": "ada@example.com", "Rating": "Hot"}
    assert client.get(f"/sobjects/Lead/{EVE}").json()[0]["errorCode"] == "ENTITY_IS_DELETED"
    assert client.get("/sobjects/Lead/00Q000000000099AAA").status_code == 404


def test_unknown_objects_paths_and_versions_answer_404_and_old_ones_410(client: Client) -> None:
    for path in ("/sobjects/Nope/describe", "/nope", "/services/data/v99.0/limits"):
        reply = client.get(path)
        assert (reply.status_code, reply.json()[0]["errorCode"]) == (404, "NOT_FOUND")
    assert client.get("/services/data/v20.0/limits").status_code == 410


def test_describe_answers_304_until_the_schema_changes(emulator: Emulator, client: Client) -> None:
    first = client.get("/sobjects/Lead/describe")
    headers = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert client.get("/sobjects/Lead/describe", headers=headers).status_code == 304
    emulator.clock.advance(timedelta(hours=1))
    emulator.records["salesforce"].upsert("Lead", ADA, {"Brand_New__c": "1"})
    changed = client.get("/sobjects/Lead/describe", headers=headers)
    assert changed.status_code == 200
    assert "Brand_New__c" in {field["name"] for field in changed.json()["fields"]}


def test_the_organization_is_there_to_ask(client: Client) -> None:
    text = "SELECT Id, TimeZoneSidKey, DefaultCurrencyIsoCode FROM Organization"
    record = client.soql(text).json()["records"][0]
    assert (record["Id"], record["DefaultCurrencyIsoCode"]) == ("00D000000000001AAA", "EUR")


def test_deleted_and_updated_list_ids_between_two_minutes(client: Client) -> None:
    span = {"start": "2024-06-09T00:00:00+00:00", "end": "2024-06-15T00:00:00+00:00"}
    gone = client.get("/sobjects/Lead/deleted/", params=span).json()
    expected = [{"id": EVE, "deletedDate": "2024-06-14T10:00:00.000+0000"}]
    assert gone["deletedRecords"] == expected
    assert gone["latestDateCovered"] == "2024-06-15T00:00:00.000+0000"
    assert gone["earliestDateAvailable"] == "2024-05-31T12:00:00.000+0000"
    assert client.get("/sobjects/Lead/updated", params=span).json()["ids"] == [BOB]


@pytest.mark.parametrize(
    "span",
    [
        {"start": "2024-06-15T00:00:00Z", "end": "2024-06-14T00:00:00Z"},
        {"start": "2024-05-01T00:00:00Z", "end": "2024-06-14T00:00:00Z"},
        {"start": "2024-06-14T00:00:00:", "end": "2024-06-15T00:00:00Z"},
        {},
    ],
)
def test_an_impossible_replication_span_is_refused(client: Client, span: dict[str, str]) -> None:
    reply = client.get("/sobjects/Lead/deleted", params=span)
    assert reply.status_code == 400
    assert reply.json()[0]["errorCode"] == "INVALID_REPLICATION_DATE"


def test_a_replication_gap_shows_in_earliest_date_available(
    emulator: Emulator, client: Client
) -> None:
    emulator.faults.arm("salesforce.replication_gap")
    span = {"start": "2024-06-10T00:00:00Z", "end": "2024-06-12T00:00:00Z"}
    gone = client.get("/sobjects/Lead/deleted", params=span).json()
    assert gone["earliestDateAvailable"] == "2024-06-11T00:00:00.000+0000"


def test_record_counts_leave_deleted_records_out(client: Client) -> None:
    reply = client.get("/limits/recordCount", params={"sObjects": "Lead,Account"}).json()
    assert reply["sObjects"] == [{"count": 2, "name": "Lead"}, {"count": 2, "name": "Account"}]
