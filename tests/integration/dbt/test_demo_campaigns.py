"""Campaigns of a demo org that nobody here wrote: members as counted, and nothing made up."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import pytest

from tests.support.company import SHARED_DATA
from tests.support.dbt.build import Build

FOLDER: Final = SHARED_DATA / "sfdc_dcw"
AS_OF: Final = datetime.fromisoformat("2024-01-25T12:00:00")
_SAYS_YES: Final = ("1", "true")


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Build]:
    if not FOLDER.exists():
        pytest.skip(f"the demo org is not here: {FOLDER} (it stands beside the project)")
    made = Build.on_duckdb(tmp_path_factory.mktemp("demo_campaigns"))
    made.fill(
        {
            ("raw_salesforce", "opportunity"): [*map(_opportunity, _rows("Opportunity"))],
            ("raw_salesforce", "campaign"): [*map(_campaign, _rows("Campaign"))],
            ("raw_salesforce", "campaign_member"): [*map(_member, _rows("CampaignMember"))],
            ("raw_salesforce", "lead"): [*map(_person, _rows("Lead"))],
            ("raw_salesforce", "contact"): [*map(_person, _rows("Contact"))],
        },
        {},
    )
    made.at(AS_OF)
    made.dbt("+mart_marketing_return", "+mart_acquisition_cost", "+bridge_campaign_person")
    yield made
    made.engine.dispose()


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _opportunity(row: dict[str, str]) -> dict[str, Any]:
    return {
        "id": row["Id"],
        "name": row["Name"],
        "accountid": row["AccountId"] or None,
        "campaignid": row["CampaignId"] or None,
        "leadsource": row["LeadSource"] or None,
        "stagename": row["StageName"],
        "isclosed": row["IsClosed"] in _SAYS_YES,
        "iswon": row["IsWon"] in _SAYS_YES,
        "amount": float(row["Amount"]) if row["Amount"] else None,
        "closedate": date.fromisoformat(row["CloseDate"]),
        "createddate": _instant(row["CreatedDate"]),
    }


def _campaign(row: dict[str, str]) -> dict[str, Any]:
    return {
        "id": row["Id"],
        "name": row["Name"],
        "type": row["Type"] or None,
        "status": row["Status"] or None,
        "startdate": date.fromisoformat(row["StartDate"]) if row["StartDate"] else None,
        "enddate": date.fromisoformat(row["EndDate"]) if row["EndDate"] else None,
        "budgetedcost": float(row["BudgetedCost"]) if row["BudgetedCost"] else None,
        "actualcost": float(row["ActualCost"]) if row["ActualCost"] else None,
        "createddate": _instant(row["CreatedDate"]),
    }


def _member(row: dict[str, str]) -> dict[str, Any]:
    return {
        "id": row["Id"],
        "campaignid": row["CampaignId"],
        "leadid": row["LeadId"] or None,
        "contactid": row["ContactId"] or None,
        "status": row["Status"] or None,
        "hasresponded": row["HasResponded"] in _SAYS_YES,
        "createddate": _instant(row["CreatedDate"]),
    }


def _person(row: dict[str, str]) -> dict[str, Any]:
    return {
        "id": row["Id"],
        "firstname": row["FirstName"] or None,
        "lastname": row["LastName"] or None,
        "email": row["Email"] or None,
        "leadsource": row["LeadSource"] or None,
        "createddate": _instant(row["CreatedDate"]),
    }


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=None)


def test_each_campaign_has_the_members_that_the_platform_counts(build: Build) -> None:
    """Two campaigns have one name: they are two campaigns all the same."""
    found: Counter[tuple[str, str]] = Counter()
    for campaign, kind, count in build.rows(
        "select campaign_id, person_object, count(*) from conformed.cnf_campaign_members"
        " group by campaign_id, person_object"
    ):
        found[campaign, kind] = count
    truth = _rows("truth/campaign_members_recount_vs_rollup")
    assert len(truth) == 8
    for row in truth:
        assert found.pop((row["Id"], "lead"), 0) == int(row["rollup_leads"]), row["Name"]
        assert found.pop((row["Id"], "contact"), 0) == int(row["rollup_contacts"]), row["Name"]
    assert not found
    assert build.rows("select count(*) from marts.bridge_campaign_person where has_responded") == [
        (sum(int(row["rollup_responses"]) for row in truth),)
    ]


def test_deals_that_nothing_ties_to_marketing_are_unattributed(build: Build) -> None:
    """Under every rule the whole of what was won, and never 0 in place of unknown."""
    told = json.loads((FOLDER / "truth" / "headline.json").read_text(encoding="utf-8"))
    won = Decimal(str(told["won_amount"]))
    found = build.rows(
        "select model, channel, count(*), sum(attributed_amount) from marts.fct_attribution"
        " where conversion = 'won' group by model, channel"
    )
    assert len(found) > 10
    assert {row[1:] for row in found} == {("unattributed", told["opp_won"], won)}


def test_without_a_cost_no_return_and_no_cost_per_customer_is_told(build: Build) -> None:
    """Budgets and costs are empty there: nothing is known of them, which is not nothing."""
    assert build.rows(
        "select distinct spend_state, spend_amount_corporate, roi_on_revenue, roi_on_gross_profit"
        " from marts.mart_marketing_return"
    ) == [("not_told", None, None, None)]
    assert build.rows(
        "select distinct spend_state, spend_amount_corporate, cost_per_customer, roi_on_revenue"
        " from marts.mart_acquisition_cost"
    ) == [("not_told", None, None, None)]
