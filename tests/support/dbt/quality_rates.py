"""Exchange rates and costs of the company whose every flaw is known: D009 of a cost, and Q005."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from orchestration.worlds.generator.spec import salesforce_id
from tests.support.dbt.build import Rows

#: Currency, first day, first day on which it was written to hold no more, and whether that is late.
_WINDOWS: Final = (
    ("JPY", date(2024, 1, 1), date(2024, 2, 1), False),  # to the day on which the next begins
    ("JPY", date(2024, 2, 1), date(2024, 3, 2), True),
    ("JPY", date(2024, 3, 1), None, False),
    ("SEK", date(2024, 1, 1), date(2024, 9, 1), False),  # the next one is of another currency
    ("NOK", date(2024, 2, 1), date(9999, 12, 31), False),
)
_IDS: Final = [salesforce_id("04w", number) for number in range(len(_WINDOWS))]
_DAY: Final = date(2024, 5, 1)
PLANTED: Final = {
    ("D009", "files", "costs", "amount", f"{_DAY}/{_DAY}/program///Fair"),
    *(
        ("Q005", "salesforce", "dated_conversion_rate", "nextstartdate", record)
        for record, (_, _, _, is_late) in zip(_IDS, _WINDOWS, strict=True)
        if is_late
    ),
}


def rows() -> Rows:
    """Of every raw table that they need."""
    return {
        ("raw_salesforce", "dated_conversion_rate"): [
            {
                "id": record,
                "isocode": code,
                "conversionrate": 2.0,
                "startdate": begins,
                "nextstartdate": ends,
            }
            for record, (code, begins, ends, _) in zip(_IDS, _WINDOWS, strict=True)
        ],
        ("raw_files", "costs"): [_cost("Fair", "XTS"), _cost("Talk", None)],
    }


def _cost(campaign: str, currency: str | None) -> dict[str, Any]:
    return {
        "starts_on": _DAY,
        "ends_on": _DAY,
        "kind": "program",
        "campaign": campaign,
        "amount": 30.0,
        "currency": currency,
    }
