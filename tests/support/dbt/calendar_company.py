"""A company whose two systems keep calendars of two ends of the world, over clock changes.

The org lives in Sydney, the portal in New York, and both teams report in UTC. Raw rows by hand;
what they come to is said in test_dbt_calendars.py. Instants are UTC.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from tests.support.dbt.build import Rows

AS_OF = datetime.fromisoformat("2026-11-29T20:00:00")  # 30 November in Sydney, 29 in New York
OWN_FIELDS = {("raw_salesforce", "lead"): {"mql_date__c": "date"}}
Records = list[dict[str, Any]]


def utc(text: str) -> datetime:
    """An instant of 2026, `MM-DD hh:mm`."""
    return datetime.fromisoformat(f"2026-{text}")


def day(month: int, number: int) -> date:
    return date(2026, month, number)


#: name -> lead created, MQL day, converted day, deal created, close day; then what the row says:
#: days of INQ, MQL, SQL, OPP and won, the month of the cohort, days from MQL to won, out of order.
LEADS: dict[str, tuple[tuple[Any, ...], tuple[Any, ...]]] = {
    # over the night in which the clocks go forward
    "S1": (
        (utc("10-03 13:30"), day(10, 4), day(10, 5), utc("10-04 20:00"), day(10, 6)),
        (day(10, 3), day(10, 4), day(10, 5), day(10, 5), day(10, 6), day(10, 1), 2, False),
    ),
    # all on the day on which they go back
    "S2": (
        (utc("04-05 10:00"), day(4, 5), day(4, 5), utc("04-05 13:30"), day(4, 5)),
        (day(4, 5),) * 5 + (day(4, 1), 0, False),
    ),
    # the first hours of June in Sydney are of May where both teams report
    "S3": (
        (utc("05-31 20:00"), None, day(6, 1), utc("05-31 21:00"), day(6, 1)),
        (day(6, 1), day(6, 1), day(6, 1), day(6, 1), day(6, 1), day(5, 1), None, False),
    ),
    # won before anybody called it qualified
    "S4": (
        (utc("06-01 03:00"), day(6, 20), day(6, 5), utc("06-05 03:00"), day(6, 10)),
        (day(6, 1), day(6, 20), day(6, 5), day(6, 5), day(6, 10), day(6, 1), -10, True),
    ),
}

#: deal -> created, close day as the portal keeps it; then both days, and the days between.
DEALS: dict[str, tuple[datetime, datetime, date, date, int]] = {
    "into the short day": (utc("03-08 04:30"), utc("03-08 05:00"), day(3, 7), day(3, 8), 1),
    "out of it": (utc("03-08 06:30"), utc("03-09 04:00"), day(3, 8), day(3, 9), 1),
    "over the long day": (utc("11-01 03:30"), utc("11-02 05:00"), day(10, 31), day(11, 2), 2),
    "within it": (utc("11-01 05:30"), utc("11-01 04:00"), day(11, 1), day(11, 1), 0),
    "until noon": (utc("11-01 05:30"), utc("11-01 17:00"), day(11, 1), day(11, 1), 0),
}


def rows() -> Rows:
    """Every raw row of the company."""
    return {
        ("raw_hubspot", "_source"): [
            {"account_id": "1", "currency": "USD", "time_zone": "America/New_York"}
        ],
        ("raw_salesforce", "_source"): [
            {"account_id": "2", "currency": "USD", "time_zone": "Australia/Sydney"}
        ],
        **_portal(),
        **_org(),
    }


def _portal() -> Rows:
    return {
        ("raw_hubspot", "contacts"): [
            # an evening in New York, won that day
            _contact("1", utc("02-11 03:00")),
            # qualified in the portal, won in the org on what is the same day in Sydney
            _contact("2", utc("07-01 20:00")),
            # a customer without a deal: nobody picked a day
            _contact("3", utc("02-10 23:00"), hs_lifecyclestage_customer_date=utc("02-11 03:00")),
        ],
        ("raw_hubspot", "deals"): [
            *(
                _deal(name, created, closed, hs_is_closed=True, hs_is_closed_won=True)
                for name, (created, closed, *_) in DEALS.items()
            ),
            _deal("E", utc("02-11 03:30"), utc("02-10 05:00"), hs_is_closed_won=True),
            # its history ends before the stage it stands in
            _deal("K", utc("01-10 15:00"), None, dealstage="contractsent"),
        ],
        ("raw_hubspot", "_associations"): [
            {"from_type": "deals", "from_id": "E", "to_type": "contacts", "to_id": "1"}
        ],
        ("raw_hubspot", "_history"): [
            {
                "object_type": "deals",
                "record_id": "K",
                "property": "dealstage",
                "value": value,
                "changed_at": at,
            }
            for value, at in (
                ("appointmentscheduled", utc("01-10 15:00")),
                ("qualifiedtobuy", utc("02-10 15:00")),
            )
        ],
    }


def _org() -> Rows:
    leads: Records = [
        # the same hour as S3, and nothing came of it
        _lead("S5", utc("05-31 20:00"), None),
        _lead("TWO", utc("07-01 21:00"), None, isconverted=True, convertedopportunityid="O-TWO"),
    ]
    leads[-1]["email"] = "c2@people.example"
    opportunities: Records = [
        _opportunity("O-TWO", utc("07-01 22:00"), day(7, 2), won=True),
        _opportunity("TODAY", utc("10-01 00:00"), day(11, 30), won=True),
        _opportunity("DUE", utc("10-01 00:00"), day(11, 30), won=False),
        _opportunity("LATE", utc("10-01 00:00"), day(11, 29), won=False),
    ]
    for name, ((created, qualified, converted, deal_created, closed), _) in LEADS.items():
        leads.append(
            _lead(
                name,
                created,
                qualified,
                isconverted=True,
                converteddate=converted,
                convertedopportunityid=f"O-{name}",
            )
        )
        opportunities.append(_opportunity(f"O-{name}", deal_created, closed, won=True))
    return {
        ("raw_salesforce", "lead"): leads,
        ("raw_salesforce", "opportunity"): opportunities,
        ("raw_salesforce", "opportunity_history"): [
            {"id": f"h{place}", "opportunityid": "LATE", "stagename": stage, "createddate": at}
            for place, (stage, at) in enumerate(
                (
                    ("Prospecting", utc("10-01 00:00")),
                    ("Closed Lost", utc("10-03 13:30")),  # half an hour before midnight
                    ("Closed Won", utc("10-04 12:30")),  # and again, of a day of 23 hours
                    ("Closed Lost", utc("10-05 12:30")),
                    ("Prospecting", utc("10-06 12:30")),
                )
            )
        ],
        ("raw_salesforce", "task"): [
            {
                "id": "call",
                "whoid": "S1",
                "isclosed": True,
                # nine in the morning of the MQL day, which has not begun where both teams report
                "completeddatetime": utc("10-03 22:00"),
                "isdeleted": False,
            }
        ],
    }


def _contact(contact_id: str, qualified: datetime, **more: Any) -> dict[str, Any]:
    return {
        "id": contact_id,
        "email": f"c{contact_id}@people.example",
        "createdate": utc("01-02 12:00"),
        "hs_analytics_source": "ORGANIC_SEARCH",
        "hs_lifecyclestage_marketingqualifiedlead_date": qualified,
        **more,
    }


def _deal(deal_id: str, created: datetime, closed: datetime | None, **more: Any) -> dict[str, Any]:
    return {
        "id": deal_id,
        "dealname": deal_id,
        "createdate": created,
        "closedate": closed,
        "hs_lastmodifieddate": utc("03-01 15:00"),
        **more,
    }


def _lead(lead_id: str, created: datetime, qualified: date | None, **more: Any) -> dict[str, Any]:
    return {
        "id": lead_id,
        "email": f"{lead_id.lower()}@people.example",
        "status": "New",
        "leadsource": "Web",
        "createddate": created,
        "lastmodifieddate": created,
        "mql_date__c": qualified,
        "isconverted": False,
        **more,
    }


def _opportunity(name: str, created: datetime, close: date, *, won: bool) -> dict[str, Any]:
    return {
        "id": name,
        "name": name,
        "createddate": created,
        "closedate": close,
        "stagename": "Closed Won" if won else "Prospecting",
        "isclosed": won,
        "iswon": won,
    }
