"""The people whom the tiny company has twice, or in both systems, and what is wrong with that."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

#: A lead that two contacts say to be.
CLAIMED = "00Q000000000002EAA"
Planted = tuple[str, str, str, str, str | None]

#: All that breaks a rule about twins.
PLANTED: set[Planted] = {
    ("I001", "salesforce", "lead", "email", "00Q000000000004EAA"),
    ("I002", "hubspot", "contacts", "hs_object_id", "16"),
    ("I003", "salesforce", "lead", "email", "00Q000000000005EAA"),
    ("I005", "salesforce", "lead", "id", CLAIMED),
    ("X003", "salesforce", "opportunity", "closedate", "006000000000005AAA"),
    ("X004", "salesforce", "opportunity", "ownerid", "006000000000006AAA"),
    ("X005", "hubspot", "contacts", "lifecyclestage", "14"),
    ("X006", "hubspot", "contacts", "country", "14"),
    ("X006", "hubspot", "contacts", "country", "15"),
    ("X007", "salesforce", "lead", "id", "00Q000000000006EAA"),
    ("X009", "salesforce", "lead", "hasoptedoutofemail", CLAIMED),
    ("X010", "hubspot", "contacts", "hs_object_id", "25"),
}
#: What HubSpot says of them, by contact.
CONTACTS: dict[int, dict[str, Any]] = {
    14: {"salesforceleadid": CLAIMED, "hs_email_optout": True, "lifecyclestage": "customer"},
    15: {"salesforceleadid": CLAIMED, "hs_email_optout": True},
    16: {"lastname": "Lee"},
    17: {"lastname": "Lee"},
}


def leads(as_of: datetime) -> list[dict[str, Any]]:
    """Leads: a claimed one, two that are one, a contact, one without address, one without id."""
    claimed = {"hasoptedoutofemail": False, "country": "Germany"}
    return [
        {**lead(CLAIMED, "claimed@mail14.example", as_of - timedelta(days=4)), **claimed},
        lead("00Q000000000003EAA", "twice@mail.example", as_of - timedelta(days=9)),
        lead("00Q000000000004EAA", "Twice@mail.example", as_of - timedelta(days=8)),
        lead("00Q000000000005EAA", "known@mail.example", as_of - timedelta(days=8)),
        {**lead("00Q000000000006EAA", "", as_of - timedelta(days=8)), "email": None},
        lead("00Q000000000007EAA", "P.25@mail25.example", as_of - timedelta(days=8)),
    ]


def contacts(as_of: datetime) -> list[dict[str, Any]]:
    """The contact of Salesforce."""
    made = as_of - timedelta(days=7)
    return [{"id": "003000000000002AAA", "email": "known@mail.example", "createddate": made}]


def scores() -> list[dict[str, Any]]:
    """What the comparison of records says: two are one, two others may be."""
    pair = {"kind": "person", "names": "same", "why": "same name"}
    pair |= {
        f"{side}source_{part}": word
        for side in ("", "other_")
        for part, word in (("system", "hubspot"), ("object", "contacts"))
    }
    return [
        {**pair, "source_id": "16", "other_source_id": "17", "score": 0.9999},
        {**pair, "source_id": "18", "other_source_id": "19", "score": 0.8},
    ]


def lead(lead_id: str, address: str, made: datetime) -> dict[str, Any]:
    """A lead with an address and a source."""
    return {"id": lead_id, "email": address, "leadsource": "Web", "createddate": made}
