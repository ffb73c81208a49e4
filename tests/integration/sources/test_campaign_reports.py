"""What HubSpot says that campaigns brought: two calls to a campaign, and what may be refused."""

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
    read,
    stream,
)

_PATH = "/marketing/v3/campaigns/{}/reports/{}"
_GONE = {"status": 404, "body": {"status": "error", "category": "OBJECT_NOT_FOUND"}}


@pytest.fixture
def served() -> Iterator[Emulator]:
    world = hubspot_world(
        {"contacts": [{"id": "1"}]},
        campaigns=[{"id": f"c-{n}", "hs_name": f"No {n}"} for n in (1, 2, 3)],
        campaign_reports=[
            {"campaign_id": "c-1", "date": "2024-03-01", "sessions": "5",
             "new_contacts_first_touch": "4", "new_contacts_last_touch": "3",
             "influenced_contacts": "9", "revenue_amount": "12.5", "deal_amount": "50",
             "deals": "2", "contacts": "6"},
            {"campaign_id": "c-1", "date": "2019-03-01", "sessions": "1"},
            {"campaign_id": "c-1", "date": "2024-03-01", "attribution_model": "FULL_PATH",
             "revenue_amount": "7000"},
        ],
    )  # fmt: skip
    with Emulator(world, rate_limits=MANY_CALLS) as emulator:
        yield emulator


@pytest.fixture
def portal(served: Emulator) -> Iterator[Connector]:
    with closing(hubspot(served)) as connector:
        yield connector


def _rows(portal: Connector) -> dict[str, dict[str, object]]:
    batches = read(portal, "campaign_reports")
    return {row["campaign_id"]: row for batch in batches for row in batch.table.to_pylist()}


def test_a_campaign_has_one_row_of_all_time_by_the_linear_rule(portal: Connector) -> None:
    rows = _rows(portal)
    counted = ("sessions", "newcontactsfirsttouch", "newcontactslasttouch", "influencedcontacts")
    of_deals = ("dealsnumber", "contactsnumber", "dealamount", "revenueamount")
    assert [rows["c-1"][name] for name in counted] == [6, 4, 3, 9]
    assert [rows["c-1"][name] for name in of_deals] == [2, 6, 50.0, 12.5]
    told = ("attributionmodel", "currencycode", "is_revenue_shown")
    assert [rows["c-1"][name] for name in told] == ["LINEAR", "EUR", True]
    assert [rows["c-2"][name] for name in counted] == [0, 0, 0, 0]


def test_revenue_that_may_not_be_seen_is_none_and_not_zero(
    portal: Connector, served: Emulator
) -> None:
    served.records["hubspot"].hidden.add(("campaign_revenue", None))
    rows = _rows(portal)
    assert {row["is_revenue_shown"] for row in rows.values()} == {False}
    assert {row["revenueamount"] for row in rows.values()} == {None}
    assert rows["c-1"]["sessions"] == 6
    assert served.log.count(_PATH.format("c-1", "revenue")) == 2, "believed when said twice"
    assert served.log.count(_PATH.format("c-2", "revenue")) == 0, "and then no more is asked"


def test_reports_that_may_not_be_seen_are_unavailable_not_none(
    portal: Connector, served: Emulator
) -> None:
    refused = {"status": 403, "body": {"status": "error", "category": "MISSING_SCOPES"}}
    path = _PATH.format("c-2", "metrics")
    served.faults.arm("wire.wrong_body", path=path, count=None, reply=refused)
    with pytest.raises(StreamUnavailableError):
        _rows(portal)


@pytest.mark.parametrize("report", ["metrics", "revenue"])
def test_a_campaign_that_goes_away_in_between_has_none(
    portal: Connector, served: Emulator, report: str
) -> None:
    path = _PATH.format("c-1", report)
    served.faults.arm("wire.wrong_body", path=path, count=None, reply=_GONE)
    rows = _rows(portal)
    assert {*rows} == {"c-2", "c-3"}
    assert {row["is_revenue_shown"] for row in rows.values()} == {True}


@pytest.mark.parametrize(
    ("report", "body"),
    [
        ("metrics", {"sessions": 1, "newContactsFirstTouch": 1, "newContactsLastTouch": 1}),
        ("revenue", {"revenueAmount": "12.5"}),
    ],
    ids=["no count of the influenced", "an amount as text"],
)
def test_an_answer_of_another_shape_is_refused(
    portal: Connector, served: Emulator, report: str, body: dict[str, object]
) -> None:
    reply = {"status": 200, "body": body}
    path = _PATH.format("c-1", report)
    served.faults.arm("wire.wrong_body", path=path, count=None, reply=reply)
    with pytest.raises(AnswerError):
        _rows(portal)


def test_a_row_that_is_still_there_contradicts_the_list_that_lacks_it(portal: Connector) -> None:
    (batch,) = read(portal, "campaign_reports")
    keys = batch.table.select(["campaign_id"])
    told = portal.contradiction(stream(portal, "campaign_reports"), keys, asking())
    assert "3 of 3 rows" in str(told)
