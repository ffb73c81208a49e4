"""Salesforce Bulk API 2.0, updates: what a row may write, what it may not, and who may at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from orchestration.emulator import Emulator
from orchestration.emulator.salesforce.records import SalesforceRecords
from tests.support.emulator.loading import Loaded, Loader
from tests.support.emulator.salesforce_org import ACME, ADA, API, BOB, EVE, OWNER, Client, org_world

STRANGER = "00Q000000000009EAA"
LEAVER = "005000000000008AAA"


@pytest.fixture(scope="module")
def served() -> Iterator[Emulator]:
    restricted = {
        "name": "Rating",
        "type": "picklist",
        "restrictedPicklist": True,
        "picklistValues": [{"value": "Hot"}, {"value": "Cold", "active": False}],
    }
    interests = {"name": "interests__c", "type": "multipicklist", "length": 4099}
    with Emulator(org_world({"Lead": {"fields": [restricted, interests]}})) as emulator:
        yield emulator


@pytest.fixture
def org(emulator: Emulator) -> SalesforceRecords:
    records: SalesforceRecords = emulator.records["salesforce"]
    records.upsert("User", LEAVER, {"Name": "Gone", "IsActive": "false"})
    return records


@pytest.fixture
def loader(emulator: Emulator) -> Loader:
    return Loader(emulator)


def wrote(
    loader: Loader, column: str, cell: str, record: str = ADA, sobject: str = "Lead"
) -> Loaded:
    return loader.ingest(sobject, f'"Id","{column}"\n"{record}","{cell}"\n'.encode())


def lead(org: SalesforceRecords, record: str = ADA) -> dict[str, Any]:
    return dict(org.table("Lead").rows[record])


def test_a_value_is_written_as_it_stands_and_nothing_else_is(
    loader: Loader, org: SalesforceRecords
) -> None:
    before = lead(org)
    told = wrote(loader, "Company", ' A ""B"",\r\n=1 ')
    assert (told.rows, told.errors) == (1, [])
    changed = {name for name, value in lead(org).items() if before.get(name) != value}
    assert changed == {"Company", "LastModifiedDate", "LastModifiedById", "SystemModstamp"}
    assert lead(org)["Company"] == ' A "B",\r\n=1 '


def test_an_empty_cell_leaves_its_field_alone_and_na_empties_it(
    loader: Loader, org: SalesforceRecords
) -> None:
    wrote(loader, "Rating", "")
    assert lead(org)["Rating"] == "Hot"
    assert wrote(loader, "Rating", "#N/A").errors == []
    assert lead(org)["Rating"] is None


def test_what_a_tracked_field_was_is_kept_with_who_changed_it(
    loader: Loader, org: SalesforceRecords
) -> None:
    wrote(loader, "StageName", "Closed Won", "006000000000001AAA", "Opportunity")
    [row] = org.table("OpportunityFieldHistory").rows.values()
    assert (row["Field"], row["OldValue"], row["NewValue"]) == (
        "StageName",
        "Prospecting",
        "Closed Won",
    )
    assert row["CreatedById"]


@pytest.mark.parametrize(
    ("column", "cell", "record", "code"),
    [
        ("LastName", "#N/A", ADA, "REQUIRED_FIELD_MISSING"),
        ("Rating", "Warm", ADA, "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"),
        ("Rating", "Cold", ADA, "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"),
        ("Email", "ada@@example", ADA, "INVALID_EMAIL_ADDRESS"),
        ("FirstName", "x" * 41, ADA, "STRING_TOO_LONG"),
        ("NumberOfEmployees", "many", ADA, "INVALID_TYPE_ON_FIELD_IN_RECORD"),
        ("OwnerId", STRANGER, ADA, "INVALID_CROSS_REFERENCE_KEY"),
        ("OwnerId", LEAVER, ADA, "INACTIVE_OWNER_OR_USER"),
        ("CreatedDate", "2024-01-01T00:00:00Z", ADA, "INVALID_FIELD_FOR_INSERT_UPDATE"),
        ("Company", "A", STRANGER, "INVALID_CROSS_REFERENCE_KEY"),
        ("Company", "A", "00Q000000000001AAB", "MALFORMED_ID"),
        ("Company", "A", "", "MISSING_ARGUMENT"),
        ("Company", "A", EVE, "ENTITY_IS_DELETED"),
        ("Company", "A", BOB, "CANNOT_UPDATE_CONVERTED_LEAD"),
    ],
)
def test_a_row_that_breaks_a_rule_changes_nothing_and_says_which(
    column: str, cell: str, record: str, code: str, loader: Loader, org: SalesforceRecords
) -> None:
    before = dict(org.table("Lead").rows)
    told = wrote(loader, column, cell, record)
    assert told.rows == 0
    assert [error.partition(":")[0] for error in told.errors] == [code]
    assert dict(org.table("Lead").rows) == before


@pytest.mark.parametrize(
    ("column", "cell", "stored"),
    [
        ("OwnerId", OWNER, OWNER),
        ("NumberOfEmployees", "14", "14"),
        ("Rating", "Hot", "Hot"),
        ("Status", "Anything goes", "Anything goes"),
    ],
)
def test_a_value_that_fits_is_taken(
    column: str, cell: str, stored: str, loader: Loader, org: SalesforceRecords
) -> None:
    assert wrote(loader, column, cell).errors == []
    assert lead(org)[column] == stored


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'"Id","Colour"\n', "InvalidBatch : Field name not found : Colour"),
        (b'"Company"\n', "InvalidBatch : Field name not found : Id"),
        (b'"Id","Company"\r\n', "ClientInputError : LineEnding is invalid on user data."),
    ],
)
def test_a_file_that_is_none_of_the_object_fails_as_a_whole(
    content: bytes, said: str, loader: Loader, org: SalesforceRecords
) -> None:
    assert loader.ingest("Lead", content).errors[0].startswith(said)


def test_a_job_has_one_file_and_ends_once(loader: Loader, org: SalesforceRecords) -> None:
    asked = {"object": "Account", "operation": "update"}
    job = loader.salesforce("POST", f"{API}/jobs/ingest", json=asked).json()
    assert job["state"] == "Open"
    url = f"{API}/jobs/ingest/{job['id']}"
    kind = {"Content-Type": "text/csv"}
    content = f'"Id","Name"\n"{ACME}","Acme Ltd"\n'.encode()
    early = loader.salesforce("GET", f"{url}/failedResults")
    assert early.json()[0]["errorCode"] == "INVALIDJOBSTATE"
    sent = [loader.salesforce("PUT", f"{url}/batches", data=content, headers=kind) for _ in "12"]
    assert [answer.status_code for answer in sent] == [201, 400]
    closed = [loader.salesforce("PATCH", url, json={"state": "UploadComplete"}) for _ in "12"]
    assert [answer.status_code for answer in closed] == [200, 400]
    states = [loader.salesforce("GET", url).json()["state"] for _ in "12"]
    assert states == ["InProgress", "JobComplete"]
    done = loader.salesforce("GET", f"{url}/successfulResults").text.splitlines()
    assert done == ['"sf__Id","sf__Created","Id","Name"', f'"{ACME}","false","{ACME}","Acme Ltd"']
    assert loader.salesforce("DELETE", url).status_code == 204


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"object": "Lead", "operation": "insert"}, "INVALIDJOB"),
        ({"object": "Nothing", "operation": "update"}, "INVALIDENTITY"),
        ({"object": "LeadHistory", "operation": "update"}, "INVALIDENTITY"),
        ({"object": "Lead", "operation": "update", "contentType": "XML"}, "INVALIDJOB"),
    ],
)
def test_what_no_job_can_do_is_refused(asked: dict[str, str], code: str, loader: Loader) -> None:
    answer = loader.salesforce("POST", f"{API}/jobs/ingest", json=asked)
    assert (answer.status_code, answer.json()[0]["errorCode"]) == (400, code)


def test_the_log_in_of_the_product_may_not_write(emulator: Emulator) -> None:
    answer = Client(emulator).call(
        "POST", "/jobs/ingest", json={"object": "Lead", "operation": "update"}
    )
    assert (answer.status_code, answer.json()[0]["errorCode"]) == (403, "INSUFFICIENT_ACCESS")
