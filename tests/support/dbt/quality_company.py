"""A tiny company whose every flaw is known: what is planted, and near misses that break no rule."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from tests.support.dbt import quality_deals as deals
from tests.support.dbt import quality_habits as habits
from tests.support.dbt import quality_rates as rates
from tests.support.dbt import quality_twins
from tests.support.dbt import quality_values as values
from tests.support.dbt.build import EVERYTHING, Build, Rows, field_row, misfit_row, option_rows
from tests.support.dbt.quality_deals import AS_OF, BUYER, GONE, ago

HOSTILE = "we\"ird'; --"
#: Longer than a key of Postgres can be, and no compression shortens it.
LONG_ADDRESS = "https://a.example/?" + "".join(sha256(bytes([n])).hexdigest() for n in range(99))
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
        "seats_wanted": "text",
        "shelf": "text",
        "offers": "text",
    },
    ("raw_salesforce", "campaign_member"): habits.COLUMNS,
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

# (rule, system, object, field, record): all that breaks a rule, and nothing else may.
PLANTED: set[tuple[str, str, str, str, str | None]] = {
    ("F001", "hubspot", "contacts", "only_blanks", None),
    ("F002", "hubspot", "contacts", "died", None),
    ("F003", "hubspot", "contacts", "always_x", None),
    ("F003", "hubspot", "contacts", "tick", None),
    ("F006", "hubspot", "contacts", "offers", None),
    ("F007", "hubspot", "contacts", HOSTILE, "1"),
    ("F007", "hubspot", "contacts", "interests", "2"),
    ("F007", "hubspot", "contacts", "interests", "3"),
    ("F010", "hubspot", "contacts", "hubspotscore", None),
    *habits.PLANTED,
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
    ("X001", "salesforce", "opportunity", "stagename", "006000000000005AAA"),
    ("X001", "salesforce", "opportunity", "stagename", "006000000000006AAA"),
    ("X002", "salesforce", "opportunity", "amount", "006000000000002AAA"),
    ("X008", "hubspot", "deals", "hs_next_step", "5"),
    ("D001", "salesforce", "opportunity", "closedate", "006000000000002AAA"),
    ("D001", "hubspot", "deals", "closedate", "90"),
    ("D002", "salesforce", "opportunity", "amount", "006000000000003AAA"),
    ("D002", "salesforce", "opportunity", "amount", "006000000000004AAA"),
    ("D003", "salesforce", "opportunity", "nextstep", "006000000000007AAA"),
    ("D004", "salesforce", "opportunity", "id", "006000000000003AAA"),
    ("D005", "salesforce", "opportunity", "forecastcategory", "006000000000004AAA"),
    ("D006", "salesforce", "opportunity", "closedate", "006000000000008AAA"),
    ("D006", "salesforce", "opportunity", "closedate", "006000000000009AAA"),
    ("D007", "salesforce", "opportunity", "stagename", "006000000000002AAA"),
    ("D008", "salesforce", "opportunity", "ownerid", "006000000000003AAA"),
    ("D009", "hubspot", "deals", "amount", "92"),
    *rates.PLANTED,
    ("D010", "salesforce", "opportunity", "closedate", "006000000000001AAA"),
    ("D011", "salesforce", "opportunity", "stagename", "006000000000001AAA"),
    ("Q004", "hubspot", "contacts", "lifecyclestage", "26"),
    *quality_twins.PLANTED,
    # of one address in five spellings all but the first
    *(("I001", "salesforce", "lead", "email", f"bad{n}") for n in (8, 9, 10, 11)),
    ("L001", "hubspot", "contacts", "hs_analytics_source", "8"),
    ("L001", "salesforce", "lead", "leadsource", "00Q000000000001AAA"),
    *values.PLANTED,
    ("L002", "hubspot", "contacts", "hs_object_id", "20"),
}


HANDED_OVER = {"hs_v2_date_entered_marketingqualifiedlead": ago(30)}
CALL = {
    "id": "7001",
    "hs_call_direction": "OUTBOUND",
    "hs_call_status": "COMPLETED",
    "hs_timestamp": ago(29),
}
CALLED = {"from_type": "calls", "from_id": "7001", "to_type": "contacts", "to_id": "21"}


def built(build: Build) -> Build:
    """Everything that a run makes of it, tests of the models included."""
    build.fill(rows(), EXTRA_COLUMNS)
    build.execute(f"update raw_hubspot.contacts set hs_analytics_first_url = '{LONG_ADDRESS}'")
    build.at(AS_OF)
    build.dbt(*EVERYTHING)
    return build


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
            *option_rows("contacts", "offers", [("a", True), ("b", True), ("never", True)]),
        ],
        ("raw_hubspot", "owners"): [
            {"id": "1", "email": "owner@larkspur.example"},
            {"id": "2", "email": "other@larkspur.example"},
        ],
        # of the two that were handed over, one was called
        ("raw_hubspot", "calls"): [CALL],
        ("raw_hubspot", "_associations"): [CALLED],
        **deals.rows(),
        **rates.rows(),
        ("raw_salesforce", "user"): [
            {"id": "005000000000001AAA", "name": "Owner", "email": "owner@larkspur.example"},
            {"id": "005000000000002AAA", "name": "Robot", "email": "robot at larkspur"},
            {"id": GONE, "name": "Former", "email": "f@larkspur.example", "isactive": False},
        ],
        ("raw_salesforce", "account"): [
            {"id": "001000000000001AAA", "name": " N/A ", "billingcountry": "Germany"},
            {"id": values.OLD_ACCOUNT, "name": "Test Rite", "billingcountry": "DE", **values.OLD},
            {
                "id": "001000000000003AAA",
                "name": "Gone",
                "billingcountry": "Deutschland",
                "_deleted_at": AS_OF,
            },
            *values.TWINS,
        ],
        ("ops", "match_score"): quality_twins.scores(),
        ("raw_salesforce", "lead"): [
            {
                "id": "00Q000000000001AAA",
                "email": "null",
                "leadsource": " ",
                "createddate": ago(4),
            },
            *quality_twins.leads(AS_OF),
            *_leads("good", GOOD_ADDRESSES),
            *_leads("bad", BAD_ADDRESSES),
        ],
        ("raw_salesforce", "contact"): [
            {"id": BUYER, "email": "buyer@buyers.example", "createddate": ago(900)},
            *quality_twins.contacts(AS_OF),
        ],
        ("raw_salesforce", "campaign_member"): habits.members(),
    }


def _leads(prefix: str, addresses: Sequence[str]) -> list[dict[str, Any]]:
    return [
        quality_twins.lead(f"{prefix}{n}", address, ago(4)) for n, address in enumerate(addresses)
    ]


def _contacts() -> list[dict[str, Any]]:
    contacts: list[dict[str, Any]] = [
        {
            "id": str(number),
            "email": f"p.{number}@mail{number}.example",
            "firstname": f"Ann{number}",
            "country": "United States",
            "hs_analytics_source": "ORGANIC_SEARCH" if number % 2 else "PAID_SEARCH",
            "hubspotscore": number * 1.5,
            "createdate": ago(number if number < 39 else 400),
            "hubspot_owner_id": "1",
            "always_x": "x",
            "died": "y" if number >= 39 else None,
            "only_blanks": "\t \n",
            "rarely": "z" if number <= 29 else None,
            HOSTILE: "A" if number % 2 else "B;C",
            "interests": "tea" if number % 2 else "tea;rum",
            "tick": False,
            **values.texts(number),
            "offers": "ab"[number % 2],
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
        **quality_twins.CONTACTS,
        26: {"lifecyclestage": "opportunity"},  # of which there is none
        20: {**HANDED_OVER},
        21: {**HANDED_OVER},
    }
    for number, flaw in [*flaws.items(), *values.FLAWS.items()]:
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
                "lastname",
                "country",
                "hs_analytics_source",
                "hs_email_optout",
                "always_x",
                "died",
                "rarely",
            )
        ),
        field_row("contacts", "only_blanks", is_custom=True),
        field_row("contacts", "seats_wanted", is_custom=True),
        field_row("contacts", "shelf", is_custom=True),
        field_row("contacts", "mobilephone"),  # the vendor's own, and nobody ever used it
        field_row("contacts", "hubspotscore", column_type="number"),
        field_row("contacts", "tick", column_type="boolean", is_custom=True),
        field_row("contacts", "createdate", column_type="timestamp"),
        field_row("contacts", HOSTILE, vendor_type="enumeration"),
        field_row("contacts", "interests", vendor_type="enumeration"),
        field_row("contacts", "offers", vendor_type="enumeration", is_custom=True),
        field_row("contacts", "secret", is_readable=False),
        field_row("contacts", "phone", is_system=True),
        field_row("contacts", "city", _deleted_at=AS_OF),
        *(field_row("deals", name) for name in deals.FIELDS),
    ]


def _salesforce_fields() -> list[dict[str, Any]]:
    described = {
        "lead": ("email", "leadsource", "hasoptedoutofemail", "ownerid"),
        "account": ("name", "billingcountry", "website", "industry"),
        "opportunity": deals.OPPORTUNITY_FIELDS,
        "opportunity_contact_role": ("contactid",),
        "user": ("email",),
    }
    rows = [field_row(name, field) for name, fields in described.items() for field in fields]
    for row in rows:
        row["max_length"] = deals.LONGEST_STEP if row["field"] == "nextstep" else None
    return rows + habits.fields()
