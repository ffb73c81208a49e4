"""Records that name each other by id: spelt well and badly, merged, deleted, or not there."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from tests.support.dbt.build import Rows

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_BEGAN = datetime.fromisoformat("2026-02-01T09:00:00")


def full_id(prefix: str, name: str) -> str:
    """The 18-character id whose first fifteen are the prefix and a name of capitals and others."""
    short = (prefix + name).ljust(15, "0")
    chunks = (short[0:5], short[5:10], short[10:15])
    bits = (sum(1 << n for n, letter in enumerate(chunk) if letter.isupper()) for chunk in chunks)
    return short + "".join(_LETTERS[value] for value in bits)


ACCOUNT = {
    name: full_id("001", name) for name in ("Live", "mErged", "chAin", "gone", "losT", "Vera")
}
CONTACT = {name: full_id("003", name) for name in ("aNNa", "old", "beRT", "Vera", "dana", "Finn")}
LEAD = {name: full_id("00Q", name) for name in ("Anna", "gone", "finn")}
DEAL = {name: full_id("006", name) for name in ("Live", "Gone", "Vera", "Dead")}
ROLE = {name: full_id("00K", name) for name in ("lost", "dead")}
MEMBER = {name: full_id("00v", name) for name in ("gone", "old")}


def _gone(**values: Any) -> dict[str, Any]:
    return {"isdeleted": True, "_deleted_at": _BEGAN, **values}


def rows() -> Rows:
    """Raw rows of both systems."""
    return {
        ("raw_salesforce", "_runs"): [
            {"stream": stream, "status": "ok"}
            for stream in ("account", "contact", "lead", "opportunity")
        ],
        ("raw_salesforce", "account"): [
            {"id": ACCOUNT["Live"], "name": "Live"},
            _gone(id=ACCOUNT["mErged"], name="Live (2)", _merged_into=ACCOUNT["Live"]),
            _gone(id=ACCOUNT["chAin"], name="Live (3)", _merged_into=ACCOUNT["mErged"]),
            _gone(id=ACCOUNT["gone"], name="Gone"),
            _gone(id=ACCOUNT["losT"], name="Lost", _merged_into=full_id("001", "nowhere")),
            {
                "id": ACCOUNT["Vera"],
                "name": "Vera Olm",
                "ispersonaccount": True,
                "personcontactid": CONTACT["Vera"],
            },
        ],
        ("raw_salesforce", "contact"): [
            {"id": CONTACT["aNNa"], "lastname": "Anna", "accountid": ACCOUNT["chAin"]},
            _gone(id=CONTACT["old"], lastname="Anna", _merged_into=CONTACT["aNNa"]),
            {"id": CONTACT["beRT"], "lastname": "Bert", "accountid": full_id("001", "nowhere")},
            {
                "id": CONTACT["Vera"],
                "lastname": "Olm",
                "accountid": ACCOUNT["Vera"],
                "ispersonaccount": True,
            },
            {"id": CONTACT["dana"], "lastname": "Dana"},
            {"id": CONTACT["Finn"], "lastname": "Finn"},
        ],
        ("raw_salesforce", "lead"): [
            {
                "id": LEAD["Anna"],
                "lastname": "Anna",
                "status": "Closed - Converted",
                "isconverted": True,
                "convertedcontactid": CONTACT["old"],
                "convertedopportunityid": DEAL["Gone"],
                "createddate": _BEGAN,
            },
            _gone(id=LEAD["gone"], lastname="Gone"),
            {
                "id": LEAD["finn"],
                "lastname": "Finn",
                "status": "Working - Contacted",
                "createddate": _BEGAN,
            },
        ],
        **_salesforce_deals(),
        **_hubspot_rows(),
    }


def _salesforce_deals() -> Rows:
    return {
        ("raw_salesforce", "opportunity"): [
            _opportunity("Live", ACCOUNT["mErged"]),
            _opportunity("Vera", ACCOUNT["Vera"]),
            _opportunity("Gone", ACCOUNT["Live"], isdeleted=True, _deleted_at=_BEGAN),
        ],
        ("raw_salesforce", "opportunity_contact_role"): [
            {
                "id": ROLE["lost"],
                "opportunityid": DEAL["Live"],
                "contactid": full_id("003", "nowhere"),
            },
            {"id": ROLE["dead"], "opportunityid": DEAL["Gone"], "contactid": CONTACT["dana"]},
        ],
        ("raw_salesforce", "campaign_member"): [
            {"id": MEMBER["gone"], "leadid": LEAD["gone"]},
            {"id": MEMBER["old"], "contactid": CONTACT["old"]},  # merged into a living one
        ],
        ("raw_salesforce", "user"): [
            {"id": "005A", "email": "ann@us.example.invalid", "name": "Ann", "isactive": True},
            {"id": "005B", "email": "Ben@US.example", "name": "Ben", "isactive": True},
        ],
    }


def _opportunity(name: str, account_id: str, **more: Any) -> dict[str, Any]:
    return {
        "id": DEAL[name],
        "accountid": account_id,
        "stagename": "Closed Won",
        "isclosed": True,
        "iswon": True,
        "amount": 10.0,
        "createddate": _BEGAN,
        "closedate": date(2026, 3, 1),
        **more,
    }


def _hubspot_rows() -> Rows:
    return {
        ("raw_hubspot", "owners"): [
            {"id": "71", "email": " Ann@us.example", "firstname": "Ann"},
            {"id": "72", "email": "<ben@us.example>", "firstname": "Ben"},
        ],
        ("raw_hubspot", "contacts"): [
            {"id": "1", "salesforceleadid": LEAD["Anna"].lower()},
            {
                "id": "2",
                "salesforcecontactid": f"https://x.my.salesforce.com/{CONTACT['beRT'][:15]}",
            },
            {"id": "3", "salesforcecontactid": CONTACT["dana"][:15].upper()},
            {"id": "4", "salesforcecontactid": "none yet"},
            {"id": "5", "salesforcecontactid": full_id("003", "NoBody")},
            {"id": "6", "salesforceleadid": LEAD["gone"]},
            {"id": "7", "salesforceaccountid": ACCOUNT["Vera"].upper()},
            # the id of the lead moved into the field of the contact
            {"id": "8", "salesforcecontactid": LEAD["finn"]},
            {"id": "9", "hs_merged_object_ids": "10;11", "email": "nine@chain.example"},
            {"id": "10", "_deleted_at": _BEGAN, "_merged_into": "9"},
            {"id": "11", "_deleted_at": _BEGAN, "_merged_into": "10"},
        ],
        ("raw_hubspot", "companies"): [
            {"id": "21", "name": "Live", "salesforceaccountid": ACCOUNT["chAin"][:15]},
            {"id": "22", "name": "Gone", "salesforceaccountid": ACCOUNT["gone"]},
            {"id": "23", "name": "Lost", "salesforceaccountid": ACCOUNT["losT"]},
        ],
        ("raw_hubspot", "deals"): [
            {"id": "31", "createdate": _BEGAN, "hs_salesforceopportunityid": DEAL["Live"].upper()},
            {"id": "32", "createdate": _BEGAN, "hs_salesforceopportunityid": DEAL["Gone"]},
            {"id": "33", "createdate": _BEGAN, "dealstage": "closedwon", "hs_is_closed_won": True},
        ],
        ("raw_hubspot", "_associations"): [
            {
                "from_type": "deals",
                "from_id": "33",
                "to_type": "contacts",
                "to_id": to,
                "type_id": type_id,
                "label": label,
            }
            for to, type_id, label in (("4", 3, None), ("9", 3, None), ("9", 17, "Primary"))
        ],
    }
