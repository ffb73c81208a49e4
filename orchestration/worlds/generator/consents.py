"""Who asked not to be written to or called, which both systems know of whoever is in both."""

from __future__ import annotations

from typing import Final

from orchestration.worlds.generator.spec import flag
from orchestration.worlds.generator.tables import Row, Simulation

MAIL: Final = "HasOptedOutOfEmail"
CALL: Final = "DoNotCall"
SOBJECTS: Final = ("Lead", "Contact")
#: Kinds of mail by their id: the first two go to many.
_KINDS: Final = {
    "2001": ("Newsletter", "Email", True),
    "2002": ("Events and webinars", "Email", True),
    "2003": ("One to One", "One to One", True),
    "2004": ("Product news of old", "Email", False),
}
_TO_MANY: Final = ("2001", "2002")
_LEFT: Final = "hs_email_optout_"


def lists_left(number: int) -> Row:
    """Which kinds of mail a contact left: some each that goes to many, some one, some others."""
    left = set[str]()
    if number % 29 == 3:
        left |= {*_TO_MANY}
    elif number % 11 == 5:
        left |= {_TO_MANY[number % 2]}
    if number % 13 == 7:
        left |= {"2003", "2004"}
    return {f"{_LEFT}{kind}": "true" if kind in left else "" for kind in _KINDS}


def is_list_property(name: str) -> bool:
    """Whether it says of a contact that it left a kind of mail."""
    return name.startswith(_LEFT)


def left_of_mass_mail(contact: Row) -> int:
    """How many kinds of mail that goes to many, 2 of which are all of them."""
    return sum(contact.get(f"{_LEFT}{kind}") == "true" for kind in _TO_MANY)


def subscription_rows() -> list[Row]:
    """subscription_types.csv: what the portal sends."""
    return [
        {
            "id": kind,
            "name": name,
            "purpose": "Sales" if method == "One to One" else "Marketing",
            "communication_method": method,
            "is_active": flag(is_active),
        }
        for kind, (name, method, is_active) in _KINDS.items()
    ]


def tell_consents(simulation: Simulation) -> None:
    """Salesforce knows what HubSpot knows; whom HubSpot never met asked sales."""
    contacts = simulation.table("hubspot", "contacts").rows if simulation.spec.has_hubspot else {}
    for person in simulation.people:
        known = contacts.get(person.hubspot_id)
        asked = person.number % 17 == 0
        if known is not None:
            asked = known["hs_email_optout"] == "true"
        for name, record in zip(SOBJECTS, (person.lead_id, person.contact_id), strict=True):
            row = simulation.table("salesforce", name).rows.get(record) if record else None
            if row is not None:
                row[MAIL], row[CALL] = flag(asked), flag(person.number % 23 == 0)
    _declare(simulation)


def settle_consents(simulation: Simulation) -> None:
    """A box of a record that was made later is empty, not unknown."""
    for name in SOBJECTS if simulation.spec.has_salesforce else ():
        for row in simulation.table("salesforce", name).rows.values():
            row.setdefault(MAIL, "false")
            row.setdefault(CALL, "false")


def consents_of(row: Row) -> Row:
    """The boxes of a record of Salesforce, for another of the same person."""
    return {MAIL: row[MAIL], CALL: row[CALL]}


def _declare(simulation: Simulation) -> None:
    for name in SOBJECTS if simulation.spec.has_salesforce else ():
        table = simulation.table("salesforce", name)
        if table.rows:
            table.columns.extend(one for one in (MAIL, CALL) if one not in table.columns)
