"""The emulated Tooling API: what refers to custom fields, and what such a query may not say."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from orchestration.emulator import Emulator
from orchestration.emulator.salesforce.bulk.ingest_rows import checksum
from tests.support.emulator.salesforce_org import Client
from tests.support.sources.world import MANY_CALLS, Row, salesforce_world

REFERENCES = "SELECT MetadataComponentName, RefMetadataComponentId FROM MetadataComponentDependency"
STATED: list[Row] = [
    {"component_type": "Flow", "component_name": "Route", "object": "Lead", "field": "score__c"},
    {"component_type": "Layout", "component_name": "Calls", "object": "Task", "field": "topic__c"},
    {"component_type": "Layout", "component_name": "Calls", "object": "Task", "field": "gone__c"},
]
OBJECTS: dict[str, list[Row]] = {
    "Lead": [{"Id": "00Q000000000001AAA", "score__c": "1", "acme__tier__c": "A"}],
    "Task": [{"Id": "00T000000000001AAA", "topic__c": "price"}],
    "Event": [{"Id": "00U000000000001AAA", "topic__c": "price"}],
    "Visit__c": [{"Id": "a01000000000001AAA", "place__c": "Graz"}],
}


@pytest.fixture(scope="module")
def served() -> Iterator[Emulator]:
    world = salesforce_world(OBJECTS)
    world.systems["salesforce"].sections["component_dependencies"] = list(STATED)
    with Emulator(world, rate_limits=MANY_CALLS) as emulator:
        yield emulator


@pytest.fixture
def client(emulator: Emulator) -> Client:
    return Client(emulator)


def test_a_custom_field_has_an_id_a_namespace_and_the_object_it_is_of(client: Client) -> None:
    asked = "SELECT Id, DeveloperName, NamespacePrefix, TableEnumOrId FROM CustomField"
    found = client.soql(asked, "tooling/query").json()
    assert found["done"] is True
    fields = {
        (each["TableEnumOrId"], each["NamespacePrefix"], each["DeveloperName"])
        for each in found["records"]
    }
    own = {place for place in fields if not place[0].startswith("0Af")}
    assert own == {("Lead", None, "score"), ("Lead", "acme", "tier"), ("Activity", None, "topic")}
    assert len(fields) == 4, "a custom object goes by its id"
    for each in found["records"]:
        assert each["Id"] == each["Id"][:15] + checksum(each["Id"][:15])


def test_a_component_refers_to_what_is_stated_and_not_to_a_field_that_is_gone(
    client: Client,
) -> None:
    asked = f"{REFERENCES} WHERE RefMetadataComponentType = 'CustomField'"
    found = client.soql(asked, "tooling/query").json()["records"]
    assert [each["MetadataComponentName"] for each in found] == ["Route", "Calls"]
    wanted = found[0]["RefMetadataComponentId"]
    for asked in (wanted, wanted[:15]):
        one = f"{REFERENCES} WHERE RefMetadataComponentId = '{asked}'"
        records = client.soql(one, "tooling/query").json()["records"]
        assert [each["MetadataComponentName"] for each in records] == ["Route"]


def test_a_world_that_states_nothing_has_each_field_on_its_layout() -> None:
    with Emulator(salesforce_world(OBJECTS), rate_limits=MANY_CALLS) as emulator:
        found = Client(emulator).soql(REFERENCES, "tooling/query").json()["records"]
    assert {each["MetadataComponentName"] for each in found} >= {"Lead Layout"}
    assert len(found) == 4


@pytest.mark.parametrize(
    "wrong",
    [
        f"{REFERENCES} ORDER BY MetadataComponentId",
        f"{REFERENCES} LIMIT 5 OFFSET 5",
        f"{REFERENCES} WHERE RefMetadataComponentId IN ('00N5g0000000001AAA')",
        f"{REFERENCES} WHERE MetadataComponentType LIKE 'Lay%'",
        f"{REFERENCES} WHERE MetadataComponentName = 'Route'",
        "SELECT COUNT() FROM MetadataComponentDependency",
    ],
)
def test_a_query_that_the_vendor_does_not_support_is_refused(client: Client, wrong: str) -> None:
    reply = client.soql(wrong, "tooling/query")
    assert (reply.status_code, reply.json()[0]["errorCode"]) == (400, "MALFORMED_QUERY")


def test_an_unknown_column_and_an_unknown_object_are_refused(client: Client) -> None:
    column = client.soql("SELECT Nope FROM CustomField", "tooling/query").json()[0]
    assert column["errorCode"] == "INVALID_FIELD"
    thing = client.soql("SELECT Id FROM Nope", "tooling/query").json()[0]
    assert thing["errorCode"] == "INVALID_TYPE"


def test_whoever_may_not_see_the_set_up_is_told_of_no_such_object(
    emulator: Emulator, client: Client
) -> None:
    emulator.records["salesforce"].hide("MetadataComponentDependency")
    reply = client.soql(REFERENCES, "tooling/query")
    assert reply.json()[0]["errorCode"] == "INVALID_TYPE"
