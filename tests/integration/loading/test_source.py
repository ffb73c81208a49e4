"""What lands in the raw tables, run after run, on both engines, from a connector made of lists."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from orchestration.errors import (
    ConfigError,
    EmptySourceError,
    TransientSourceError,
)
from orchestration.loading import require_rows, start_run
from orchestration.loading.catalog import stored_columns
from orchestration.loading.tables import METADATA_TABLES
from orchestration.sources.spec import RescuedValue
from orchestration.warehouse import Warehouse, open_warehouse
from tests.support.sources.list_connector import (
    CREATED,
    DAY,
    INTEGER,
    NUMBER,
    OWNERS,
    TEXT,
    TIMESTAMP,
    by_id,
    hubspot,
    rows,
    run,
    snapshot,
    stamp,
)


def test_a_first_load_lands_every_row_typed_and_stamped(warehouse: Warehouse) -> None:
    results = run(hubspot(), warehouse, 1)
    contacts = by_id(warehouse, "contacts")
    assert contacts["1"] == {
        "id": "1",
        "email": "p1@x.test",
        "score": 1 / 3,
        "createdate": CREATED,
        "opted": False,
        "_synced_at": stamp(1),
        "_run_id": "r1",
        "_deleted_at": None,
        "_source_updated_at": (DAY - timedelta(hours=9)).replace(tzinfo=None),
        "_merged_into": None,
    }
    assert by_id(warehouse, "owners")["2"]["since"] == DAY.date()
    assert len(rows(warehouse, "_associations")) == 3
    assert [(r.rows_read, r.rows_changed, r.mode) for r in results.values()] == [
        (5, 5, "full"), (2, 2, "full"), (3, 3, "full"),
    ]  # fmt: skip
    with warehouse.engine().connect() as connection:
        columns = stored_columns(connection, "raw_hubspot")
    assert columns["contacts"]["createdate"] is TIMESTAMP
    assert columns["contacts"]["_synced_at"] is TIMESTAMP
    assert columns["owners"] | dict(OWNERS.columns) == columns["owners"]


def test_metadata_and_journal_tell_what_was_read(warehouse: Warehouse) -> None:
    run(hubspot(), warehouse, 1)
    fields = {(r["object"], r["field"]): r for r in rows(warehouse, "_fields")}
    assert fields["contacts", "score"]["column_type"] == "number"
    assert fields["contacts", "score"]["_run_id"] == "r1"
    options = rows(warehouse, "_field_options")
    assert [(o["value"], o["is_active"], o["position"]) for o in options[:2]] == [
        ("a", True, 0), ("b", False, 1),
    ]  # fmt: skip
    runs = {r["stream"]: r for r in rows(warehouse, "_runs")}
    assert (runs["contacts"]["status"], runs["contacts"]["rows_changed"]) == ("ok", 5)
    reconciled = {r["stream"]: r for r in rows(warehouse, "_reconciliation")}
    assert reconciled["contacts"]["source_count"] == reconciled["contacts"]["warehouse_count"] == 5
    assert reconciled["contacts"]["difference"] == 0
    assert reconciled["_associations"]["difference"] is None
    newest = (DAY - timedelta(hours=5)).replace(tzinfo=None)
    assert rows(warehouse, "_cursors") == [{"stream": "contacts", "cursor": newest, "run_id": "r1"}]
    (source,) = rows(warehouse, "_source")
    assert (source["account_id"], source["ui_url"]) == ("111", "https://crm.example/1")


def test_a_run_without_changes_leaves_every_raw_row_as_it_was(warehouse: Warehouse) -> None:
    connector = hubspot()
    connector.rescued_values["owners"] = [RescuedValue("1", "userid", INTEGER, "one")]
    run(connector, warehouse, 1)
    before = snapshot(warehouse)
    assert len(before["_misfits"]) == 1
    results = run(connector, warehouse, 2)
    assert snapshot(warehouse) == before
    assert {r.rows_changed for r in results.values()} == {0}
    assert results["contacts"].mode == "incremental"
    assert connector.asked[3][1] == DAY - timedelta(hours=5)


def test_an_edit_a_new_row_and_a_delete_change_exactly_those_rows(warehouse: Warehouse) -> None:
    connector = hubspot()
    run(connector, warehouse, 1)
    before = by_id(warehouse, "contacts")
    moment = DAY + timedelta(days=1, hours=1)
    contacts = connector.rows["contacts"]
    contacts[0] |= {"email": "new@x.test", "_u": moment}
    contacts[1] |= {"_deleted_at": moment.replace(tzinfo=None), "_merged_into": "1", "_u": moment}
    contacts.append({"id": "6", "email": None, "_u": moment})
    result = run(connector, warehouse, 2)["contacts"]
    after = by_id(warehouse, "contacts")
    assert (result.rows_changed, result.rows_deleted, result.warehouse_count) == (3, 1, 5)
    assert {i for i in after if after[i] != before.get(i)} == {"1", "2", "6"}
    assert {after[i]["_run_id"] for i in ("1", "2", "6")} == {"r2"}
    assert (after["1"]["email"], after["2"]["_merged_into"]) == ("new@x.test", "1")
    assert after["2"]["_deleted_at"] == moment.replace(tzinfo=None)


@pytest.mark.parametrize("chunk_rows", [2, 1000])
def test_the_later_of_two_rows_with_one_key_wins(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch, chunk_rows: int
) -> None:
    monkeypatch.setattr("orchestration.loading.outbox._CHUNK_ROWS", chunk_rows)
    connector = hubspot()
    connector.rows["contacts"] += [
        {"id": "1", "email": "second@x.test", "_u": DAY},
        {"id": "1", "email": "third@x.test", "_u": DAY},
    ]
    run(connector, warehouse, 1)
    assert by_id(warehouse, "contacts")["1"]["email"] == "third@x.test"


def test_rows_missing_from_a_whole_read_are_marked_and_may_return(warehouse: Warehouse) -> None:
    connector = hubspot()
    run(connector, warehouse, 1)
    gone = connector.rows["owners"].pop()
    link = connector.rows["_associations"].pop(0)
    results = run(connector, warehouse, 2)
    assert (results["owners"].rows_deleted, results["_associations"].rows_deleted) == (1, 1)
    owner = by_id(warehouse, "owners")[gone["id"]]
    assert (owner["_deleted_at"], owner["_synced_at"], owner["_run_id"]) == (
        stamp(2),
        stamp(2),
        "r2",
    )
    marked = snapshot(warehouse)
    run(connector, warehouse, 3)
    assert snapshot(warehouse) == marked
    connector.rows["owners"].append(gone)
    connector.rows["_associations"].append(link)
    run(connector, warehouse, 4)
    owner = by_id(warehouse, "owners")[gone["id"]]
    assert (owner["_deleted_at"], owner["_run_id"]) == (None, "r4")
    assert all(row["_deleted_at"] is None for row in rows(warehouse, "_associations"))


def test_a_new_field_becomes_a_column_and_is_read_for_old_rows_too(warehouse: Warehouse) -> None:
    connector = hubspot()
    run(connector, warehouse, 1)
    connector.extra["contacts"] = {"how_did_you_hear_": TEXT, "Odd Name%": NUMBER}
    connector.rows["contacts"][0]["how_did_you_hear_"] = "fair"
    result = run(connector, warehouse, 2)["contacts"]
    after = by_id(warehouse, "contacts")
    assert (after["1"]["how_did_you_hear_"], after["1"]["_run_id"]) == ("fair", "r2")
    assert (after["2"]["how_did_you_hear_"], after["2"]["_run_id"]) == (None, "r1")
    assert (result.mode, result.rows_changed) == ("full", 1)
    assert "how_did_you_hear_" in str(result.note)
    named = {r["field"] for r in rows(warehouse, "_fields") if r["object"] == "contacts"}
    assert named <= set(after["1"])
    assert run(connector, warehouse, 3)["contacts"].mode == "incremental"


def test_a_vanished_field_keeps_its_column_and_values(warehouse: Warehouse) -> None:
    connector = hubspot()
    run(connector, warehouse, 1)
    connector.hidden = {"userid"}
    connector.rows["owners"][0]["email"] = "changed@x.test"
    run(connector, warehouse, 2)
    owners = by_id(warehouse, "owners")
    assert (owners["1"]["userid"], owners["1"]["email"]) == (1, "changed@x.test")
    assert owners["2"]["_run_id"] == "r1"
    fields = {r["field"]: r for r in rows(warehouse, "_fields") if r["object"] == "owners"}
    assert (fields["userid"]["_deleted_at"], fields["email"]["_deleted_at"]) == (stamp(2), None)


def test_an_unavailable_stream_is_reported_and_the_others_go_on(warehouse: Warehouse) -> None:
    connector = hubspot()
    connector.unavailable = {"contacts"}
    results = run(connector, warehouse, 1)
    assert (results["contacts"].status, results["owners"].status) == ("unavailable", "ok")
    assert "No scope" in str(results["contacts"].note)
    assert rows(warehouse, "contacts") == []
    assert {r["stream"]: r["status"] for r in rows(warehouse, "_runs")}["contacts"] == "unavailable"
    connector.unavailable = {"owners"}
    run(connector, warehouse, 2)
    assert all(row["_deleted_at"] is None for row in rows(warehouse, "owners"))
    assert len(rows(warehouse, "contacts")) == 5


def test_a_broken_run_keeps_what_was_whole_and_the_next_one_ends_as_if_undisturbed(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orchestration.loading.outbox._CHUNK_ROWS", 2)
    connector = hubspot()
    connector.fail_after = {"_associations": 1}
    told: list[str] = []
    with pytest.raises(TransientSourceError):
        run(connector, warehouse, 1, on_progress=lambda result: told.append(result.stream))
    assert told == ["contacts", "owners"]
    assert len(rows(warehouse, "contacts")) == 5
    connector.fail_after = {"contacts": 0}
    connector.rows["contacts"][4] |= {"email": "late@x.test", "_u": DAY + timedelta(hours=30)}
    with pytest.raises(TransientSourceError):
        run(connector, warehouse, 2)
    assert rows(warehouse, "_cursors")[0]["run_id"] == "r1"
    connector.fail_after = {}
    run(connector, warehouse, 3)
    contacts = by_id(warehouse, "contacts")
    assert (contacts["5"]["email"], contacts["5"]["_run_id"]) == ("late@x.test", "r3")
    assert len(rows(warehouse, "_associations")) == 3


def test_a_cursor_never_passes_the_run_and_never_goes_back(warehouse: Warehouse) -> None:
    connector = hubspot()
    connector.rows["contacts"][0]["_u"] = DAY + timedelta(days=90)
    run(connector, warehouse, 1)
    assert rows(warehouse, "_cursors")[0]["cursor"] == stamp(1)
    connector.rows["contacts"] = [{"id": "9", "_u": DAY - timedelta(days=900)}]
    run(connector, warehouse, 2)
    assert rows(warehouse, "_cursors")[0]["cursor"] == stamp(1)


def test_two_companies_are_never_mixed(warehouse: Warehouse) -> None:
    run(hubspot(), warehouse, 1)
    before = snapshot(warehouse)
    other = hubspot()
    other.account = "222"
    with pytest.raises(ConfigError, match=r"111.*222.*another warehouse"):
        run(other, warehouse, 2)
    assert snapshot(warehouse) == before


def test_chosen_streams_alone_are_read_and_unknown_ones_refused(warehouse: Warehouse) -> None:
    connector = hubspot()
    assert list(run(connector, warehouse, 1, streams=["owners"])) == ["owners"]
    assert rows(warehouse, "contacts") == []
    with pytest.raises(ConfigError, match="invoices"):
        run(connector, warehouse, 2, streams=["invoices"])


def test_the_run_context_is_one_row(warehouse: Warehouse) -> None:
    start_run(warehouse, "r1", DAY)
    start_run(warehouse, "r2", DAY + timedelta(days=2))
    assert rows(warehouse, "run_context", "ops") == [{"run_id": "r2", "as_of": stamp(2)}]


def test_a_source_with_settings_only_counts_as_empty(warehouse: Warehouse) -> None:
    connector = hubspot()
    connector.rows["contacts"] = []
    run(connector, warehouse, 1)
    with pytest.raises(EmptySourceError, match="hubspot"):
        require_rows(warehouse, ["hubspot", "salesforce"])
    connector.rows["contacts"] = [{"id": "1", "_u": DAY}]
    run(connector, warehouse, 2)
    require_rows(warehouse, ["hubspot", "salesforce"])


def test_text_survives_whole_but_for_nul(warehouse: Warehouse) -> None:
    connector = hubspot()
    nasty = 'a\x00b\'; drop table x; --\n"ü"\\N,\t😀'
    connector.rows["contacts"][0]["email"] = nasty
    run(connector, warehouse, 1)
    assert by_id(warehouse, "contacts")["1"]["email"] == nasty.replace("\x00", "")
    before = snapshot(warehouse)
    connector.rows["contacts"][0]["_u"] = DAY - timedelta(hours=5)
    run(connector, warehouse, 2)
    assert [r["email"] for r in rows(warehouse, "contacts")] == [
        r["email"] for r in before["contacts"]
    ]


def test_nothing_but_raw_tables_stays_behind(warehouse: Warehouse) -> None:
    run(hubspot(), warehouse, 1)
    with warehouse.engine().connect() as connection:
        schemas = connection.execute(
            text("select schema_name from information_schema.schemata")
        ).scalars()
        assert not [name for name in schemas if "staging" in name]
        tables = set(stored_columns(connection, "raw_hubspot"))
    assert tables == {spec.name for spec in hubspot().specs} | {t.name for t in METADATA_TABLES}


@pytest.mark.postgres
def test_a_socket_url_loads_like_any_other(postgres_database_url: str) -> None:
    url = make_url(postgres_database_url)
    with open_warehouse(postgres_database_url).engine().connect() as connection:
        directory = connection.execute(text("show unix_socket_directories")).scalar_one()
    warehouse = open_warehouse(
        f"postgresql://{url.username}@/{url.database}?host={directory}&port={url.port}"
    )
    run(hubspot(), warehouse, 1)
    assert len(rows(warehouse, "contacts")) == 5
