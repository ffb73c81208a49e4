"""What a page or an index of Postgres has no room for: everything else lands, and it is said."""

from __future__ import annotations

import random
from typing import Any

import pytest
from sqlalchemy import text

from orchestration.loading import resolve_web_addresses
from orchestration.sources.spec import ColumnType
from orchestration.warehouse import Warehouse, open_warehouse
from tests.support.sources.list_connector import ListConnector, by_id, hubspot, rows, run

pytestmark = pytest.mark.postgres
NUMBERS = {f"n{n}": ColumnType.NUMBER for n in range(1100)}


@pytest.fixture
def warehouse(postgres_database_url: str) -> Warehouse:
    return open_warehouse(postgres_database_url)


def wide(connector: ListConnector) -> ListConnector:
    connector.extra["contacts"] = dict(NUMBERS)
    return connector


def noise(characters: int) -> str:
    """Text that no compression shortens."""
    chance = random.Random(characters)
    return "".join(chance.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=characters))


def test_a_row_that_no_page_holds_is_named_and_every_other_lands(warehouse: Warehouse) -> None:
    connector = wide(hubspot())
    whole: dict[str, Any] = dict.fromkeys(NUMBERS, 0.5)
    connector.rows["contacts"][2] |= whole
    found = run(connector, warehouse, 1)
    assert sorted(by_id(warehouse, "contacts")) == ["1", "2", "4", "5"]
    assert len(rows(warehouse, "owners")) == 2
    contacts = found["contacts"]
    assert (contacts.status, contacts.rows_changed) == ("incomplete", 4)
    assert contacts.note == (
        "Wider than a row of Postgres can be, and left out: 3. Hide fields that nobody needs from"
        " the integration user, or use DuckDB."
    )

    connector.rows["contacts"][2] |= dict.fromkeys(list(NUMBERS)[:500])
    again = run(connector, warehouse, 2)["contacts"]
    assert (again.status, again.rows_changed, again.note) == ("ok", 1, None)
    assert by_id(warehouse, "contacts")["3"]["n1099"] == 0.5


def test_what_was_stored_of_a_row_stays_when_it_grows_too_wide(warehouse: Warehouse) -> None:
    connector = wide(hubspot())
    run(connector, warehouse, 1)
    connector.rows["contacts"][2] |= {**dict.fromkeys(NUMBERS, 0.5), "email": "new@x.test"}
    found = run(connector, warehouse, 2, full_refresh=True)["contacts"]
    assert (found.status, found.rows_deleted) == ("incomplete", 0)
    kept = by_id(warehouse, "contacts")["3"]
    assert (kept["email"], kept["_deleted_at"]) == ("p3@x.test", None)


def test_many_wide_rows_are_all_left_out(warehouse: Warehouse) -> None:
    connector = wide(hubspot())
    for row in connector.rows["contacts"][:4]:
        row |= dict.fromkeys(NUMBERS, 0.5)
    connector.batch_rows = 5
    found = run(connector, warehouse, 1)["contacts"]
    assert sorted(by_id(warehouse, "contacts")) == ["5"]
    assert found.note is not None
    assert "left out: 1, 2, 3, 4." in found.note


def test_a_key_longer_than_an_entry_of_an_index_is_stored_whole(warehouse: Warehouse) -> None:
    option, address = noise(6000), f"https://{noise(20)}.example/?from={noise(6000)}"
    connector = hubspot()
    connector.options = ((option, "Long", True), ("b", "B", False))
    run(connector, warehouse, 1)
    assert {row["value"] for row in rows(warehouse, "_field_options")} == {option, "b"}
    with warehouse.engine().begin() as connection:
        connection.execute(text("create table raw_hubspot.companies (domain text, website text)"))
        connection.execute(
            text("insert into raw_hubspot.companies values (null, :address)"), {"address": address}
        )
    assert resolve_web_addresses(warehouse.engine()) >= 1
    [found] = [row for row in rows(warehouse, "web_address", "ops") if row["address"] == address]
    assert found["domain"] == f"{noise(20)}.example"
