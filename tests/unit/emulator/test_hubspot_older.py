"""HubSpot's older APIs, and what stands beside the records: shapes of their own, right values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from orchestration.emulator import Emulator
from tests.support.emulator.hubspot_portal import Client, ids, portal_world, table

_MEETING = {
    "id": "6",
    "hs_meeting_title": "Kick-off",
    "hs_meeting_start_time": "2024-05-20T09:00:00Z",
    "hs_meeting_end_time": "2024-05-20T09:30:00Z",
    "hs_createdate": "2024-05-01T08:00:00Z",
    "hs_lastmodifieddate": "2024-05-20T10:00:00Z",
}
_OLD_MEETING = {**_MEETING, "id": "7", "hs_lastmodifieddate": "2024-04-01T10:00:00Z"}
_EMAIL = {
    "id": "8",
    "hs_email_from_email": "ann@acme.test",
    "hs_email_to_email": "bob@b.test;cy@c.test",
    "hs_lastmodifieddate": "2024-05-30T10:00:00Z",
}


@pytest.fixture(scope="module")
def served() -> Iterator[Emulator]:
    """The small portal with engagements, a ticket, forms and lists."""
    world = portal_world()
    objects, sections = world.systems["hubspot"].objects, world.systems["hubspot"].sections
    objects["meetings"] = table("meetings", [dict(_MEETING), dict(_OLD_MEETING)])
    objects["emails"] = table("emails", [dict(_EMAIL)])
    objects["tickets"] = table("tickets", [{"id": "31", "subject": "4711", "hs_pipeline": "0"}])
    sections["lists"] = [
        {"id": "7", "name": "Fans", "updated_at": "2024-02-02T00:00:00Z"},
        {"id": "8", "name": "Customers", "updated_at": "2024-01-01T00:00:00Z"},
    ]
    sections["list_memberships"] = [{"list_id": "7", "record_id": "501"}]
    sections["forms"] = [{"id": "f-1", "name": "Contact us"}]
    sections["form_submissions"] = [
        {"form_id": "f-1", "submitted_at": "2024-03-01T00:00:00Z", "email": "a@b.test"},
        {"form_id": "f-1", "submitted_at": "2024-03-02T00:00:00Z", "email": "b@b.test"},
    ]
    sections["marketing_emails"] = [
        {"id": "4", "name": "News", "created_at": "2024-01-01T00:00:00Z"}
    ]
    for owner in sections["owners"]:
        owner["teams"] = "North;East"
    with Emulator(world, rate_limits=False) as emulator:
        yield emulator


@pytest.mark.parametrize("version", ["v1", "v2"])
def test_older_property_lists_are_bare(client: Client, version: str) -> None:
    listed = client.get(f"/properties/{version}/contacts/properties").json()
    assert "email" in {one["name"] for one in listed}


def test_older_records_carry_values_with_times(client: Client) -> None:
    page = client.get("/companies/v2/companies/paged", properties="name", limit=1).json()
    (company,) = page["companies"]
    assert (company["companyId"], page["has-more"]) == (9001, False)
    assert company["properties"]["name"]["value"] == "Acme"
    assert isinstance(company["properties"]["hs_lastmodifieddate"]["timestamp"], int)
    whole = client.get("/companies/v2/companies/9001").json()
    assert whole["properties"]["domain"]["value"] == "acme.test"
    page = client.get("/deals/v1/deal/paged", includeAllProperties="true").json()
    (deal,) = page["deals"]
    assert deal["associations"]["associatedVids"] == [501, 502]
    assert deal["properties"]["amount"]["value"] == "1250.5"
    recent = client.get("/deals/v1/deal/recent/modified").json()
    assert (recent["total"], recent["hasMore"]) == (1, False)
    at = deal["properties"]["hs_lastmodifieddate"]["timestamp"]
    since = client.get("/deals/v1/deal/recent/modified", since=at + 1).json()
    assert (since["total"], since["results"]) == (0, [])
    assert client.get("/deals/v1/deal/1").status_code == 404


def test_pipelines_of_deals_v1_say_which_stage_is_won(client: Client) -> None:
    (pipeline,) = client.get("/deals/v1/pipelines").json()
    stages = {one["stageId"]: one for one in pipeline["stages"]}
    assert (pipeline["pipelineId"], pipeline["staticDefault"]) == ("default", True)
    assert [name for name, one in stages.items() if one["closedWon"]] == ["closedwon"]
    assert stages["contractsent"]["probability"] == 0.9
    (newer,) = client.get("/crm-pipelines/v1/pipelines/deals").json()["results"]
    assert newer["stages"][5]["metadata"] == {"isClosed": "true", "probability": "1.0"}


def test_engagements_come_page_by_page_whatever_their_kind(client: Client) -> None:
    path = "/engagements/v1/engagements/paged"
    page = client.get(path, limit=3).json()
    rest = client.get(path, limit=3, offset=page["offset"]).json()
    found = [one["engagement"] for one in (*page["results"], *rest["results"])]
    assert (page["hasMore"], rest["hasMore"]) == (True, False)
    assert {(one["id"], one["type"]) for one in found} == {
        (5, "CALL"), (6, "MEETING"), (7, "MEETING"), (8, "EMAIL"),
    }  # fmt: skip


def test_times_and_addresses_of_an_engagement_are_no_text(client: Client) -> None:
    path = "/engagements/v1/engagements"
    meeting = client.get(f"{path}/6").json()
    assert meeting["metadata"] == {
        "title": "Kick-off", "startTime": 1_716_195_600_000, "endTime": 1_716_197_400_000,
    }  # fmt: skip
    assert client.get(f"{path}/8").json()["metadata"] == {
        "from": {"email": "ann@acme.test"},
        "to": [{"email": "bob@b.test"}, {"email": "cy@c.test"}],
    }
    assert client.get(f"{path}/99").status_code == 404


def test_recent_engagements_are_the_last_changed_of_thirty_days(
    client: Client, emulator: Emulator
) -> None:
    def recent(**asked: int) -> tuple[list[int], bool, int]:
        page = client.get("/engagements/v1/engagements/recent/modified", **asked).json()
        found = [one["engagement"]["id"] for one in page["results"]]
        return found, page["hasMore"], page["total"]

    assert recent() == ([5, 8, 6], False, 3)
    assert recent(count=1) == ([5], True, 3)
    assert recent(count=250, offset=1) == ([8, 6], False, 3)
    assert recent(since=1_717_027_200_000) == ([5, 8], False, 2)
    emulator.clock.advance(timedelta(days=25))
    assert recent() == ([5, 8], False, 2)


def test_lists_are_searched_and_sorted(client: Client) -> None:
    def found(**asked: object) -> list[str]:
        return [one["listId"] for one in client.post("/crm/v3/lists/search", asked).json()["lists"]]

    page = client.post("/crm/v3/lists/search", {"count": 1}).json()
    assert (page["lists"][0]["listId"], page["hasMore"], page["offset"]) == ("7", True, 1)
    assert found(offset=1) == ["8"]
    assert found(count=1000) == ["7", "8"]
    assert found(sort="HS_UPDATED_AT") == ["8", "7"]
    assert found(sort="-HS_LIST_SIZE") == ["7", "8"]
    assert found(query="cust") == ["8"]
    assert found(listIds=["8"], processingTypes=["DYNAMIC"], objectTypeId="0-1") == ["8"]
    assert client.post("/crm/v3/lists/search", {"count": 1001}).status_code == 400
    assert client.post("/crm/v3/lists/search", {"sort": "COLOUR"}).status_code == 400


def test_submissions_have_an_id_and_come_newest_first(client: Client) -> None:
    path = "/form-integrations/v1/submissions/forms/f-1"
    newest, oldest = client.get(path).json()["results"]
    assert newest["values"] == [{"name": "email", "value": "b@b.test", "objectTypeId": "0-1"}]
    assert newest["submittedAt"] - oldest["submittedAt"] == 86_400_000
    again = [one["conversionId"] for one in client.get(path).json()["results"]]
    assert again == [newest["conversionId"], oldest["conversionId"]]
    assert len(set(again)) == 2
    assert client.get(path, limit=51).status_code == 400


def test_forms_members_users_teams_and_subscriptions(client: Client) -> None:
    members = client.get("/crm/v3/lists/7/memberships").json()["results"]
    assert [one["recordId"] for one in members] == ["501"]
    assert ids(client.get("/marketing/v3/forms")) == ["f-1"]
    assert client.get("/forms/v2/forms").json()[0]["guid"] == "f-1"
    (email,) = client.get("/marketing/v3/emails").json()["results"]
    assert (email["createdAt"], "created_at" in email) == ("2024-01-01T00:00:00Z", False)
    assert ids(client.get("/settings/v3/users")) == ["71", "72"]
    teams = client.get("/settings/v3/users/teams").json()["results"]
    assert [(one["name"], one["userIds"]) for one in teams] == [
        ("North", ["71", "72"]), ("East", []),
    ]  # fmt: skip
    assert client.get("/email/public/v1/subscriptions").json() == {"subscriptionDefinitions": []}


def test_standard_properties_are_typed_by_the_vendor_not_by_their_values(client: Client) -> None:
    listed = client.get("/crm/v3/properties/tickets").json()["results"]
    types = {one["name"]: one["type"] for one in listed}
    assert types["hs_pipeline"] == "enumeration"
    assert types["subject"] == "string"


def test_objects_name_their_creation_each_in_its_way(client: Client) -> None:
    for name, record_id, own, other in (
        ("tickets", "31", "createdate", "hs_createdate"),
        ("meetings", "6", "hs_createdate", "createdate"),
        ("cars", "1", "hs_createdate", "createdate"),
    ):
        shown = client.get(f"/crm/v3/objects/{name}/{record_id}").json()["properties"]
        assert own in shown
        assert other not in shown


def test_what_is_listed_can_be_read_alone(client: Client) -> None:
    for path, key, value in (
        ("/marketing/v3/forms/f-1", "name", "Contact us"),
        ("/marketing/v3/emails/4", "name", "News"),
        ("/settings/v3/users/71", "email", "ann@acme.test"),
        ("/settings/v3/users/bob@acme.test?idProperty=EMAIL", "id", "72"),
        ("/crm/v3/pipelines/deals/default/stages/closedwon", "label", "Closed Won"),
        ("/crm/v3/properties/contacts/groups/contactinformation", "displayOrder", 0),
    ):
        assert client.get(path).json()[key] == value
    listed = client.get("/crm/v3/lists/object-type-id/0-1/name/Fans").json()["list"]
    assert listed["listId"] == "7"
    for path in (
        "/marketing/v3/forms/x", "/marketing/v3/emails/x", "/settings/v3/users/x",
        "/crm/v3/pipelines/deals/default/stages/x", "/crm/v3/properties/contacts/groups/x",
        "/crm/v3/lists/object-type-id/0-2/name/Fans",
    ):  # fmt: skip
        assert client.get(path).status_code == 404, path


def test_properties_are_read_in_batches(client: Client) -> None:
    body = {"archived": False, "inputs": [{"name": "email"}, {"name": "nope"}]}
    reply = client.post("/crm/v3/properties/contacts/batch/read", body)
    assert reply.status_code == 207
    assert [one["name"] for one in reply.json()["results"]] == ["email"]
    assert reply.json()["errors"][0]["context"] == {"name": ["nope"]}


def test_association_types_are_named_in_v3_and_dated_paths_answer_as_v4(client: Client) -> None:
    types = client.get("/crm/v3/associations/contacts/companies/types").json()["results"]
    assert types == [
        {"id": "1", "name": "contact_to_company"},
        {"id": "279", "name": "contact_to_company_unlabeled"},
    ]
    body = {"inputs": [{"id": "501"}]}
    old, new = (
        client.post(f"{root}/contacts/companies/batch/read", body).json()["results"]
        for root in ("/crm/v4/associations", "/crm/associations/2026-03")
    )
    assert old == new
    assert old[0]["to"][0]["toObjectId"] == "9001"
