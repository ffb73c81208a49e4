"""The opportunities of the company whose every flaw is known, and who and what hangs on them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from tests.support.dbt import quality_values as values
from tests.support.dbt.build import Rows

AS_OF = datetime(2025, 1, 1, 12)  # noqa: DTZ001  the warehouse keeps UTC without a zone
TODAY = AS_OF.date()
#: Who left, and who buys.
GONE = "005000000000003AAA"
BUYER = "003000000000009AAA"
#: How many characters an opportunity takes as its next step.
LONGEST_STEP = 20
FIELDS = (
    *("dealtype", "dealname", "amount", "closedate", "dealstage", "hubspot_owner_id"),
    *("hs_next_step", "hs_manual_forecast_category", "hs_deal_stage_probability"),
)
OPPORTUNITY_FIELDS = (
    *("name", "stagename", "amount", "closedate", "ownerid"),
    *("nextstep", "forecastcategory", "probability"),
)


def rows() -> Rows:
    """Of every raw table that they need."""
    return {
        ("raw_hubspot", "pipelines"): _stages(),
        ("raw_hubspot", "deals"): _deals(),
        ("raw_salesforce", "opportunity"): _opportunities(),
        ("raw_salesforce", "opportunity_contact_role"): _roles(),
        ("raw_salesforce", "opportunity_history"): _stage_history(),
    }


def ago(days: float) -> datetime:
    """So many days before the end."""
    return AS_OF - timedelta(days=days)


def _at(year: int, month: int, day: int) -> datetime:
    return datetime.combine(date(year, month, day), datetime.min.time())


def _stages() -> list[dict[str, Any]]:
    stages = [
        ("qualifiedtobuy", "Qualified to buy", False, 0.4),
        ("contractsent", "Contract sent", False, 0.9),
        ("closedwon", "Closed won", True, 1.0),
    ]
    return [
        {
            "object_type": "deals",
            "pipeline_id": "default",
            "stage_id": stage_id,
            "stage_label": label,
            "is_closed": is_closed,
            "probability": probability,
        }
        for stage_id, label, is_closed, probability in stages
    ]


def _opportunity(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "id": f"00600000000000{number}AAA",
        "name": f"Business {number}",
        "stagename": "Negotiation/Review",
        "isclosed": False,
        "iswon": False,
        "amount": 1000.0,
        "closedate": date(2025, 3, 1),
        "createddate": ago(30),
        "ownerid": "005000000000001AAA",
        "nextstep": "Call the buyer",
        "isdeleted": False,
        **changes,
    }


def _opportunities() -> list[dict[str, Any]]:
    won = {"isclosed": True, "iswon": True, "stagename": "Closed Won"}
    lost = {"isclosed": True, "stagename": "Closed Lost"}
    old = {"accountid": values.OLD_ACCOUNT}
    return [
        _opportunity(1, closedate=TODAY),  # due today is not late
        _opportunity(2, closedate=date(2024, 12, 31), createddate=ago(40), nextstep=values.NO_CARD),
        _opportunity(3, amount=None, ownerid=GONE),
        _opportunity(4, amount=-50.0, forecastcategory="Closed", accountid=values.YOUNG_ACCOUNT),
        _opportunity(5, **won, closedate=date(2024, 12, 20), createddate=ago(800)),
        _opportunity(6, forecastcategory="Forecast"),
        _opportunity(7, name="TBD", nextstep=" "),
        _opportunity(8, **won, **old, closedate=date(2025, 1, 2)),
        _opportunity(9, **lost, **old, nextstep=values.CARD, closedate=date(2024, 12, 1)),
        {**_opportunity(0, amount=None), "createddate": ago(6)},  # still within its grace
    ]


def _roles() -> list[dict[str, Any]]:
    """The buyer is named on all but one of those that are open long enough."""
    return [
        {
            "id": f"00K00000000000{number}AAA",
            "opportunityid": f"00600000000000{number}AAA",
            "contactid": BUYER,
            "createddate": ago(20),
        }
        for number in (1, 2, 4, 5, 6, 7)
    ]


#: Twice back to the first stage.
TO_AND_FRO = ("Prospecting", "Negotiation/Review", "Prospecting")


def _stage_history() -> list[dict[str, Any]]:
    """The won one stood twenty times where the open ones stand, thirty-one days each time.

    One of the open ones went back and forth before it came there.
    """
    ways = [
        (5, stage, 790 - 32 * visit - gone)
        for visit in range(20)
        for stage, gone in (("Negotiation/Review", 0), ("Prospecting", 31))
    ]
    ways += [(5, "Closed Won", 12), (1, "Negotiation/Review", 30), (2, "Negotiation/Review", 32)]
    ways += [(1, stage, days) for days, stage in zip((29.9, 29.8, 29.7), TO_AND_FRO, strict=True)]
    pushed = [
        {
            "id": f"008{900 + place:012d}AAA",
            "opportunityid": "006000000000001AAA",
            "stagename": "Negotiation/Review",
            "closedate": picked,
            "createddate": ago(29 - place),
        }
        for place, picked in enumerate([*(date(2024, month, 15) for month in range(9, 13)), TODAY])
    ]
    return pushed + [
        {
            "id": f"008{place:012d}AAA",
            "opportunityid": f"00600000000000{number}AAA",
            "stagename": stage,
            "createddate": ago(days),
        }
        for place, (number, stage, days) in enumerate(ways)
    ]


def _deal(number: int, opportunity: str | None, **changes: Any) -> dict[str, Any]:
    return {
        "id": str(number),
        "dealname": f"Business {number}",
        "pipeline": "default",
        "dealstage": "contractsent",
        "amount": 1000.0,
        "closedate": _at(2025, 3, 1),
        "createdate": ago(30),
        "hubspot_owner_id": "1",
        "hs_salesforceopportunityid": opportunity,
        "hs_next_step": "Call the buyer",
        **changes,
    }


_MOVED = {
    "dealstage": "qualifiedtobuy",
    "amount": None,
    "hubspot_owner_id": "2",
    "hs_next_step": "s" * LONGEST_STEP,
}


def _deals() -> list[dict[str, Any]]:
    return [
        # 15 characters; one per cent and one day are tolerated
        _deal(1, "006000000000001", amount=1010.0, closedate=_at(2025, 1, 2)),
        _deal(2, "006000000000002AAA", amount=1010.01, closedate=_at(2024, 12, 31)),
        _deal(
            *(5, "006000000000005AAA"),
            closedate=_at(2024, 12, 18),
            hs_next_step="s" * (LONGEST_STEP + 1),
        ),
        _deal(6, "006000000000006AAA", **_MOVED),
        _deal(7, "006000000000007AAA", amount=2000.0, _deleted_at=AS_OF),
        _deal(90, None, closedate=_at(2024, 11, 1)),
        _deal(
            91,
            None,
            dealstage="closedwon",
            hs_is_closed=True,
            hs_is_closed_won=True,
            closedate=_at(2024, 12, 30),
        ),
        _deal(92, None, deal_currency_code="XTS"),
        # nothing needs no rate
        _deal(93, None, deal_currency_code="XTS", amount=0.0, createdate=ago(6)),
    ]
