"""A company with a word of its own for every way in which somebody can be marketing qualified."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise
from typing import Any, Final

from tests.support.dbt.build import Rows
from tests.support.stages.own_project import proves

AS_OF: Final = datetime.fromisoformat("2026-11-30T12:00:00")
DEFINITIONS: Final = (
    "stage_evidence-=MQL, contacts.lifecyclestage=marketingqualifiedlead",
    "stage_evidence-=MQL, lead.mql_date__c",
    *(
        proves("MQL", "hubspot", source)
        for source in (
            "contacts.ready_on",
            "contacts.is_ready=true",
            "contacts.readiness=Hot one",
            "contacts.lifecyclestage=774411",
            "contacts.hs_lead_status=OPEN_DEAL",
            "contacts.hubspotscore>=60",
            "leads.hs_pipeline_stage=qualified-stage-id",
        )
    ),
    *(
        proves("MQL", "salesforce", source)
        for source in (
            "lead.ready_on__c",
            "lead.is_ready__c=true",
            "lead.status=Sales Ready",
            "lead.score__c>=60",
            "contact.ready_at__c",
        )
    ),
)
OWN_FIELDS: Final = {
    ("raw_hubspot", "contacts"): {
        "ready_on": "date",
        "is_ready": "boolean",
        "readiness": "text",
        "hubspotscore": "number",
    },
    ("raw_salesforce", "lead"): {
        "ready_on__c": "date",
        "is_ready__c": "boolean",
        "score__c": "number",
    },
    ("raw_salesforce", "contact"): {"ready_at__c": "timestamp"},
}


def on(month: int, day: int = 10) -> datetime:
    """Nine o'clock on a day of 2026."""
    return datetime.fromisoformat(f"2026-{month:02}-{day:02}T09:00:00")


#: Whose record says so by what -> when that was; None: it never was.
MOMENTS: Final = {
    "date": datetime.fromisoformat("2026-03-05T00:00:00"),
    "checkbox": on(4),
    "picklist": on(3),
    "lifecycle": on(5),
    "status": on(2),
    "score": on(6),
    "score now": on(7),
    "low score": None,
    "lead stage": on(8),
    "00Qdate": datetime.fromisoformat("2026-03-06T00:00:00"),
    "00Qcheckbox": on(4),
    "00Qstatus": on(3),
    "00Qscore": on(6),
    "003instant": on(9),
}


def rows() -> Rows:
    """Every raw row of the company."""
    return {
        ("raw_hubspot", "_source"): [{"account_id": "1", "currency": "USD", "time_zone": "UTC"}],
        ("raw_salesforce", "_source"): [{"account_id": "2", "currency": "USD", "time_zone": "UTC"}],
        ("raw_hubspot", "contacts"): [
            _contact("date", ready_on=date(2026, 3, 5)),
            _contact("checkbox", is_ready=True, _source_updated_at=on(4)),
            _contact("picklist", readiness="Cold"),
            _contact("lifecycle", lifecyclestage="774411"),
            _contact("status", hs_lead_status="UNQUALIFIED"),
            _contact("score", hubspotscore=12.0),
            _contact("score now", hubspotscore=60.0, _source_updated_at=on(7)),
            _contact("low score", hubspotscore=59.9),
            _contact("lead stage"),
        ],
        ("raw_hubspot", "leads"): [
            {
                "id": "L",
                "hs_primary_contact_id": "lead stage",
                "hs_pipeline_stage": "unqualified-stage-id",
                "hs_createdate": on(7),
            }
        ],
        ("raw_hubspot", "_history"): [
            *_versions("contacts", "picklist", "readiness", ("Hot one", 3), ("Cold", 4)),
            *_versions("contacts", "lifecycle", "lifecyclestage", ("lead", 2), ("774411", 5)),
            *_versions(
                "contacts", "status", "hs_lead_status", ("OPEN_DEAL", 2), ("UNQUALIFIED", 3)
            ),
            *_versions("contacts", "score", "hubspotscore", ("5", 2), ("75", 6), ("12", 7)),
            *_versions(
                "leads",
                "L",
                "hs_pipeline_stage",
                ("new-stage-id", 7),
                ("qualified-stage-id", 8),
                ("unqualified-stage-id", 9),
            ),
        ],
        ("raw_salesforce", "lead"): [
            _lead("00Qdate", ready_on__c=date(2026, 3, 6)),
            _lead("00Qcheckbox", is_ready__c=False),
            _lead("00Qstatus", status="Working"),
            _lead("00Qscore", score__c=12.0),
        ],
        ("raw_salesforce", "contact"): [
            {
                "id": "003instant",
                "email": "i@c.example",
                "createddate": on(1),
                "ready_at__c": on(9),
            }
        ],
        ("raw_salesforce", "lead_history"): [
            *_changes("00Qcheckbox", "is_ready__c", ("false", 1), ("true", 4), ("false", 5)),
            *_changes("00Qstatus", "Status", ("New", 1), ("Sales Ready", 3), ("Working", 4)),
            *_changes("00Qscore", "score__c", ("10", 1), ("61.5", 6), ("12", 7)),
        ],
    }


def _contact(name: str, **values: Any) -> dict[str, Any]:
    mail = name.replace(" ", "_")
    made = {"id": name, "email": f"{mail}@h.example", "createdate": on(1)}
    return {**made, "_source_updated_at": on(10), **values}


def _lead(name: str, **values: Any) -> dict[str, Any]:
    made = {"id": name, "email": f"{name}@s.example", "createddate": on(1)}
    return {**made, "_source_updated_at": on(10), "isconverted": False, **values}


def _versions(
    kind: str, record: str, name: str, *versions: tuple[str, int]
) -> Iterator[dict[str, Any]]:
    for value, month in versions:
        said = {"object_type": kind, "record_id": record, "property": name}
        yield {**said, "value": value, "changed_at": on(month)}


def _changes(record: str, name: str, *values: tuple[str, int]) -> Iterator[dict[str, Any]]:
    for place, ((old, _), (new, month)) in enumerate(pairwise(values)):
        yield {
            "id": f"017{record}{place}",
            "leadid": record,
            "field": name,
            "oldvalue": old,
            "newvalue": new,
            "createddate": on(month),
        }
