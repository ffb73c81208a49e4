"""Short lists of HubSpot that look whole: what is missing from them is asked for in another way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from orchestration.emulator import Emulator
from orchestration.errors import AnswerError, SourceError
from orchestration.loading import LoadPolicy, sync_source
from orchestration.sources.spec import Batch
from orchestration.warehouse import open_warehouse
from tests.support.reliability.raw_state import alive, raw_state
from tests.support.sources.world import (
    MANY_CALLS,
    Row,
    asking,
    hubspot,
    hubspot_world,
    pieces,
    stream,
    unread,
)

PORTAL = (
    *("owners", "owner_teams", "pipelines", "lead_pipelines", "campaigns", "currencies"),
    *("forms", "lists", "list_memberships", "_associations"),
)
#: The lists alone: a record asked for by its own path is still answered.
LISTS = {
    "owners": "*/crm/v3/owners/",
    "owner_teams": "*/crm/v3/owners/",
    "lead_pipelines": "*/crm/v3/pipelines/leads",
    "forms": "*/marketing/v3/forms",
    "list_memberships": "*/crm/v3/lists/7/memberships",
    "pipelines": "*/crm/v3/pipelines/deals",
    "campaigns": "*/marketing/v3/campaigns",
    "currencies": "*/settings/v3/currencies/exchange-rates",
    "_associations": "*/associations/deals/contacts/batch/read",
}
EMPTY = {"status": 200, "body": {"results": []}}
DEALS = 40


def _world(**settings: Any) -> Any:
    deals: list[Row] = [{"id": str(n), "dealname": f"D{n}"} for n in range(1, DEALS + 1)]
    contacts: list[Row] = [{"id": str(n), "email": f"p{n}@acme.test"} for n in range(1, 6)]
    keys = ("from_type", "from_id", "to_type", "to_id", "category", "type_id", "label")
    links: list[Row] = [
        dict(zip(keys, ("deals", str(n), "contacts", str(c), "HUBSPOT_DEFINED", "3", None),
                 strict=True))
        for n in range(1, 31)
        for c in (1, 2)
    ]  # fmt: skip
    world = hubspot_world(
        {"deals": deals, "contacts": contacts},
        associations=links,
        owners=[
            {"id": str(n), "email": f"o{n}@acme.test", "userId": str(n), "teams": "North"}
            for n in range(1, 6)
        ],
        forms=[{"id": f"f-{n}", "name": f"Form {n}"} for n in range(1, 6)],
        lists=[{"id": "7", "name": "Fans"}, {"id": "8", "name": "Nobody"}],
        list_memberships=[{"list_id": "7", "record_id": str(n)} for n in range(1, 6)],
        campaigns=[{"id": f"c-{n}", "hs_name": "Spring"} for n in range(1, 6)],
        currencies=[
            {"currency": code, "rate": "2", "effective_at": "2024-01-01T00:00:00Z"}
            for code in ("USD", "GBP", "JPY", "CHF")
        ],
    )
    world.systems["hubspot"].settings.update(settings)
    return world


@pytest.fixture(params=[True, False], ids=["names absences", "leaves them out"])
def portal(request: pytest.FixtureRequest) -> Iterator[Emulator]:
    with Emulator(_world(names_absences=request.param), rate_limits=MANY_CALLS) as emulator:
        yield emulator


def _sync(emulator: Emulator, warehouse: Any, run_id: str, **policy: Any) -> dict[str, Any]:
    with closing(hubspot(emulator)) as connector:
        results = sync_source(
            connector, warehouse, run_id=run_id, as_of=emulator.clock.now(),
            policy=LoadPolicy(**policy),
        )  # fmt: skip
    return {result.stream: result for result in results}


def _alive(warehouse: Any, name: str) -> int:
    return len(alive(raw_state(warehouse, "raw_hubspot"))[name])


@pytest.mark.nightly
@pytest.mark.parametrize("fault", ["wire.withheld_rows", "wire.wrong_body"])
def test_a_short_list_deletes_nothing(portal: Emulator, tmp_path: Path, fault: str) -> None:
    warehouse = open_warehouse(f"duckdb:///{tmp_path}/w.duckdb", lock_wait_s=0)
    _sync(portal, warehouse, "first")
    before = {each: _alive(warehouse, each) for each in PORTAL}
    assert all(before.values())
    for name, path in LISTS.items():
        portal.faults.arm(fault, path=path, count=None, reply=EMPTY)
        try:
            result = _sync(portal, warehouse, f"short {name}")[name]
            told = "owners" if name == "owner_teams" else "HubSpot"
            assert (result.status, told in str(result.note)) == ("incomplete", True)
        except AnswerError as error:
            # The only one of these lists that states how many it holds.
            assert (name, fault) == ("campaigns", "wire.withheld_rows")
            assert "2 results of 5" in error.message
        portal.faults.clear()
        assert {each: _alive(warehouse, each) for each in PORTAL} == before
    healed = _sync(portal, warehouse, "healed")
    assert {r.status for r in healed.values()} == {"ok"}
    assert {each: _alive(warehouse, each) for each in PORTAL} == before


def test_what_is_gone_indeed_is_marked(portal: Emulator, tmp_path: Path) -> None:
    """Rows of four lists, those that hang on them, and the pairs of one record."""
    warehouse = open_warehouse(f"duckdb:///{tmp_path}/w.duckdb", lock_wait_s=0)
    _sync(portal, warehouse, "first")
    before = {each: _alive(warehouse, each) for each in PORTAL}
    store = portal.records["hubspot"]
    for section in ("owners", "currencies", "lists", "list_memberships"):
        store.sections[section].pop()
    for link in list(store.links.of("deals", "7", "contacts")):
        store.links.remove(link)
    results = _sync(portal, warehouse, "second")
    assert {r.status for r in results.values()} == {"ok"}
    gone = {each: before[each] - _alive(warehouse, each) for each in PORTAL}
    expected = {"owners": 1, "owner_teams": 1, "currencies": 1, "_associations": 2}
    expected |= {"lists": 1, "list_memberships": 1}
    assert gone == {**dict.fromkeys(PORTAL, 0), **expected}


@pytest.mark.parametrize("fault", ["hubspot.batch_silent", "wire.withheld_rows"])
def test_a_silent_batch_loses_no_pair(portal: Emulator, fault: str) -> None:
    """Where it passes, every pair comes; where it stays, or nobody can tell, it is said."""
    with closing(hubspot(portal)) as connector:
        whole, reasons = _pairs(connector)
        assert (len(whole), reasons) == (60, [])
        portal.faults.arm(fault, path=LISTS["_associations"], count=1)
        pairs, reasons = _pairs(connector)
        assert pairs == whole
        assert bool(reasons) is not portal.records["hubspot"].settings["names_absences"]
        portal.faults.arm(fault, path=LISTS["_associations"], count=None)
        _, reasons = _pairs(connector)
        portal.faults.clear()
        assert len(reasons) == 1
        assert "from deals to contacts" in reasons[0]


def _pairs(connector: Any) -> tuple[set[tuple[object, ...]], list[str]]:
    """The pairs of a read, and what it could not read."""
    found = pieces(connector, "_associations")
    keys = ("from_type", "from_id", "to_type", "to_id")
    batches = [piece for piece in found if isinstance(piece, Batch)]
    rows = [row for batch in batches for row in batch.table.to_pylist()]
    return {tuple(row[key] for key in keys) for row in rows}, unread(found)


def test_the_second_look_asks_a_few_rows_of_thousands_and_fails_with_the_vendor(
    portal: Emulator,
) -> None:
    absent = pa.table({"id": [f"x{n}" for n in range(1_000)]})
    with closing(hubspot(portal)) as connector:
        owners = stream(connector, "owners")
        calls = connector.stats.calls
        assert connector.contradiction(owners, absent, asking()) is None
        # Active or archived, and a 404 is asked twice: four calls each.
        assert connector.stats.calls - calls == 80
        some = pa.table({"id": ["x1", "3", "x2"]})
        assert "1 of 3" in str(connector.contradiction(owners, some, asking()))
        portal.faults.arm("hubspot.missing_scopes", path="/crm/v3/owners/3", count=None)
        with pytest.raises(SourceError):
            connector.contradiction(owners, some, asking())
        portal.faults.clear()
