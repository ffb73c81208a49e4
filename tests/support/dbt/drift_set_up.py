"""What was done in the Setup of the company whose fields break on known days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from orchestration.worlds.generator.spec import salesforce_id


def setup_trail(
    broke: Mapping[str, date], ann: str, sync: str, bo: str, as_of: datetime
) -> list[dict[str, Any]]:
    """What was done in Setup: what broke two fields, and what had nothing to do with a break."""
    rows = [
        ("Customize Contacts", "Changed picklist values of field Lead Source", ann, as_of.date()),
        ("Manage Users", "Changed profile for user Ann Ash", bo, as_of.date()),
    ]
    for told, section, words, who in (
        ("an option is renamed", "Customize Leads", "Renamed picklist value of leadsource", bo),
        ("a validation is dropped", "Validation Rules", "Deactivated Lead: vat_number__c", sync),
        ("a new value floods", "Customize Leads", "Changed picklist priority__c", bo),
        ("a field gets another type", "Customize Leads", "Changed type of seats__c", bo),
    ):
        if told in broke:
            rows.append((section, words, who, broke[told]))
            # weeks before, somebody else did the like, and broke nothing
            rows.append((section, words, ann, broke[told] - timedelta(days=20)))
    return [
        {
            "id": salesforce_id("0Ym", number + 1),
            "action": "changed",
            "section": section,
            "display": words,
            "createdbyid": who,
            "createddate": datetime.combine(day, datetime.min.time()) + timedelta(hours=7),
        }
        for number, (section, words, who, day) in enumerate(rows)
    ]
