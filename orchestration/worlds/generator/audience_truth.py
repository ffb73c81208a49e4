"""Whom the portal pays for, and why it need not: once more from the written records."""

from __future__ import annotations

from typing import Final

from orchestration.worlds.generator.consents import MAIL, SOBJECTS, left_of_mass_mail
from orchestration.worlds.generator.mailings import BOUNCE
from orchestration.worlds.generator.spec import flag
from orchestration.worlds.generator.tables import Row, Simulation
from orchestration.worlds.generator.truth import person_rows

_FILLER: Final = ("V001", "V002")
_NAMES: Final = ("email", "firstname", "lastname")


def audience_rows(simulation: Simulation) -> list[Row]:
    """audience.csv: each living contact that is paid for, whose it is, and what speaks against it.

    How many of one person are paid for shows from `person_id`; which of them stays is no truth.
    """
    if not simulation.spec.has_hubspot:
        return []
    people = {
        (row["object"], row["record_id"]): row["person_id"] for row in person_rows(simulation)
    }
    asked_sales = {
        people[name.lower(), row["Id"]]
        for name in SOBJECTS
        if simulation.spec.has_salesforce
        for row in simulation.table("salesforce", name).alive()
        if row[MAIL] == "true" and row.get("IsConverted") != "true"
    }
    filler = {
        defect.record_id
        for defect in simulation.defects
        if defect.rule_id in _FILLER and defect.object == "contacts" and defect.field in _NAMES
    }
    return [
        {
            "contact_id": row["id"],
            "person_id": people["contacts", row["id"]],
            "has_no_address": flag(not row["email"]),
            "has_bounced": flag(bool(row.get(BOUNCE))),
            "has_opted_out": flag(_has_left_all(row)),
            "has_opted_out_of_some": flag(
                left_of_mass_mail(row) == 1 and row.get("hs_email_optout") != "true"
            ),
            "has_opted_out_elsewhere": flag(people["contacts", row["id"]] in asked_sales),
            "is_junk": flag(row["id"] in filler),
        }
        for row in simulation.table("hubspot", "contacts").alive()
        if row.get("hs_marketable_status") == "true"
    ]


def _has_left_all(contact: Row) -> bool:
    """All mail at once, or each kind of it that goes to many."""
    return contact.get("hs_email_optout") == "true" or left_of_mass_mail(contact) == 2
