"""Fields that come, go, hide, and change their type: the table is that of a fresh load."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from orchestration.loading.catalog import stored_columns
from orchestration.sources.spec import ColumnType, RescuedValue
from orchestration.warehouse import Warehouse, open_warehouse
from tests.support.sources.list_connector import (
    BOOLEAN,
    CONTACTS,
    DAY,
    INTEGER,
    NUMBER,
    OWNERS,
    TEXT,
    ListConnector,
    by_id,
    hubspot,
    rows,
    run,
    stamp,
)


def portal(kind: ColumnType = TEXT, **values: Any) -> ListConnector:
    """Contacts with a field `level` of a type; its values by the contact's id."""
    connector = hubspot()
    connector.specs = (CONTACTS,)
    connector.extra["contacts"] = {"level": kind}
    for row in connector.rows["contacts"]:
        row["level"] = values.get(f"c{row['id']}")
    return connector


def state(warehouse: Warehouse) -> dict[str, Any]:
    """All that a fresh load would decide."""
    tables = ("contacts", "_misfits", "_fields", "_field_options")
    stamps = ("_synced_at", "_run_id")
    found = {
        table: [
            {k: v for k, v in row.items() if k not in stamps}
            for row in rows(warehouse, table)
            if table == "contacts" or row["_deleted_at"] is None
        ]
        for table in tables
    }
    with warehouse.engine().connect() as connection:
        found["types"] = stored_columns(connection, "raw_hubspot")["contacts"]
    return found


@pytest.fixture
def fresh(tmp_path: Path) -> Callable[[ListConnector], dict[str, Any]]:
    numbers = count()

    def load(connector: ListConnector) -> dict[str, Any]:
        other = open_warehouse(f"duckdb:///{tmp_path}/fresh_{next(numbers)}.duckdb")
        run(connector, other, 9)
        return state(other)

    return load


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((TEXT, {"c1": "12", "c2": "high"}), (INTEGER, {"c1": 12, "c2": None})),
        ((INTEGER, {"c1": 12, "c2": None}), (TEXT, {"c1": "12", "c2": "high"})),
        ((NUMBER, {"c1": 1.5, "c2": 2.0}), (INTEGER, {"c1": None, "c2": 2})),
        ((TEXT, {"c1": "yes", "c2": "true"}), (BOOLEAN, {"c1": None, "c2": True})),
    ],
)
def test_a_retyped_field_is_typed_anew(
    warehouse: Warehouse, fresh: Any, before: Any, after: Any
) -> None:
    first = portal(before[0], **before[1])
    if before[0] is INTEGER:
        first.rescued_values["contacts"] = [RescuedValue("2", "level", INTEGER, "high")]
    run(first, warehouse, 1)
    second = portal(after[0], **after[1])
    aside = [i for i, value in after[1].items() if value is None]
    second.rescued_values["contacts"] = [
        RescuedValue(i[1:], "level", after[0], str(before[1][i])) for i in aside
    ]
    result = run(second, warehouse, 2)["contacts"]
    assert (result.mode, result.rescued_values) == ("full", len(aside))
    assert "fields of a new type: level" in str(result.note)
    assert state(warehouse) == fresh(second)
    assert run(second, warehouse, 3)["contacts"].mode == "incremental"


def test_a_row_that_the_vendor_lost_keeps_what_fits_the_new_type(warehouse: Warehouse) -> None:
    first = portal(TEXT, c1="12", c2="high")
    run(first, warehouse, 1)
    second = portal(INTEGER, c3=3)
    second.rows["contacts"] = second.rows["contacts"][2:]
    run(second, warehouse, 2)
    found = by_id(warehouse, "contacts")
    assert [found[i]["level"] for i in ("1", "2", "3")] == [12, None, 3]
    [rescued] = rows(warehouse, "_misfits")
    assert (rescued["record_id"], rescued["value"], rescued["declared_type"]) == (
        "2",
        "high",
        "text",
    )


def test_a_read_that_breaks_off_after_a_retype_is_done_again(
    warehouse: Warehouse, fresh: Any
) -> None:
    run(portal(TEXT, c1="12", c2="13"), warehouse, 1)
    second = portal(INTEGER, c1=112, c2=113)
    second.unread = {"contacts": "One page got no answer."}
    assert run(second, warehouse, 2)["contacts"].status == "incomplete"
    assert run(second, warehouse, 3)["contacts"].mode == "full"
    second.unread = {}
    run(second, warehouse, 4)
    assert state(warehouse) == fresh(second)


def test_a_new_field_is_unknown_until_every_row_was_read(warehouse: Warehouse) -> None:
    connector = hubspot()
    run(connector, warehouse, 1)
    later = portal(TEXT, c1="a", c2="b")
    later.unread = {"contacts": "One page got no answer."}
    run(later, warehouse, 2)
    assert "level" not in {r["field"] for r in rows(warehouse, "_fields")}
    later.unread = {}
    assert run(later, warehouse, 3)["contacts"].mode == "full"


def test_a_field_hidden_and_shown_again_is_that_of_a_fresh_load(
    warehouse: Warehouse, fresh: Any
) -> None:
    connector = portal(INTEGER, c1=1, c2=2)
    connector.rescued_values["contacts"] = [RescuedValue("3", "level", INTEGER, "high")]
    run(connector, warehouse, 1)
    connector.hidden = {"level"}
    connector.rescued_values = {}
    connector.rows["contacts"][0] |= {"email": "e@x.test", "level": 11, "_u": DAY}
    connector.rows["contacts"][2] |= {"email": "g@x.test", "level": 13, "_u": DAY}
    run(connector, warehouse, 2)
    found = by_id(warehouse, "contacts")
    assert [found[i]["level"] for i in ("1", "2", "3")] == [1, 2, None]
    assert [m["_deleted_at"] for m in rows(warehouse, "_misfits")] == [None]
    connector.hidden = set()
    assert run(connector, warehouse, 3)["contacts"].mode == "full"
    assert state(warehouse) == fresh(connector)


def test_a_contract_column_that_is_not_shown_keeps_its_values(warehouse: Warehouse) -> None:
    connector = hubspot()
    run(connector, warehouse, 1)
    types = connector.types

    def nulls(stream: Any) -> dict[str, ColumnType]:
        return {**types(stream), **({"score": NUMBER} if stream.name == "contacts" else {})}

    connector.hidden = {"score"}
    fields = connector.fields(CONTACTS)
    connector.fields = lambda stream: fields if stream is CONTACTS else ()  # type: ignore[method-assign]
    connector.types = nulls  # type: ignore[method-assign]
    for row in connector.rows["contacts"]:
        row |= {"score": None, "email": "new@x.test", "_u": DAY}
    for number in (2, 3):
        result = run(connector, warehouse, number, full_refresh=number == 3)["contacts"]
        assert by_id(warehouse, "contacts")["1"]["score"] == 1 / 3
        assert by_id(warehouse, "contacts")["1"]["email"] == "new@x.test"
        assert "score (since 2024-03-03); the values last seen stay." in str(result.note)
    fields_now = {r["field"]: r for r in rows(warehouse, "_fields") if r["object"] == "contacts"}
    assert fields_now["score"]["_deleted_at"] == stamp(2)


def test_options_follow_the_vendor_and_those_of_a_refused_object_are_not_alive(
    warehouse: Warehouse, fresh: Any
) -> None:
    connector = portal()
    run(connector, warehouse, 1)
    connector.options = (("b", "Bee", True), ("c", "C", True))
    run(connector, warehouse, 2)
    assert state(warehouse) == fresh(connector)
    connector.unavailable = {"contacts"}
    run(connector, warehouse, 3)
    assert state(warehouse)["_field_options"] == []
    assert state(warehouse)["_fields"] == []
    assert len(rows(warehouse, "contacts")) == 5
    connector.unavailable = set()
    connector.rows["contacts"][0]["level"] = "unseen"
    assert run(connector, warehouse, 4)["contacts"].mode == "full"
    assert state(warehouse) == fresh(connector)


def test_names_that_an_engine_refuses_are_loaded_under_others(warehouse: Warehouse) -> None:
    odd = [
        "ctid",
        "xmin",
        "tableoid",
        "rowid",
        "",
        "Level",
        "level",
        "a" * 63 + "b",
        "a" * 63 + "c",
    ]
    connector = hubspot()
    connector.extra["contacts"] = dict.fromkeys(odd, TEXT)
    for row in connector.rows["contacts"]:
        row |= {name: f"{name} of {row['id']}" for name in odd}
    results = run(connector, warehouse, 1)
    assert {r.status for r in results.values()} == {"ok"}
    columns = {
        r["vendor_name"]: r["field"]
        for r in rows(warehouse, "_fields")
        if r["object"] == "contacts"
    }
    row = by_id(warehouse, "contacts")["1"]
    assert [row[columns[name]] for name in odd] == [f"{name} of 1" for name in odd]
    assert run(connector, warehouse, 2)["contacts"].rows_changed == 0


def test_fields_beyond_the_width_of_a_table_are_named_and_the_rest_is_loaded(
    warehouse: Warehouse,
) -> None:
    connector = hubspot()
    names = [f"field_{n:04}" for n in range(1650)]
    connector.extra["contacts"] = dict.fromkeys(names, TEXT)
    connector.rows["contacts"][0] |= {"field_0001": "one", "field_1649": "last"}
    result = run(connector, warehouse, 1)["contacts"]
    told = {r["field"]: r for r in rows(warehouse, "_fields") if r["object"] == "contacts"}
    row = by_id(warehouse, "contacts")["1"]
    assert row["field_0001"] == "one"
    if warehouse.kind == "duckdb":
        assert row["field_1649"] == "last"
        assert all(r["is_loaded"] for r in told.values())
        return
    assert not told["field_1649"]["is_loaded"]
    assert "1600 columns" in told["field_1649"]["not_loaded_because"]
    assert "No room in the table for field_" in str(result.note)
    assert len(row) == 1600
    assert run(connector, warehouse, 2)["contacts"].mode == "incremental"


def test_a_view_over_a_column_keeps_its_type_and_the_load_goes_on(warehouse: Warehouse) -> None:
    run(portal(TEXT, c1="12"), warehouse, 1)
    with warehouse.engine().begin() as connection:
        view = "create view raw_hubspot.kept as select level from raw_hubspot.contacts"
        connection.execute(text(view))
    result = run(portal(INTEGER, c1=12, c2=13), warehouse, 2)["contacts"]
    assert result.status == "ok"
    found = by_id(warehouse, "contacts")
    expected = [12, 13] if warehouse.kind == "duckdb" else ["12", "13"]
    assert [found[i]["level"] for i in ("1", "2")] == expected


def test_an_overlap_of_its_own_reaches_the_connector(warehouse: Warehouse) -> None:
    connector = hubspot()
    seen: list[int] = []
    read = connector.read

    def spied(stream: Any, *rest: Any) -> Any:
        seen.append(stream.overlap_s)
        return read(stream, *rest)

    connector.read = spied  # type: ignore[method-assign]
    run(connector, warehouse, 1, overlap_s={"contacts": 90})
    assert seen == [90, OWNERS.overlap_s, OWNERS.overlap_s]
    assert OWNERS.overlap_s == 3600
    assert timedelta(seconds=OWNERS.overlap_s) > timedelta(minutes=25)


def test_rows_without_a_key_are_counted_and_cost_no_other_row(warehouse: Warehouse) -> None:
    connector = hubspot()
    connector.rows["contacts"].append({"id": None, "email": "nobody@x.test", "_u": DAY})
    result = run(connector, warehouse, 1)["contacts"]
    assert (result.status, result.note) == ("incomplete", "1 rows came without their key.")
    assert len(rows(warehouse, "contacts")) == 5


def test_a_changed_contract_type_is_a_retype_too(warehouse: Warehouse) -> None:
    connector = hubspot()
    run(connector, warehouse, 1)
    connector.specs = (CONTACTS, replace(OWNERS, columns={**OWNERS.columns, "userid": TEXT}))
    owners = connector.rows["owners"]
    owners[0]["userid"], owners[1]["userid"] = "1", "2b"
    result = run(connector, warehouse, 2)["owners"]
    found = by_id(warehouse, "owners")
    assert [found[i]["userid"] for i in ("1", "2")] == ["1", "2b"]
    assert (result.rescued_values, rows(warehouse, "_misfits")) == (0, [])
