"""Who asked not to be written to or called, which both systems know of whoever is in both."""

from __future__ import annotations

from typing import Final

from orchestration.worlds.generator.spec import flag
from orchestration.worlds.generator.tables import Row, Simulation

MAIL: Final = "HasOptedOutOfEmail"
CALL: Final = "DoNotCall"
SOBJECTS: Final = ("Lead", "Contact")


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
