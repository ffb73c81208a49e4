"""What HubSpot's campaigns cost: items of budget and spend, asked for campaign by campaign."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from orchestration.emulator import Emulator
from orchestration.errors import AnswerError, StreamUnavailableError
from orchestration.sources.connector import Connector
from tests.support.sources.world import (
    MANY_CALLS,
    asking,
    hubspot,
    hubspot_world,
    moment,
    read,
    stream,
)

_TOTALS = "/marketing/v3/campaigns/{}/budget/totals"


@pytest.fixture
def served() -> Iterator[Emulator]:
    world = hubspot_world(
        {"contacts": [{"id": "1"}]},
        campaigns=[
            {"id": "c-1", "hs_name": "Spring", "hs_utm": "spring-26",
             "hs_budget_items_sum_amount": "900", "createdAt": "2026-02-01T00:00:00Z"},
            {"id": "c-2", "hs_name": "Nothing spent"},
            {"id": "c-3", "hs_name": "Fair"},
        ],
        campaign_spend=[
            {"id": "1", "campaign_id": "c-1", "name": "Ads", "amount": "12.5",
             "created_at": "2026-03-01T10:00:00Z"},
            {"id": "2", "campaign_id": "c-1", "name": "Print", "amount": "0",
             "created_at": "2026-03-02T10:00:00Z"},
            {"id": "1", "campaign_id": "c-3", "name": "Stand", "amount": "4000",
             "created_at": "2026-03-03T10:00:00Z"},
        ],
    )  # fmt: skip
    with Emulator(world, rate_limits=MANY_CALLS) as emulator:
        yield emulator


@pytest.fixture
def portal(served: Emulator) -> Iterator[Connector]:
    with closing(hubspot(served)) as connector:
        yield connector


def _rows(portal: Connector) -> list[dict[str, object]]:
    batches = read(portal, "campaign_costs")
    return [row for batch in batches for row in batch.table.to_pylist()]


def test_every_item_says_whether_it_was_planned_or_spent(portal: Connector) -> None:
    rows = _rows(portal)
    found = {(r["campaign_id"], r["item_kind"], r["id"]): (r["name"], r["amount"]) for r in rows}
    assert found == {
        ("c-1", "budget", "1"): ("Budget", 900.0),
        ("c-1", "spend", "1"): ("Ads", 12.5),
        ("c-1", "spend", "2"): ("Print", 0.0),
        ("c-3", "spend", "1"): ("Stand", 4000.0),
    }
    ads = next(r for r in rows if r["name"] == "Ads")
    assert (ads["currencycode"], ads["createdat"]) == ("EUR", moment("2026-03-01T10:00"))


def test_campaigns_are_listed_once_for_their_costs(portal: Connector) -> None:
    listed = [row for batch in read(portal, "campaigns") for row in batch.table.to_pylist()]
    assert [row["hs_utm"] for row in listed] == ["spring-26", None, None]
    calls = portal.stats.calls
    _rows(portal)
    assert portal.stats.calls == calls + 3, "one to a campaign, and no list"


def test_a_campaign_that_goes_away_in_between_has_no_costs(
    portal: Connector, served: Emulator
) -> None:
    gone = {"status": 404, "body": {"status": "error", "category": "OBJECT_NOT_FOUND"}}
    served.faults.arm("wire.wrong_body", path=_TOTALS.format("c-1"), count=None, reply=gone)
    assert {row["campaign_id"] for row in _rows(portal)} == {"c-3"}


def test_costs_that_may_not_be_seen_are_unavailable_not_none(
    portal: Connector, served: Emulator
) -> None:
    served.faults.arm(
        "wire.wrong_body",
        path=_TOTALS.format("c-3"),
        count=None,
        reply={"status": 403, "body": {"status": "error", "category": "MISSING_SCOPES"}},
    )
    with pytest.raises(StreamUnavailableError):
        _rows(portal)


@pytest.mark.parametrize(
    "body",
    [
        {"currencyCode": "EUR", "budgetItems": []},
        {"budgetItems": [], "spendItems": []},
        {"currencyCode": "EUR", "budgetItems": [], "spendItems": [{"id": "1", "amount": "12.5"}]},
        {"currencyCode": "EUR", "budgetItems": [], "spendItems": [{"id": 1, "amount": 1}] * 2},
    ],
    ids=["no list of spend", "no currency", "an amount as text", "one item twice"],
)
def test_an_answer_of_another_shape_is_refused(
    portal: Connector, served: Emulator, body: dict[str, object]
) -> None:
    reply = {"status": 200, "body": body}
    served.faults.arm("wire.wrong_body", path=_TOTALS.format("c-1"), count=None, reply=reply)
    with pytest.raises(AnswerError):
        _rows(portal)


def test_a_row_that_is_still_there_contradicts_the_list_that_lacks_it(portal: Connector) -> None:
    batch = read(portal, "campaign_costs")[0]
    keys = batch.table.select(["campaign_id", "item_kind", "id"])
    told = portal.contradiction(stream(portal, "campaign_costs"), keys, asking())
    assert "are there when asked for alone" in str(told)
