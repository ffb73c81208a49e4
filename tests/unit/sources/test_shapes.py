"""Pages, CSV, SOQL and stream tables: the pure parts of both connectors."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from pydantic import SecretStr

from orchestration.errors import (
    AnswerError,
    ConfigError,
    CredentialsError,
    SourceError,
    TransientSourceError,
)
from orchestration.sources.hubspot.auth import HubSpotConfig
from orchestration.sources.hubspot.pages import ARCHIVED_AT, FIRST_PROPERTY, ID, PageReader
from orchestration.sources.hubspot.streams import crm_objects
from orchestration.sources.registry import VENDORS, connect
from orchestration.sources.salesforce import metadata, soql
from orchestration.sources.salesforce.auth import SalesforceConfig
from orchestration.sources.salesforce.tables import csv_batch, json_batch, table_shape
from orchestration.sources.spec import ColumnType, FieldInfo, StreamSpec

LEAD = next(spec for spec in VENDORS["salesforce"].specs if spec.name == "lead")


def _reader(names: list[str]) -> PageReader:
    return PageReader(names, "HubSpot's list", "crm.test")


def _page(**first: object) -> bytes:
    record = {"id": "1", "properties": {"email": "a", "id": "mine"}, **first}
    return json.dumps(
        {
            "total": 2,
            "results": [record, {"id": "2", "properties": {}}],
            "paging": {"next": {"after": "9"}},
        },
        indent=1,
    ).encode()


def test_a_page_becomes_columns_by_position() -> None:
    page = _reader(["email", "id", "absent"]).read(_page(archivedAt="2024-01-01T00:00:00Z"))
    assert page.column(ID).to_pylist() == ["1", "2"]
    assert page.column(ARCHIVED_AT).to_pylist() == ["2024-01-01T00:00:00Z", None]
    assert page.column(FIRST_PROPERTY).to_pylist() == ["a", None]
    assert page.column(FIRST_PROPERTY + 1).to_pylist() == ["mine", None]
    assert page.column(FIRST_PROPERTY + 2).to_pylist() == [None, None]
    assert (page.after, page.total) == ("9", 2)


def test_a_page_that_breaks_the_schema_is_read_the_slow_way() -> None:
    page = _reader(["n", "b"]).read(_page(properties={"n": 1.5, "b": True}))
    assert page.column(FIRST_PROPERTY).to_pylist() == ["1.5", None]
    assert page.column(FIRST_PROPERTY + 1).to_pylist() == ["true", None]
    assert page.after == "9"


def test_nul_in_a_page_goes_and_escaped_text_is_left_alone() -> None:
    page = _reader(["a", "b"]).read(_page(properties={"a": "x\x00y", "b": "\\u0000"}))
    assert page.column(FIRST_PROPERTY).to_pylist() == ["xy", None]
    assert page.column(FIRST_PROPERTY + 1).to_pylist() == ["\\u0000", None]


def test_a_page_without_records_is_empty() -> None:
    page = _reader(["a"]).read(b'{"results":[]}')
    assert page.table.num_rows == 0
    assert page.after is None


def test_half_a_character_costs_neither_the_page_nor_the_rest_of_the_text() -> None:
    body = b'{"results":[{"id":"1","properties":{"a":"x\\ud83dy \\ud83d\\ude00"}}]}'
    page = _reader(["a"]).read(body)
    assert page.column(FIRST_PROPERTY).to_pylist() == ["x\ufffdy \U0001f600"]


@pytest.mark.parametrize("body", [b"<html></html>", b"", b"[]", b"{}", b'{"results":null}'])
def test_a_body_that_is_no_page_is_a_passing_fault(body: bytes) -> None:
    with pytest.raises(TransientSourceError):
        _reader(["a"]).read(body)


def _field(name: str, vendor_type: str, column_type: ColumnType) -> FieldInfo:
    return FieldInfo(
        object_name="lead",
        field_name=name.lower(),
        label=name,
        vendor_type=vendor_type,
        column_type=column_type,
        is_custom=False,
        is_calculated=False,
        is_system=False,
        is_required=False,
    )


FIELDS = {
    "Id": _field("Id", "id", ColumnType.TEXT),
    "Name": _field("Name", "string", ColumnType.TEXT),
    "Size__c": _field("Size__c", "int", ColumnType.INTEGER),
    "MQL_Date__c": _field("MQL_Date__c", "date", ColumnType.TIMESTAMP),
    "IsDeleted": _field("IsDeleted", "boolean", ColumnType.BOOLEAN),
    "SystemModstamp": _field("SystemModstamp", "datetime", ColumnType.TIMESTAMP),
}
SHAPE = table_shape(LEAD, FIELDS.values(), {name.lower(): name for name in FIELDS})
STAMP = "2024-05-01T10:00:00.000Z"


def _csv(*rows: tuple[str, ...]) -> bytes:
    lines = [",".join(f'"{cell}"' for cell in row) for row in (tuple(FIELDS), *rows)]
    return ("\n".join(lines) + "\n").encode()


def test_a_csv_page_is_typed_and_keeps_na() -> None:
    batch = csv_batch(_csv(("1", "NA", "23.0", "2024-05-01", "true", STAMP)), SHAPE)
    row = batch.table.to_pylist()[0]
    moment = datetime.fromisoformat("2024-05-01T10:00:00")
    assert row["name"] == "NA"
    assert row["size__c"] == 23
    assert row["mql_date__c"] == datetime.fromisoformat("2024-05-01")
    assert row["systemmodstamp"] == row["_source_updated_at"] == row["_deleted_at"] == moment
    assert "company" not in row  # not shown by the org, which is not the same as null
    assert batch.rescued_values == ()


def test_an_empty_csv_cell_is_null_and_a_whole_row_survives_one_rescued_value() -> None:
    batch = csv_batch(
        _csv(("1", "", "", "", "false", STAMP), ("2", 'a ""b""\nc', "lots", "", "false", STAMP)),
        SHAPE,
    )
    first, second = batch.table.to_pylist()
    assert first["name"] is first["size__c"] is first["mql_date__c"] is first["_deleted_at"] is None
    assert second["name"] == 'a "b"\nc'
    assert second["size__c"] is None
    assert [(kept.record_id, kept.field_name, kept.value) for kept in batch.rescued_values] == [
        ("2", "size__c", "lots")
    ]


def test_a_csv_page_cut_in_mid_row_is_not_taken_for_a_page() -> None:
    body = _csv(("1", "a", "1", "", "false", STAMP), ("2", "b", "1", "", "false", STAMP))
    with pytest.raises(AnswerError):
        csv_batch(body[:-60], SHAPE)


@pytest.mark.parametrize("body", [b"", _csv()])
def test_a_csv_page_without_rows_has_all_columns_asked_for(body: bytes) -> None:
    table = csv_batch(body, SHAPE).table
    assert table.num_rows == 0
    assert {name.lower() for name in FIELDS} < set(table.column_names)


def test_csv_and_json_make_the_same_batch() -> None:
    record = {
        "Id": "1",
        "Name": "x",
        "Size__c": 23,
        "MQL_Date__c": None,
        "IsDeleted": False,
        "SystemModstamp": "2024-05-01T10:00:00.000+0000",
    }
    by_csv = csv_batch(_csv(("1", "x", "23", "", "false", STAMP)), SHAPE)
    assert json_batch([record], SHAPE).table.equals(by_csv.table)


def test_soql_names_each_field_and_bounds_the_window() -> None:
    since = datetime(2024, 5, 1, 12, 0, 0, 123456, tzinfo=UTC)
    where = soql.between("SystemModstamp", since, since)
    assert soql.select(["Id", "A__c"], "Lead", where=where, order="SystemModstamp") == (
        "SELECT Id, A__c FROM Lead WHERE SystemModstamp >= 2024-05-01T12:00:00.123Z"
        " AND SystemModstamp <= 2024-05-01T12:00:00.123Z ORDER BY SystemModstamp"
    )


@pytest.mark.parametrize("name", ["Id FROM User", "a;b", "", "1a", "a'b"])
def test_a_name_that_is_no_name_never_reaches_soql(name: str) -> None:
    with pytest.raises(SourceError):
        soql.select([name], "Lead")


@pytest.mark.parametrize("stream", [spec for vendor in VENDORS.values() for spec in vendor.specs])
def test_every_stream_either_follows_changes_or_says_why_not(stream: StreamSpec) -> None:
    assert (stream.cursor is None) == stream.sweep_deletes == bool(stream.reason)
    assert stream.cursor is None or stream.columns[stream.cursor] is ColumnType.TIMESTAMP


def test_contacts_move_on_another_property_than_the_rest() -> None:
    cursors = {each.spec.name: each.spec.cursor for each in crm_objects.STREAMS}
    assert cursors.pop("contacts") == "lastmodifieddate"
    assert set(cursors.values()) == {"hs_lastmodifieddate"}


HUBSPOT = HubSpotConfig(SecretStr("hidden-token"))
SALESFORCE = SalesforceConfig("https://a.test", SecretStr("hidden-key"), SecretStr("hidden-phrase"))

TOKEN = {"access_token": SecretStr("hidden-token")}
ORG = {
    "login_url": "https://a.test",
    "consumer_key": SecretStr("k"),
    "consumer_secret": SecretStr("s"),
}


def test_configs_never_print_their_secrets() -> None:
    assert "hidden" not in repr(HUBSPOT) + str(HUBSPOT) + repr(SALESFORCE) + str(SALESFORCE)


def test_connectors_are_made_by_name() -> None:
    assert connect("hubspot", TOKEN).name == "hubspot"
    assert connect("salesforce", ORG).name == "salesforce"


def test_an_unknown_connector_names_the_known_ones() -> None:
    with pytest.raises(ConfigError, match="hubspot"):
        connect("pipedrive", TOKEN)
    with pytest.raises(ConfigError, match="other settings"):
        connect("salesforce", TOKEN)
    with pytest.raises(ConfigError, match="other settings"):
        connect("hubspot", ORG | TOKEN)


def test_plain_http_is_refused() -> None:
    with pytest.raises(ConfigError, match="https"):
        connect("hubspot", TOKEN | {"base_url": "http://api.test"})
    with pytest.raises(ConfigError, match="https"):
        connect("salesforce", ORG | {"login_url": "http://a"})


def test_missing_salesforce_secrets_are_named() -> None:
    with pytest.raises(CredentialsError, match="CONSUMER_KEY"):
        connect("salesforce", ORG | {"consumer_key": SecretStr("")})


def test_fields_that_only_salesforce_writes_are_nobody_s_to_fill_in() -> None:
    assert {
        "createdbyid",
        "lastmodifiedbyid",
        "lastvieweddate",
        "lastreferenceddate",
    } <= metadata._SYSTEM_FIELDS
