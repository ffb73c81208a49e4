"""Four people whom a lifecycle stage and a score judge differently, and two deals that were won."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from tests.support.dbt.build import Rows, field_row

AS_OF: Final = datetime.fromisoformat("2026-11-30T12:00:00")
OWN_FIELDS: Final = {("raw_hubspot", "contacts"): {"hubspotscore": "number"}}
#: The MQL by a score of so much, instead of by the lifecycle stage.
BY_SCORE: Final = (
    "stage_evidence-=MQL, contacts.lifecyclestage=marketingqualifiedlead",
    "stage_evidence+={{stage: MQL, system: hubspot, source: 'contacts.hubspotscore>={}',"
    " is_fallback: false}}",
)
#: Contact -> month in which the lifecycle stage says MQL, (score, month), whether a deal was won.
_PEOPLE: Final[dict[str, tuple[int | None, tuple[tuple[int, int], ...], bool]]] = {
    "1": (2, ((30, 2), (45, 3), (70, 4)), True),
    "2": (2, ((50, 3),), False),
    "3": (3, ((10, 2),), False),
    "4": (None, ((90, 4),), True),
}


def on(month: int) -> datetime:
    """Nine o'clock on the tenth of a month of 2026."""
    return datetime.fromisoformat(f"2026-{month:02}-10T09:00:00")


def rows() -> Rows:
    """Every raw row of the company."""
    won = [name for name, (_, _, is_won) in _PEOPLE.items() if is_won]
    return {
        ("raw_hubspot", "_source"): [{"account_id": "1", "currency": "USD", "time_zone": "UTC"}],
        ("raw_hubspot", "contacts"): [
            {
                "id": name,
                "email": f"p{name}@c{name}.example",
                "createdate": on(1),
                "lastmodifieddate": on(10),
                "hs_analytics_source": "PAID_SEARCH",
                "hubspotscore": float(scores[-1][0]),
                "lifecyclestage": "marketingqualifiedlead" if month else "lead",
            }
            for name, (month, scores, _) in _PEOPLE.items()
        ],
        ("raw_hubspot", "_history"): [
            version for name, person in _PEOPLE.items() for version in _versions(name, *person)
        ],
        ("raw_hubspot", "_fields"): [
            field_row("contacts", "hubspotscore", column_type="number"),
            field_row("contacts", "lifecyclestage"),
        ],
        ("raw_hubspot", "pipelines"): [
            {
                "object_type": "deals",
                "pipeline_id": "p",
                "stage_id": "closedwon",
                "stage_label": "Won",
                "display_order": 1,
                "is_closed": True,
                "probability": 1.0,
            }
        ],
        ("raw_hubspot", "deals"): [
            {
                "id": f"d{name}",
                "dealname": f"Deal {name}",
                "createdate": on(5),
                "closedate": on(6),
                "dealstage": "closedwon",
                "hs_is_closed": True,
                "hs_is_closed_won": True,
                "hs_lastmodifieddate": on(6),
            }
            for name in won
        ],
        ("raw_hubspot", "_associations"): [
            {
                "from_type": "deals",
                "from_id": f"d{name}",
                "to_type": "contacts",
                "to_id": name,
                "type_id": 3,
            }
            for name in won
        ],
    }


def _versions(
    name: str, month: int | None, scores: tuple[tuple[int, int], ...], _: bool
) -> list[dict[str, Any]]:
    said = [("hubspotscore", str(score), at) for score, at in scores]
    said += [("lifecyclestage", "lead", 1)]
    said += [("lifecyclestage", "marketingqualifiedlead", month)] if month else []
    return [
        {
            "object_type": "contacts",
            "record_id": name,
            "property": field,
            "value": value,
            "changed_at": on(at),
        }
        for field, value, at in said
    ]
