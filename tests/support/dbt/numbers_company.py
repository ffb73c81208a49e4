"""A company whose numbers mislead whoever counts carelessly: one channel per trap.

Raw rows by hand; what they should come to is said in test_dbt_numbers.py.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from tests.support.dbt.build import Rows

AS_OF = datetime.fromisoformat("2026-07-01T02:00:00")  # the evening of 30 June where the org is
START = datetime.fromisoformat("2026-01-05T09:00:00")
Records = list[dict[str, Any]]


def rows() -> Rows:
    """Every raw row of the company."""
    contacts, deals, links = _hubspot()
    leads, opportunities = _salesforce()
    return {
        ("raw_hubspot", "_source"): [
            {"account_id": "1", "currency": "USD", "time_zone": "Asia/Tokyo"}
        ],
        ("raw_hubspot", "contacts"): contacts,
        ("raw_hubspot", "deals"): deals,
        ("raw_hubspot", "_associations"): links,
        ("raw_salesforce", "_source"): [
            {"account_id": "2", "currency": "USD", "time_zone": "America/Phoenix"}
        ],
        ("raw_salesforce", "lead"): leads,
        ("raw_salesforce", "opportunity"): opportunities,
    }


def _hubspot() -> tuple[Records, Records, Records]:
    contacts: Records = []
    deals: Records = []
    links: Records = []

    def add(source: str, count: int, *, won: int = 0, deal: dict[str, Any], **values: Any) -> None:
        for place in range(count):
            number = str(1000 + len(contacts))
            contacts.append(
                {
                    "id": number,
                    "email": f"c{number}@people.example",
                    "createdate": START,
                    "hs_analytics_source": source,
                    "hs_analytics_first_timestamp": START,
                    **values,
                }
            )
            if place < won:
                deals.append(_deal(f"9{number}", hs_is_closed_won=True, **deal))
                links.append(_link(f"9{number}", number))

    mql = {"hs_lifecyclestage_marketingqualifiedlead_date": START + timedelta(days=1)}
    priced = {"amount": 100.0}
    # entered by hand; the six won ones are those that Salesforce heard of, see _salesforce
    add("OFFLINE", 30, deal={}, country="Peru", **mql)
    # nobody records MQLs here
    add("ORGANIC_SEARCH", 100, won=20, deal=priced)
    # fifty MQLs came to nothing, twenty-five were won without having been one
    add("PAID_SEARCH", 50, deal={}, **mql)
    add("PAID_SEARCH", 25, won=25, deal=priced)
    # customers whose deals nobody wrote down
    add("REFERRALS", 4, deal={}, hs_lifecyclestage_customer_date=START + timedelta(days=30))
    add("REFERRALS", 6, deal={})
    # won in a currency that nobody can convert, and a won deal with no amount at all
    add("EMAIL_MARKETING", 1, won=1, deal={"amount": 70.0, "deal_currency_code": "XTS"}, **mql)
    add("EMAIL_MARKETING", 1, won=1, deal={}, **mql)
    add("EMAIL_MARKETING", 1, won=1, deal=priced, **mql)
    add("SOCIAL_MEDIA", 1, won=1, deal={"amount": 70.0, "deal_currency_code": "XTS"}, **mql)
    # the eighth hour of 1 March in Tokyo, closed that day
    deals.append(
        _deal(
            "T1",
            createdate=datetime.fromisoformat("2026-02-28T23:00:00"),
            closedate=datetime.fromisoformat("2026-02-28T15:00:00"),
            hs_is_closed_won=True,
        )
    )
    return contacts, deals, links


def _deal(deal_id: str, **values: Any) -> dict[str, Any]:
    return {
        "id": deal_id,
        "dealname": deal_id,
        "createdate": START + timedelta(days=10),
        "closedate": START + timedelta(days=20),
        "hs_is_closed": True,
        **values,
    }


def _link(deal_id: str, contact_id: str) -> dict[str, Any]:
    return {
        "from_type": "deals",
        "from_id": deal_id,
        "to_type": "contacts",
        "to_id": contact_id,
        "type_id": 3,
    }


def _salesforce() -> tuple[Records, Records]:
    late = START + timedelta(days=5)
    leads: Records = []
    opportunities: Records = []
    sources = ("Unknown", None, "Trade Show", "Web", "Web", "Paid Search")
    for place, source in enumerate(sources):
        leads.append(_lead(f"L{place}", 1000 + place, source, late, f"O{place}", country="PE"))
        opportunities.append(
            _opportunity(f"O{place}", late, "Closed Won", date(2026, 1, 20), amount=10.0)
        )
    # one day from hand-raising to win, in the evening of Phoenix, which is the next day in UTC
    evening = datetime.fromisoformat("2026-02-11T01:30:00")
    leads.append(_lead("E1", 5000, "Web", datetime.fromisoformat("2026-02-10T16:00:00"), "EO"))
    leads[-1]["converteddate"] = date(2026, 2, 10)
    opportunities += [
        _opportunity("EO", evening, "Closed Won", date(2026, 2, 10)),
        _opportunity("IMPOSSIBLE", evening, "Closed Won", date(2026, 2, 3)),
        _opportunity("TODAY", START, "Prospecting", date(2026, 6, 30)),
        _opportunity("YESTERDAY", START, "Prospecting", date(2026, 6, 29)),
    ]
    return leads, opportunities


def _lead(
    lead_id: str, number: int, source: str | None, created: datetime, deal: str, **more: Any
) -> dict[str, Any]:
    return {
        "id": lead_id,
        "email": f"c{number}@people.example",
        "status": "Closed - Converted",
        "leadsource": source,
        "createddate": created,
        "lastmodifieddate": created,
        "isconverted": True,
        "converteddate": created.date(),
        "convertedopportunityid": deal,
        **more,
    }


def _opportunity(
    opportunity_id: str, created: datetime, stage: str, close: date, **more: Any
) -> dict[str, Any]:
    return {
        "id": opportunity_id,
        "name": opportunity_id,
        "createddate": created,
        "stagename": stage,
        "closedate": close,
        "isclosed": stage == "Closed Won",
        "iswon": stage == "Closed Won",
        **more,
    }
