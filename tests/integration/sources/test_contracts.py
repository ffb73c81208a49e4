"""Contracts and subscriptions: with their deals and terms, none of them, or none to be seen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta

import pytest

from orchestration.emulator import Emulator
from orchestration.errors import StreamUnavailableError
from orchestration.sources.spec import Unread
from tests.support.sources.world import (
    AS_OF,
    MANY_CALLS,
    hubspot,
    hubspot_world,
    pieces,
    read,
    rows_of,
    salesforce,
    salesforce_world,
)

ACCOUNT, DEAL = "001000000000001AAA", "006000000000001AAA"
CONTRACT, GONE = "800000000000001AAA", "800000000000002AAA"


@pytest.fixture
def portal() -> Iterator[Emulator]:
    tie = {"from_type": "subscriptions", "from_id": "7", "category": "HUBSPOT_DEFINED"}
    world = hubspot_world(
        {
            "deals": [{"id": "1"}],
            "companies": [{"id": "2"}],
            "line_items": [{"id": "3", "hs_recurring_billing_period": "P12M"}],
            "subscriptions": [
                {"id": "7", "hs_name": "Support", "hs_status": "active",
                 "hs_recurring_billing_start_date": "2024-02-01",
                 "hs_lastmodifieddate": "2024-04-02T10:00:00Z"},
                {"id": "8", "hs_status": "canceled", "_archived_at": "2024-04-03T10:00:00Z",
                 "hs_lastmodifieddate": "2024-04-03T10:00:00Z"},
            ],
        },
        associations=[
            {**tie, "to_type": "deals", "to_id": "1", "type_id": "299", "label": None},
            {**tie, "to_type": "companies", "to_id": "2", "type_id": "297", "label": None},
            {**tie, "to_type": "line_items", "to_id": "3", "type_id": "301", "label": None},
        ],
    )  # fmt: skip
    with Emulator(world, rate_limits=MANY_CALLS) as emulator:
        yield emulator


@pytest.fixture
def org() -> Iterator[Emulator]:
    world = salesforce_world(
        {
            "Account": [{"Id": ACCOUNT, "Name": "Customer"}],
            "Opportunity": [{"Id": DEAL, "Name": "One", "ContractId": CONTRACT}],
            "Contract": [
                {"Id": CONTRACT, "AccountId": ACCOUNT, "Status": "In force",
                 "StatusCode": "Activated", "StartDate": "2024-02-01", "EndDate": "2025-01-31",
                 "ContractTerm": "12", "ActivatedDate": "2024-01-20T10:00:00Z"},
                {"Id": GONE, "AccountId": ACCOUNT, "Status": "Draft", "IsDeleted": "true"},
            ],
        }
    )  # fmt: skip
    with Emulator(world, rate_limits=MANY_CALLS) as emulator:
        yield emulator


def test_a_subscription_comes_with_its_deal_customer_and_lines(portal: Emulator) -> None:
    with closing(hubspot(portal)) as connector:
        told = {row["id"]: row for row in rows_of(connector, "subscriptions")}
        [line] = rows_of(connector, "line_items")
        ties = rows_of(connector, "_associations", subscriptions=["7"])
    assert told["7"]["hs_recurring_billing_start_date"] == date(2024, 2, 1)
    assert (told["7"]["hs_status"], told["7"]["_deleted_at"]) == ("active", None)
    assert told["8"]["_deleted_at"] is not None
    assert line["hs_recurring_billing_period"] == "P12M"
    assert {(tie["to_type"], tie["to_id"], tie["type_id"]) for tie in ties} == {
        ("deals", "1", 299),
        ("companies", "2", 297),
        ("line_items", "3", 301),
    }


def test_a_subscription_that_changed_is_read_again(portal: Emulator) -> None:
    since, until = AS_OF - timedelta(days=1), AS_OF + timedelta(hours=1)
    with closing(hubspot(portal)) as connector:
        portal.records["hubspot"].upsert("subscriptions", "7", {"hs_status": "past_due"})
        found = rows_of(connector, "subscriptions", since, until)
    assert [(row["id"], row["hs_status"]) for row in found] == [("7", "past_due")]


def test_a_contract_comes_with_its_term_and_the_deal_names_it(org: Emulator) -> None:
    with closing(salesforce(org)) as connector:
        told = {row["id"]: row for row in rows_of(connector, "contract")}
        [deal] = rows_of(connector, "opportunity")
    contract = told[CONTRACT]
    assert (contract["accountid"], contract["statuscode"]) == (ACCOUNT, "Activated")
    assert (contract["startdate"], contract["enddate"]) == (date(2024, 2, 1), date(2025, 1, 31))
    assert (contract["contractterm"], contract["_deleted_at"]) == (12, None)
    assert told[GONE]["_deleted_at"] is not None
    assert deal["contractid"] == CONTRACT


def test_whoever_has_no_contracts_has_empty_tables_and_is_none_the_worse() -> None:
    org = salesforce_world({"Opportunity": [{"Id": DEAL, "Name": "One"}]})
    with (
        Emulator(org, rate_limits=MANY_CALLS) as emulator,
        closing(salesforce(emulator)) as connector,
    ):
        assert rows_of(connector, "contract") == []
        assert [row.get("contractid") for row in rows_of(connector, "opportunity")] == [None]
    portal = hubspot_world({"deals": [{"id": "1"}]}, associations=[])
    with (
        Emulator(portal, rate_limits=MANY_CALLS) as emulator,
        closing(hubspot(emulator)) as connector,
    ):
        assert rows_of(connector, "subscriptions") == []
        found = pieces(connector, "_associations", deals=["1"], subscriptions=[])
    assert not [piece for piece in found if isinstance(piece, Unread)]


def test_subscriptions_that_a_portal_does_not_show_are_not_none(portal: Emulator) -> None:
    portal.records["hubspot"].hide("subscriptions")
    with closing(hubspot(portal)) as connector:
        with pytest.raises(StreamUnavailableError, match=r"subscriptions"):
            read(connector, "subscriptions")
        found = pieces(connector, "_associations", deals=["1"])
    assert not [piece for piece in found if isinstance(piece, Unread)], "the scope was told once"


def test_contracts_that_an_org_does_not_show_are_not_none(org: Emulator) -> None:
    org.records["salesforce"].hide("Contract")
    with closing(salesforce(org)) as connector, pytest.raises(StreamUnavailableError):
        read(connector, "contract")
