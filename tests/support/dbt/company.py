"""A small company in which every person, account and deal is a case of its own.

Raw rows by hand; what the models should make of them is said in test_dbt_models.py.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from tests.support.dbt.build import Rows

AS_OF = datetime.fromisoformat("2026-07-01T12:00:00")

LEAD_ID = "00Q3k000009SDyX"
LEAD_ID_LONG = "00Q3k000009SDyXEAW"
OPPORTUNITY_ID = "0063k000009SDyX"
CROWD = tuple(f"C{place:02}" for place in range(21))
OPPORTUNITY_ID_LONG = "0063k000009SDyXAAW"


def at(month: int, day: int, hour: int = 9) -> datetime:
    """An instant of 2026."""
    return datetime.fromisoformat(f"2026-{month:02}-{day:02}T{hour:02}:00:00")


def _row(**values: Any) -> dict[str, Any]:
    return values


def _opportunity(
    opportunity_id: str, created: datetime, stage: str, close: date, **more: Any
) -> dict[str, Any]:
    values: dict[str, Any] = {
        "id": opportunity_id,
        "name": opportunity_id,
        "createddate": created,
        "stagename": stage,
        "closedate": close,
        "isclosed": stage.startswith("Closed"),
        "iswon": stage == "Closed Won",
        "amount": 100.0,
        "probability": 50.0,
        "isdeleted": False,
    }
    return {**values, **more}


def _role(role_id: str, opportunity: str, contact: str, primary: bool) -> dict[str, Any]:
    return _row(
        id=role_id,
        opportunityid=opportunity,
        contactid=contact,
        isprimary=primary,
        createddate=at(1, 1),
        isdeleted=False,
    )


def _contact(contact_id: str, email: str, account: str | None = None) -> dict[str, Any]:
    return _row(
        id=contact_id, email=email, accountid=account, createddate=at(2, 1), isdeleted=False
    )


def rows() -> Rows:
    """Every raw row of the company."""
    return {**_hubspot_rows(), **_salesforce_people(), **_salesforce_deals()}


def _hubspot_rows() -> Rows:
    return {
        ("raw_hubspot", "_source"): [_row(account_id="1", currency="USD", time_zone="US/Eastern")],
        ("raw_hubspot", "contacts"): _hubspot_contacts(),
        ("raw_hubspot", "companies"): _companies(),
        ("raw_hubspot", "deals"): _deals(),
        ("raw_hubspot", "pipelines"): [
            # This portal's stage called "closedwon" means lost: flags decide, not names.
            _row(
                object_type="deals",
                pipeline_id="p",
                stage_id="closedwon",
                stage_label="Gone",
                is_closed=True,
                probability=0.0,
            ),
        ],
        ("raw_hubspot", "_associations"): [
            _row(from_type="deals", from_id="33", to_type="contacts", to_id="14", type_id=3),
        ],
        ("raw_hubspot", "owners"): [_row(id="71", email="Ann@us.example", firstname="Ann")],
    }


def _salesforce_people() -> Rows:
    return {
        ("raw_salesforce", "_source"): [_row(account_id="2", currency="USD", time_zone="UTC")],
        ("raw_salesforce", "user"): [
            _row(id="005A", email="ann@us.example", name="Ann A", isactive=True),
            _row(id="005B", email="ben@us.example", name="Ben B", isactive=False),
        ],
        ("raw_salesforce", "account"): [
            _row(id="001A", name="Acme", website="http://www.Acme.co.uk/about", ownerid="005B"),
            _row(id="001B", name="Bolt", website="bolt.co.uk"),
            _row(
                id="001C",
                name="Acme (old)",
                isdeleted=True,
                masterrecordid="001A",
                _deleted_at=at(3, 1),
                _merged_into="001A",
            ),
        ],
        ("raw_salesforce", "lead"): _leads(),
        ("raw_salesforce", "contact"): [
            _contact("003A", "ada@acme.co.uk", "001C"),
            _contact("003C", "cy@bolt.co.uk", "001B"),
            _contact("003D", "di@dine.example"),
        ],
    }


def _salesforce_deals() -> Rows:
    return {
        ("raw_salesforce", "opportunity"): _opportunities(),
        ("raw_salesforce", "opportunity_contact_role"): [
            _role("r1", "O3", "003C", primary=True),
            _role("r2", "O4", "003C", primary=False),
            _role("r4", "O20", "003D", primary=True),
            _role("r5", "O21", "003D", primary=True),
            _role("r3", OPPORTUNITY_ID_LONG, "003C", primary=True),
        ],
        ("raw_salesforce", "opportunity_history"): [
            _row(id=f"h{place}", opportunityid="O9", stagename=stage, createddate=at(month, 1))
            for place, (stage, month) in enumerate(
                (
                    ("Prospecting", 1),
                    ("Prospecting", 2),
                    ("Closed Lost", 3),
                    ("Negotiation/Review", 4),
                    ("Qualification", 5),
                )
            )
        ],
        ("raw_salesforce", "task"): [
            _row(id="t1", whoid="L3", isclosed=True, completeddatetime=at(4, 3), isdeleted=False),
            _row(id="t2", whoid="L3", isclosed=False, createddate=at(4, 2), isdeleted=False),
            _row(
                id="t3",
                whoid="L3",
                isclosed=True,
                completeddatetime=at(3, 3),
                isdeleted=True,
                _deleted_at=at(3, 4),
            ),
        ],
    }


def _hubspot_contacts() -> list[dict[str, Any]]:
    return [
        _row(
            id="11",
            email="ada@acme.co.uk",
            createdate=at(1, 1),
            lastmodifieddate=at(3, 1),
            hs_analytics_source="PAID_SEARCH",
            hs_v2_date_entered_lead=at(1, 1),
            hs_lifecyclestage_marketingqualifiedlead_date=at(1, 5),
            salesforceleadid=LEAD_ID,
        ),
        _row(
            id="12",
            email="Bea@bolt.co.uk ",
            createdate=at(1, 2),
            lastmodifieddate=at(1, 2),
            hs_analytics_source="OFFLINE",
            hs_merged_object_ids="8;9",
        ),
        _row(
            id="9",
            email="b.old@gmail.com",
            createdate=at(1, 1),
            lastmodifieddate=at(1, 1),
            first_conversion_date=at(1, 3),
            _deleted_at=at(2, 1),
            _merged_into="12",
        ),
        _row(id="13", email="dee@gmail.com", createdate=at(1, 1), _deleted_at=at(1, 9)),
        _row(id="14", email="eve@gmail.com", createdate=at(1, 1), hs_analytics_source="FAX"),
    ]


def _companies() -> list[dict[str, Any]]:
    return [
        _row(id="21", name="Acme Ltd", domain="acme.co.uk", createdate=at(1, 1)),
        _row(id="22", name="Shop", domain="gmail.com", createdate=at(1, 1)),
        _row(id="23", name="Shop", domain="gmail.com", createdate=at(1, 1)),
        _row(id="24", name="Acme US", domain="shop.acme.co.uk", createdate=at(1, 1)),
    ]


def _deals() -> list[dict[str, Any]]:
    closed = at(4, 1, hour=3)  # still 31 March where the portal is
    return [
        _row(
            id="31",
            dealname="a",
            dealstage="x",
            amount=1.0,
            createdate=at(2, 2),
            hs_salesforceopportunityid=OPPORTUNITY_ID,
        ),
        _row(
            id="32",
            dealname="b",
            dealstage="x",
            amount=2.0,
            createdate=at(2, 3),
            hs_salesforceopportunityid=OPPORTUNITY_ID_LONG,
        ),
        _row(
            id="33",
            dealname="c",
            dealstage="closedwon",
            amount=30.0,
            createdate=at(2, 4),
            amount_in_home_currency=40.5,
            deal_currency_code="GBP",
            closedate=closed,
        ),
        _row(
            id="34",
            dealname="d",
            dealstage="appointmentscheduled",
            amount=7.125,
            createdate=at(2, 5),
            hs_salesforceopportunityid="O8",
        ),
        *(
            _row(
                id=deal_id,
                dealstage="appointmentscheduled",
                amount=amount,
                hs_deal_stage_probability=amount,
                createdate=at(2, 6),
            )
            for deal_id, amount in (("36", 1e20), ("37", float("inf")), ("38", float("nan")))
        ),
    ]


def _leads() -> list[dict[str, Any]]:
    common = {"isdeleted": False, "isconverted": False}
    return [
        _row(
            id=LEAD_ID_LONG,
            email="ada.l@acme.co.uk",
            status="Closed - Converted",
            isconverted=True,
            converteddate=date(2026, 2, 1),
            convertedcontactid="003A",
            convertedopportunityid=OPPORTUNITY_ID_LONG,
            createddate=at(1, 6),
            lastmodifieddate=at(2, 1),
            isdeleted=False,
        ),
        _row(
            id="L2",
            email="bea@bolt.co.uk",
            status="Unqualified",
            leadsource="Trade Show",
            createddate=at(1, 4),
            lastmodifieddate=at(1, 20),
            **common,
        ),
        _row(
            id="L3",
            email="BEA@bolt.co.uk",
            status="Working - Contacted",
            leadsource="Web",
            createddate=at(4, 1),
            lastmodifieddate=at(4, 2),
            **common,
        ),
        _row(id="L6", email="test@test.com", status="New", createddate=at(5, 1), **common),
        _row(id="L7", email="test@test.com", status="New", createddate=at(5, 2), **common),
        *(
            _row(id=lead, email="info@crowd.example", status="New", createddate=at(5, 3), **common)
            for lead in CROWD
        ),
    ]


def _opportunities() -> list[dict[str, Any]]:
    late = date(2026, 6, 1)
    return [
        _opportunity(OPPORTUNITY_ID_LONG, at(2, 1), "Closed Won", date(2026, 3, 1), amount=12.345),
        _opportunity("O3", at(3, 1), "Prospecting", late, ownerid="005A"),
        _opportunity("O4", at(3, 2), "Closed Lost", late, probability=150.0),
        _opportunity("O5", at(3, 3), "Qualification", late, leadsource="Cold Call"),
        _opportunity("O6", at(3, 4), "Prospecting", late, currencyisocode="CHF"),
        _opportunity("O8", at(3, 5), "Prospecting", late, isdeleted=True, _deleted_at=at(4, 1)),
        _opportunity("O9", at(1, 1), "Qualification", late),
        # imported in one instant; the key of the second sorts before that of the first
        _opportunity("O20", at(3, 6), "Qualification", late),
        _opportunity("O21", at(3, 6), "Qualification", late),
    ]
