"""Who can fix something: the owner of a record, as the CRMs know them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from orchestration.report.context import RenderContext
from orchestration.report.csv_names import slug

NO_OWNER: Final = "no known owner"
#: The section whose CSV files hold what stands on the records of each owner.
SECTION: Final = "owners"


@dataclass(frozen=True)
class Owner:
    """Who owns something: no name where the CRMs have none, nothing where nobody known owns it."""

    owner_key: str | None
    owner_name: str | None
    hubspot_owner_id: str | None
    salesforce_user_id: str | None


def owner_label(owner: Owner, context: RenderContext) -> str:
    """The owner's name; without one, or redacted, the id by which a CRM knows them."""
    if owner.owner_name and owner.owner_name.strip() and not context.is_redacted:
        return owner.owner_name
    if owner.salesforce_user_id:
        return f"Salesforce user {owner.salesforce_user_id}"
    if owner.hubspot_owner_id:
        return f"HubSpot owner {owner.hubspot_owner_id}"
    return NO_OWNER


def owner_part(owner: Owner, context: RenderContext) -> str:
    """`rita-campos-0055g00000a0001aaa`, the end of the name of an owner's file.

    It follows from the id, so that a link keeps working; without the name when redacted.
    """
    identity = slug(owner.salesforce_user_id or owner.hubspot_owner_id or owner.owner_key or "")
    if not identity:
        return "none"
    name = "" if context.is_redacted else slug(owner.owner_name or "")
    return f"{name}-{identity}" if name else identity


def owner_href(owner: Owner, context: RenderContext) -> str:
    """Where the list of all that stands on the owner's records is."""
    return context.csv(SECTION, owner_part(owner, context), section=SECTION)
