"""Members of campaigns by whom fields are judged that need many records: F005, F009, F011, F012."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from orchestration.worlds.generator.spec import salesforce_id
from tests.support.dbt.build import field_row

COLUMNS: Final = {
    "badge__c": "text",
    "wording__c": "text",
    "seat__c": "text",
    "berth__c": "text",
    "berths_2__c": "text",
    "desk__c": "text",
    "desks__c": "text",
}
PLANTED: Final = {
    ("F005", "salesforce", "campaign_member", "berths_2__c", None),
    ("F009", "salesforce", "campaign_member", "badge__c", None),
    ("F011", "salesforce", "campaign_member", "wording__c", None),
    ("F012", "salesforce", "campaign_member", "seat__c", None),
}
#: The first month whose new members no longer have a badge.
BROKE_IN: Final = (2024, 6)
#: The first month in which every other new member has a seat that nobody had before.
FLOODED_IN: Final = (2024, 9)
#: One of each day.
_A_MONTH: Final = 28


def fields() -> list[dict[str, Any]]:
    return [field_row("campaign_member", name, is_custom=True) for name in COLUMNS]


def members() -> list[dict[str, Any]]:
    """One of nearly each day of two years; all but two hold the same wording."""
    return [
        {
            "id": salesforce_id("00v", number),
            "createddate": datetime(year, month, 1 + number % _A_MONTH),  # noqa: DTZ001  UTC
            "badge__c": f"B{number}" if (year, month) < BROKE_IN else None,
            "wording__c": "Long" if number in (7, 77) else "Standard",
            "seat__c": _seat(number, (year, month) >= FLOODED_IN),
            # one berth in nine was changed in one of the two; which desk is no matter of the other
            "berth__c": f"{'AB'[number % 2]}-{number % 13}x",
            "berths_2__c": None if number % 5 == 0 else _changed(number),
            "desk__c": f"d{number % 7}x",
            "desks__c": f"d{number % 5}x",
        }
        for number, (year, month) in enumerate(
            (year, month)
            for year in (2023, 2024)
            for month in range(1, 13)
            for _ in range(_A_MONTH)
        )
    ]


def _seat(number: int, is_flooded: bool) -> str:
    return "gangway" if is_flooded and number % 2 else ("window", "middle", "aisle")[number % 3]


def _changed(number: int) -> str:
    return f" {'ab'[number % 2]}-{0 if number % 9 == 0 else number % 13}X"
