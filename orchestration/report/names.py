"""Plain words for the codes found in the published tables, and what all sections share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from orchestration.report.finding_rows import Owner
from orchestration.report.format import MISSING, MoneyFormat
from orchestration.report.links import LinkTemplates
from orchestration.sources.registry import VENDORS

NO_OWNER: Final = "no known owner"
SEVERITY_RANK: Final = {"critical": 3, "major": 2, "minor": 1}


@dataclass(frozen=True)
class Voice:
    """How this report speaks.

    Attributes:
        money: amounts in the currency of the data.
        links: where records open in each system.
        lists: the folder of the whole lists, relative to the page.
        is_redacted: whether names and values of people are left out.
    """

    money: MoneyFormat
    links: LinkTemplates
    lists: str
    is_redacted: bool


def system_name(system: str) -> str:
    """`HubSpot` for `hubspot`; an unknown system keeps its own name."""
    return VENDORS[system].title if system in VENDORS else system


def object_name(system: str, object_code: str) -> str:
    """`leads` for a Salesforce `lead`; an unknown object keeps its own name."""
    specs = VENDORS[system].specs if system in VENDORS else ()
    named = (spec.title for spec in specs if spec.name == object_code)
    return next(named, object_code.replace("_", " "))


def object_title(system: str, object_code: str) -> str:
    """`Salesforce leads`."""
    return f"{system_name(system)} {object_name(system, object_code)}"


def column_beside(vendor_field: str | None, column: str | None) -> str:
    """The column, where it is not just the vendor's name of the field in lower case."""
    if not column or not vendor_field or vendor_field.lower() == column:
        return ""
    return column


def status_word(status: str | None) -> str:
    """The state of a finding; MISSING where none is known."""
    return status or MISSING


def owner_label(owner: Owner, voice: Voice) -> str:
    """The owner's name; without one, or redacted, the id by which a CRM knows them."""
    if owner.owner_name and owner.owner_name.strip() and not voice.is_redacted:
        return owner.owner_name
    if owner.salesforce_user_id:
        return f"Salesforce user {owner.salesforce_user_id}"
    if owner.hubspot_owner_id:
        return f"HubSpot owner {owner.hubspot_owner_id}"
    return NO_OWNER


def severity_rank(severity: str) -> int:
    """3 for critical down to 1; an unknown word counts as minor."""
    return SEVERITY_RANK.get(severity, 1)


def severity_word(severity: str) -> str:
    """The severity as one of the three words the page has icons for."""
    return severity if severity in SEVERITY_RANK else "minor"
