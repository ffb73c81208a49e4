"""List, read and batch read, as HubSpot answers them."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

import pytest

from orchestration.emulator import Emulator
from orchestration.emulator.hubspot.records import HubSpotRecords
from tests.support.emulator.hubspot_portal import Client, contact, ids, portal_world

_CONTACTS = "/crm/v3/objects/contacts"


@pytest.fixture(scope="module")
def served() -> Iterator[Emulator]:
    rows = [contact(number) for number in (9, 10, 100, 501)]
    with Emulator(portal_world(rows), rate_limits=False) as emulator:
        yield emulator


def pages(client: Client, path: str, **parameters: object) -> list[list[str]]:
    """Ids of every page, following the cursor."""
    found, after = [], None
    while True:
        extra = {} if after is None else {"after": after}
        reply = client.get(path, **parameters, **extra)
        found.append(ids(reply))
        after = reply.json().get("paging", {}).get("next", {}).get("after")
        if after is None:
            return found


def test_paging_visits_every_record_once_by_ascending_number(client: Client) -> None:
    assert pages(client, _CONTACTS, limit=3) == [["9", "10", "100"], ["501"]]


def test_a_page_that_ends_with_the_last_record_has_no_cursor(client: Client) -> None:
    assert pages(client, _CONTACTS, limit=4) == [["9", "10", "100", "501"]]


@pytest.mark.parametrize("limit", ["0", "101", "many"])
def test_a_page_size_out_of_bounds_is_invalid(limit: str, client: Client) -> None:
    reply = client.get(_CONTACTS, limit=limit)
    assert (reply.status_code, reply.json()["category"]) == (400, "VALIDATION_ERROR")


def test_repeated_and_comma_separated_properties_are_the_same(client: Client) -> None:
    repeated = client.get(_CONTACTS, properties=["phone", "email"]).json()
    assert repeated == client.get(_CONTACTS, properties="phone,email").json()


def test_unset_properties_are_null_and_unknown_ones_absent(client: Client) -> None:
    reply = client.get(_CONTACTS, properties="phone,nonsense,_archived_at,id", limit=1)
    assert reply.json()["results"][0]["properties"] == {
        "phone": None,
        "createdate": "2024-01-01T00:09:00Z",
        "lastmodifieddate": "2024-02-01T00:09:00Z",
        "hs_object_id": "9",
    }


def test_values_are_text_with_times_as_hubspot_prints_them(
    client: Client, store: HubSpotRecords
) -> None:
    store.upsert("calls", "6", {"hs_timestamp": "2024-05-01 10:00:00.120+02:00"})
    store.upsert("calls", "7", {"hs_timestamp": "some day"})
    results = client.get("/crm/v3/objects/calls", properties="hs_timestamp").json()["results"]
    assert [one["properties"]["hs_timestamp"] for one in results] == [
        "2024-06-01T00:00:00Z",
        "2024-05-01T08:00:00.120Z",
        "some day",
    ]
    assert set(results[0]["properties"]) == {
        "hs_timestamp",
        "hs_object_id",
        "hs_createdate",
        "hs_lastmodifieddate",
    }


def test_paths_answer_alike_with_a_slash_a_type_id_and_a_dated_version(client: Client) -> None:
    expected = client.get(_CONTACTS).json()["results"]
    for path in (f"{_CONTACTS}/", "/crm/v3/objects/0-1", "/crm/objects/2026-03/contacts"):
        assert client.get(path).json()["results"] == expected


def test_custom_objects_are_found_by_every_name(client: Client) -> None:
    for name in ("cars", "2-1000001", "p123_cars"):
        assert ids(client.get(f"/crm/v3/objects/{name}")) == ["1"]
    schema = client.get("/crm-object-schemas/v3/schemas").json()["results"][0]
    assert (schema["objectTypeId"], schema["fullyQualifiedName"]) == ("2-1000001", "p123_cars")


def test_a_standard_object_without_a_file_is_empty_and_an_unknown_one_invalid(
    client: Client,
) -> None:
    assert client.get("/crm/v3/objects/tickets").json() == {"results": []}
    assert client.get("/crm/v3/objects/nonsense").status_code == 400


def test_archived_records_are_listed_only_when_asked(client: Client, store: HubSpotRecords) -> None:
    store.archive("contacts", "10")
    assert ids(client.get(_CONTACTS)) == ["9", "100", "501"]
    archived = client.get(_CONTACTS, archived=True).json()["results"]
    assert [(one["id"], one["archived"]) for one in archived] == [("10", True)]
    assert archived[0]["archivedAt"] == "2024-06-01T00:00:00Z"
    assert client.get(f"{_CONTACTS}/10").status_code == 404
    assert client.get(f"{_CONTACTS}/10", archived="True").status_code == 200


def test_records_created_while_paging_appear_behind_the_cursor(
    client: Client, store: HubSpotRecords
) -> None:
    first = client.get(_CONTACTS, limit=3).json()
    store.upsert("contacts", "502", {"email": "new@acme.test"})
    rest = client.get(_CONTACTS, limit=3, after=first["paging"]["next"]["after"])
    assert ids(rest) == ["501", "502"]


def test_a_record_is_read_by_another_property(client: Client) -> None:
    reply = client.get(f"{_CONTACTS}/PERSON9@acme.test", idProperty="email")
    assert reply.json()["id"] == "9"
    missing = client.get(f"{_CONTACTS}/999")
    assert (missing.status_code, missing.json()["category"]) == (404, "OBJECT_NOT_FOUND")


def test_a_merged_id_leads_to_the_survivor(client: Client, store: HubSpotRecords) -> None:
    survivor = store.merge("contacts", "9", "10")
    assert client.get(f"{_CONTACTS}/10").json()["id"] == survivor
    body = {"inputs": [{"id": "9"}, {"id": "10"}, {"id": "100"}], "properties": ["email"]}
    reply = client.post(f"{_CONTACTS}/batch/read", body)
    assert (reply.status_code, sorted(ids(reply))) == (200, sorted([survivor, "100"]))
    assert ids(client.get(_CONTACTS, archived=True)) == []


def test_a_purged_record_is_gone_everywhere(client: Client, store: HubSpotRecords) -> None:
    store.purge("contacts", "501")
    assert client.get(f"{_CONTACTS}/501").status_code == 404
    assert ids(client.get(_CONTACTS, archived=True)) == []
    reply = client.post(
        "/crm/v4/associations/deals/contacts/batch/read", {"inputs": [{"id": "77"}]}
    )
    assert reply.status_code == 207


def test_a_batch_with_missing_ids_is_a_207(client: Client) -> None:
    body = {"inputs": [{"id": "9"}, {"id": "999"}], "properties": ["email"]}
    reply = client.post(f"{_CONTACTS}/batch/read", body)
    assert reply.status_code == 207
    assert ids(reply) == ["9"]
    assert reply.json()["errors"][0]["context"] == {"ids": ["999"]}


def test_a_batch_takes_a_hundred_inputs(client: Client) -> None:
    body = {"inputs": [{"id": str(number)} for number in range(101)]}
    assert client.post(f"{_CONTACTS}/batch/read", body).status_code == 400
    assert client.post(f"{_CONTACTS}/batch/read", {"inputs": "all"}).status_code == 400


def test_history_is_newest_first_and_a_set_value_has_a_version(client: Client) -> None:
    reply = client.get(f"{_CONTACTS}/501", propertiesWithHistory="lifecyclestage,email,phone")
    history = reply.json()["propertiesWithHistory"]
    assert [one["value"] for one in history["lifecyclestage"]] == ["customer", "lead"]
    assert [one["value"] for one in history["email"]] == ["person501@acme.test"]
    assert "phone" not in history
    assert client.get(_CONTACTS, propertiesWithHistory="email", limit=51).status_code == 400


def test_replies_are_compressed_only_when_asked(client: Client) -> None:
    path = f"{client.base_url}/crm/v3/properties/contacts"
    plain = client.session.get(path, headers={"Accept-Encoding": "identity"}, timeout=5)
    packed = client.session.get(path, headers={"Accept-Encoding": "gzip"}, stream=True, timeout=5)
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.raw.read()) == plain.content


def test_a_wrong_token_is_refused(client: Client) -> None:
    client.session.headers["Authorization"] = "Bearer other"
    reply = client.get(_CONTACTS)
    assert (reply.status_code, reply.json()["category"]) == (401, "INVALID_AUTHENTICATION")


@pytest.mark.parametrize("fault", ["hubspot.short_page", "hubspot.empty_page"])
def test_short_and_empty_pages_have_a_cursor_that_loses_nothing(
    fault: str, client: Client, emulator: Emulator
) -> None:
    emulator.faults.arm(fault, path=_CONTACTS, count=2)
    found = pages(client, _CONTACTS, limit=3)
    assert [one for page in found for one in page] == ["9", "10", "100", "501"]
    assert len(found[0]) < 3
