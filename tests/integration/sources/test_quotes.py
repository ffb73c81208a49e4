"""Quotes of both vendors: with their deals, none of them, or none to be seen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

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

DEAL, QUOTE, GONE = "006000000000001AAA", "0Q0000000000001AAA", "0Q0000000000002AAA"


@pytest.fixture
def portal() -> Iterator[Emulator]:
    world = hubspot_world(
        {
            "deals": [{"id": "1"}],
            "quotes": [
                {"id": "7", "hs_title": "Offer", "hs_status": "APPROVAL_NOT_NEEDED",
                 "hs_quote_status": "EXPIRED", "hs_quote_amount": "119.5", "hs_currency": "USD",
                 "hs_expiration_date": "2024-05-01T00:00:00Z",
                 "hs_esign_date": "2024-04-02T10:00:00Z",
                 "hs_lastmodifieddate": "2024-04-02T10:00:00Z"},
                {"id": "8", "hs_status": "DRAFT", "_archived_at": "2024-04-03T10:00:00Z",
                 "hs_lastmodifieddate": "2024-04-03T10:00:00Z"},
            ],
        },
        associations=[
            {"from_type": "quotes", "from_id": "7", "to_type": "deals", "to_id": "1",
             "category": "HUBSPOT_DEFINED", "type_id": "64", "label": None},
        ],
    )  # fmt: skip
    with Emulator(world, rate_limits=MANY_CALLS) as emulator:
        yield emulator


@pytest.fixture
def org() -> Iterator[Emulator]:
    world = salesforce_world(
        {
            "Opportunity": [{"Id": DEAL, "Name": "One"}],
            "Quote": [
                {"Id": QUOTE, "OpportunityId": DEAL, "Name": "Offer", "Status": "Presented",
                 "Subtotal": "110", "Discount": "10", "TotalPrice": "99", "GrandTotal": "117.81",
                 "IsSyncing": "true", "ExpirationDate": "2024-06-30"},
                {"Id": GONE, "OpportunityId": DEAL, "Name": "Old", "Status": "Draft",
                 "IsDeleted": "true"},
            ],
        }
    )  # fmt: skip
    with Emulator(world, rate_limits=MANY_CALLS) as emulator:
        yield emulator


def test_a_portals_quotes_come_with_signature_and_deal(portal: Emulator) -> None:
    with closing(hubspot(portal)) as connector:
        told = {row["id"]: row for row in rows_of(connector, "quotes")}
        [tie] = rows_of(connector, "_associations", quotes=["7"])
    assert (told["7"]["hs_quote_amount"], told["7"]["hs_currency"]) == (119.5, "USD")
    assert (told["7"]["hs_quote_status"], told["7"]["_deleted_at"]) == ("EXPIRED", None)
    assert told["7"]["hs_esign_date"].day == 2
    assert told["8"]["_deleted_at"] is not None
    assert (tie["from_type"], tie["from_id"], tie["to_id"], tie["type_id"]) == (
        *("quotes", "7"),
        *("1", 64),
    )


def test_of_a_portals_quotes_what_changed_is_read_again(portal: Emulator) -> None:
    since = AS_OF - timedelta(days=1)
    with closing(hubspot(portal)) as connector:
        portal.records["hubspot"].upsert("quotes", "7", {"hs_quote_status": "VOID"})
        found = rows_of(connector, "quotes", since, AS_OF + timedelta(hours=1))
    assert [(row["id"], row["hs_quote_status"]) for row in found] == [("7", "VOID")]


def test_an_orgs_quotes_come_with_what_the_deal_follows(org: Emulator) -> None:
    with closing(salesforce(org)) as connector:
        told = {row["id"]: row for row in rows_of(connector, "quote")}
    quote = told[QUOTE]
    assert (quote["opportunityid"], quote["issyncing"]) == (DEAL, True)
    assert (quote["subtotal"], quote["discount"]) == (110.0, 10.0)
    assert (quote["totalprice"], quote["grandtotal"]) == (99.0, 117.81)
    assert (quote["expirationdate"].month, quote["_deleted_at"]) == (6, None)
    assert told[GONE]["_deleted_at"] is not None


def test_a_portal_without_quotes_has_an_empty_table() -> None:
    world = hubspot_world({"deals": [{"id": "1"}]}, associations=[])
    with (
        Emulator(world, rate_limits=MANY_CALLS) as emulator,
        closing(hubspot(emulator)) as connector,
    ):
        assert rows_of(connector, "quotes") == []
        found = pieces(connector, "_associations", deals=["1"], quotes=[])
    assert not [piece for piece in found if isinstance(piece, Unread)]


def test_an_org_without_quotes_lacks_them_and_is_none_the_worse() -> None:
    world = salesforce_world({"Opportunity": [{"Id": DEAL, "Name": "One"}]})
    with (
        Emulator(world, rate_limits=MANY_CALLS) as emulator,
        closing(salesforce(emulator)) as connector,
        pytest.raises(StreamUnavailableError),
    ):
        read(connector, "quote")


def test_quotes_that_a_portal_does_not_show_are_not_none(portal: Emulator) -> None:
    portal.records["hubspot"].hide("quotes")
    with closing(hubspot(portal)) as connector:
        with pytest.raises(StreamUnavailableError, match=r"quotes"):
            read(connector, "quotes")
        found = pieces(connector, "_associations", deals=["1"])
    assert not [piece for piece in found if isinstance(piece, Unread)], "the scope was told once"


def test_quotes_that_an_org_does_not_show_are_not_none(org: Emulator) -> None:
    org.records["salesforce"].hide("Quote")
    with closing(salesforce(org)) as connector, pytest.raises(StreamUnavailableError):
        read(connector, "quote")
