"""Writes activities: tasks and events in Salesforce; calls, e-mails, meetings, tasks in HubSpot.

Notes as SAL evidence exactly what the records show as a human sales contact that took place.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from orchestration.worlds.generator.activity_details import (
    engagement_details,
    event_details,
    task_details,
)
from orchestration.worlds.generator.entities import Activity
from orchestration.worlds.generator.salesforce_records import stamps
from orchestration.worlds.generator.spec import day, flag, iso, salesforce_id
from orchestration.worlds.generator.tables import Row, Simulation

_PLURALS = {"call": "calls", "email": "emails", "meeting": "meetings", "task": "tasks"}
_TO_CONTACT = {"call": 194, "email": 198, "meeting": 200, "task": 204}
_TO_DEAL = {"call": 206, "email": 210, "meeting": 212, "task": 216}
_SUBJECTS = {
    "call": ("Call", "Discovery call", "Follow-up call"),
    "email": ("Email: introduction", "Email: proposal", "Email: follow-up"),
    "meeting": ("Product demo", "Site visit", "Contract review"),
    "task": ("Prepare offer", "Send material", "Check references"),
}
_SUBTYPES = {"call": "Call", "email": "Email", "task": "Task"}
_CONNECTED = "f240bbac-87c9-4f6e-bf70-924b57d47db7"
_CALL_OUTCOMES = (
    _CONNECTED,
    "9d9162e7-6cf3-4944-bf63-4dff82258764",
    "b2cf5968-551e-4856-9783-52b3da59a7d0",
)


def write_activities(simulation: Simulation, planned: list[tuple[str, Activity]]) -> None:
    """Every planned activity, in the system it is logged in."""
    rng = simulation.spec.rng("engagements")
    for system, activity in planned:
        activity.system = system
        simulation.activities.append(activity)
        if system == "hubspot":
            _write_in_hubspot(simulation, rng, activity)
        elif activity.kind == "meeting":
            _write_event(simulation, rng, activity)
        else:
            _write_task(simulation, rng, activity)


def _logged(rng: Random, simulation: Simulation, activity: Activity) -> datetime:
    """When the record was made: shortly before the act, and never after as_of."""
    hours = rng.uniform(0.05, 20) if activity.kind in {"task", "meeting"} else 0.02
    made = min(activity.at, simulation.as_of) - timedelta(seconds=round(hours * 3600))
    activity.noted_at = made
    return made


def _who(activity: Activity) -> str:
    return activity.person.contact_id or activity.person.lead_id


def _write_task(simulation: Simulation, rng: Random, activity: Activity) -> None:
    at, done = activity.at, activity.done
    made = _logged(rng, simulation, activity)
    planned = rng.choice(("Not Started", "In Progress", "Waiting on someone else"))
    deal = activity.opportunity
    seconds = str(rng.randrange(30, 1500)) if activity.kind == "call" and done else ""
    audit = stamps(made, at if done else made)
    del audit["LastModifiedDate"]
    details = task_details(simulation, activity)
    # which way an e-mail went is not told by a task
    activity.is_attempt = done and (activity.outbound or activity.kind == "email")
    activity.is_contact = details["CallDisposition"] == "Connected"
    activity.record_id = salesforce_id("00T", simulation.number("00T"))
    simulation.table("salesforce", "Task").add(
        {
            "Id": activity.record_id,
            "Subject": rng.choice(_SUBJECTS[activity.kind]),
            "Status": "Completed" if done else planned,
            "Type": {"call": "Call", "email": "Email"}.get(activity.kind, "Other"),
            "TaskSubtype": _SUBTYPES[activity.kind],
            "CallDurationInSeconds": seconds,
            "WhoId": _who(activity),
            "WhatId": deal.salesforce_id if deal else "",
            "OwnerId": activity.rep.user_id,
            "ActivityDate": day(at),
            "CompletedDateTime": iso(at) if done else "",
            "IsClosed": flag(done),
            **details,
            **audit,
        }
    )
    if done:
        activity.person.evidence.activities.append(at)


def _write_event(simulation: Simulation, rng: Random, activity: Activity) -> None:
    at = activity.at
    made = _logged(rng, simulation, activity)
    deal = activity.opportunity
    audit = stamps(made, made)
    del audit["LastModifiedDate"]
    activity.is_attempt = activity.is_contact = True
    activity.record_id = salesforce_id("00U", simulation.number("00U"))
    simulation.table("salesforce", "Event").add(
        {
            "Id": activity.record_id,
            "Subject": rng.choice(_SUBJECTS["meeting"]),
            "Type": rng.choice(("Meeting", "Meeting", "Call", "Other")),
            "WhoId": _who(activity),
            "WhatId": deal.salesforce_id if deal else "",
            "OwnerId": activity.rep.user_id,
            "StartDateTime": iso(at),
            "EndDateTime": iso(at + timedelta(minutes=rng.choice((30, 45, 60)))),
            "ActivityDate": day(at),
            **event_details(simulation, activity),
            **audit,
        }
    )
    if at <= simulation.as_of:
        activity.person.evidence.activities.append(at)


def _write_in_hubspot(simulation: Simulation, rng: Random, activity: Activity) -> None:
    kind = activity.kind
    record_id = activity.record_id = str(61_000_000_000 + simulation.number("engagement") * 29)
    made = _logged(rng, simulation, activity)
    row: Row = {"id": record_id, "hs_timestamp": iso(activity.at)}
    row |= _DETAILS[kind](rng, activity) | engagement_details(simulation, activity)
    row |= {
        "hubspot_owner_id": activity.rep.owner_id,
        "hs_createdate": iso(made),
        "hs_lastmodifieddate": iso(min(activity.at, simulation.as_of)),
        "_created_at": iso(made),
        "_updated_at": iso(min(activity.at, simulation.as_of)),
    }
    plural = _PLURALS[kind]
    simulation.table("hubspot", plural).add(row)
    contact = activity.person.hubspot_id
    simulation.associate((plural, record_id, "contacts", contact), {_TO_CONTACT[kind]: ""})
    deal = activity.opportunity
    if deal and deal.deal_id:
        simulation.associate((plural, record_id, "deals", deal.deal_id), {_TO_DEAL[kind]: ""})
    counts = kind == "meeting" or (kind in {"call", "email"} and activity.outbound)
    if counts and activity.at <= simulation.as_of:
        activity.person.evidence.activities.append(activity.at)


def _is_settled(activity: Activity) -> bool:
    """Whether an earlier contact already counts, so that a failed one changes nothing."""
    first = activity.person.worked_at
    return activity.person.is_steady and first is not None and activity.at > first


def _call(rng: Random, activity: Activity) -> Row:
    missed = not activity.outbound and rng.random() < 0.25
    outcome = rng.choice(_CALL_OUTCOMES)
    activity.is_attempt = activity.outbound
    activity.is_contact = outcome == _CONNECTED
    return {
        "hs_call_direction": "OUTBOUND" if activity.outbound else "INBOUND",
        "hs_call_disposition": outcome,
        "hs_call_status": "MISSED" if missed else "COMPLETED",
        "hs_call_duration": "0" if missed else str(rng.randrange(30, 1500) * 1000),
    }


def _email(rng: Random, activity: Activity) -> Row:
    failed = activity.outbound and _is_settled(activity) and rng.random() < 0.08
    activity.is_attempt = activity.outbound and not failed
    activity.is_contact = not activity.outbound
    return {
        "hs_email_direction": "EMAIL" if activity.outbound else "INCOMING_EMAIL",
        "hs_email_status": "BOUNCED" if failed else "SENT",
    }


def _meeting(rng: Random, activity: Activity) -> Row:
    outcome = "COMPLETED" if activity.done else "SCHEDULED"
    if activity.done and _is_settled(activity) and rng.random() < 0.15:
        outcome = rng.choice(("NO_SHOW", "CANCELED", "RESCHEDULED"))
    activity.is_attempt = outcome in {"COMPLETED", "NO_SHOW"}
    activity.is_contact = outcome == "COMPLETED"
    return {"hs_meeting_outcome": outcome, "hs_meeting_start_time": iso(activity.at)}


def _task(rng: Random, activity: Activity) -> Row:
    open_status = rng.choice(("NOT_STARTED", "IN_PROGRESS", "WAITING"))
    return {
        "hs_task_status": "COMPLETED" if activity.done else open_status,
        "hs_task_type": rng.choice(("CALL", "EMAIL", "TODO")),
    }


_DETAILS = {"call": _call, "email": _email, "meeting": _meeting, "task": _task}
