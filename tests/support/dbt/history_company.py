"""A company whose records have a past: stages re-entered, ways out taken back, edits in bulk.

Raw rows by hand; what they tell is said in test_dbt_history.py.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.support.dbt.build import Rows

AS_OF = datetime.fromisoformat("2026-11-30T12:00:00")
BULK = datetime.fromisoformat("2026-11-02T03:00:00")
STAGE_DATES = {("raw_hubspot", "deals"): {"hs_v2_date_entered_appointmentscheduled": "timestamp"}}
STAGE_DATES["raw_hubspot", "deals"] |= {
    "hs_v2_date_exited_appointmentscheduled": "timestamp",
    "hs_v2_date_entered_stage_7": "timestamp",
}
OWN_FIELDS = {
    **STAGE_DATES,
    ("raw_salesforce", "lead"): {"mql_date__c": "timestamp"},
}


def on(month: int, day: int) -> datetime:
    """Nine o'clock on a day of 2026."""
    return datetime.fromisoformat(f"2026-{month:02}-{day:02}T09:00:00")


def rows() -> Rows:
    """Every raw row of the company."""
    return {
        **_portal(),
        ("raw_hubspot", "_history"): _history(),
        **_org(),
    }


def _portal() -> Rows:
    return {
        ("raw_hubspot", "_source"): [{"account_id": "1", "currency": "USD", "time_zone": "UTC"}],
        ("raw_hubspot", "contacts"): [
            _contact("1", lifecyclestage="marketingqualifiedlead", hs_lead_status="BAD_TIMING"),
            _contact("2", lifecyclestage="lead", hs_lead_status="OPEN"),
        ],
        ("raw_hubspot", "pipelines"): [
            _stage("appointmentscheduled", "Meeting", 0, closed=False, probability=0.2),
            _stage("Stage-7", "Legal", 1, closed=False, probability=0.4),
            # the id says won, the portal says lost
            _stage("closedwon", "Declined", 2, closed=True, probability=0.0),
            _stage("signed", "Signed", 3, closed=True, probability=1.0),
        ],
        ("raw_hubspot", "deals"): [
            _deal("H", dealstage="closedwon"),
            _deal(
                "D",
                dealstage="Stage-7",
                hs_v2_date_entered_appointmentscheduled=on(1, 5),
                hs_v2_date_exited_appointmentscheduled=on(1, 9),
                hs_v2_date_entered_stage_7=on(1, 9),
            ),
            _deal("N", dealstage="Stage-7", hs_lastmodifieddate=on(2, 1)),
        ],
    }


def _history() -> list[dict[str, Any]]:
    return [
        *_versions(
            "deals",
            "H",
            "dealstage",
            ("appointmentscheduled", 1),
            ("Stage-7", 2),
            ("appointmentscheduled", 3),
            ("signed", 4),
            ("closedwon", 5),
        ),
        *_versions(
            "contacts",
            "1",
            "lifecyclestage",
            ("lead", 1),
            ("marketingqualifiedlead", 2),
            ("lead", 4),
            ("marketingqualifiedlead", 6),
        ),
        *_versions("contacts", "1", "hs_lead_status", ("OPEN", 1), ("BAD_TIMING", 3)),
        *_versions("contacts", "2", "hs_lead_status", ("NEW", 1), ("UNQUALIFIED", 2), ("OPEN", 3)),
        *_versions("contacts", "2", "lifecyclestage", ("lead", 1)),
    ]


def _org() -> Rows:
    return {
        ("raw_salesforce", "_source"): [{"account_id": "2", "currency": "USD", "time_zone": "UTC"}],
        ("raw_salesforce", "lead"): [
            # two leads of one person; all were touched in bulk long after
            _lead("A1", "a@a.example", "Unqualified", on(1, 2)),
            _lead("A2", "a@a.example", "Working - Contacted", on(6, 1)),
            # the same without a history
            _lead("B1", "b@b.example", "Unqualified", on(1, 2)),
            _lead("B2", "b@b.example", "Working - Contacted", on(6, 1)),
        ],
        # one call with two people: the task names one, the list of relations both
        ("raw_salesforce", "task"): [
            {
                "id": "T",
                "whoid": "A2",
                "isclosed": True,
                "completeddatetime": on(6, 5),
                "isdeleted": False,
            }
        ],
        ("raw_salesforce", "task_relation"): [
            {"id": f"R{place}", "taskid": "T", "relationid": lead, "iswhat": False}
            for place, lead in enumerate(("A2", "B2"))
        ],
        ("raw_salesforce", "lead_history"): [
            {
                "id": "017A",
                "leadid": "A1",
                "field": "Status",
                "oldvalue": "New",
                "newvalue": "Unqualified",
                "createddate": on(1, 20),
            }
        ],
    }


def _contact(contact_id: str, **values: Any) -> dict[str, Any]:
    return {
        "id": contact_id,
        "email": f"p{contact_id}@h.example",
        "createdate": on(1, 1),
        "lastmodifieddate": BULK,
        **values,
    }


def _deal(deal_id: str, **values: Any) -> dict[str, Any]:
    return {"id": deal_id, "createdate": on(1, 5), "hs_lastmodifieddate": BULK, **values}


def _stage(
    stage_id: str, label: str, place: int, *, closed: bool, probability: float
) -> dict[str, Any]:
    return {
        "object_type": "deals",
        "pipeline_id": "p",
        "stage_id": stage_id,
        "stage_label": label,
        "display_order": place,
        "is_closed": closed,
        "probability": probability,
    }


def _versions(
    object_type: str, record_id: str, name: str, *versions: tuple[str, int]
) -> list[dict[str, Any]]:
    return [
        {
            "object_type": object_type,
            "record_id": record_id,
            "property": name,
            "value": value,
            "changed_at": on(month, 10),
        }
        for value, month in versions
    ]


def _lead(lead_id: str, email: str, status: str, created: datetime) -> dict[str, Any]:
    return {
        "id": lead_id,
        "email": email,
        "status": status,
        "createddate": created,
        "lastmodifieddate": BULK,
        "isconverted": False,
    }
