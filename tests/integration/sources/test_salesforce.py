"""The Salesforce connector against the emulator, over TLS: REST and Bulk, full and by changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta

import pytest

from orchestration.emulator import Emulator
from orchestration.errors import (
    CredentialsError,
    QuotaExhaustedError,
    StreamUnavailableError,
    TransientSourceError,
)
from orchestration.sources.connector import Connector
from orchestration.sources.spec import (
    ColumnType,
    RescuedValue,
)
from tests.support.sources.world import (
    MANY_CALLS,
    FakeTime,
    Row,
    asking,
    moment,
    read,
    rescued_values,
    rows,
    salesforce,
    salesforce_world,
    stream,
)

OLD = "2024-01-01T00:00:00.000Z"
SINCE = datetime.fromisoformat("2024-05-20T00:00:00+00:00")
BULK = "/services/data/v62.0/jobs"
DATA = "/services/data"


def account_id(number: int) -> str:
    return f"001{number:012d}AAA"


def lead_id(number: int) -> str:
    return f"00Q{number:012d}AAA"


def _leads(count: int) -> list[Row]:
    return [
        {
            "Id": lead_id(number),
            "LastName": 'Lovelace, "A"\nCountess' if number == 1 else "NA",
            "Company": "Acme",
            "Status": "Open",
            "IsConverted": "false",
            "MQL_Date__c": "2024-05-01T12:00:00.000Z" if number == 2 else None,
            "CreatedDate": OLD,
            "SystemModstamp": OLD,
        }
        for number in range(1, count + 1)
    ]


def _accounts() -> list[Row]:
    rows_: list[Row] = [
        {
            "Id": account_id(number),
            "Name": f"Account {number}",
            "NumberOfEmployees": str(number),
            "AnnualRevenue": "125000.5",
            "CreatedDate": OLD,
            "SystemModstamp": OLD,
        }
        for number in range(1, 6)
    ]
    rows_[3] |= {"IsDeleted": "true", "MasterRecordId": account_id(1)}
    return rows_


@pytest.fixture
def world() -> Iterator[Emulator]:
    objects = {"Account": _accounts(), "Lead": _leads(5_000)}
    with Emulator(salesforce_world(objects), rate_limits=MANY_CALLS) as emulator:
        yield emulator


@pytest.fixture
def big_world() -> Iterator[Emulator]:
    with Emulator(salesforce_world({"Lead": _leads(60_500)}), rate_limits=MANY_CALLS) as emulator:
        yield emulator


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def org(world: Emulator, time: FakeTime) -> Iterator[Connector]:
    with closing(salesforce(world, time)) as connector:
        yield connector


@pytest.fixture
def big_org(big_world: Emulator, time: FakeTime) -> Iterator[Connector]:
    with closing(salesforce(big_world, time)) as connector:
        yield connector


def test_the_org_says_who_it_is(org: Connector) -> None:
    info = org.check()
    assert info.account_id.startswith("00D000000000001")
    assert info.currency == "EUR"
    assert info.ui_url is not None
    assert info.ui_url.startswith("https://localhost:")


def test_a_full_read_of_a_small_object_is_typed(org: Connector) -> None:
    found = rows(read(org, "account"))
    assert len(found) == 5
    first = found[account_id(1)]
    assert first["numberofemployees"] == 1
    assert first["annualrevenue"] == 125000.5
    assert first["createddate"] == moment("2024-01-01")
    assert first["_source_updated_at"] == moment("2024-01-01")
    assert (first["_deleted_at"], first["_merged_into"]) == (None, None)


def test_deleted_and_merged_rows_say_so(org: Connector) -> None:
    loser = rows(read(org, "account"))[account_id(4)]
    assert loser["isdeleted"] is True
    assert loser["_deleted_at"] == moment("2024-01-01")
    assert loser["_merged_into"] == account_id(1)


def test_small_objects_never_cost_a_bulk_job(world: Emulator, org: Connector) -> None:
    assert len(rows(read(org, "lead"))) == 5_000
    assert world.log.count(BULK) == 0


def test_an_object_hidden_from_us_is_unavailable(world: Emulator, org: Connector) -> None:
    world.apply({"system": "salesforce", "action": "hide_object", "object": "Campaign"})
    with pytest.raises(StreamUnavailableError):
        org.fields(stream(org, "campaign"))


def test_an_incremental_read_costs_one_query(world: Emulator, org: Connector) -> None:
    world.records["salesforce"].upsert("Lead", lead_id(7), {"Status": "Working"})
    world.records["salesforce"].delete("Lead", lead_id(8))
    spec = stream(org, "lead")
    fields = org.fields(spec)
    world.log.clear()
    found = rows(list(org.read(spec, asking(fields, SINCE, world.clock.now()))))
    assert set(found) == {lead_id(7), lead_id(8)}
    assert found[lead_id(7)]["status"] == "Working"
    assert found[lead_id(8)]["_deleted_at"] is not None
    assert world.log.count(DATA) == 1


def test_count_leaves_the_deleted_out(org: Connector) -> None:
    assert org.count(stream(org, "account")) == 4


def test_fields_know_their_types_and_which_are_system(org: Connector) -> None:
    fields = {field.field_name: field for field in org.fields(stream(org, "lead"))}
    assert fields["mql_date__c"].is_custom
    assert fields["mql_date__c"].column_type is ColumnType.TIMESTAMP
    assert fields["status"].options
    for name in ("id", "isdeleted", "createddate", "lastmodifieddate", "systemmodstamp"):
        assert fields[name].is_system
    assert not fields["lastname"].is_system


def test_a_big_object_comes_by_bulk_complete_and_typed(
    big_world: Emulator, big_org: Connector
) -> None:
    batches = read(big_org, "lead")
    found = rows(batches)
    assert len(found) == sum(batch.table.num_rows for batch in batches) == 60_500
    assert found[lead_id(1)]["lastname"] == 'Lovelace, "A"\nCountess'
    assert found[lead_id(9)]["lastname"] == "NA"
    assert found[lead_id(9)]["isconverted"] is False
    assert found[lead_id(2)]["mql_date__c"] == moment("2024-05-01T12:00")
    assert found[lead_id(3)]["mql_date__c"] is None
    assert max(batch.table.num_rows for batch in batches) <= 50_000
    assert big_world.log.entries(BULK)[-1].method == "DELETE"


def test_rest_and_bulk_give_the_same_rows(world: Emulator, org: Connector) -> None:
    by_rest = rows(read(org, "lead"))
    world.faults.arm("salesforce.query_timeout", path="/services/data/v62.0/queryAll")
    by_bulk = rows(read(org, "lead"))
    assert world.log.count(BULK) > 0
    assert by_rest == by_bulk


def test_nul_bytes_and_rescued_values_in_a_bulk_page_cost_no_row() -> None:
    leads = _leads(10_500)
    leads[20]["LastName"] = "Nu\x00l"
    leads[21]["MQL_Date__c"] = "soon"
    world = salesforce_world({"Lead": leads})
    world.systems["salesforce"].describe["Lead"] = {
        "fields": [{"name": "MQL_Date__c", "type": "datetime"}]
    }
    with Emulator(world, rate_limits=MANY_CALLS) as emulator:
        org = salesforce(emulator)
        batches = read(org, "lead")
        org.close()
    found = rows(batches)
    assert len(found) == 10_500
    assert found[lead_id(21)]["lastname"] == "Nul"
    kept = rescued_values(batches)
    assert kept in ([], [RescuedValue(lead_id(22), "mql_date__c", ColumnType.TIMESTAMP, "soon")])


@pytest.mark.parametrize(
    ("fault", "path", "skip"),
    [
        ("salesforce.session_expired", f"{DATA}/v62.0/query", 1),
        ("salesforce.server_unavailable", f"{DATA}/v62.0/query", 1),
        ("salesforce.routing_not_ready", f"{DATA}/v62.0/query", 1),
        ("salesforce.html", f"{DATA}/v62.0/query", 1),
        ("salesforce.concurrent_limit", f"{DATA}/v62.0/query", 1),
        ("salesforce.invalid_query_locator", f"{DATA}/v62.0/query", 2),
        ("reset", f"{DATA}/v62.0/query", 1),
    ],
)
def test_a_passing_fault_in_mid_paging_costs_no_row(
    world: Emulator, org: Connector, fault: str, path: str, skip: int
) -> None:
    world.faults.arm(fault, path=path, skip=skip)
    assert len(rows(read(org, "lead"))) == 5_000
    assert world.faults.armed == []


@pytest.mark.parametrize(
    ("fault", "skip"),
    [
        ("salesforce.session_expired", 3),
        ("salesforce.truncated_results", 2),
        ("salesforce.results_no_content", 2),
        ("salesforce.not_acceptable", 2),
        ("salesforce.html", 3),
        ("salesforce.bulk_slow", 0),
        ("salesforce.bulk_failed", 0),
        ("salesforce.bulk_aborted", 0),
        ("reset", 3),
    ],
)
def test_a_passing_fault_in_a_bulk_job_costs_no_row(
    big_world: Emulator, big_org: Connector, fault: str, skip: int
) -> None:
    big_world.faults.arm(fault, path=BULK, skip=skip)
    batches = read(big_org, "lead")
    assert len(rows(batches)) == sum(batch.table.num_rows for batch in batches) == 60_500
    assert big_world.faults.armed == []


def test_an_object_bulk_cannot_read_comes_by_rest(big_world: Emulator, big_org: Connector) -> None:
    big_world.faults.arm("salesforce.bulk_unsupported", path=BULK)
    assert len(rows(read(big_org, "lead"))) == 60_500


@pytest.mark.parametrize("path", [f"{DATA}/v62.0/query", BULK])
def test_a_spent_allowance_ends_the_run_and_never_changes_the_way(
    big_world: Emulator, big_org: Connector, time: FakeTime, path: str
) -> None:
    spec = stream(big_org, "lead")
    fields = big_org.fields(spec)
    big_world.faults.arm("salesforce.request_limit", path=path, count=None)
    big_world.log.clear()
    with pytest.raises(QuotaExhaustedError):
        list(big_org.read(spec, asking(fields)))
    assert time.slept == []
    refused = [entry for entry in big_world.log.entries(DATA) if entry.status == 403]
    assert len(refused) == 1
    assert big_world.log.entries(DATA)[-1] == refused[0]


def test_many_changes_come_by_bulk(big_world: Emulator, big_org: Connector) -> None:
    old = datetime.fromisoformat("2023-12-31T00:00:00+00:00")
    assert len(rows(read(big_org, "lead", since=old))) == 60_500
    assert big_world.log.count(f"{BULK}/query") > 0


def test_a_bulk_job_that_never_ends_is_given_up(big_world: Emulator, big_org: Connector) -> None:
    big_world.faults.arm("salesforce.bulk_stuck", path=BULK)
    assert len(rows(read(big_org, "lead"))) == 60_500  # one of them is created anew
    big_world.faults.arm("salesforce.bulk_stuck", path=BULK, count=None)
    with pytest.raises(TransientSourceError, match="does not end"):
        read(big_org, "lead")
    big_world.faults.clear()


def test_a_reader_who_stops_early_leaves_no_job_behind(
    big_world: Emulator, big_org: Connector
) -> None:
    spec = stream(big_org, "lead")
    batches = big_org.read(spec, asking(big_org.fields(spec)))
    next(batches)
    batches.close()  # type: ignore[attr-defined]
    assert big_world.log.entries(BULK)[-1].method == "DELETE"


def test_a_field_that_vanished_since_describe_is_left_out(world: Emulator, org: Connector) -> None:
    spec = stream(org, "lead")
    fields = org.fields(spec)
    hide = {"system": "salesforce", "action": "hide_field", "object": "Lead", "field": "Company"}
    world.apply(hide)
    found = rows(list(org.read(spec, asking(fields))))
    assert len(found) == 5_000
    assert "company" not in found[lead_id(3)]
    assert found[lead_id(3)]["status"] == "Open"


def test_wrong_credentials_are_told_from_a_wrong_host(world: Emulator) -> None:
    org = salesforce(world, secret="hidden-phrase")
    with closing(org), pytest.raises(CredentialsError) as caught:
        org.check()
    assert "hidden-phrase" not in str(caught.value)


def test_sessions_that_end_at_once_are_a_credentials_error(world: Emulator, org: Connector) -> None:
    world.faults.arm("salesforce.session_expired", path=DATA, count=None)
    with pytest.raises(CredentialsError):
        org.check()


def test_a_merge_points_the_loser_to_the_winner(world: Emulator, org: Connector) -> None:
    world.clock.advance(timedelta(minutes=1))
    change = {"object": "Account", "id": account_id(2), "merged": account_id(3)}
    world.apply({"system": "salesforce", "action": "merge", **change})
    found = rows(read(org, "account", since=SINCE, until=world.clock.now()))
    assert found[account_id(3)]["_merged_into"] == account_id(2)
    assert found[account_id(3)]["_deleted_at"] is not None
