"""The HubSpot connector against the emulator, over TLS: what is read, in full and by changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta

import pytest

from orchestration.emulator import Emulator, Options
from orchestration.emulator.hubspot.switches import HubSpotSwitches
from orchestration.sources.connector import Connector
from orchestration.sources.hubspot.streams.associations import ASSOCIATED
from orchestration.sources.spec import (
    ColumnType,
    RescuedValue,
)
from tests.support.sources.world import (
    MANY_CALLS,
    Row,
    hubspot,
    hubspot_world,
    moment,
    read,
    rescued_values,
    rows,
    stream,
)

LONG_AGO = "2024-01-01T00:00:00Z"
SINCE = datetime.fromisoformat("2024-05-20T00:00:00+00:00")


def _contacts(count: int) -> list[Row]:
    return [
        {
            "id": str(1000 + number),
            "email": f"p{number}@acme.test",
            "firstname": 'Ada, "A"\nLovelace' if number == 0 else "Ada",
            "hs_email_optout": "true" if number % 2 else None,
            "hubspotscore": "n/a" if number == 3 else str(number),
            "first_conversion_date": "1714564800000" if number == 1 else None,
            "shoe_size": "7",
            "createdate": LONG_AGO,
            "lastmodifieddate": LONG_AGO,
        }
        for number in range(count)
    ]


@pytest.fixture
def world() -> Iterator[Emulator]:
    contacts = _contacts(250)
    contacts[7]["_archived_at"] = "2024-05-25T08:00:00Z"
    contacts[8]["_archived_at"] = "2024-02-25T08:00:00Z"
    contacts[9]["hs_merged_object_ids"] = "4;5"
    companies: list[Row] = [{"id": "1", "name": "Acme", "hs_lastmodifieddate": LONG_AGO}]
    deals: list[Row] = [
        {"id": "1", "dealname": "Big", "amount": "10.5", "hs_lastmodifieddate": LONG_AGO}
    ]
    links = [
        _link("contacts", "1000", "companies", "1", "HUBSPOT_DEFINED", "1", "Primary"),
        _link("contacts", "1000", "companies", "1", "HUBSPOT_DEFINED", "279", None),
        _link("deals", "1", "contacts", "1001", "HUBSPOT_DEFINED", "3", None),
    ]
    owners: list[Row] = [
        {
            "id": "9",
            "email": "o@acme.test",
            "firstName": "Olu",
            "userId": "90",
            "archived": "false",
        },
        {"id": "8", "email": "x@acme.test", "firstName": "Xi", "userId": "80", "archived": "true"},
    ]
    campaigns: list[Row] = [{"id": "c-1", "hs_name": "Spring", "hs_start_date": "2024-03-01"}]
    objects = {"contacts": contacts, "companies": companies, "deals": deals}
    served = hubspot_world(objects, associations=links, owners=owners, campaigns=campaigns)
    with Emulator(served, rate_limits=MANY_CALLS) as emulator:
        yield emulator


def _link(*cells: str | None) -> Row:
    names = ("from_type", "from_id", "to_type", "to_id", "category", "type_id", "label")
    return dict(zip(names, cells, strict=True))


@pytest.fixture
def portal(world: Emulator) -> Iterator[Connector]:
    with closing(hubspot(world)) as connector:
        yield connector


def test_the_portal_says_who_it_is(portal: Connector) -> None:
    info = portal.check()
    assert (info.account_id, info.currency, info.time_zone) == ("77", "EUR", "Europe/Dublin")
    assert info.ui_url == "https://app.hubspot.com/contacts/77"


def test_a_full_read_has_every_record_typed(portal: Connector) -> None:
    batches = read(portal, "contacts")
    found = rows(batches)
    assert len(set(found) - {"4", "5"}) == 250
    first = found["1000"]
    assert first["firstname"] == 'Ada, "A"\nLovelace'
    assert first["hubspotscore"] == 0.0
    assert first["shoe_size"] == 7.0
    assert first["_source_updated_at"] == moment("2024-01-01T00:00")
    assert first["_deleted_at"] is None
    assert found["1001"]["hs_email_optout"] is True
    assert found["1001"]["first_conversion_date"] == moment("2024-05-01T12:00")


def test_a_value_that_does_not_fit_is_kept_as_it_came(portal: Connector) -> None:
    batches = read(portal, "contacts")
    assert rescued_values(batches) == [
        RescuedValue("1003", "hubspotscore", ColumnType.NUMBER, "n/a")
    ]
    assert rows(batches)["1003"]["hubspotscore"] is None


def test_contract_columns_have_their_type_or_are_left_out(portal: Connector) -> None:
    for spec in portal.streams():
        for batch in read(portal, spec.name):
            for name, column_type in spec.columns.items():
                if name in batch.table.column_names:
                    assert batch.table.schema.field(name).type == column_type.arrow
                else:  # this portal has no such property
                    assert name not in {field.field_name for field in portal.fields(spec)}
            assert batch.table.num_rows == 0 or not any(
                batch.table.column(key).null_count for key in spec.primary_key
            )


def test_archived_records_come_with_the_time_of_their_archiving(portal: Connector) -> None:
    found = rows(read(portal, "contacts"))
    assert found["1007"]["_deleted_at"] == moment("2024-05-25T08:00")
    assert found["1008"]["_deleted_at"] == moment("2024-02-25T08:00")
    assert found["1007"]["email"] == "p7@acme.test"


def test_merged_away_ids_point_to_their_survivor(portal: Connector) -> None:
    found = rows(read(portal, "contacts"))
    for old in ("4", "5"):
        assert found[old]["_merged_into"] == "1009"
        assert found[old]["_deleted_at"] == moment("2024-01-01T00:00")
    assert found["1009"]["_merged_into"] is None


def test_a_merge_moves_both_old_ids_to_the_new_record(world: Emulator, portal: Connector) -> None:
    world.clock.advance(timedelta(minutes=1))
    change = {"object": "contacts", "id": "1001", "merged": "1002", "survivor_id": "99999"}
    world.apply({"system": "hubspot", "action": "merge", **change})
    found = rows(read(portal, "contacts", since=SINCE, until=world.clock.now()))
    assert found["1001"]["_merged_into"] == found["1002"]["_merged_into"] == "99999"
    assert found["1001"]["_deleted_at"] is not None
    assert found["99999"]["_deleted_at"] is None


def test_an_incremental_read_costs_what_changed(world: Emulator, portal: Connector) -> None:
    world.records["hubspot"].upsert("contacts", "1002", {"firstname": "Grace"})
    world.clock.advance(timedelta(minutes=5))
    portal.fields(stream(portal, "contacts"))
    world.log.clear()
    found = rows(read(portal, "contacts", since=SINCE, until=world.clock.now()))
    assert set(found) == {"1002", "1007"}
    assert found["1002"]["firstname"] == "Grace"
    assert found["1007"]["_deleted_at"] is not None
    assert world.log.count("/crm/v3/objects") <= 3


def test_a_late_commit_inside_the_overlap_is_read_again(world: Emulator, portal: Connector) -> None:
    world.records["hubspot"].upsert("contacts", "1002", {"firstname": "Late"})
    since = world.clock.now() + timedelta(minutes=9)
    assert "1002" in rows(read(portal, "contacts", since=since, until=since))


def test_companies_move_on_their_own_modified_property(world: Emulator, portal: Connector) -> None:
    world.records["hubspot"].upsert("companies", "1", {"name": "Acme 2"})
    found = rows(read(portal, "companies", since=SINCE))
    assert found["1"]["name"] == "Acme 2"


def test_fields_carry_types_labels_and_what_is_system(portal: Connector) -> None:
    fields = {field.field_name: field for field in portal.fields(stream(portal, "contacts"))}
    assert fields["hubspotscore"].column_type is ColumnType.NUMBER
    assert fields["shoe_size"].is_custom
    assert not fields["email"].is_custom
    assert fields["hs_object_id"].is_system
    assert fields["lastmodifieddate"].is_system
    assert not fields["email"].is_system


def test_side_lists_have_fields_that_are_never_profiled(portal: Connector) -> None:
    for name in ("owners", "pipelines", "campaigns", "_associations"):
        spec = stream(portal, name)
        fields = portal.fields(spec)
        assert {field.field_name for field in fields} == set(spec.columns)
        assert all(field.is_system for field in fields)


def test_deactivated_owners_are_read_too(portal: Connector) -> None:
    found = rows(read(portal, "owners"))
    assert {key: row["archived"] for key, row in found.items()} == {"9": False, "8": True}
    assert found["9"]["firstname"] == "Olu"
    assert found["8"]["_deleted_at"] is None


def test_pipelines_are_one_row_per_stage(portal: Connector) -> None:
    found = rows(read(portal, "pipelines"), key="stage_id")
    assert found["closedwon"]["is_closed"] is True
    assert found["closedwon"]["probability"] == 1.0
    assert found["closedwon"]["object_type"] == "deals"


def test_campaigns_have_their_dates(portal: Connector) -> None:
    found = rows(read(portal, "campaigns"))
    assert found["c-1"]["hs_name"] == "Spring"
    assert found["c-1"]["hs_start_date"] == date(2024, 3, 1)


def test_associations_come_once_per_label(portal: Connector) -> None:
    table = read(portal, "_associations")[0].table
    found = {
        (row["from_type"], row["from_id"], row["to_type"], row["to_id"], row["type_id"]): row
        for row in table.to_pylist()
    }
    assert found["contacts", "1000", "companies", "1", 1]["label"] == "Primary"
    assert found["contacts", "1000", "companies", "1", 279]["label"] is None
    assert ("deals", "1", "contacts", "1001", 3) in found
    assert len(found) == table.num_rows


def test_ids_that_the_warehouse_knows_are_not_listed(world: Emulator, portal: Connector) -> None:
    nobody = dict.fromkeys(ASSOCIATED.keys() - {"contacts", "deals"}, ())
    found = read(portal, "_associations", contacts=["1000"], deals=["1"], **nobody)
    assert found[0].table.num_rows == 3
    assert world.log.count("/crm/v3/objects") == 0
    read(portal, "_associations")
    assert world.log.count("/crm/v3/objects") > 0


def test_paged_associations_are_followed_to_the_end() -> None:
    links = [
        _link("contacts", "1", "companies", str(number), "HUBSPOT_DEFINED", "279", None)
        for number in range(1, 8)
    ]
    companies: list[Row] = [{"id": str(number), "name": "c"} for number in range(1, 8)]
    contacts: list[Row] = [{"id": "1", "email": "a@acme.test"}]
    served = hubspot_world({"contacts": contacts, "companies": companies}, associations=links)
    with Emulator(served, rate_limits=MANY_CALLS) as emulator:
        emulator.faults.arm("hubspot.association_paging", path="/crm/v4", count=None)
        with closing(hubspot(emulator)) as connector:
            batches = read(connector, "_associations")
    assert sum(batch.table.num_rows for batch in batches) == 7


def test_count_is_what_is_alive(portal: Connector) -> None:
    assert portal.count(stream(portal, "contacts")) == 248
    assert portal.count(stream(portal, "owners")) is None


def test_more_properties_than_a_uri_holds_are_read_through_the_body() -> None:
    wide: Row = {f"property_number_{number:04d}_of_many": str(number) for number in range(900)}
    contacts = [{"id": str(record), **wide, "lastmodifieddate": LONG_AGO} for record in range(1, 4)]
    contacts[2]["_archived_at"] = "2024-05-25T08:00:00Z"
    served = hubspot_world({"contacts": contacts})
    with Emulator(served, rate_limits=MANY_CALLS) as emulator:
        with closing(hubspot(emulator)) as connector:
            found = rows(read(connector, "contacts"))
        assert emulator.log.count("/", 414) == 0
    assert set(found) == {"1", "2", "3"}
    assert found["1"]["property_number_0899_of_many"] in ("899", 899.0)
    assert found["3"]["_deleted_at"] is not None


@pytest.mark.parametrize("id_order", ["numeric", "lexicographic"])
def test_ten_thousand_records_with_one_timestamp_all_arrive(id_order: str) -> None:
    flood = "2024-05-28T00:00:00.500Z"
    contacts: list[Row] = [
        {"id": str(number), "email": f"p{number}@acme.test", "lastmodifieddate": flood}
        for number in range(1, 10_301)
    ]
    contacts += [
        {"id": str(90_000 + number), "lastmodifieddate": f"2024-05-29T00:00:{number:02d}Z"}
        for number in range(20)
    ]
    options = Options(vendors={"hubspot": HubSpotSwitches(id_order=id_order)})  # type: ignore[arg-type]
    with (
        Emulator(
            hubspot_world({"contacts": contacts}), rate_limits=MANY_CALLS, options=options
        ) as emulator,
        closing(hubspot(emulator)) as connector,
    ):
        found = rows(read(connector, "contacts", since=SINCE))
    assert len(found) == 10_320


def test_a_window_of_more_than_ten_thousand_changes_arrives_whole() -> None:
    start = datetime.fromisoformat("2024-05-28T00:00:00+00:00")
    contacts: list[Row] = [
        {
            "id": str(number),
            "lastmodifieddate": (start + timedelta(milliseconds=number)).isoformat(),
        }
        for number in range(1, 10_501)
    ]
    with Emulator(hubspot_world({"contacts": contacts}), rate_limits=MANY_CALLS) as emulator:
        with closing(hubspot(emulator)) as connector:
            found = rows(read(connector, "contacts", since=SINCE))
        searches = emulator.log.count("/crm/v3/objects/contacts/search")
        assert emulator.log.count("/", 400) == 0
    assert len(found) == 10_500
    assert searches <= 1.2 * 10_500 / 200
