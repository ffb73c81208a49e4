"""Both real connectors and the loader: what vendors do without a trace is found and said."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

from orchestration.emulator import Emulator
from orchestration.loading import LoadPolicy, StreamResult, sync_source
from orchestration.warehouse import Warehouse, open_warehouse
from tests.support.sources.list_connector import by_id, rows
from tests.support.sources.world import (
    MANY_CALLS,
    Row,
    hubspot,
    hubspot_world,
    salesforce,
    salesforce_world,
)

OLD = "2024-01-01T00:00:00.000Z"
UNCHANGED = "unchanged"


def _load(
    emulator: Emulator,
    warehouse: Warehouse,
    number: int,
    streams: Collection[str] | None = None,
    **policy: Any,
) -> dict[str, StreamResult]:
    vendor = hubspot if "hubspot" in emulator.records else salesforce
    emulator.clock.advance(timedelta(minutes=10))
    with closing(vendor(emulator)) as connector:
        results = sync_source(
            connector,
            warehouse,
            run_id=f"r{number}",
            as_of=emulator.clock.now(),
            streams=streams,
            policy=LoadPolicy(**policy),
        )
    return {result.stream: result for result in results}


def _gone(warehouse: Warehouse, table: str, schema: str) -> set[str]:
    return {r["id"] for r in rows(warehouse, table, schema) if r["_deleted_at"] is not None}


def test_hubspot_restores_purges_and_lost_rights_are_seen(tmp_path: Path) -> None:
    contacts: list[Row] = [
        {"id": str(n), "email": f"p{n}@x.example", "lastmodifieddate": OLD, "createdate": OLD}
        for n in range(1, 9)
    ]
    deals: list[Row] = [
        {"id": str(n), "amount": "1", "hs_lastmodifieddate": OLD, "createdate": OLD}
        for n in (91, 92)
    ]
    links: list[Row] = [
        {"from_type": "deals", "from_id": "91", "to_type": "contacts", "to_id": "1",
         "category": "HUBSPOT_DEFINED", "type_id": "3", "label": None}
    ]  # fmt: skip
    world = hubspot_world({"contacts": contacts, "deals": deals}, associations=links)
    warehouse = open_warehouse(f"duckdb:///{tmp_path}/h.duckdb")
    with Emulator(world, rate_limits=MANY_CALLS) as emulator:
        portal = emulator.records["hubspot"]
        portal.archive("contacts", "1", UNCHANGED)
        _load(emulator, warehouse, 1)
        assert _gone(warehouse, "contacts", "raw_hubspot") == {"1"}
        portal.upsert("contacts", "1", {"_archived_at": None}, UNCHANGED)
        portal.purge("contacts", "2")
        portal.hide("deals")
        results = _load(emulator, warehouse, 2)
        assert _gone(warehouse, "contacts", "raw_hubspot") == set()
        assert results["deals"].status == "unavailable"
        assert all(r["_deleted_at"] is None for r in rows(warehouse, "_associations"))
        portal.show("deals")
        swept = _load(emulator, warehouse, 3, sweep_ids=True)
        assert {name: r.status for name, r in swept.items() if r.status != "ok"} == {}
        assert _gone(warehouse, "contacts", "raw_hubspot") == {"2"}
        assert [r["record_id"] for r in rows(warehouse, "_gone")] == ["2"]
        before = by_id(warehouse, "contacts"), rows(warehouse, "_associations")
        quiet = _load(emulator, warehouse, 4, sweep_ids=True)
        assert {r.rows_changed for r in quiet.values()} == {0}
        assert (by_id(warehouse, "contacts"), rows(warehouse, "_associations")) == before


def test_salesforce_purges_and_hidden_fields_are_seen(tmp_path: Path) -> None:
    opportunities: list[Row] = [
        {"Id": f"006{n:015}", "Name": f"o{n}", "Amount": "10.0", "SystemModstamp": OLD,
         "CreatedDate": OLD}
        for n in range(1, 6)
    ]  # fmt: skip
    world = salesforce_world({"Opportunity": opportunities})
    warehouse = open_warehouse(f"duckdb:///{tmp_path}/s.duckdb")
    with Emulator(world, rate_limits=MANY_CALLS) as emulator:
        org = emulator.records["salesforce"]
        _load(emulator, warehouse, 1)
        first, second = str(opportunities[0]["Id"]), str(opportunities[1]["Id"])
        org.hide("Opportunity", "Amount")
        org.upsert("Opportunity", first, {"Name": "edited"})
        told = _load(emulator, warehouse, 2)["opportunity"]
        found = {r["id"]: r for r in rows(warehouse, "opportunity", "raw_salesforce")}
        assert (found[first]["name"], found[first]["amount"]) == ("edited", 10.0)
        assert "amount (since 2024-06-01)" in str(told.note)
        org.show("Opportunity", "Amount")
        org.purge("Opportunity", second)
        result = _load(emulator, warehouse, 3, sweep_ids=True)["opportunity"]
        assert (result.status, result.rows_deleted) == ("ok", 1)
        assert _gone(warehouse, "opportunity", "raw_salesforce") == {second}


def _versions(warehouse: Warehouse, deal: str) -> list[str]:
    found = [r for r in rows(warehouse, "_history") if r["record_id"] == deal]
    return [r["value"] for r in sorted(found, key=lambda r: r["changed_at"])]


def test_the_history_of_every_row_that_came_is_read_however_it_came(tmp_path: Path) -> None:
    deals: list[Row] = [
        {"id": str(n), "dealstage": None, "hs_lastmodifieddate": OLD, "createdate": OLD}
        for n in range(1, 9)
    ]
    contacts: list[Row] = [{"id": "1", "lifecyclestage": None, "lastmodifieddate": OLD}]
    world = hubspot_world({"deals": deals, "contacts": contacts})
    warehouse = open_warehouse(f"duckdb:///{tmp_path}/h.duckdb")
    with Emulator(world, rate_limits=MANY_CALLS) as emulator:
        portal = emulator.records["hubspot"]
        portal.upsert("deals", "1", {"dealstage": "open"})
        _load(emulator, warehouse, 1)
        assert _versions(warehouse, "1") == ["open"]

        # Late: nothing tells of it but the sweep of ids.
        portal.upsert("deals", "90", {"dealstage": "late"}, OLD)
        assert _load(emulator, warehouse, 2)["deals"].rows_changed == 0
        assert _load(emulator, warehouse, 3, sweep_ids=True)["deals"].rows_changed == 1
        assert _versions(warehouse, "90") == ["late"]

        # A run that ended between the records and their history.
        portal.upsert("deals", "2", {"dealstage": "won"})
        _load(emulator, warehouse, 4, streams=("deals",))
        for number in range(5, 9):  # beyond every overlap
            emulator.clock.advance(timedelta(minutes=30))
            portal.upsert("contacts", "1", {"lifecyclestage": f"s{number}"})
            _load(emulator, warehouse, number, streams=("contacts",))
        _load(emulator, warehouse, 9)
        assert _versions(warehouse, "2") == ["won"]

        # Out of sight for so long that the history's cursor went on by the contacts.
        portal.hide("deals")
        portal.upsert("deals", "3", {"dealstage": "lost"})
        for number in range(10, 14):
            emulator.clock.advance(timedelta(minutes=30))
            portal.upsert("contacts", "1", {"lifecyclestage": f"s{number}"})
            assert _load(emulator, warehouse, number)["_history"].status == "ok"
        portal.show("deals")
        _load(emulator, warehouse, 14)
        assert _versions(warehouse, "3") == ["lost"]

        quiet = _load(emulator, warehouse, 15)
        assert {name: r.rows_changed for name, r in quiet.items() if r.rows_changed} == {}
        assert quiet["_history"].api_calls == 0
