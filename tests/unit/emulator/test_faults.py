"""Every fault can be armed by path, count, share and seed, and does to a reply what it says."""

from __future__ import annotations

import gzip
import socket
import ssl
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import requests

from orchestration.emulator import Emulator
from orchestration.emulator.fault_catalog import every_fault
from orchestration.emulator.service import find_services
from tests.support.emulator import salesforce_org
from tests.support.emulator.hubspot_portal import Client, ids, portal_world

_CONTACTS = "/crm/v3/objects/contacts"
_BATCH = f"{_CONTACTS}/batch/read"
_SEARCH = f"{_CONTACTS}/search"
_LINKS = "/crm/v4/associations/deals/contacts/batch/read"
_QUERY = f"{salesforce_org.API}/query"


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


def raw_get(client: Client, path: str) -> bytes:
    """The reply's body as it came, not unpacked."""
    reply = client.session.get(client.base_url + path, stream=True, timeout=10)
    return reply.raw.read(decode_content=False)


def apply(emulator: Emulator, action: str, **change: Any) -> None:
    emulator.apply({"system": "hubspot", "action": action, "object": "contacts", **change})


def test_the_catalogue_names_every_fault_with_vendors_and_paths(emulator: Emulator) -> None:
    kinds = every_fault()
    assert {kind.name for kind in kinds if kind.how == "arm"} == set(emulator.faults.names)
    edits = {kind.name for kind in kinds if kind.how == "change"}
    assert {name for one in find_services() for name in one.layout.actions} - edits == {
        "associate",
        "describe",
    }
    assert all(kind.says and kind.vendors for kind in kinds)
    assert all(kind.paths for kind in kinds if kind.how == "arm")
    assert len({(kind.how, kind.name) for kind in kinds}) == len(kinds) >= 100


def test_a_fault_strikes_where_and_as_often_as_it_is_told(
    emulator: Emulator, client: Client
) -> None:
    arm = emulator.faults.arm
    arm("wire.empty_body", path="/crm/*/contacts", method="GET", skip=1, count=1)
    bodies = [client.get(_CONTACTS).content for _ in range(3)]
    assert [len(body) > 0 for body in bodies] == [True, False, True]
    runs = []
    for seed in (3, 3, 4):
        emulator.faults.clear()
        arm("wire.empty_body", path=_CONTACTS, count=None, share=0.5, seed=seed)
        runs.append([client.get(_CONTACTS).content == b"" for _ in range(20)])
    assert runs[0] == runs[1] != runs[2]
    assert 3 < sum(runs[0]) < 17


@pytest.mark.parametrize(
    ("status", "body"), [(200, {}), (200, "ok"), (200, [1]), (200, None), (503, {"a": 1})]
)
def test_any_body_can_come_from_any_path(
    emulator: Emulator, client: Client, status: int, body: Any
) -> None:
    said = {"status": status, "body": body, "headers": {"Retry-After": "7"}}
    emulator.faults.arm("wire.wrong_body", path="/crm/v3/owners", reply=said)
    reply = client.get("/crm/v3/owners")
    assert reply.status_code == status
    assert reply.headers["Retry-After"] == "7"
    assert reply.text == body if isinstance(body, str) else reply.json() == body


def test_gzip_can_be_cut_false_or_a_bomb(emulator: Emulator, client: Client) -> None:
    emulator.faults.arm("wire.truncated_gzip")
    with pytest.raises(EOFError):
        gzip.decompress(raw_get(client, _CONTACTS))
    emulator.faults.arm("wire.bad_gzip")
    with pytest.raises(requests.exceptions.ContentDecodingError):
        client.get(_CONTACTS)
    emulator.faults.arm("wire.gzip_bomb", size=8 << 20)
    packed = raw_get(client, _CONTACTS)
    assert len(packed) < 100_000 < len(gzip.decompress(packed))


def test_a_body_can_be_cut_with_a_length_that_fits(emulator: Emulator, client: Client) -> None:
    whole = client.get(_CONTACTS).content
    emulator.faults.arm("wire.truncated_body")
    reply = client.get(_CONTACTS)
    assert reply.content == whole[: len(whole) // 2]
    assert int(reply.headers["Content-Length"]) == len(reply.content)


def test_a_connection_can_be_silent_slow_or_gone(emulator: Emulator, client: Client) -> None:
    emulator.faults.arm("wire.disconnect")
    with pytest.raises(requests.exceptions.ConnectionError):
        client.get(_CONTACTS)
    emulator.faults.arm("wire.slow_body", delay_s=0.001)
    start = time.monotonic()
    assert ids(client.get(_CONTACTS)) == ["501", "502", "503"]
    assert time.monotonic() - start > 0.1
    emulator.faults.arm("wire.no_answer", delay_s=0.5)
    with pytest.raises(requests.exceptions.ReadTimeout):
        client.session.get(client.base_url + _CONTACTS, timeout=0.1)
    emulator.faults.arm("wire.slow_answer", delay_s=0.1)
    assert ids(client.get(_CONTACTS)) == ["501", "502", "503"]


def test_next_pages_can_be_foreign_or_endless(
    emulator: Emulator, client: Client, org: salesforce_org.Client
) -> None:
    emulator.faults.arm("wire.foreign_next_link", path=_CONTACTS)
    link = client.get(_CONTACTS).json()["paging"]["next"]["link"]
    assert link.startswith("https://elsewhere.invalid/crm")
    emulator.faults.arm("wire.foreign_next_link", path="/services")
    following = org.soql("SELECT Id FROM Lead").json()["nextRecordsUrl"]
    assert following.startswith("https://elsewhere.invalid/services")
    emulator.faults.arm("wire.endless_pages", path="/", count=None)
    cursors, after = set(), None
    for _ in range(4):
        page = client.get(_CONTACTS, after=after).json()
        after = page["paging"]["next"]["after"]
        cursors.add(after)
        assert len(page["results"]) == 3
    assert len(cursors) == 4
    page = client.search(after=after).json()
    assert len(page["results"]) == 3
    assert page["paging"]["next"]["after"] not in cursors
    urls = [org.soql("SELECT Id FROM Lead").json()["nextRecordsUrl"]]
    for _ in range(3):
        body = org.get(urls[-1]).json()
        assert (body["done"], len(body["records"])) == (False, 2)
        urls.append(body["nextRecordsUrl"])
    assert len(set(urls)) == 4


@pytest.mark.parametrize(("fault", "count"), [("wire.withheld_rows", 1), ("wire.repeated_rows", 6)])
def test_rows_can_be_withheld_or_repeated(
    emulator: Emulator, client: Client, fault: str, count: int
) -> None:
    emulator.faults.arm(fault)
    assert len(client.search().json()["results"]) == count


@pytest.mark.parametrize(
    ("fault", "left"), [("wire.null_list", {"results": None}), ("wire.no_list", {})]
)
def test_the_list_can_be_null_or_missing(
    emulator: Emulator, client: Client, fault: str, left: dict[str, None]
) -> None:
    emulator.faults.arm(fault)
    assert client.get(_CONTACTS).json() == left


def test_a_batch_can_end_in_errors_or_answer_half(emulator: Emulator, client: Client) -> None:
    body = {"inputs": [{"id": "501"}, {"id": "502"}, {"id": "999"}]}
    emulator.faults.arm("hubspot.batch_errors")
    reply = client.post(_BATCH, body)
    found = {error["category"]: error["context"]["ids"] for error in reply.json()["errors"]}
    assert (reply.status_code, ids(reply)) == (207, ["502"])
    assert found == {"INTERNAL_ERROR": ["501"], "OBJECT_NOT_FOUND": ["999"]}
    emulator.faults.arm("hubspot.batch_silent")
    reply = client.post(_BATCH, {"inputs": body["inputs"][:2]})
    assert (reply.status_code, ids(reply)) == (200, ["502"])
    emulator.faults.arm("hubspot.batch_errors")
    reply = client.post(_LINKS, {"inputs": [{"id": "77"}]})
    assert reply.json()["results"] == []
    assert reply.json()["errors"][0]["category"] == "INTERNAL_ERROR"


def test_cursors_can_stick_or_be_lost(emulator: Emulator, client: Client) -> None:
    first = client.get(_CONTACTS, limit=1).json()["paging"]["next"]["after"]
    emulator.faults.arm("hubspot.stuck_cursor")
    page = client.get(_CONTACTS, limit=1, after=first).json()
    assert page["paging"]["next"]["after"] == first
    emulator.faults.arm("hubspot.lost_cursor")
    assert "paging" not in client.get(_CONTACTS, limit=1).json()


def test_the_index_can_be_stale_for_one_search(emulator: Emulator, client: Client) -> None:
    emulator.clock.advance(timedelta(minutes=1))
    apply(emulator, "upsert", id="504", values={"email": "new@acme.test"})
    emulator.faults.arm("hubspot.stale_index", path=_SEARCH)
    assert client.search().json()["total"] == 3
    assert client.search().json()["total"] == 4


def test_a_bulk_job_can_vanish_and_its_locator_be_lost(
    emulator: Emulator, org: salesforce_org.Client
) -> None:
    job = {"operation": "query", "query": "SELECT Id FROM Lead"}
    path = f"/jobs/query/{org.call('POST', '/jobs/query', json=job).json()['id']}"
    assert org.get(path).json()["state"] == "JobComplete"
    emulator.faults.arm("salesforce.lost_locator")
    reply = org.get(f"{path}/results", params={"maxRecords": 1})
    assert (reply.headers["Sforce-NumberOfRecords"], reply.headers["Sforce-Locator"]) == (
        "1",
        "null",
    )
    emulator.faults.arm("salesforce.stuck_locator", count=None)
    first = org.get(f"{path}/results", params={"maxRecords": 1}).headers["Sforce-Locator"]
    again = org.get(f"{path}/results", params={"maxRecords": 1, "locator": first})
    assert again.headers["Sforce-Locator"] == first
    emulator.faults.clear()
    emulator.faults.arm("salesforce.job_dropped")
    assert org.get(f"{path}/results").status_code == 404
    assert org.get(path).status_code == 404


# ---- what a vendor does without telling
def test_permissions_can_be_taken_and_given_back(
    emulator: Emulator, client: Client, org: salesforce_org.Client
) -> None:
    apply(emulator, "hide_field", field="phone")
    names = [one["name"] for one in client.get("/crm/v3/properties/contacts").json()["results"]]
    assert "phone" not in names
    assert "phone" not in client.get(f"{_CONTACTS}/501", properties="phone").json()["properties"]
    apply(emulator, "hide_object")
    for path in (_CONTACTS, "/crm/v3/properties/contacts", "/crm/v3/objects/0-1/501"):
        assert client.get(path).json()["category"] == "MISSING_SCOPES"
    assert client.post(_LINKS, {"inputs": [{"id": "77"}]}).status_code == 403
    apply(emulator, "show_object")
    apply(emulator, "show_field", field="phone")
    assert "phone" in client.get(f"{_CONTACTS}/501", properties="phone").json()["properties"]

    hide = {"system": "salesforce", "object": "Opportunity"}
    emulator.apply({**hide, "action": "hide_field", "field": "Amount"})
    assert org.error("SELECT Amount FROM Opportunity")[1] == "INVALID_FIELD"
    emulator.apply({**hide, "action": "hide_object"})
    assert org.error("SELECT Id FROM Opportunity")[1] == "INVALID_TYPE"
    assert org.get("/sobjects/Opportunity/describe").status_code == 404
    emulator.apply({**hide, "action": "show_object"})
    emulator.apply({**hide, "action": "show_field", "field": "Amount"})
    assert org.soql("SELECT Amount FROM Opportunity").status_code == 200


def test_a_record_can_come_back_or_change_without_a_new_stamp(
    emulator: Emulator, client: Client, org: salesforce_org.Client
) -> None:
    stamp = client.get(f"{_CONTACTS}/501").json()["updatedAt"]
    emulator.clock.advance(timedelta(hours=1))
    apply(emulator, "archive", id="501", modified="unchanged")
    assert ids(client.get(_CONTACTS, archived="true")) == ["501"]
    apply(emulator, "restore", id="501", modified="unchanged")
    assert client.get(f"{_CONTACTS}/501").json()["updatedAt"] == stamp
    late = "2024-06-15T11:40:00.000Z"
    change = {"system": "salesforce", "action": "upsert", "object": "Lead", "modified": late}
    emulator.apply({**change, "id": salesforce_org.ADA, "values": {"Title": "late"}})
    text = f"SELECT SystemModstamp FROM Lead WHERE Id = '{salesforce_org.ADA}'"
    assert org.values(text) == ["2024-06-15T11:40:00.000+0000"]
    restore = {"system": "salesforce", "action": "restore", "object": "Lead"}
    emulator.apply({**restore, "id": salesforce_org.EVE})
    assert org.soql("SELECT COUNT() FROM Lead").json()["totalSize"] == 3


def test_fields_can_be_added_retyped_and_dropped(
    emulator: Emulator, org: salesforce_org.Client
) -> None:
    lead = {"system": "salesforce", "object": "Lead"}

    def kind(name: str) -> str | None:
        fields = org.get("/sobjects/Lead/describe").json()["fields"]
        return next((field["type"] for field in fields if field["name"] == name), None)

    assert kind("score__c") == "double"
    define = {**lead, "action": "define_field"}
    emulator.apply({**define, "definition": {"name": "score__c", "type": "string", "length": 9}})
    emulator.apply({**define, "definition": {"name": "new__c", "type": "date"}})
    assert (kind("score__c"), kind("new__c")) == ("string", "date")
    emulator.apply({**lead, "action": "drop_field", "field": "score__c"})
    assert kind("score__c") is None
    assert org.error("SELECT score__c FROM Lead")[1] == "INVALID_FIELD"


def test_header_names_are_in_title_case_on_the_wire(emulator: Emulator) -> None:
    context = ssl.create_default_context(cafile=str(emulator.ca_path))
    port = int(emulator.base_url.rsplit(":", 1)[1])
    with (
        socket.create_connection(("127.0.0.1", port), timeout=5) as plain,
        context.wrap_socket(plain, server_hostname="localhost") as wire,
    ):
        wire.sendall(b"GET /services/data HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        reply = b"".join(iter(lambda: wire.recv(65_536), b""))
    head = reply.split(b"\r\n\r\n")[0].decode().split("\r\n")[1:]
    names = [line.partition(":")[0] for line in head]
    assert {"Content-Type", "Content-Length", "Date"} <= set(names)
    assert [name for name in names if name != name.title()] == []
