"""What was true before: property history, field history, opportunity snapshots, exchange rates."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from orchestration.emulator import Emulator
from orchestration.emulator.clock import EmulatorClock
from orchestration.emulator.salesforce.account import Org
from orchestration.emulator.salesforce.records import SalesforceRecords
from orchestration.worlds.system import ObjectTable
from tests.support.emulator.hubspot_portal import AS_OF, Client, contact, portal_world
from tests.support.emulator.salesforce_org import ACME, ADA, OWNER, org_world

BIG = "006000000000001AAA"


@pytest.fixture(scope="module")
def served() -> Iterator[Emulator]:
    row = contact(501, lifecyclestage="customer", phone=None, company="Old")
    row["hs_v2_date_entered_lead"] = "2024-01-03T00:00:00Z"
    row["hs_lifecyclestage_customer_date"] = "2024-02-03T00:00:00Z"
    world = portal_world([row, contact(502, lifecyclestage="lead")])
    world.systems["hubspot"].sections["history"] = []
    world.systems["hubspot"].sections["currencies"] = [
        {"currency": "USD", "rate": "0.9", "effective_at": "2023-01-01T00:00:00Z"},
        {"currency": "USD", "rate": "0.92", "effective_at": "2024-01-01T00:00:00Z"},
        {"currency": "USD", "rate": "0.5", "effective_at": "2099-01-01T00:00:00Z"},
    ]
    with Emulator(world, rate_limits=False) as emulator:
        yield emulator


def versions(client: Client, name: str, record_id: str = "501") -> list[tuple[Any, Any]]:
    body = {"inputs": [{"id": record_id}], "propertiesWithHistory": [name]}
    reply = client.post("/crm/v3/objects/contacts/batch/read", body).json()
    (record,) = reply["results"]
    return [(v["value"], v["timestamp"]) for v in record["propertiesWithHistory"].get(name, [])]


def test_without_stated_history_the_stage_dates_of_the_record_are_its_history(
    client: Client,
) -> None:
    assert versions(client, "lifecyclestage") == [
        ("customer", "2024-02-03T00:00:00Z"),
        ("lead", "2024-01-03T00:00:00Z"),
    ]
    assert versions(client, "phone") == []


def test_a_touch_moves_no_version_of_another_property(client: Client, emulator: Emulator) -> None:
    before = {name: versions(client, name) for name in ("company", "lifecyclestage")}
    emulator.clock.advance(timedelta(days=1))
    change = {"system": "hubspot", "action": "upsert", "object": "contacts", "id": "501"}
    emulator.apply({**change, "values": {"phone": "1"}})
    assert {name: versions(client, name) for name in before} == before
    assert versions(client, "phone") == [("1", "2024-06-02T00:00:00Z")]


def test_an_edit_adds_a_version_and_keeps_the_one_before(
    client: Client, emulator: Emulator
) -> None:
    old = versions(client, "company")
    emulator.clock.advance(timedelta(days=1))
    change = {"system": "hubspot", "action": "upsert", "object": "contacts", "id": "501"}
    emulator.apply({**change, "values": {"company": "New"}})
    assert versions(client, "company") == [("New", "2024-06-02T00:00:00Z"), *old]
    for number in range(60):
        emulator.apply({**change, "values": {"company": f"No. {number}"}})
    assert len(versions(client, "company")) == 45
    assert versions(client, "company")[0][0] == "No. 59"


def test_a_merge_keeps_the_winners_versions(client: Client, emulator: Emulator) -> None:
    stage = versions(client, "lifecyclestage")
    merge = {"system": "hubspot", "action": "merge", "object": "contacts", "id": "501"}
    emulator.apply({**merge, "merged": "502", "survivor_id": "900"})
    assert versions(client, "lifecyclestage", "900") == stage


def test_exchange_rates_now_and_before(client: Client) -> None:
    root = "/settings/v3/currencies"
    rates = client.get(f"{root}/exchange-rates", limit=2).json()
    assert [rate["conversionRate"] for rate in rates["results"]] == [0.9, 0.92]
    assert rates["results"][0]["toCurrencyCode"] == "EUR"
    after = rates["paging"]["next"]["after"]
    assert len(client.get(f"{root}/exchange-rates", after=after).json()["results"]) == 1
    (now,) = client.get(f"{root}/exchange-rates/current").json()["results"]
    assert (now["fromCurrencyCode"], now["conversionRate"]) == ("USD", 0.92)
    assert client.get(f"{root}/company-currency").json()["id"] == "EUR"
    codes = client.get(f"{root}/codes").json()["results"]
    assert {"currencyCode": "JPY", "currencyName": "Yen"} in codes
    details = client.get("/account-info/v3/details").json()
    assert (details["companyCurrency"], details["additionalCurrencies"]) == ("EUR", ["USD"])


# ---- Salesforce
@pytest.fixture
def org() -> Org:
    world = org_world(time_zone="Europe/Berlin")
    lock = threading.RLock()
    store = SalesforceRecords(world.systems["salesforce"], EmulatorClock(AS_OF), lock)
    return Org(store, lock, AS_OF, world.name)


def rows(org: Org, name: str) -> list[dict[str, str | None]]:
    sobject = org.sobject(name)
    assert sobject is not None
    return list(org.view(sobject).rows)


def test_histories_and_relations_exist_without_rows_and_currencies_do_not(org: Org) -> None:
    for name in ("LeadHistory", "OpportunityFieldHistory", "OpportunityHistory", "TaskRelation"):
        assert rows(org, name) == []
    lead_history = org.sobject("LeadHistory")
    assert lead_history is not None
    assert [field.name for field in lead_history.fields.values()] == [
        "Id", "IsDeleted", "LeadId", "Field", "DataType", "OldValue", "NewValue", "CreatedById",
        "CreatedDate",
    ]  # fmt: skip
    assert org.sobject("CurrencyType") is None
    assert org.sobject("DatedConversionRate") is None


def test_a_tracked_change_of_a_lead_leaves_history(org: Org) -> None:
    org.records.upsert("Lead", ADA, {"Status": "Working", "OwnerId": ACME, "Title": "untracked"})
    found = [(row["Field"], row["OldValue"], row["NewValue"]) for row in rows(org, "LeadHistory")]
    assert found == [
        ("Status", "Open - Not Contacted", "Working"),
        ("Owner", "Olive Owner", ACME),
        ("Owner", OWNER, ACME),
    ]
    org.records.upsert("Lead", ADA, {"IsConverted": "true"})
    assert rows(org, "LeadHistory")[-1]["Field"] == "leadConverted"


def test_an_opportunitys_change_leaves_field_history_and_a_snapshot(org: Org) -> None:
    org.records.upsert("Opportunity", BIG, {"NextStep": "call"})
    assert rows(org, "OpportunityHistory") == rows(org, "OpportunityFieldHistory") == []
    org.records.upsert("Opportunity", BIG, {"Amount": "1200"})
    (change,) = rows(org, "OpportunityFieldHistory")
    assert (change["Field"], change["OldValue"], change["NewValue"]) == ("Amount", "1000", "1200")
    (snapshot,) = rows(org, "OpportunityHistory")
    assert (snapshot["Amount"], snapshot["PrevAmount"]) == ("1200", "1000")
    assert snapshot["StageName"] == "Prospecting"
    org.records.upsert(
        "Opportunity", "006000000000009AAA", {"Name": "n", "StageName": "Prospecting"}
    )
    assert rows(org, "OpportunityFieldHistory")[-1]["Field"] == "created"
    assert len(rows(org, "OpportunityHistory")) == 2


def test_the_org_lives_in_the_time_zone_of_the_world(org: Org) -> None:
    assert rows(org, "Organization")[0]["TimeZoneSidKey"] == "Europe/Berlin"
    assert rows(org, "User")[0]["TimeZoneSidKey"] == "Europe/Berlin"


def test_person_accounts_have_salesforces_types() -> None:
    world = org_world()
    row = {"Id": ACME, "IsPersonAccount": "true", "PersonContactId": None, "PersonEmail": "a@b.c"}
    world.systems["salesforce"].objects["Account"] = ObjectTable("Account", list(row), {ACME: row})
    lock = threading.RLock()
    store = SalesforceRecords(world.systems["salesforce"], EmulatorClock(AS_OF), lock)
    account = Org(store, lock, AS_OF, world.name).sobject("Account")
    assert account is not None
    kinds = {name: account.fields[name.lower()].type for name in row}
    assert kinds == {
        "Id": "id",
        "IsPersonAccount": "boolean",
        "PersonContactId": "reference",
        "PersonEmail": "email",
    }
