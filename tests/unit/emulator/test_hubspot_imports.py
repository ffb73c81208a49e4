"""HubSpot's import: what it takes, cell by cell; what it refuses, and who may."""

from __future__ import annotations

import pytest

from orchestration.emulator import Emulator
from orchestration.emulator.hubspot.records import HubSpotRecords
from tests.support.emulator.hubspot_portal import Client
from tests.support.emulator.loading import Loader, import_request

CONTACTS, DEALS = "0-1", "0-3"


@pytest.fixture
def loader(emulator: Emulator) -> Loader:
    return Loader(emulator)


def loaded(loader: Loader, column: str, *cells: str, object_type: str = "contacts") -> list[str]:
    """Import one column of contacts 501, 502… (or deal 77); the kinds of the errors."""
    first = 501 if object_type == "contacts" else 77
    lines = [f'"Record ID","{column}"']
    lines += [f'"{first + place}","{cell}"' for place, cell in enumerate(cells)]
    told = loader.import_file(object_type, "\n".join(lines).encode(), column)
    return [error.partition(":")[0] for error in told.errors]


def test_a_value_is_written_as_it_stands_and_nothing_else_is(
    loader: Loader, store: HubSpotRecords
) -> None:
    before = {name: dict(store.table("contacts").rows[name]) for name in ("501", "502")}
    assert loaded(loader, "favourite_colour", ' dark ""red"",\r\n=1 ') == []
    after = store.table("contacts").rows
    written = {"favourite_colour": ' dark "red",\r\n=1 '}
    stamp = {"lastmodifieddate": "2024-06-01T00:00:00.000Z"}
    assert after["501"] == {**before["501"], **written, **stamp}
    assert after["502"] == before["502"]


def test_an_empty_cell_leaves_its_property_alone(loader: Loader, store: HubSpotRecords) -> None:
    assert loaded(loader, "favourite_colour", "") == []
    assert store.table("contacts").rows["501"]["favourite_colour"] == "green"


def test_the_history_names_the_import(loader: Loader, client: Client) -> None:
    loaded(loader, "favourite_colour", "blue")
    read = client.get("/crm/v3/objects/contacts/501", propertiesWithHistory="favourite_colour")
    newest = read.json()["propertiesWithHistory"]["favourite_colour"][0]
    assert (newest["value"], newest["sourceType"], newest["sourceId"]) == ("blue", "IMPORT", "1")


@pytest.mark.parametrize(
    ("column", "cell", "kind"),
    [
        ("lifecyclestage", "nonsense", "INVALID_ENUMERATION_OPTION"),
        ("email", "ada@@acme", "INVALID_EMAIL"),
        ("closedate", "2024-06-01T12:00:00Z", "COULD_NOT_PARSE_DATE"),
        ("closedate", "13-13-2024", "COULD_NOT_PARSE_DATE"),
        ("hubspot_owner_id", "1", "COULD_NOT_FIND_OWNER"),
        ("hubspot_owner_id", "gone@acme.test", "COULD_NOT_FIND_OWNER"),
    ],
)
def test_a_cell_that_is_no_value_of_its_property_refuses_its_row(
    column: str, cell: str, kind: str, loader: Loader, store: HubSpotRecords
) -> None:
    store.upsert("contacts", "503", {"closedate": "2024-01-01", "hubspot_owner_id": "2"})
    before = dict(store.table("contacts").rows["501"])
    assert loaded(loader, column, cell) == [kind]
    assert store.table("contacts").rows["501"] == before


@pytest.mark.parametrize(
    ("column", "cell", "stored"),
    [
        ("lifecyclestage", "customer", "customer"),
        ("lifecyclestage", "Marketing Qualified Lead", "marketingqualifiedlead"),
        ("closedate", "2024-06-02", "2024-06-02T00:00:00.000Z"),
        ("closedate", "2024.06.02 14:30", "2024-06-02T14:30:00.000Z"),
        ("closedate", "1717243200500", "2024-06-01T12:00:00.500Z"),
        ("hubspot_owner_id", "Ann@acme.test", "1"),
        ("hubspot_owner_id", "bob", "2"),
    ],
)
def test_a_cell_is_read_by_the_type_of_its_property(
    column: str, cell: str, stored: str, loader: Loader, store: HubSpotRecords
) -> None:
    store.upsert("contacts", "503", {"closedate": "2024-01-01", "hubspot_owner_id": "2"})
    assert loaded(loader, column, cell) == []
    assert store.table("contacts").rows["501"][column] == stored


def test_checkboxes_are_replaced_or_added_to(loader: Loader, store: HubSpotRecords) -> None:
    store.upsert("contacts", "501", {"hs_buying_role": "CHAMPION"})
    assert loaded(loader, "hs_buying_role", ";BLOCKER") == []
    assert store.table("contacts").rows["501"]["hs_buying_role"] == "CHAMPION;BLOCKER"
    assert loaded(loader, "hs_buying_role", "Budget Holder") == []
    assert store.table("contacts").rows["501"]["hs_buying_role"] == "BUDGET_HOLDER"


def test_numbers_are_numbers(loader: Loader, store: HubSpotRecords) -> None:
    assert loaded(loader, "amount", "1,000.50", object_type="deals") == []
    assert store.table("deals").rows["77"]["amount"] == "1000.50"
    assert loaded(loader, "amount", "lots", object_type="deals") == ["COULD_NOT_PARSE_NUMBER"]


def test_a_row_that_names_no_record_changes_nothing(loader: Loader, store: HubSpotRecords) -> None:
    store.archive("contacts", "502")
    content = b'"Record ID","favourite_colour"\n"999","A"\n"502","B"\n"","C"\n"501"\n"503","D"\n'
    told = loader.import_file("contacts", content, "favourite_colour")
    assert told.rows == 1
    assert [error.partition(":")[0] for error in told.errors] == [
        "INVALID_RECORD_ID",
        "INVALID_RECORD_ID",
        "UPDATE_ONLY_IMPORT",
        "INCORRECT_NUMBER_OF_COLUMNS",
    ]


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        ("no_such_property", "PROPERTY_DEFINITION_NOT_FOUND"),
        ("hs_email_optout", "INVALID_COLUMN_CONFIGURATION"),
        ("hubspotscore", "INVALID_COLUMN_CONFIGURATION"),
    ],
)
def test_a_column_that_goes_nowhere_fails_the_whole_file(
    column: str, kind: str, loader: Loader, store: HubSpotRecords
) -> None:
    store.upsert("contacts", "503", {"hs_email_optout": "true", "hubspotscore": "1"})
    assert loaded(loader, column, "true", "true") == [kind]
    assert store.table("contacts").rows["501"].get(column) is None


def test_the_columns_of_the_file_must_be_those_that_were_mapped(loader: Loader) -> None:
    told = loader.import_file("contacts", b'"Id","company"\n"501","A"\n', "company")
    assert told.errors[0].startswith("INVALID_COLUMN_CONFIGURATION")


@pytest.mark.parametrize(
    "changed",
    [
        {"name": ""},
        {"files": []},
        {"importOperations": {CONTACTS: "UPSERT"}},
        {"importOperations": {DEALS: "UPDATE"}},
        {"dateFormat": "ISO"},
    ],
)
def test_a_malformed_request_is_refused(changed: dict[str, object], loader: Loader) -> None:
    asked = import_request(CONTACTS, "company", **changed)
    assert loader.start_import(asked, b"").json()["category"] == "VALIDATION_ERROR"


def test_the_log_in_of_the_product_may_not_import(client: Client, store: HubSpotRecords) -> None:
    files = {"importRequest": (None, "{}"), "files": ("file.csv", b"")}
    answer = client.session.post(client.base_url + "/crm/v3/imports", files=files, timeout=10)
    assert (answer.status_code, answer.json()["category"]) == (403, "MISSING_SCOPES")
