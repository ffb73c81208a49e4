"""Reports of campaigns: sums over the days asked for, and refusals as HubSpot has them."""

from __future__ import annotations

import pytest

from orchestration.emulator import Emulator
from orchestration.emulator.hubspot.records import HubSpotRecords
from tests.support.emulator.hubspot_portal import Client

METRICS = "/marketing/v3/campaigns/c-1/reports/metrics"
REVENUE = "/marketing/v3/campaigns/c-1/reports/revenue"


@pytest.fixture(autouse=True)
def _told(store: HubSpotRecords) -> None:
    store.sections["campaign_reports"] = [
        {"campaign_id": "c-1", "date": "2024-03-01", "sessions": "5", "influenced_contacts": "2",
         "revenue_amount": "10.10", "deal_amount": "100", "deals": "1", "contacts": "1"},
        {"campaign_id": "c-1", "date": "2024-03-02", "sessions": "7", "revenue_amount": "20.20"},
        {"campaign_id": "c-1", "date": "2024-03-02", "attribution_model": "U_SHAPED",
         "revenue_amount": "99"},
        {"campaign_id": "c-2", "date": "2024-03-01", "sessions": "900"},
    ]  # fmt: skip


def test_reports_are_of_all_time_or_of_the_days_asked_for(client: Client) -> None:
    told = client.get(METRICS).json()
    assert (told["sessions"], told["influencedContacts"]) == (12, 2)
    assert told["newContactsFirstTouch"] == told["newContactsLastTouch"] == 0
    first = {"startDate": "2024-03-01", "endDate": "2024-03-01"}
    assert client.get(METRICS, **first).json()["sessions"] == 5
    assert client.get(METRICS, startDate="2024-03-02").json()["sessions"] == 7


def test_revenue_is_linear_unless_another_model_is_asked_for(client: Client) -> None:
    told = client.get(REVENUE).json()
    assert told == client.get(REVENUE, attributionModel="LINEAR").json()
    assert told == {
        "revenueAmount": 30.3,
        "dealAmount": 100.0,
        "dealsNumber": 1,
        "contactsNumber": 1,
        "currencyCode": "EUR",
    }
    assert client.get(REVENUE, attributionModel="U_SHAPED").json()["revenueAmount"] == 99.0
    assert client.get(REVENUE, attributionModel="W_SHAPED").json()["revenueAmount"] == 0.0


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        (REVENUE, {"attributionModel": "linear"}),
        (REVENUE, {"startDate": "01.03.2024"}),
        (METRICS, {"startDate": "2024-02-30"}),
        (METRICS, {"startDate": "20240301"}),
        (METRICS, {"startDate": "2024-03-02", "endDate": "2024-03-01"}),
        (METRICS, {"attributionModel": "LINEAR"}),
    ],
)
def test_what_the_specification_does_not_have_is_refused(
    client: Client, path: str, asked: dict[str, str]
) -> None:
    reply = client.get(path, **asked)
    assert (reply.status_code, reply.json()["category"]) == (400, "VALIDATION_ERROR")


@pytest.mark.parametrize("report", ["metrics", "revenue"])
def test_a_campaign_that_is_not_there_has_none(client: Client, report: str) -> None:
    path = f"/marketing/v3/campaigns/nobodys/reports/{report}"
    assert client.get(path).status_code == 404


def test_revenue_has_a_scope_of_its_own(client: Client, emulator: Emulator) -> None:
    hidden = emulator.records["hubspot"].hidden
    hidden.add(("campaign_revenue", None))
    assert client.get(METRICS).status_code == 200
    refused = client.get(REVENUE)
    (needed,) = refused.json()["errors"]
    assert refused.status_code == 403
    assert needed["context"]["requiredGranularScopes"] == ["marketing.campaigns.revenue.read"]
    hidden.add(("campaigns", None))
    assert client.get(METRICS).status_code == 403
