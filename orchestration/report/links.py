"""Web addresses of CRM records, from where each system says that its records open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from orchestration.errors import ConfigError

_SALESFORCE_API_NAMES: Final = {
    "account": "Account",
    "campaign": "Campaign",
    "campaign_member": "CampaignMember",
    "contact": "Contact",
    "event": "Event",
    "lead": "Lead",
    "opportunity": "Opportunity",
    "opportunity_contact_role": "OpportunityContactRole",
    "task": "Task",
    "user": "User",
}
_HUBSPOT_TYPE_IDS: Final = {
    "contacts": "0-1",
    "companies": "0-2",
    "deals": "0-3",
    "tasks": "0-27",
    "meetings": "0-47",
    "calls": "0-48",
    "emails": "0-49",
}
_ADDRESS: Final = re.compile(r"https://[A-Za-z0-9.-]+(:\d+)?(/[A-Za-z0-9._~-]+)*")


@dataclass(frozen=True)
class LinkTemplates:
    """Where a record opens in each CRM; None leaves that system's ids as plain text.

    Args:
        salesforce_record: an https address holding `{id}` and, if wanted, `{object}` (the API
            name): `https://MyDomain.lightning.force.com/lightning/r/{object}/{id}/view`.
        hubspot_record: an https address holding `{id}` and, if wanted, `{object_type_id}`:
            `https://uiDomain/contacts/portalId/record/{object_type_id}/{id}`.

    Raises:
        ConfigError: a template is not https or has no `{id}`.
    """

    salesforce_record: str | None = None
    hubspot_record: str | None = None

    def __post_init__(self) -> None:
        for name, template in (
            ("salesforce_record", self.salesforce_record),
            ("hubspot_record", self.hubspot_record),
        ):
            if template is None:
                continue
            if not template.startswith("https://") or "{id}" not in template:
                raise ConfigError(
                    f"The report's link template {name} is not usable.",
                    next_step="Give an https:// address that contains {id}.",
                )

    @classmethod
    def of_accounts(cls, ui_urls: Mapping[str, str | None]) -> LinkTemplates:
        """The templates of accounts whose records open at these addresses, by system.

        An address that is not plain https makes no links: it came over the network.
        """
        known = {system: url for system, url in ui_urls.items() if url and _ADDRESS.fullmatch(url)}
        salesforce, hubspot = known.get("salesforce"), known.get("hubspot")
        return cls(
            salesforce_record=salesforce and f"{salesforce}/lightning/r/{{object}}/{{id}}/view",
            hubspot_record=hubspot and f"{hubspot}/record/{{object_type_id}}/{{id}}",
        )

    def record(self, system: str, object_name: str, record_id: str) -> str | None:
        """The address of one record, or None where no template or object type is known."""
        if system == "salesforce":
            return _fill(
                self.salesforce_record,
                "{object}",
                _SALESFORCE_API_NAMES.get(object_name),
                record_id,
            )
        if system == "hubspot":
            return _fill(
                self.hubspot_record,
                "{object_type_id}",
                _HUBSPOT_TYPE_IDS.get(object_name),
                record_id,
            )
        return None


def _fill(template: str | None, slot: str, kind: str | None, record_id: str) -> str | None:
    # An id of dots alone would be read as a folder of the address.
    if template is None or kind is None or not record_id.strip("."):
        return None
    return template.replace(slot, kind).replace("{id}", quote(record_id, safe=""))
