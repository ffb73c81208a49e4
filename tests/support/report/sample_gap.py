"""The bridge of one metric in the sample report."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from sqlalchemy import Engine

from tests.support.report.published_tables import insert

#: Cause, place, label, what the system counts of it, what we do.
_CAUSES: Final = (
    ("agreed", 0, "Both count it", 392, 392),
    ("never_synced", 1, "Never linked", 0, 21),
    ("duplicate", 8, "Duplicate", 14, 0),
    ("time_zone", 11, "Time zone", 6, 2),
    ("imputed", 25, "Passed over", 0, 9),
)
_METRIC: Final = {"metric_id": "entered_mql", "compared_system": "hubspot"}


def fill_gap(engine: Engine) -> None:
    """HubSpot's MQLs of October, and a record of each cause."""
    insert(engine, "marts.mart_metric_gap", [_cause(*one) for one in _CAUSES])
    insert(
        engine,
        "marts.fct_metric_gap",
        [
            {
                **_METRIC,
                "happened_date": date(2026, 10, 31),
                "cause": cause,
                "source_system": "hubspot",
                "source_object": "contacts",
                "source_id": str(5000 + place),
                "system_value": min(there, 1),
                "our_value": min(here, 1),
                "difference": (here > there) - (here < there),
            }
            for cause, place, _, there, here in _CAUSES
        ],
    )


def _cause(cause: str, place: int, label: str, there: int, here: int) -> dict[str, Any]:
    return {
        **_METRIC,
        "period_type": "month",
        "period_start": date(2026, 10, 1),
        "period_end": date(2026, 10, 31),
        "period_label": "2026-10",
        "is_complete": True,
        "cause": cause,
        "cause_place": place,
        "cause_group": cause,
        "cause_label": label,
        "cause_explanation": f"{label}, in a sentence.",
        "system_value": there,
        "our_value": here,
        "difference": here - there,
        "added_value": max(here - there, 0),
        "taken_value": max(there - here, 0),
        "count_records": max(there, here),
    }
