"""Products, prices and lines of both vendors: all of them, none of them, or none to be seen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from orchestration.emulator import Emulator
from orchestration.errors import StreamUnavailableError
from orchestration.sources.spec import Unread
from tests.support.sources.world import (
    MANY_CALLS,
    hubspot,
    hubspot_world,
    pieces,
    read,
    rows_of,
    salesforce,
    salesforce_world,
)

SALESFORCE_STREAMS = ("opportunity_line_item", "product2", "pricebook2", "pricebook_entry")
_LINE = "00k000000000001AAA"


@pytest.fixture
def portal() -> Iterator[Emulator]:
    tie = {"category": "HUBSPOT_DEFINED", "label": None}
    world = hubspot_world(
        {
            "deals": [{"id": "1"}, {"id": "2"}],
            "line_items": [
                {"id": "7", "name": "Meter", "quantity": "3", "price": "10.5", "amount": "28.35",
                 "hs_discount_percentage": "10", "hs_cost_of_goods_sold": "4.25",
                 "hs_product_id": "9", "hs_sku": "M-1", "hs_line_item_currency_code": "USD"},
                {"id": "8", "name": "Of a quote alone", "quantity": "1", "price": "5"},
            ],
            "products": [
                {"id": "9", "name": "Meter", "hs_sku": "M-1", "price": "10.5",
                 "hs_cost_of_goods_sold": "4"},
            ],
        },
        associations=[
            {"from_type": "deals", "from_id": "1", "to_type": "line_items", "to_id": "7",
             "type_id": "19", **tie},
        ],
    )  # fmt: skip
    with Emulator(world, rate_limits=MANY_CALLS) as emulator:
        yield emulator


@pytest.fixture
def org() -> Iterator[Emulator]:
    world = salesforce_world(
        {
            "Opportunity": [{"Id": "006000000000001AAA", "Name": "One"}],
            "OpportunityLineItem": [
                {"Id": _LINE, "OpportunityId": "006000000000001AAA", "Quantity": "3",
                 "Product2Id": "01t000000000001AAA", "UnitPrice": "9.45", "ListPrice": "10.5",
                 "Discount": "0", "TotalPrice": "28.35", "unit_cost__c": "4.25"},
            ],
            "Product2": [{"Id": "01t000000000001AAA", "Name": "Meter", "ProductCode": "M-1"}],
            "Pricebook2": [{"Id": "01s000000000001AAA", "Name": "Std", "IsStandard": "true"}],
            "PricebookEntry": [
                {"Id": "01u000000000001AAA", "Pricebook2Id": "01s000000000001AAA",
                 "Product2Id": "01t000000000001AAA", "UnitPrice": "10.5", "IsActive": "true"},
            ],
        }
    )  # fmt: skip
    with Emulator(world, rate_limits=MANY_CALLS) as emulator:
        yield emulator


def test_line_items_come_with_their_deal_discount_and_cost(portal: Emulator) -> None:
    with closing(hubspot(portal)) as connector:
        lines = {row["id"]: row for row in rows_of(connector, "line_items")}
        ties = rows_of(connector, "_associations", deals=["1", "2"])
        [product] = rows_of(connector, "products")
    told = lines["7"]
    assert (told["quantity"], told["price"], told["amount"]) == (3.0, 10.5, 28.35)
    assert (told["hs_discount_percentage"], told["hs_cost_of_goods_sold"]) == (10.0, 4.25)
    assert (told["hs_product_id"], told["hs_line_item_currency_code"]) == ("9", "USD")
    assert lines["8"]["hs_cost_of_goods_sold"] is None, "no cost is not 0"
    assert [(tie["from_id"], tie["to_id"]) for tie in ties] == [("1", "7")]
    assert (product["hs_sku"], product["hs_cost_of_goods_sold"]) == ("M-1", 4.0)


def test_a_portal_without_products_has_empty_tables_with_the_right_columns() -> None:
    world = hubspot_world({"deals": [{"id": "1"}]}, associations=[])
    with (
        Emulator(world, rate_limits=MANY_CALLS) as emulator,
        closing(hubspot(emulator)) as connector,
    ):
        for name in ("line_items", "products"):
            assert rows_of(connector, name) == []
        found = pieces(connector, "_associations", deals=["1"])
    assert not [piece for piece in found if isinstance(piece, Unread)]


def test_line_items_that_may_not_be_seen_are_not_none(portal: Emulator) -> None:
    portal.records["hubspot"].hide("line_items")
    with closing(hubspot(portal)) as connector:
        with pytest.raises(StreamUnavailableError, match="line_items"):
            read(connector, "line_items")
        found = pieces(connector, "_associations", deals=["1", "2"])
    assert not [piece for piece in found if isinstance(piece, Unread)], "the scope was told once"


def test_lines_of_an_opportunity_come_with_prices_and_the_companys_own_cost(org: Emulator) -> None:
    with closing(salesforce(org)) as connector:
        told = {name: rows_of(connector, name) for name in SALESFORCE_STREAMS}
    [line] = told["opportunity_line_item"]
    assert (line["quantity"], line["unitprice"], line["listprice"]) == (3.0, 9.45, 10.5)
    assert (line["totalprice"], float(line["unit_cost__c"])) == (28.35, 4.25)
    assert told["product2"][0]["productcode"] == "M-1"
    assert told["pricebook2"][0]["isstandard"] is True
    assert told["pricebook_entry"][0]["unitprice"] == 10.5


def test_an_org_without_products_has_empty_tables() -> None:
    world = salesforce_world({"Opportunity": [{"Id": "006000000000001AAA", "Name": "One"}]})
    with (
        Emulator(world, rate_limits=MANY_CALLS) as emulator,
        closing(salesforce(emulator)) as connector,
    ):
        for name in SALESFORCE_STREAMS:
            assert rows_of(connector, name) == []


@pytest.mark.parametrize("name", ["OpportunityLineItem", "Product2"])
def test_what_the_org_does_not_show_is_not_none(org: Emulator, name: str) -> None:
    org.records["salesforce"].hide(name)
    stream = "product2" if name == "Product2" else "opportunity_line_item"
    with (
        closing(salesforce(org)) as connector,
        pytest.raises(StreamUnavailableError),
    ):
        read(connector, stream)
