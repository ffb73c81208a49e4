"""A tiny company whose every flaw is known: what is planted, and near misses that break no rule."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from tests.support.dbt.build import Rows, field_row, misfit_row, option_rows

AS_OF = datetime(2025, 1, 1, 12)  # noqa: DTZ001  the warehouse keeps UTC without a zone
TODAY = AS_OF.date()
HOSTILE = "we\"ird'; --"
EXTRA_COLUMNS = {
    ("raw_hubspot", "contacts"): {
        "always_x": "text",
        "died": "text",
        "only_blanks": "text",
        "rarely": "text",
        HOSTILE: "text",
        "interests": "text",
        "tick": "boolean",
        "mobilephone": "text",
    }
}

GOOD_ADDRESSES = (
    "ü.b+c@sub.münchen.example",
    "o'brien@x.io",
    "a@xn--mnchen-3ya.de",
    "A_B-c@ex-ample.museum",
    "a@x.xn--p1ai",
)
BAD_ADDRESSES = (
    "a@@b.co",
    "a b@c.de",
    "a@b..co",
    "a.@b.co",
    "a@-b.co",
    "a@b-.co",
    "a@b.co.",
    "a@b.1",
    " a@b.co",
    "a@b.co\n",
    "<a@b.co>",
    "a@b.co;c@d.ef",
)

#: Of a lead that two contacts say to be.
CLAIMED = "00Q000000000002EAA"
# (rule, system, object, field, record): all that breaks a rule, and nothing else may.
PLANTED: set[tuple[str, str, str, str, str | None]] = {
    ("F001", "hubspot", "contacts", "only_blanks", None),
    ("F002", "hubspot", "contacts", "died", None),
    ("F003", "hubspot", "contacts", "always_x", None),
    ("F003", "hubspot", "contacts", "tick", None),
    ("F007", "hubspot", "contacts", HOSTILE, "1"),
    ("F007", "hubspot", "contacts", "interests", "2"),
    ("F007", "hubspot", "contacts", "interests", "3"),
    ("F010", "hubspot", "contacts", "hubspotscore", None),
    ("V001", "hubspot", "contacts", "email", "4"),
    ("V001", "salesforce", "user", "email", "005000000000002AAA"),
    *(("V001", "salesforce", "lead", "email", f"bad{n}") for n in range(len(BAD_ADDRESSES))),
    ("V002", "hubspot", "contacts", "firstname", "5"),
    ("V002", "salesforce", "lead", "email", "00Q000000000001AAA"),
    ("V002", "salesforce", "account", "name", "001000000000001AAA"),
    ("V002", "salesforce", "opportunity", "name", "006000000000007AAA"),
    ("V003", "hubspot", "contacts", "country", "6"),
    ("V003", "hubspot", "contacts", "country", "7"),
    ("V003", "hubspot", "contacts", "country", "9"),
    ("V003", "salesforce", "account", "billingcountry", "001000000000002AAA"),
    ("I004", "hubspot", "contacts", "salesforceleadid", "11"),
    ("I004", "hubspot", "contacts", "salesforceaccountid", "13"),
    ("I005", "salesforce", "lead", "id", CLAIMED),
    ("X001", "salesforce", "opportunity", "stagename", "006000000000005AAA"),
    ("X001", "salesforce", "opportunity", "stagename", "006000000000006AAA"),
    ("X002", "salesforce", "opportunity", "amount", "006000000000002AAA"),
    ("X003", "salesforce", "opportunity", "closedate", "006000000000005AAA"),
    ("X004", "salesforce", "opportunity", "ownerid", "006000000000006AAA"),
    ("X009", "salesforce", "lead", "hasoptedoutofemail", CLAIMED),
    ("D001", "salesforce", "opportunity", "closedate", "006000000000002AAA"),
    ("D001", "hubspot", "deals", "closedate", "90"),
    ("D002", "salesforce", "opportunity", "amount", "006000000000003AAA"),
    ("D002", "salesforce", "opportunity", "amount", "006000000000004AAA"),
    ("D006", "salesforce", "opportunity", "closedate", "006000000000008AAA"),
    ("D006", "salesforce", "opportunity", "closedate", "006000000000009AAA"),
    ("D009", "hubspot", "deals", "amount", "92"),
    ("L001", "hubspot", "contacts", "hs_analytics_source", "8"),
    ("L001", "salesforce", "lead", "leadsource", "00Q000000000001AAA"),
}


def rows() -> Rows:
    return {
        ("raw_hubspot", "contacts"): _contacts(),
        ("raw_hubspot", "_fields"): _fields(),
        ("raw_salesforce", "_fields"): _salesforce_fields(),
        ("raw_hubspot", "_misfits"): [
            misfit_row("contacts", "10", "hubspotscore", "number", "about 15"),
            misfit_row("contacts", "99", "hubspotscore", "number", "of a deleted record"),
        ],
        ("raw_hubspot", "_field_options"): [
            *option_rows("contacts", HOSTILE, [("A", True), ("B;C", True), ("Old", False)]),
            *option_rows("contacts", "interests", [("tea", True), ("rum", True)]),
        ],
        ("raw_hubspot", "owners"): [
            {"id": "1", "email": "owner@larkspur.example"},
            {"id": "2", "email": "other@larkspur.example"},
        ],
        ("raw_hubspot", "pipelines"): _stages(),
        ("raw_hubspot", "deals"): _deals(),
        ("raw_salesforce", "user"): [
            {"id": "005000000000001AAA", "name": "Owner", "email": "owner@larkspur.example"},
            {"id": "005000000000002AAA", "name": "Robot", "email": "robot at larkspur"},
        ],
        ("raw_salesforce", "account"): [
            {"id": "001000000000001AAA", "name": " N/A ", "billingcountry": "Germany"},
            {"id": "001000000000002AAA", "name": "Test Rite", "billingcountry": "DE"},
            {
                "id": "001000000000003AAA",
                "name": "Gone",
                "billingcountry": "Deutschland",
                "_deleted_at": AS_OF,
            },
        ],
        ("raw_salesforce", "lead"): [
            {
                "id": "00Q000000000001AAA",
                "email": "null",
                "leadsource": " ",
                "createddate": _ago(4),
            },
            {
                "id": CLAIMED,
                "email": "claimed@mail14.example",
                "hasoptedoutofemail": False,
                "leadsource": "Web",
                "createddate": _ago(4),
            },
            *_leads("good", GOOD_ADDRESSES),
            *_leads("bad", BAD_ADDRESSES),
        ],
        ("raw_salesforce", "opportunity"): _opportunities(),
    }


def _leads(prefix: str, addresses: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {"id": f"{prefix}{n}", "email": address, "leadsource": "Web", "createddate": _ago(4)}
        for n, address in enumerate(addresses)
    ]


def _ago(days: float) -> datetime:
    return AS_OF - timedelta(days=days)


def _at(year: int, month: int, day: int) -> datetime:
    return datetime.combine(date(year, month, day), datetime.min.time())


def _contacts() -> list[dict[str, Any]]:
    contacts: list[dict[str, Any]] = [
        {
            "id": str(number),
            "email": f"p.{number}@mail{number}.example",
            "firstname": f"Ann{number}",
            "country": "United States",
            "hs_analytics_source": "ORGANIC_SEARCH" if number % 2 else "PAID_SEARCH",
            "hubspotscore": number * 1.5,
            "createdate": _ago(number if number < 39 else 400),
            "hubspot_owner_id": "1",
            "always_x": "x",
            "died": "y" if number >= 39 else None,
            "only_blanks": "\t \n",
            "rarely": "z" if number <= 29 else None,
            HOSTILE: "A" if number % 2 else "B;C",
            "interests": "tea" if number % 2 else "tea;rum",
            "tick": False,
        }
        for number in range(1, 41)
    ]
    flaws: dict[int, dict[str, Any]] = {
        1: {HOSTILE: "Old"},
        2: {"interests": "tea;gin"},
        3: {"interests": "Tea"},
        4: {"email": "ann@nowhere"},
        5: {"firstname": " ASDF "},
        6: {"country": "USA"},
        7: {"country": "united states"},
        8: {"hs_analytics_source": "\t"},
        10: {"hubspotscore": None},
        9: {"country": "Atlantis", "hs_analytics_source": None}
        | {"hs_analytics_source": "SOCIAL_MEDIA"},
        11: {"salesforceleadid": "00Q000000000009EAA"},  # is not
        12: {"salesforceaccountid": "001000000000002AAA"},  # is there
        13: {"salesforceaccountid": "001000000000003AAA"},  # was deleted
        14: {"salesforceleadid": CLAIMED, "hs_email_optout": True},
        15: {"salesforceleadid": CLAIMED, "hs_email_optout": True},
    }
    for number, flaw in flaws.items():
        contacts[number - 1].update(flaw)
    gone = {**contacts[0], "id": "99", "email": "bad@", "firstname": "test", "_deleted_at": AS_OF}
    return [*contacts, gone]


def _fields() -> list[dict[str, Any]]:
    return [
        *(
            field_row("contacts", name)
            for name in (
                "email",
                "firstname",
                "country",
                "hs_analytics_source",
                "always_x",
                "died",
                "rarely",
            )
        ),
        field_row("contacts", "only_blanks", is_custom=True),
        field_row("contacts", "mobilephone"),  # the vendor's own, and nobody ever used it
        field_row("contacts", "hubspotscore", column_type="number"),
        field_row("contacts", "tick", column_type="boolean", is_custom=True),
        field_row("contacts", "createdate", column_type="timestamp"),
        field_row("contacts", HOSTILE, vendor_type="enumeration"),
        field_row("contacts", "interests", vendor_type="enumeration"),
        field_row("contacts", "secret", is_readable=False),
        field_row("contacts", "phone", is_system=True),
        field_row("contacts", "city", _deleted_at=AS_OF),
        *(field_row("deals", name) for name in ("dealtype", "dealname", "amount", "closedate")),
    ]


def _salesforce_fields() -> list[dict[str, Any]]:
    described = {
        "lead": ("email", "leadsource"),
        "account": ("name", "billingcountry"),
        "opportunity": ("name", "stagename", "amount", "closedate"),
        "user": ("email",),
    }
    return [field_row(name, field) for name, fields in described.items() for field in fields]


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
        "createddate": _ago(30),
        "ownerid": "005000000000001AAA",
        "isdeleted": False,
        **changes,
    }


def _opportunities() -> list[dict[str, Any]]:
    won = {"isclosed": True, "iswon": True, "stagename": "Closed Won"}
    lost = {"isclosed": True, "stagename": "Closed Lost"}
    return [
        _opportunity(1, closedate=TODAY),  # due today is not late
        _opportunity(2, closedate=date(2024, 12, 31)),
        _opportunity(3, amount=None),
        _opportunity(4, amount=-50.0),
        _opportunity(5, **won, closedate=date(2024, 12, 20)),
        _opportunity(6),
        _opportunity(7, name="TBD"),
        _opportunity(8, **won, closedate=date(2025, 1, 2)),
        _opportunity(9, **lost, closedate=date(2024, 12, 1)),
        {**_opportunity(0, amount=None), "createddate": _ago(6)},  # still within its grace
    ]


def _deal(number: int, opportunity: str | None, **changes: Any) -> dict[str, Any]:
    return {
        "id": str(number),
        "dealname": f"Business {number}",
        "pipeline": "default",
        "dealstage": "contractsent",
        "amount": 1000.0,
        "closedate": _at(2025, 3, 1),
        "createdate": _ago(30),
        "hubspot_owner_id": "1",
        "hs_salesforceopportunityid": opportunity,
        **changes,
    }


_MOVED = {"dealstage": "qualifiedtobuy", "amount": None, "hubspot_owner_id": "2"}


def _deals() -> list[dict[str, Any]]:
    return [
        # 15 characters; one per cent and one day are tolerated
        _deal(1, "006000000000001", amount=1010.0, closedate=_at(2025, 1, 2)),
        _deal(2, "006000000000002AAA", amount=1010.01, closedate=_at(2024, 12, 31)),
        _deal(5, "006000000000005AAA", closedate=_at(2024, 12, 18)),
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
        _deal(93, None, deal_currency_code="XTS", amount=0.0, createdate=_ago(6)),
    ]
