"""How fields get their types: standard definitions, the world's describe JSON, or inference."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest

from orchestration.emulator.clock import EmulatorClock
from orchestration.emulator.salesforce.account import Org
from orchestration.emulator.salesforce.describe import describe_sobject
from orchestration.emulator.salesforce.inference import infer
from orchestration.emulator.salesforce.records import SalesforceRecords
from orchestration.emulator.salesforce.soql.columns import cell_getter
from orchestration.emulator.salesforce.standard_fields import standard_fields, standard_objects
from tests.support.emulator.salesforce_org import ACME, ADA, AS_OF, OWNER, org_world


def make_org(describe: dict[str, dict[str, Any]] | None = None, **settings: Any) -> Org:
    world = org_world(describe, **settings)
    lock = threading.RLock()
    store = SalesforceRecords(world.systems["salesforce"], EmulatorClock(AS_OF), lock)
    return Org(store, lock, AS_OF, world.name)


def described(org: Org, name: str) -> dict[str, dict[str, Any]]:
    sobject = org.sobject(name)
    assert sobject is not None
    body = describe_sobject(org, sobject, "/services/data/v59.0")
    return {field["name"]: field for field in body["fields"]}


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["true", None, "False"], "boolean"),
        (["1", "-20", "0"], "double"),
        (["1", "2.50"], "double"),
        (["12345678901"], "double"),
        (["007"], "string"),
        (["2024-02-29"], "date"),
        (["2023-02-29"], "string"),
        (["2024-01-01T00:00:00Z", "2024-01-01T00:00:00.000+0000"], "datetime"),
        (["a@b.example"], "email"),
        (["x" * 256, "y"], "textarea"),
        ([None, ""], "string"),
        ([ACME], "reference"),
        (["AbCdEfGhIjKlMnOpQr"], "string"),
    ],
)
def test_the_narrowest_type_that_fits_every_value_is_inferred(
    values: list[str | None], kind: str
) -> None:
    assert infer(values, {"001": "Account"}).type == kind


@pytest.mark.parametrize("sobject", sorted(standard_objects()))
def test_every_standard_object_has_readable_definitions(sobject: str) -> None:
    fields = standard_fields(sobject)
    assert fields["systemmodstamp"].type == "datetime"
    for field in fields.values():
        assert field.type in {
            "id", "string", "textarea", "picklist", "combobox", "reference", "boolean", "int",
            "double", "currency", "percent", "date", "datetime", "email", "phone", "url",
            "address", "anyType",
        }, field  # fmt: skip
        assert (field.type == "reference") is bool(field.targets), field


def test_standard_fields_keep_salesforces_types_whatever_the_values() -> None:
    lead = described(make_org(), "Lead")
    assert lead["NumberOfEmployees"]["type"] == "int"
    assert lead["Email"]["type"] == "email"
    assert lead["OwnerId"]["referenceTo"] == ["Group", "User"]
    assert lead["OwnerId"]["relationshipName"] == "Owner"


def test_every_standard_field_exists_and_is_null_where_the_world_lacks_it() -> None:
    org = make_org()
    account = described(org, "Account")
    assert {"CreatedById", "BillingStreet", "BillingAddress", "Fax", "MasterRecordId"} <= set(
        account
    )
    assert account["BillingStreet"]["compoundFieldName"] == "BillingAddress"
    assert "PersonEmail" not in account, "this org has no person accounts"
    assert "CurrencyIsoCode" not in account, "this org has one currency"
    user = described(org, "User")
    assert "Username" in user
    assert "IsDeleted" not in user
    for name in ("Case", "Product2", "PricebookEntry", "UserRole", "OpportunityLineItem"):
        assert described(org, name)["Id"]["type"] == "id"


def test_a_world_may_show_only_the_fields_it_states() -> None:
    org = make_org(standard_fields="stated")
    account = described(org, "Account")
    assert "Fax" not in account
    assert {"CreatedById", "BillingAddress", "OwnerId"} <= set(account)
    sobject = org.sobject("Account")
    assert sobject is not None
    assert "fax" in sobject.fields, "who asks for it by name gets null"


def test_person_account_fields_come_together() -> None:
    org = make_org()
    org.records.upsert("Account", ACME, {"IsPersonAccount": "false"})
    account = described(org, "Account")
    assert {"PersonContactId", "PersonEmail", "PersonMailingAddress"} <= set(account)


def test_computed_fields_follow_from_what_the_world_states() -> None:
    org = make_org()
    org.records.upsert("Lead", ADA, {"City": "London", "Latitude": "51.5"})

    def value(name: str, field: str, record_id: str) -> str | None:
        sobject = org.sobject(name)
        assert sobject is not None
        row = org.view(sobject).by_id[record_id]
        return cell_getter(sobject.fields[field.lower()])(row)

    address = json.loads(value("Lead", "Address", ADA) or "{}")
    assert (address["city"], address["latitude"], address["street"]) == ("London", 51.5, None)
    assert value("Lead", "Address", "00Q000000000002AAA") is None
    won = [value("Opportunity", "IsWon", f"00600000000000{n}AAA") for n in (1, 2, 3)]
    assert won == ["false", "true", "true"]
    assert value("User", "IsActive", OWNER) == "True"


def test_a_standard_picklist_declares_its_standard_options_and_those_in_use() -> None:
    stages = described(make_org(), "Opportunity")["StageName"]["picklistValues"]
    values = [stage["value"] for stage in stages]
    assert values[0] == "Prospecting"
    assert values[-1] == "closed won"


def test_describe_json_declares_exactly_its_options() -> None:
    options = [
        {"value": "Hot", "label": "Hot lead", "active": True, "defaultValue": False},
        {"value": "Old", "label": "Old", "active": False, "defaultValue": False},
    ]
    entry = {"name": "Rating", "type": "picklist", "label": "Heat", "picklistValues": options}
    rating = described(make_org({"Lead": {"fields": [entry]}}), "Lead")["Rating"]
    assert rating["label"] == "Heat"
    shown = [(option["value"], option["active"]) for option in rating["picklistValues"]]
    assert shown == [("Hot", True), ("Old", False)]


def test_a_field_that_only_describe_json_names_exists_and_is_empty() -> None:
    entry = {"name": "Never__c", "type": "currency", "precision": 18, "scale": 2, "custom": True}
    org = make_org({"Lead": {"fields": [entry]}})
    never = described(org, "Lead")["Never__c"]
    assert (never["type"], never["precision"], never["scale"]) == ("currency", 18, 2)


def test_parts_of_a_persons_name_point_at_name() -> None:
    lead = described(make_org(), "Lead")
    assert lead["FirstName"]["compoundFieldName"] == "Name"
    assert lead["Email"]["compoundFieldName"] is None


def test_an_inferred_type_does_not_drift_with_later_edits() -> None:
    org = make_org()
    assert described(org, "Lead")["score__c"]["type"] == "double"
    org.records.upsert("Lead", "00Q000000000004AAA", {"score__c": "high", "new__c": "1"})
    lead = described(org, "Lead")
    assert lead["score__c"]["type"] == "double"
    assert (lead["new__c"]["type"], lead["new__c"]["scale"]) == ("double", 0)


def test_a_column_that_disappears_takes_its_field_along() -> None:
    org = make_org()
    org.records.table("Lead").columns.remove("score__c")
    assert "score__c" not in described(org, "Lead")


def test_a_child_relationship_name_belongs_to_one_field_only() -> None:
    org = make_org()
    org.records.upsert("Task", "00T000000000002AAA", {"AccountId": ACME})
    account = org.sobject("Account")
    assert account is not None
    links = describe_sobject(org, account, "/services/data/v59.0")["childRelationships"]
    named = {link["relationshipName"]: link["field"] for link in links if link["relationshipName"]}
    assert named == {
        "Cases": "AccountId",
        "ChildAccounts": "ParentId",
        "Contacts": "AccountId",
        "Contracts": "AccountId",
        "Events": "WhatId",
        "Opportunities": "AccountId",
        "Tasks": "WhatId",
    }
    assert {"AccountId", "WhatId"} <= {link["field"] for link in links}
