"""Everything around records: properties, pipelines, owners, links, campaigns, account, limits."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from orchestration.emulator import Emulator
from orchestration.emulator.hubspot.records import HubSpotRecords
from orchestration.emulator.hubspot.schema import infer_type
from orchestration.worlds.world import World
from tests.support.emulator.hubspot_portal import AS_OF, Client, ids, portal_world


def properties(client: Client, name: str = "contacts", **parameters: Any) -> dict[str, Any]:
    results = client.get(f"/crm/v3/properties/{name}", **parameters).json()["results"]
    return {one["name"]: one for one in results}


def option_values(definition: dict[str, Any]) -> list[str]:
    return [option["value"] for option in definition["options"]]


def test_the_worlds_columns_and_what_every_portal_shows_are_listed(client: Client) -> None:
    assert set(properties(client)) == {
        "email",
        "firstname",
        "lastname",
        "phone",
        "lifecyclestage",
        "favourite_colour",
        "createdate",
        "lastmodifieddate",
        "hs_object_id",
    }


def test_standard_properties_take_hubspots_definition_and_others_are_custom(
    client: Client,
) -> None:
    found = properties(client)
    assert (found["lifecyclestage"]["type"], found["lifecyclestage"]["hubspotDefined"]) == (
        "enumeration",
        True,
    )
    assert (found["favourite_colour"]["type"], found["favourite_colour"]["hubspotDefined"]) == (
        "string",
        False,
    )
    assert found["createdate"]["modificationMetadata"]["readOnlyValue"] is True


def test_options_are_the_standard_ones_plus_those_in_the_data(
    client: Client, store: HubSpotRecords
) -> None:
    before = option_values(properties(client)["lifecyclestage"])
    assert before[:2] == ["subscriber", "lead"]
    store.upsert("contacts", "501", {"lifecyclestage": "brand_new"})
    assert option_values(properties(client)["lifecyclestage"]) == [*before, "brand_new"]
    stages = option_values(properties(client, "deals")["dealstage"])
    assert stages[-2:] == ["closedlost", "made_up"]


def test_a_definition_in_the_world_says_exactly_what_is_declared(
    client: Client, store: HubSpotRecords
) -> None:
    options = [{"value": "a", "label": "A", "displayOrder": 0, "hidden": False}]
    store.define_property("contacts", {"name": "lifecyclestage", "options": options})
    assert option_values(properties(client)["lifecyclestage"]) == ["a"]


def test_an_archived_property_leaves_the_list_and_is_ignored_when_asked_for(
    client: Client, store: HubSpotRecords
) -> None:
    store.define_property("contacts", {"name": "phone", "archived": True})
    assert "phone" not in properties(client)
    assert set(properties(client, archived=True)) == {"phone"}
    record = client.get("/crm/v3/objects/contacts/501", properties="phone,email").json()
    assert "phone" not in record["properties"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["1", "-2.5", None], "number"),
        (["007"], "string"),
        (["12345678901234567"], "string"),
        (["True", "false"], "bool"),
        (["2024-01-01"], "date"),
        (["2024-01-01T00:00:00Z"], "datetime"),
        (["1", "x"], "string"),
        ([None], "string"),
    ],
)
def test_custom_types_are_inferred_without_harming_codes(
    values: list[str | None], expected: str
) -> None:
    assert infer_type(values) == expected


def test_deals_without_pipelines_have_hubspots_default(client: Client) -> None:
    (pipeline,) = client.get("/crm/v3/pipelines/deals").json()["results"]
    assert pipeline["id"] == "default"
    assert pipeline["stages"][5]["metadata"] == {"isClosed": "true", "probability": "1.0"}
    deal = client.get("/crm/v3/objects/deals/77", properties="dealstage").json()
    assert deal["properties"]["dealstage"] == "made_up"


def test_deactivated_owners_come_only_when_asked(client: Client) -> None:
    assert ids(client.get("/crm/v3/owners/")) == ["1", "2"]
    (gone,) = client.get("/crm/v3/owners", archived=True).json()["results"]
    assert (gone["id"], "userId" in gone, gone["userIdIncludingInactive"]) == ("3", False, 73)
    first = client.get("/crm/v3/owners", limit=1).json()
    assert ids(client.get("/crm/v3/owners", after=first["paging"]["next"]["after"])) == ["2"]


def test_list_replies_carry_a_row_per_label(client: Client) -> None:
    reply = client.get("/crm/v3/objects/contacts/501", associations="companies,deals,tickets")
    assert reply.json()["associations"] == {
        "companies": {
            "results": [
                {"id": "9001", "type": "contact_to_company"},
                {"id": "9001", "type": "contact_to_company_unlabeled"},
            ]
        },
        "deals": {"results": [{"id": "77", "type": "contact_to_deal"}]},
    }


def test_associations_are_served_both_ways_with_their_labels(client: Client) -> None:
    (company,) = client.get("/crm/v4/objects/contacts/501/associations/companies").json()["results"]
    assert company["toObjectId"] == "9001"
    assert [(k["typeId"], k["label"]) for k in company["associationTypes"]] == [
        (1, "Primary"),
        (279, None),
    ]
    back = client.get("/crm/v4/objects/companies/9001/associations/contacts").json()["results"]
    assert [kind["typeId"] for kind in back[0]["associationTypes"]] == [2, 280]
    labels = client.get("/crm/v4/associations/contacts/companies/labels").json()["results"]
    assert [one["typeId"] for one in labels] == [1, 279]


def test_a_batch_of_associations_reports_records_without_any(client: Client) -> None:
    body = {"inputs": [{"id": "501"}, {"id": "503"}]}
    reply = client.post("/crm/v4/associations/contacts/deals/batch/read", body)
    assert reply.status_code == 207
    assert [one["from"]["id"] for one in reply.json()["results"]] == ["501"]
    (error,) = reply.json()["errors"]
    assert error["subCategory"] == "crm.associations.NO_ASSOCIATIONS_FOUND"


def test_associations_are_paged_per_record(client: Client, emulator: Emulator) -> None:
    path = "/crm/v4/associations/deals/contacts/batch/read"
    emulator.faults.arm("hubspot.association_paging", path=path, count=None)
    first = client.post(path, {"inputs": [{"id": "77"}]}).json()["results"][0]
    after = first["paging"]["next"]["after"]
    second = client.post(path, {"inputs": [{"id": "77", "after": after}]}).json()["results"][0]
    assert [first["to"][0]["toObjectId"], second["to"][0]["toObjectId"]] == ["501", "502"]
    assert "paging" not in second


def test_links_to_archived_records_are_not_shown(client: Client, store: HubSpotRecords) -> None:
    store.archive("contacts", "502")
    reply = client.get("/crm/v4/objects/deals/77/associations/contacts").json()
    assert [one["toObjectId"] for one in reply["results"]] == ["501"]


def test_campaigns_give_the_properties_asked_for_and_their_spend(client: Client) -> None:
    (one,) = client.get("/marketing/v3/campaigns", properties="hs_start_date").json()["results"]
    assert (one["id"], one["properties"]) == ("c-1", {"hs_start_date": "2024-03-01"})
    totals = client.get("/marketing/v3/campaigns/c-1/budget/totals").json()
    assert (totals["currencyCode"], totals["spendTotal"]) == ("EUR", 12.5)


def test_the_account_tells_currency_and_quota(client: Client, emulator: Emulator) -> None:
    assert client.get("/account-info/v3/details").json()["companyCurrency"] == "EUR"
    path = "/account-info/v3/api-usage/daily/private-apps"
    usage = client.get(path).json()["results"][0]
    assert (usage["usageLimit"], usage["currentUsage"]) == (250_000, 2)
    emulator.clock.advance(timedelta(days=1))
    assert client.get(path).json()["results"][0]["currentUsage"] == 1


def test_a_world_without_hubspot_refuses_every_token() -> None:
    with Emulator(World("none", AS_OF)) as emulator:
        assert Client(emulator).get("/crm/v3/owners").status_code == 401


def test_the_tiers_limit_holds_within_ten_seconds_and_headers_count_down() -> None:
    with Emulator(portal_world(), rate_limits=0.05) as emulator:
        client = Client(emulator)
        replies = [client.get("/crm/v3/owners") for _ in range(6)]
        assert [reply.status_code for reply in replies] == [200] * 5 + [429]
        assert replies[-1].json()["policyName"] == "TEN_SECONDLY_ROLLING"
        left = [reply.headers["X-HubSpot-RateLimit-Remaining"] for reply in replies]
        assert left == ["4", "3", "2", "1", "0", "0"]


def test_searches_have_a_limit_of_their_own_and_no_headers() -> None:
    with Emulator(portal_world()) as emulator:
        client = Client(emulator)
        replies = [client.search() for _ in range(6)]
        assert [reply.status_code for reply in replies] == [200] * 5 + [429]
        assert replies[-1].json()["policyName"] == "SECONDLY"
        assert not any("ratelimit" in name.lower() for name in replies[0].headers)
        assert client.get("/crm/v3/owners").status_code == 200


def test_the_daily_limit_ends_the_portals_day() -> None:
    with Emulator(portal_world(), rate_limits=0.00001) as emulator:
        client = Client(emulator)
        client.post("/_emulator/options", {"rate_limits": False})
        assert [client.get("/crm/v3/owners").status_code for _ in range(3)] == [200] * 3
        client.post("/_emulator/options", {"rate_limits": 0.00001})
        refused = client.get("/crm/v3/owners")
        assert (refused.status_code, refused.json()["policyName"]) == (429, "DAILY")
