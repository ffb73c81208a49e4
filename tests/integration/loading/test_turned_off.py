"""A stream that a company does not want read."""

from __future__ import annotations

from orchestration.loading import read_not_whole
from orchestration.warehouse import Warehouse
from tests.support.sources.list_connector import DAY, by_id, hubspot, rows, run


def test_a_stream_that_is_turned_off_stays_as_it_is_until_it_is_on_again(
    warehouse: Warehouse,
) -> None:
    connector = hubspot()
    run(connector, warehouse, 1)
    before, cursor = rows(warehouse, "contacts"), rows(warehouse, "_cursors")
    fields = rows(warehouse, "_fields")
    connector.rows["contacts"] = [{"id": "9", "_u": DAY}]
    off = run(connector, warehouse, 2, full_refresh=True, turned_off=frozenset({"contacts"}))
    assert (off["contacts"].status, off["contacts"].note) == (
        "turned_off",
        "turned off in hymnsheet.yml",
    )
    assert off["contacts"].api_calls == 0
    assert off["owners"].status == "ok"
    assert rows(warehouse, "contacts") == before
    assert [r for r in rows(warehouse, "_fields") if r["object"] == "contacts"] == [
        r for r in fields if r["object"] == "contacts"
    ]
    contacts = [r["cursor"] for r in rows(warehouse, "_cursors") if r["stream"] == "contacts"]
    assert contacts == [r["cursor"] for r in cursor if r["stream"] == "contacts"]
    assert read_not_whole(warehouse, ["hubspot"], "r2") == ()
    on = run(connector, warehouse, 3)
    assert on["contacts"].status == "ok"
    assert "9" in by_id(warehouse, "contacts")
