"""Histories, rates and reads by id: what one record was, costs, and whether it still exists."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta

import pyarrow as pa
import pytest

from orchestration.emulator import Emulator
from orchestration.errors import StreamUnavailableError
from orchestration.sources.connector import Connector
from orchestration.sources.spec import (
    Batch,
    Deleted,
    Gone,
)
from tests.support.sources.world import (
    AS_OF,
    MANY_CALLS,
    Row,
    asking,
    hubspot,
    hubspot_world,
    ids_of,
    moment,
    pieces,
    read,
    rows,
    salesforce,
    salesforce_world,
    stream,
    unread,
)

OLD = "2024-01-01T00:00:00Z"
SINCE = datetime.fromisoformat("2024-05-20T00:00:00+00:00")


def _version(record: str, value: str, at: str, name: str = "dealstage") -> Row:
    return {
        "object_type": "deals",
        "object_id": record,
        "property": name,
        "value": value,
        "timestamp": at,
        "source_type": "CRM_UI",
        "source_id": "userId:7",
    }


@pytest.fixture
def portal_world() -> Iterator[Emulator]:
    deals: list[Row] = [
        {
            "id": str(n),
            "dealname": f"D{n}",
            "dealstage": "won" if n == 1 else None,
            "amount": "10" if n == 1 else None,
            "hs_v2_date_entered_won": OLD if n == 1 else None,
            "hs_lastmodifieddate": OLD,
        }
        for n in range(1, 121)
    ]
    deals[4]["_archived_at"] = "2024-05-25T08:00:00Z"
    history = [
        _version("1", "won", "2024-01-01T00:00:00Z"),
        _version("1", "lost", "2023-12-01T00:00:00Z"),
        _version("1", "", "2023-12-01T00:00:00Z"),
        _version("1", "10", "2023-12-01T00:00:00Z", "amount"),
        _version("5", "open", "2023-12-01T00:00:00Z"),
    ]
    rates: list[Row] = [
        {"currency": "USD", "rate": "0.9", "effective_at": OLD},
        {"currency": "USD", "rate": "0.8", "effective_at": "2024-03-01T00:00:00Z"},
    ]
    served = hubspot_world({"deals": deals, "contacts": []}, history=history, currencies=rates)
    with Emulator(served, rate_limits=MANY_CALLS) as emulator:
        yield emulator


@pytest.fixture
def portal(portal_world: Emulator) -> Iterator[Connector]:
    with closing(hubspot(portal_world)) as connector:
        yield connector


def _history(connector: Connector, since: datetime | None = None) -> set[tuple[object, ...]]:
    found = [row for batch in read(connector, "_history", since) for row in batch.table.to_pylist()]
    keys = ("object_type", "record_id", "property", "value", "changed_at", "source_type")
    return {tuple(row[key] for key in keys) for row in found}


def test_every_version_of_every_watched_property_is_read(portal: Connector) -> None:
    at = moment("2023-12-01T00:00")
    assert _history(portal) == {
        ("deals", "1", "dealstage", "won", moment("2024-01-01T00:00"), "CRM_UI"),
        ("deals", "1", "dealstage", "lost", at, "CRM_UI"),
        ("deals", "1", "dealstage", "", at, "CRM_UI"),
        ("deals", "1", "amount", "10", at, "CRM_UI"),
        ("deals", "5", "dealstage", "open", at, "CRM_UI"),
    }


def test_a_property_that_a_definition_names_is_watched_too(
    portal: Connector, portal_world: Emulator
) -> None:
    portal_world.records["hubspot"].upsert("deals", "7", {"dealname": "Renamed"})
    portal_world.clock.advance(timedelta(seconds=60))
    spec, until = stream(portal, "_history"), portal_world.clock.now()
    ask = replace(asking((), None, until), watched={"deals": frozenset({"dealname"})})
    batches = [piece for piece in portal.read(spec, ask) if isinstance(piece, Batch)]
    names = {
        row["value"]
        for batch in batches
        for row in batch.table.to_pylist()
        if row["property"] == "dealname" and row["record_id"] == "7"
    }
    assert "Renamed" in names


def test_only_changed_records_are_asked_for_their_history(
    portal: Connector, portal_world: Emulator
) -> None:
    portal_world.records["hubspot"].upsert("deals", "7", {"dealstage": "open"})
    until = portal_world.clock.now()
    portal_world.clock.advance(timedelta(seconds=60))
    before = portal.stats.calls
    found = pieces(portal, "_history", SINCE, until, deals=["7", "5"], contacts=[], leads=[])
    changed = {row["record_id"] for row in rows(found, key="record_id").values()}
    assert changed == {"7", "5"}  # 5 was archived since
    assert portal.stats.calls - before == 2  # one batch of the alive, one of the archived
    reached = [batch.seen_until for batch in found if hasattr(batch, "seen_until")]
    assert max(at for at in reached if at) == AS_OF.replace(tzinfo=None)


def test_history_finds_the_changed_records_itself_when_read_alone(
    portal: Connector, portal_world: Emulator
) -> None:
    portal_world.records["hubspot"].upsert("deals", "7", {"dealstage": "open"})
    portal_world.clock.advance(timedelta(seconds=60))
    found = pieces(portal, "_history", SINCE, portal_world.clock.now())
    assert set(rows(found, key="record_id")) == {"7", "5"}


def test_exchange_rates_and_stage_entries_land(portal: Connector) -> None:
    rates = rows(read(portal, "currencies"))
    assert {(r["conversionrate"], r["effectiveat"]) for r in rates.values()} == {
        (0.9, moment("2024-01-01T00:00")),
        (0.8, moment("2024-03-01T00:00")),
    }
    deal = rows(read(portal, "deals"))["1"]
    assert deal["hs_v2_date_entered_won"] in (moment("2024-01-01T00:00"), OLD)


def test_ids_alive_at_the_portal_and_records_by_id(
    portal: Connector, portal_world: Emulator
) -> None:
    deals = stream(portal, "deals")
    portal_world.records["hubspot"].purge("deals", "9")
    listed = portal.alive_ids(deals)
    assert listed is not None
    alive = {record_id for ids in listed for record_id in ids.to_pylist()}
    assert alive == {str(n) for n in range(1, 121)} - {"5", "9"}
    answer = portal.read_ids(deals, portal.fields(deals), pa.array(["1", "5", "9", "404"]))
    assert answer is not None
    found = list(answer)
    assert {i: r["_deleted_at"] for i, r in rows(found).items()} == {
        "1": None,
        "5": moment("2024-05-25T08:00"),
    }
    assert ids_of(found, Gone) == ["404", "9"]
    assert unread(found) == []
    assert portal.alive_ids(stream(portal, "owners")) is None


def test_the_archived_list_is_handed_over_whole(portal: Connector) -> None:
    assert ids_of(pieces(portal, "deals"), Deleted) == ["5"]
    assert ids_of(pieces(portal, "deals", AS_OF), Deleted) == ["5"]


LEAD = "00Q000000000001AAA"


@pytest.fixture
def org() -> Iterator[Connector]:
    lead: Row = {"Id": LEAD, "LastName": "L", "CreatedDate": OLD, "SystemModstamp": OLD}
    gone: Row = {**lead, "Id": "00Q000000000002AAA", "IsDeleted": "true"}
    change: Row = {
        "Id": "017000000000001AAA",
        "LeadId": LEAD,
        "Field": "Status",
        "OldValue": "Open",
        "NewValue": "Working",
        "CreatedDate": "2024-05-25T08:00:00Z",
    }
    rate: Row = {
        "Id": "04w000000000001AAA",
        "IsoCode": "JPY",
        "StartDate": "2024-01-01",
        "ConversionRate": "160.5",
        "CreatedDate": OLD,
        "SystemModstamp": OLD,
    }
    objects = {"Lead": [lead, gone], "LeadHistory": [change], "DatedConversionRate": [rate]}
    with (
        Emulator(salesforce_world(objects), rate_limits=MANY_CALLS) as emulator,
        closing(salesforce(emulator)) as connector,
    ):
        yield connector


def test_changes_of_a_lead_are_read_by_their_time(org: Connector) -> None:
    (found,) = rows(read(org, "lead_history")).values()
    assert (found["leadid"], found["oldvalue"], found["newvalue"]) == (LEAD, "Open", "Working")
    assert found["_source_updated_at"] == moment("2024-05-25T08:00")
    assert rows(read(org, "lead_history", SINCE)) != {}
    assert rows(read(org, "lead_history", AS_OF)) == {}


def test_rates_are_read_whole_and_absent_objects_are_unavailable(org: Connector) -> None:
    (rate,) = rows(read(org, "dated_conversion_rate")).values()
    assert (rate["isocode"], rate["conversionrate"]) == ("JPY", 160.5)
    with pytest.raises(StreamUnavailableError):
        org.fields(stream(org, "currency_type"))


def test_ids_alive_in_the_org_and_rows_by_id(org: Connector) -> None:
    leads = stream(org, "lead")
    listed = org.alive_ids(leads)
    assert listed is not None
    assert [ids.to_pylist() for ids in listed] == [[LEAD]]
    asked = [LEAD, "00Q000000000002AAA", "00Q000000000404AAA"]
    answer = org.read_ids(leads, org.fields(leads), pa.array(asked))
    assert answer is not None
    found = list(answer)
    assert {i: r["isdeleted"] for i, r in rows(found).items()} == {asked[0]: False, asked[1]: True}
    assert ids_of(found, Gone) == [asked[2]]
    assert org.alive_ids(stream(org, "lead_history")) is None
