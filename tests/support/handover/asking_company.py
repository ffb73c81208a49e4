"""A company whose people ask for a demo by a form and are scored: who is owed an answer since when.

One Monday of 2026, on which everybody works from nine to five UTC.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from orchestration.worlds.generator.spec import salesforce_id
from tests.support.dbt.build import Rows

AS_OF: Final = datetime.fromisoformat("2026-03-20T12:00:00")
DEFINITIONS: Final = (
    "lead_types+={code: hot, label: Hot, sla_minutes: 60, never_factor: 2}",
    'lead_type_rules+={lead_type: hot, system: salesforce, source: "lead.score__c>=80"}',
    "lead_type_rules+={lead_type: hand_raiser, system: hubspot, form: Request a demo}",
)
OWN_FIELDS: Final = {
    ("raw_salesforce", "lead"): {"mql_date__c": "timestamp", "score__c": "number"},
}
_SAM: Final = salesforce_id("005", 1)
_QUEUE: Final = salesforce_id("00G", 1)
_LEADS: Final = {
    name: salesforce_id("00Q", number)
    for number, name in enumerate(("ann", "bob", "cal", "dan", "fay"))
}


def at(clock: str) -> datetime:
    """A time of that Monday."""
    return datetime.fromisoformat(f"2026-03-02T{clock}:00")


#: Who was handed over -> kind and how it is known, since when they wait, working minutes until
#: sales had a record, until a colleague had them, from then to the call, altogether; status.
HANDED_OVER: Final = {
    # a lead came of the form after 12 minutes, Sam had it after 30, and called half an hour later
    "ann": ("hand_raiser", "form", at("09:00"), 12, 30, 30, 60, "on_time"),
    # the first of two forms counts; half past twelve is late for whoever asked at nine
    "bob": ("hand_raiser", "form", at("09:00"), 62, 62, 148, 210, "late"),
    # a form after the hand-over changes nothing; hot since half past eight
    "cal": ("hot", "history", at("09:00"), 0, 0, 45, 45, "on_time"),
    # hot only since the next day
    "dan": ("standard", "default", at("09:00"), 0, 0, 120, 120, "on_time"),
    # no history of this lead's score: that of today counts
    "fay": ("hot", "current_value", at("09:00"), 0, 0, None, None, "never"),
}
#: When a form was sent in, by whom -> what came of it.
RAISED: Final = {
    ("ann", at("09:00")): "handed_over",
    ("bob", at("09:00")): "handed_over",
    ("bob", at("09:40")): "handed_over",
    ("cal", at("11:00")): "with_sales",
    ("eve", at("09:00")): "not_handed_over",
    ("nobody", at("09:00")): "no_record",
}
LEAD_IDS: Final = {lead: name for name, lead in _LEADS.items()}


def rows() -> Rows:
    """Every raw row of the company."""
    return {
        ("raw_hubspot", "_source"): [{"account_id": "1", "currency": "USD", "time_zone": "UTC"}],
        ("raw_salesforce", "_source"): [{"account_id": "2", "currency": "USD", "time_zone": "UTC"}],
        ("raw_hubspot", "contacts"): [
            {"id": str(number), "email": _mail(name), "createdate": at("09:00")}
            for number, name in enumerate(("ann", "bob", "cal", "eve"), start=1)
        ],
        ("raw_hubspot", "forms"): [
            {"id": "demo", "name": "Request a Demo"},
            {"id": "letter", "name": "Newsletter"},
        ],
        ("raw_hubspot", "form_submissions"): [
            *(_submission(name, "demo", when) for name, when in RAISED),
            _submission("dan", "letter", at("08:00")),
        ],
        ("raw_salesforce", "user"): [
            {"id": _SAM, "name": "Sam", "email": "sam@x.example", "department": "Sales",
             "isactive": True, "usertype": "Standard"}
        ],
        ("raw_salesforce", "group"): [{"id": _QUEUE, "name": "Inbound Leads", "type": "Queue"}],
        ("raw_salesforce", "lead"): [
            _lead("ann", made="09:12", handed="09:10"),
            _lead("bob", made="10:02", handed="10:00"),
            _lead("cal", made="08:00", handed="09:00", score__c=85.0),
            _lead("dan", made="08:00", handed="09:00", score__c=90.0),
            _lead("fay", made="08:00", handed="09:00", score__c=95.0),
        ],
        ("raw_salesforce", "lead_history"): [
            _change("ann", "Owner", _QUEUE, _SAM, at("09:30")),
            _change("cal", "Score__c", "40", "85", at("08:30")),
            _change("dan", "Score__c", "40", "90", datetime.fromisoformat("2026-03-03T09:00:00")),
        ],
        ("raw_salesforce", "task"): [
            _call("ann", "10:00"),
            _call("bob", "12:30"),
            _call("cal", "09:45"),
            _call("dan", "11:00"),
        ],
    }  # fmt: skip


def _mail(name: str) -> str:
    return f"{name}@asks.example"


def _submission(name: str, form: str, when: datetime) -> dict[str, Any]:
    said = {"form_id": form, "conversion_id": f"{name} {when:%H%M}", "submitted_at": when}
    return {**said, "email": _mail(name).upper()}


def _lead(name: str, made: str, handed: str, **values: Any) -> dict[str, Any]:
    said = {"id": _LEADS[name], "email": _mail(name), "createddate": at(made), "ownerid": _SAM}
    return {**said, "isconverted": False, "mql_date__c": at(handed), **values}


def _change(name: str, field: str, old: str, new: str, when: datetime) -> dict[str, Any]:
    said = {"id": f"{name} {field}", "leadid": _LEADS[name], "field": field}
    return {**said, "oldvalue": old, "newvalue": new, "createddate": when}


def _call(name: str, when: str) -> dict[str, Any]:
    said = {"id": f"00T{name}", "whoid": _LEADS[name], "ownerid": _SAM, "tasksubtype": "Call"}
    done = {"isclosed": True, "completeddatetime": at(when), "createddate": at(when)}
    return {**said, **done, "calldisposition": "Connected"}
